"""Our questions as QTI items: the item's own processing gives the score that we give."""

import io
import zipfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grading import grade, read_question, read_response
from grading.imported import Loss
from grading.kinds.composite import Cloze, Composite
from grading.kinds.numeric import Numeric, UnitRule
from grading.kinds.order import GRADERS
from grading.kinds.short_text import ShortText
from grading.qti import read_item
from grading.qti.importing import read_package
from grading.qti.writing import write_item, write_package
from tests.unit.grading import examples, strategies
from tests.unit.grading.qti.sending import sent
from tests.unit.grading.strategies import holds_always, raw_responses


def unsaid(question):
    """Whether QTI says less than the question: accents, and units that must be given."""
    if isinstance(question, Composite | Cloze):
        return any(unsaid(part.question) for part in question.parts)
    if isinstance(question, Numeric):
        return question.unit_rule is UnitRule.REQUIRED
    return isinstance(question, ShortText) and not question.match_accents


@holds_always
@given(data=st.data(), question=strategies.questions)
def test_the_item_gives_each_response_the_score_that_we_give(data, question):
    assume(not unsaid(question))
    response = read_response(question, data.draw(raw_responses(question)))
    # QTI does not tell an answer of nothing from no answer.
    assume(response.answered or not getattr(question, "none_right", False))
    item, _ = write_item(question, "Et spørgsmål")
    score = read_item(item).process(sent(question, response.answer))["SCORE"]
    assert score == pytest.approx(float(grade(question, response).score), abs=1e-9)


@holds_always
@given(data=st.data(), grader=st.sampled_from(list(GRADERS)), count=st.integers(3, 7))
def test_each_way_of_grading_an_order_gives_the_same(data, grader, count):
    items = [{"id": f"a{place}", "text": f"Punkt {place}"} for place in range(count)]
    question = read_question({"kind": "order", "prompt": "?", "items": items, "grader": grader})
    raw = data.draw(st.permutations([item["id"] for item in items]))
    item = read_item(write_item(question, "Rækkefølge")[0])
    expected = grade(question, read_response(question, raw)).score
    assert item.process({"RESPONSE": raw})["SCORE"] == pytest.approx(float(expected), abs=1e-9)
    assert item.process({})["SCORE"] == 0


@pytest.mark.parametrize("make", examples.ALL)
def test_every_kind_is_written(make):
    data, losses = write_item(make(), "Et spørgsmål om æ, ø og å")
    item = read_item(data)
    assert (item.version, item.language, item.title) == ("3.0", "da", "Et spørgsmål om æ, ø og å")
    units = {"units", "unit_rule", "unit_penalty", "unit_penalty_of", "units_left"}
    assert {loss.params["field"] for loss in losses} == (units if make is examples.numeric else set())


def test_thirds_are_exact_and_not_rounded():
    data, _ = write_item(examples.single(), "Tredjedele")
    assert b"0.333" not in data
    assert read_item(data).process({"RESPONSE": "z4"})["SCORE"] == 1 / 3


def test_a_plain_choice_uses_the_standard_template():
    options = [{"id": "a", "text": "Ja", "fraction": "1"}, {"id": "b", "text": "Nej", "fraction": "0"}]
    data, losses = write_item({"kind": "single", "prompt": "Er det så?", "options": options}, "Kort")
    assert read_item(data).template == "match_correct"
    assert losses == ()


def test_what_is_said_after_the_answer_is_shown_by_the_outcome():
    feedback = {"right": "Godt set.", "near": "Næsten.", "wrong": "Læs det igen."}
    data, _ = write_item(examples.single(feedback=feedback), "Svar")
    item = read_item(data)
    assert item.process({"RESPONSE": "p2"})["FEEDBACK"] == ["p2", "_explanation", "_right"]
    assert item.process({"RESPONSE": "z4"})["FEEDBACK"] == ["z4", "_explanation", "_near"]
    assert item.process({"RESPONSE": "k7"})["FEEDBACK"] == ["k7", "_explanation", "_wrong"]
    assert item.process({})["FEEDBACK"] == ["_explanation"]


def test_hints_and_accents_are_told_as_lost():
    _, losses = write_item(examples.short_text(hints=["Tænk på voksne."], match_accents=False, penalty="1/2"), "Tekst")
    assert losses == tuple(Loss("not_kept", {"field": field}) for field in ("hints", "match_accents", "penalty"))


def test_a_pattern_that_is_too_long_for_others_is_no_item():
    answers = [{"id": "a", "pattern": "abc" * 200 + "*", "fraction": "1"}]
    data, losses = write_item({"kind": "short_text", "prompt": "?", "answers": answers}, "Lang")
    assert (data, losses) == (b"", (Loss("kind_not_in_format", {}),))


def test_a_geometric_tolerance_is_kept_to_its_edges():
    answers = [{"id": "a", "value": "8", "tolerance": "1", "tolerance_kind": "geometric", "fraction": "1"}]
    data, losses = write_item({"kind": "numeric", "prompt": "?", "answers": answers}, "Geometrisk")
    item = read_item(data)
    scores = [item.process({"RESPONSE": number})["SCORE"] for number in ("3.99", "4", "16", "16.01")]
    assert (scores, losses) == ([0, 1, 1, 0], ())


def test_a_package_holds_an_item_for_each_question_and_its_pictures():
    written = write_package(
        [("Et", examples.single()), ("To", examples.hotspot())], pictures={"koekken.png": b"\x89PNG..."}
    )
    with zipfile.ZipFile(io.BytesIO(written.data)) as package:
        names = package.namelist()
    assert names == ["item0001.xml", "item0002.xml", "pictures/koekken.png", "imsmanifest.xml"]
    assert [question.name for question in read_package(written.data).questions] == ["Et", "To"]
    assert (
        written.data
        == write_package(
            [("Et", examples.single()), ("To", examples.hotspot())], pictures={"koekken.png": b"\x89PNG..."}
        ).data
    )
