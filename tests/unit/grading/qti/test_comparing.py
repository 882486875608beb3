"""Comparing: containers of one are what they hold, NULL is neither true nor false, and tolerances may be two."""

import pytest

from grading.imported import UnreadableFile
from tests.unit.grading.qti.items import base, item, outcome, response, score, value_of, variable
from tests.unit.grading.qti.test_expressions import FALSE, NULL, TRUE, of

RESPONSES = [response("A", cardinality="multiple"), response("B", cardinality="multiple"), response("C")]


def truth(expression, **more):
    return value_of(expression, base_type="boolean", **more)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (of("multiple", TRUE), False),
        (of("multiple", FALSE), True),
        (of("multiple", TRUE, TRUE), None),
        (base("1", "integer"), None),
        (NULL, None),
    ],
)
def test_not_takes_a_truth_alone_or_in_a_container(inner, expected):
    assert truth(of("not", inner)) is expected


@pytest.mark.parametrize(
    ("first", "second", "given", "expected"),
    [
        ("A", "B", {}, None),
        ("A", "B", {"A": [], "B": []}, True),
        ("A", "B", {"A": [], "B": ["x"]}, None),
        ("A", "B", {"B": ["x"]}, None),
        ("A", "B", {"A": ["x"]}, None),
        ("A", "B", {"A": ["x"], "B": ["x"]}, True),
        ("A", "B", {"A": ["x"], "B": ["y"]}, False),
        ("A", "C", {}, None),
        ("C", "B", {}, None),
        ("C", "C", {}, None),
    ],
)
def test_two_empty_containers_match(first, second, given, expected):
    assert truth(of("match", variable(first), variable(second)), responses=RESPONSES, given=given) is expected


@pytest.mark.parametrize(
    ("name", "results"),
    [
        ("lt", (True, False, False)),
        ("lte", (True, True, False)),
        ("gt", (False, False, True)),
        ("gte", (False, True, True)),
    ],
)
def test_numbers_stand_in_order(name, results):
    found = tuple(truth(of(name, base(first), base("2"))) for first in ("1", "2", "3"))
    assert found == results
    assert truth(of(name, base("x", "string"), base("2"))) is None
    assert truth(of(name, base("2"), base("x", "string"))) is None


@pytest.mark.parametrize("tolerance", ["1 2", "1,2", " 1 , 2 "])
def test_two_tolerances_stand_with_a_blank_or_a_comma_between(tolerance):
    found = [
        truth(of("equal", base("10"), base(second), toleranceMode="absolute", tolerance=tolerance))
        for second in ("8.99", "9", "12", "12.01")
    ]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(("tolerance", "mode"), [("", "absolute"), ("1 2 3", "absolute"), ("1", "near")])
def test_a_tolerance_that_is_none_is_refused(tolerance, mode):
    with pytest.raises(UnreadableFile, match="bad value"):
        item(outcome(), rules=score(of("equal", base("1"), base("1"), toleranceMode=mode, tolerance=tolerance)))


def test_case_counts_unless_an_item_says_otherwise():
    words = base("Ab", "string"), base("aB", "string")
    assert truth(of("stringMatch", *words)) is False
    assert truth(of("stringMatch", *words, caseSensitive="false")) is True
    assert truth(of("patternMatch", words[0], pattern="ab")) is False
    assert truth(of("patternMatch", words[0], pattern="ab", caseSensitive="false")) is True
    assert truth(of("substring", *words)) is False
    assert truth(of("substring", *words, caseSensitive="false")) is True
