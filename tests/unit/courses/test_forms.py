"""What a learner's form may hold."""

import pytest
from django.http import QueryDict

from courses.forms.answers import Malformed, raw_response, read_seconds, read_submission
from courses.messages import RESPONSE_FAULTS, UNUSABLE_QUESTION, about_question, about_response
from grading import BadQuestion, BadResponse, QuestionFault, ResponseFault

MIDDLE = {"lower": 1, "upper": 3}


@pytest.mark.parametrize(
    ("kind", "body", "raw"),
    [
        ("single", "answer=a1", "a1"),
        ("single", "", None),
        ("multiple", "answer=a1&answer=b2", ["a1", "b2"]),
        ("multiple", "", []),
        ("true_false", "answer=false", False),
        ("rating", "answer=3", 3),
        ("match", "pair-x=c1&pair-y=", {"x": "c1"}),
        ("order", "place-x=2&place-y=1&place-z=3", ["y", "x", "z"]),
        ("order", "place-x=&place-y=", []),
        ("short_text", "answer=en+plan", "en plan"),
        ("short_text", "answer=", None),
        ("numeric", "answer=1.234,5", "1.234,5"),
        ("slider", "answer=2,5", "2,5"),
        ("gap_select", "gap-x=c1&gap-y=", {"x": "c1"}),
        ("drag_text", "gap-x=c1&gap-y=c2&other=1", {"x": "c1", "y": "c2"}),
        ("hotspot", "answer=a1", ["a1"]),
        ("hotspot", "", []),
        ("points", "x-1=10&y-1=+20&x-2=&y-2=&x-3=0&y-3=0", [[10, 20], [0, 0]]),
        ("points", "x-1=&y-1=", []),
        (
            "composite",
            "part/single/p1/here=1&part/single/p1/answer=a1&part/order/p2/place-x=2&part/order/p2/place-y=1"
            "&part/multiple/p3/here=1&part/short_text/p4/answer=",
            {"p1": "a1", "p2": ["y", "x"], "p3": [], "p4": None},
        ),
        ("cloze", "part/short_text/p:1.a_b-c/answer=plan", {"p:1.a_b-c": "plan"}),
        ("cloze", "answer=a1", {}),
    ],
)
def test_each_kind_of_form_becomes_a_raw_response(kind, body, raw):
    assert raw_response(kind, QueryDict(body)) == raw


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("single", "answer=a&answer=b"),
        ("rating", "answer=1&answer=2"),
        ("match", "pair-x=a&pair-x=b"),
        ("order", "place-x=1&place-y=1"),
        ("order", "place-x=1&place-y="),
        ("order", "place-x=1&place-y=3"),
        ("order", "place-x=NaN&place-y=1"),
        ("order", "place-x=1&place-x=2&place-y=1"),
        ("order", "place-x=²&place-y=1"),
        ("short_text", "answer=a&answer=b"),
        ("gap_select", "gap-x=a&gap-x=b"),
        ("points", "x-1=10&y-1="),
        ("points", "x-1=10"),
        ("points", "x-1=1e3&y-1=1"),
        ("points", "x-1=-1&y-1=1"),
        ("points", "x-1=1&x-1=2&y-1=1"),
        ("points", "x-1=1000000&y-1=1"),
        ("composite", "part/single/p1/answer=a&part/multiple/p1/answer=b"),
        ("composite", "part/single/p1"),
        ("composite", "part/composite/p1/part/single/p2/answer=a"),
        ("cloze", "part/cloze/p1/here=1"),
        ("composite", "part/order/p1/place-x=1&part/order/p1/place-y=1"),
    ],
)
def test_a_form_that_is_not_ours_is_refused(kind, body):
    with pytest.raises(BadResponse):
        raw_response(kind, QueryDict(body))


@pytest.mark.parametrize("text", ["", "x", "1" * 5000, "{}", "NaN", "00000000-0000-0000-0000-00000000000g"])
def test_a_key_is_a_uuid(text):
    with pytest.raises(Malformed):
        read_submission(QueryDict(f"version={text}&submission_key=7b0f5a3a-3c0e-4d62-9d3b-0e7f3f1d2c11"))


def test_a_key_comes_once():
    key = "7b0f5a3a-3c0e-4d62-9d3b-0e7f3f1d2c11"
    with pytest.raises(Malformed):
        read_submission(QueryDict(f"version={key}&version={key}&submission_key={key}"))


@pytest.mark.parametrize("text", ["NaN", "-1", "1e999", "inf", "", "٣", "999999999"])
def test_a_position_is_a_small_number_of_seconds(text):
    with pytest.raises(Malformed):
        read_seconds(QueryDict(f"position={text}"))


def test_parts_of_seconds_are_dropped():
    assert read_seconds(QueryDict("position=34.9")) == 34


@pytest.mark.parametrize("fault", QuestionFault)
def test_every_fault_of_a_question_has_a_sentence_of_its_own(fault):
    said = about_question(
        BadQuestion(fault, limit=9, lowest=0, highest=4, least=2, best="1/2", total="1", id="x", **MIDDLE)
    )
    assert said != str(UNUSABLE_QUESTION)
    assert "%" not in said


@pytest.mark.parametrize("fault", ResponseFault)
def test_every_fault_of_an_answer_has_a_sentence(fault):
    assert fault in RESPONSE_FAULTS
    assert about_response(BadResponse(fault))


def test_a_kind_may_have_words_of_its_own():
    fault = BadResponse(ResponseFault.OUT_OF_RANGE)
    assert "0 til 4" in about_response(fault, "rating")
    assert "0 til 4" not in about_response(fault, "slider")
