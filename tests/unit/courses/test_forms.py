"""What a learner's form may hold."""

import pytest
from django.http import QueryDict

from courses.forms import Malformed, raw_response, read_seconds, read_submission
from grading import BadResponse


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
