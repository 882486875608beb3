"""The question bank: what can be saved, and what becomes a version."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.blocks.struct_block import StructBlockValidationError

from content.models import PortalImage
from courses.models import Question, QuestionVersion
from courses.querysets import AppendOnly
from grading import grade, public_view, read_question, read_response
from tests.factories.courses import ALL_KINDS, GAPS, MORE_CONTENT, NUMBER, a_question, an_option, content_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_becomes_a_version_that_the_engine_reads(kind):
    version = a_question(kind).current
    assert version.number == 1
    assert read_question(version.data).kind == kind == version.kind


def test_saving_again_without_a_change_makes_no_version():
    question = Question.objects.get(pk=a_question("match").pk)
    question.save()
    question.title = "Kun redaktører ser navnet"
    question.save()
    assert question.versions.count() == 1


def test_a_change_that_a_learner_can_notice_makes_a_new_version_and_keeps_the_old():
    question = a_question("single", explanation="Den gamle forklaring.")
    question.explanation = "Den nye forklaring."
    question.save()
    old, new = question.versions.order_by("number")
    assert (old.number, new.number) == (1, 2)
    assert old.data["explanation"] == "Den gamle forklaring."
    assert question.current == new
    assert list(QuestionVersion.objects.current().filter(question=question)) == [new]


def test_an_option_keeps_its_id_when_its_text_is_mended():
    question = a_question("single")
    before = [option["id"] for option in question.current.data["options"]]
    question = Question.objects.get(pk=question.pk)
    question.content[0].value["options"][0]["text"] = "Et it-system til kommuner"
    question.save()
    after = [option["id"] for option in question.current.data["options"]]
    assert question.current.number == 2
    assert before == after


def test_a_version_is_written_once():
    version = a_question().current
    version.data = {}
    with pytest.raises(AppendOnly):
        version.save()
    with pytest.raises(AppendOnly):
        QuestionVersion.objects.update(number=9)


def test_a_version_number_cannot_come_twice():
    version = a_question().current
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.create(question=version.question, number=1, kind="single", data={}, digest="x")


def test_ids_tell_nothing_and_differ_between_questions():
    ids = [
        row["id"] for question in (a_question("order"), a_question("order")) for row in question.current.data["items"]
    ]
    assert len(set(ids)) == len(ids)
    stored = str(Question.objects.first().content.get_prep_value())
    assert not any(option_id in stored for option_id in ids)


def test_the_two_sides_of_a_pair_share_nothing():
    data = a_question("match").current.data
    assert not {pair["id"] for pair in data["pairs"]} & {choice["id"] for choice in data["choices"]}


def test_two_pairs_with_the_same_answer_share_one_choice():
    content = {
        "pairs": [
            {"left": "Søvn", "right": "Sundhed", "feedback": ""},
            {"left": "Kost", "right": "Sundhed ", "feedback": ""},
            {"left": "Bolig", "right": "Omgivelser", "feedback": ""},
        ],
        "distractors": [],
    }
    data = a_question("match", content=content).current.data
    assert [choice["text"] for choice in data["choices"]] == ["Sundhed", "Omgivelser"]


def test_ticking_everything_gives_nothing_when_shares_are_left_empty():
    question = a_question("multiple").current.engine
    everything = [option["id"] for option in public_view(question, seed="x")["options"]]
    assert grade(question, read_response(question, everything)).score == 0


def test_an_editors_own_shares_count():
    content = {"options": [an_option("Ja", right=True), an_option("Næsten", share="1/2"), an_option("Nej")]}
    options = a_question("single", content=content).current.data["options"]
    assert [option["fraction"] for option in options] == ["1", "1/2", "0"]


def block_error(kind: str, content: dict) -> StructBlockValidationError:
    block = Question._meta.get_field("content").stream_block.child_blocks[kind]
    with pytest.raises(StructBlockValidationError) as found:
        block.clean(block.to_python(content))
    return found.value


def test_an_editor_is_told_when_no_answer_is_right():
    error = block_error("single", {"options": [an_option("Ja"), an_option("Nej")]})
    assert "Markér mindst ét svar som rigtigt" in str(error.non_block_errors)


def test_a_share_that_cannot_be_read_is_marked_in_its_own_field():
    error = block_error("single", {"options": [an_option("Ja", right=True), an_option("Nej", share="halv")]})
    in_row = error.block_errors["options"].block_errors[1]
    assert "1/3" in str(in_row.block_errors["share"])


def test_two_answers_alike_are_refused_with_the_cure():
    error = block_error("order", {"items": ["Let", "Let ", "Svært"]})
    assert "ens" in str(error.block_errors["items"].block_errors[1])


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_what_the_factory_writes_passes_the_editors_form(kind):
    block = Question._meta.get_field("content").stream_block.child_blocks[kind]
    assert block.clean(block.to_python(content_of(kind)))


def test_a_question_that_cannot_be_used_is_not_saved():
    with pytest.raises(ValidationError) as found:
        a_question("single", content={"options": [an_option("Ja"), an_option("Nej")]})
    assert "content" in found.value.message_dict
    assert not Question.objects.exists()


def test_a_blank_prompt_is_placed_on_the_prompt():
    with pytest.raises(ValidationError) as found:
        a_question("single", prompt="  ")
    assert list(found.value.message_dict) == ["prompt"]


def in_row(error: StructBlockValidationError, listed: str, row: int) -> str:
    return str(error.block_errors[listed].block_errors[row].as_json_data())


def test_a_gap_without_a_place_in_the_text_is_told_which_number_to_write():
    error = block_error("gap_select", GAPS | {"text": "Borgerens [[1]] er den røde tråd."})
    assert "[[2]]" in in_row(error, "gaps", 1)


def test_a_number_in_the_text_without_a_row_is_placed_on_the_text():
    error = block_error("drag_text", GAPS | {"text": "[[1]], [[2]] og [[3]]"})
    assert "[[3]]" in str(error.block_errors["text"].messages)


def test_a_number_that_stands_twice_is_placed_on_its_row():
    error = block_error("gap_select", GAPS | {"text": "[[1]], [[2]] og [[1]]"})
    assert "[[1]] står to gange" in in_row(error, "gaps", 0)


@pytest.mark.parametrize(("value", "read"), [("1.500,5", "1500.5"), ("-2,5", "-2.5"), ("0.25", "0.25"), ("*", "*")])
def test_an_editor_writes_numbers_as_danes_do(value, read):
    content = MORE_CONTENT["numeric"] | {"answers": [NUMBER | {"value": value}]}
    data = a_question("numeric", content=content).current.data
    assert data["answers"][0]["value"] == read


def test_a_number_that_can_be_read_in_two_ways_is_refused_in_its_own_field():
    error = block_error("numeric", MORE_CONTENT["numeric"] | {"answers": [NUMBER | {"value": "1.500"}]})
    assert "uden punktum" in str(error.block_errors["answers"].block_errors[0].block_errors["value"])


def test_a_range_needs_no_number():
    rows = [NUMBER | {"value": "", "low": "2", "high": "3", "include_high": False}]
    answer = a_question("numeric", content=MORE_CONTENT["numeric"] | {"answers": rows}).current.data["answers"][0]
    assert (answer["low"], answer["high"], answer["include_low"], answer["include_high"]) == ("2", "3", True, False)


def test_an_answer_that_an_earlier_row_takes_is_refused_on_its_row():
    rows = MORE_CONTENT["short_text"]["answers"]
    error = block_error("short_text", MORE_CONTENT["short_text"] | {"answers": [rows[1], rows[0]]})
    assert "række 1" in in_row(error, "answers", 1)


def test_areas_that_overlap_are_named_by_their_numbers():
    content = content_of("hotspot")
    areas = [content["areas"][0], content["areas"][1] | {"coords": "100, 100, 40"}]
    error = block_error("hotspot", content | {"areas": areas})
    assert "område 2" in in_row(error, "areas", 0)


def test_coordinates_that_are_no_numbers_are_refused_in_their_field():
    content = content_of("points")
    error = block_error("points", content | {"areas": [content["areas"][0] | {"coords": "a, b, c, d"}]})
    assert "coords" in error.block_errors["areas"].block_errors[0].block_errors


def test_a_picture_is_known_by_its_file_and_not_by_its_number():
    content = content_of("hotspot")
    image = a_question("hotspot", content=content).current.data["image"]
    assert image["key"] == PortalImage.objects.get(pk=content["image"]).file_hash
    assert (image["width"], image["height"]) == (400, 200)


def test_words_that_belong_in_two_gaps_can_be_used_twice():
    gaps = [GAPS["gaps"][0], GAPS["gaps"][0]]
    choices = a_question("drag_text", content=GAPS | {"gaps": gaps}).current.data["choices"]
    assert [(choice["text"], choice["unlimited"]) for choice in choices] == [("ønsker", True), ("støtte", False)]


def test_a_level_beside_a_panel_is_refused():
    content = content_of("rating") | {"panel": ["2", "3", "3"]}
    assert block_error("rating", content)
    panel = a_question("rating", content=content | {"level": ""}).current.data["panel"]
    assert panel == [2, 3, 3]


def test_a_part_that_cannot_be_used_is_marked_in_the_part():
    content = content_of("composite")
    parts = [content["parts"][0], {"type": "single", "value": {"prompt": "Hvad?", "weight": "1"}}]
    parts[1]["value"]["answers"] = {"options": [an_option("Ja"), an_option("Nej")]}
    error = block_error("composite", {"parts": parts})
    assert "Intet svar er rigtigt" in str(error.block_errors["parts"].block_errors[1].as_json_data())


def test_a_weight_that_cannot_be_read_is_marked_in_its_part():
    content = content_of("composite")
    parts = [content["parts"][0] | {"value": content["parts"][0]["value"] | {"weight": "0"}}, content["parts"][1]]
    error = block_error("composite", {"parts": parts})
    assert "weight" in error.block_errors["parts"].block_errors[0].block_errors


def test_feedback_hints_and_penalty_are_part_of_the_question():
    question = a_question(
        "single",
        feedback_right="Flot.",
        feedback_near="Tæt.",
        hints="Se i modul 1.\n\n Se på skalaen. ",
        penalty="1/10",
    )
    data = question.current.data
    assert data["feedback"] == {"right": "Flot.", "near": "Tæt.", "wrong": ""}
    assert data["hints"] == ["Se i modul 1.", "Se på skalaen."]
    assert data["penalty"] == "1/10"


def test_too_many_hints_are_placed_on_the_hints():
    with pytest.raises(ValidationError) as found:
        a_question("single", hints="\n".join(f"Hjælp {n}" for n in range(11)))
    assert list(found.value.message_dict) == ["hints"]
