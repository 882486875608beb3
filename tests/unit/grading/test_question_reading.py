import copy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import KINDS, BadQuestion, BadResponse, QuestionFault, ResponseFault, read_question, write_question
from grading.imported import UnreadableFile
from grading.strict_json import BadJson, JsonFault
from tests.unit.grading import examples
from tests.unit.grading.strategies import anything, holds_always, questions


def option(**fields):
    data = examples.single()
    data["options"][1] |= fields
    return data


def without(data, name):
    del data[name]
    return data


@pytest.mark.parametrize(
    ("data", "reason", "where"),
    [
        ("text", "not_a_mapping", ""),
        ([], "not_a_mapping", ""),
        ({}, "missing_field", "kind"),
        (examples.single(kind=["single"]), "wrong_type", "kind"),
        (examples.single(prompt="  "), "blank_text", "prompt"),
        (examples.single(prompt="a" * 20_001), "too_long", "prompt"),
        (examples.single(prompt="a\x00b"), "unstorable_text", "prompt"),
        (examples.single(rule="a\ud800b"), "unstorable_text", "rule"),
        (examples.single(explanation=None), "wrong_type", "explanation"),
        (without(examples.single(), "options"), "missing_field", "options"),
        (examples.single(options={}), "wrong_type", "options"),
        (examples.single(options=["a", "b"]), "not_a_mapping", "options[0]"),
        (examples.single(options=[{}] * 51), "too_long", "options"),
        (examples.single(forklaring="x"), "unknown_field", "forklaring"),
        (option(righ=True), "unknown_field", "options[1].righ"),
        (option(id=7), "wrong_type", "options[1].id"),
        (option(id=""), "bad_id", "options[1].id"),
        (option(id="p2\n"), "bad_id", "options[1].id"),
        (option(id="p" * 65), "bad_id", "options[1].id"),
        (option(id="k7"), "doubled_id", "options"),
        (option(text="Et  it-system "), "doubled_text", "options"),
        (option(fraction=1), "wrong_type", "options[1].fraction"),
        (option(fraction=0.5), "wrong_type", "options[1].fraction"),
        (option(fraction="1/0"), "bad_fraction", "options[1].fraction"),
        (option(fraction="1e3"), "bad_fraction", "options[1].fraction"),
        (option(fraction="\u0661"), "bad_fraction", "options[1].fraction"),
        (option(fraction="nan"), "bad_fraction", "options[1].fraction"),
        (option(fraction="4/3"), "fraction_out_of_range", "options[1].fraction"),
        (examples.true_false(right=1), "wrong_type", "right"),
        (examples.rating(level=5), "out_of_range", "level"),
        (examples.rating(level=True), "wrong_type", "level"),
        (examples.rating(level=2.0), "wrong_type", "level"),
        (examples.rating(level_feedback={"5": "x"}), "unknown_field", "level_feedback.5"),
        (examples.rating(level_feedback=["x"]), "not_a_mapping", "level_feedback"),
    ],
)
def test_a_fault_is_named_and_placed(data, reason, where):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params["where"]) == (reason, where)


def test_an_unknown_kind_is_refused():
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.single(kind="essay"))
    assert str(caught.value) == "unknown_kind (where=kind)"


def test_a_fault_reads_as_a_sentence_in_a_log():
    with pytest.raises(BadQuestion, match=r"missing_field \(where=kind\)"):
        read_question({})


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BadQuestion(QuestionFault.DOUBLED_ID, where="options", id="a"), "doubled_id (where=options, id=a)"),
        (BadQuestion(QuestionFault.NO_UNITS), "no_units"),
        (BadResponse(ResponseFault.TOO_LONG), "too_long"),
        (BadJson(JsonFault.NOT_JSON), "not_json"),
        (UnreadableFile("not_xml", line=3), "not xml (line 3)"),
        (UnreadableFile("too_many_elements", limit=9), "too many elements"),
    ],
)
def test_a_fault_says_itself_in_a_few_words(fault, said):
    assert str(fault) == said


def test_two_faults_that_differ_look_different_to_whoever_debugs():
    assert repr(BadQuestion(QuestionFault.NO_UNITS, id="a")) != repr(BadQuestion(QuestionFault.NO_UNITS, id="b"))
    assert repr(BadQuestion(QuestionFault.NO_UNITS)) != repr(BadQuestion(QuestionFault.TOO_FEW))
    assert repr(BadResponse(ResponseFault.TOO_LONG)) != repr(BadResponse(ResponseFault.WRONG_TYPE))
    assert repr(BadJson(JsonFault.TOO_BIG)) != repr(BadJson(JsonFault.NOT_JSON))
    unreadable = [("a", 1, 1), ("b", 1, 1), ("a", 2, 1), ("a", 1, 2)]
    assert len({repr(UnreadableFile(reason, line=line, limit=limit)) for reason, line, limit in unreadable}) == 4


def test_what_may_be_left_out_is_empty():
    question = read_question({"kind": "true_false", "prompt": "Sandt?", "right": True})
    assert (question.quote, question.explanation, question.rule, question.feedback_true) == ("", "", "", "")


def test_a_fraction_stays_exact():
    question = read_question(examples.single())
    assert question.options[2].fraction == Fraction(1, 3)
    assert write_question(question)["options"][2]["fraction"] == "1/3"


def test_the_examples_show_every_kind():
    assert {make()["kind"] for make in examples.ALL} == set(KINDS)


@holds_always
@given(questions)
def test_a_question_written_and_read_is_the_same_question(question):
    assert read_question(write_question(question)) == question


@holds_always
@given(anything)
def test_anything_is_read_or_refused(data):
    with pytest.raises(BadQuestion):
        read_question(data)


@holds_always
@given(st.sampled_from(examples.ALL), st.data())
def test_a_question_with_one_thing_spoilt_is_read_or_refused(make, data):
    """Nothing but BadQuestion comes out, and what is read can be written."""
    spoilt = copy.deepcopy(make())
    place = spoilt
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not place[key] or not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(anything)
    try:
        question = read_question(spoilt)
    except BadQuestion:
        return
    assert read_question(write_question(question)) == question
