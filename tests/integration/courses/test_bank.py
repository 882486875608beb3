"""The question bank: what can be saved, and what becomes a version."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.models import Question, QuestionVersion
from courses.querysets import AppendOnly
from grading import grade, public_view, read_question, read_response
from tests.factories.courses import CONTENT, KINDS, a_question, an_option

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
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
    assert "ens" in str(error.block_errors["items"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_factory_writes_passes_the_editors_form(kind):
    block = Question._meta.get_field("content").stream_block.child_blocks[kind]
    assert block.clean(block.to_python(CONTENT[kind]))


def test_a_question_that_cannot_be_used_is_not_saved():
    with pytest.raises(ValidationError) as found:
        a_question("single", content={"options": [an_option("Ja"), an_option("Nej")]})
    assert "content" in found.value.message_dict
    assert not Question.objects.exists()


def test_a_blank_prompt_is_placed_on_the_prompt():
    with pytest.raises(ValidationError) as found:
        a_question("single", prompt="  ")
    assert list(found.value.message_dict) == ["prompt"]
