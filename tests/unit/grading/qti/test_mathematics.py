"""mathOperator, mathConstant and statsOperator: QTI 2.1, 15.3.3."""

import math

import pytest

from grading.imported import UnreadableFile
from tests.unit.grading.qti.items import base, item, outcome, score, value_of
from tests.unit.grading.qti.test_expressions import NULL, numbers, of

EIGHT = of("multiple", *numbers(2, 4, 4, 4, 5, 5, 7, 9))


def function(name, *operands):
    return f'<mathOperator name="{name}">{"".join(operands)}</mathOperator>'


def statistics(name, *operands):
    return f'<statsOperator name="{name}">{"".join(operands)}</statsOperator>'


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("sin", "0.5", math.sin(0.5)),
        ("cos", "0.5", math.cos(0.5)),
        ("tan", "0.5", math.tan(0.5)),
        ("sec", "0.5", 1 / math.cos(0.5)),
        ("csc", "0.5", 1 / math.sin(0.5)),
        ("cot", "0.5", 1 / math.tan(0.5)),
        ("asin", "0.5", math.asin(0.5)),
        ("acos", "0.5", math.acos(0.5)),
        ("atan", "0.5", math.atan(0.5)),
        ("asec", "2", math.acos(0.5)),
        ("acsc", "2", math.asin(0.5)),
        ("acot", "2", math.atan(0.5)),
        ("acot", "0", math.pi / 2),
        ("sinh", "0.5", math.sinh(0.5)),
        ("cosh", "0.5", math.cosh(0.5)),
        ("tanh", "0.5", math.tanh(0.5)),
        ("sech", "0.5", 1 / math.cosh(0.5)),
        ("csch", "0.5", 1 / math.sinh(0.5)),
        ("coth", "0.5", 1 / math.tanh(0.5)),
        ("log", "1000", 3),
        ("ln", "1", 0),
        ("exp", "1", math.e),
        ("sqrt", "16", 4),
        ("toDegrees", "3.141592653589793", 180),
        ("toRadians", "180", math.pi),
        ("abs", "-2.5", 2.5),
        ("floor", "-2.5", -3),
        ("ceil", "-2.5", -2),
        ("signum", "-2.5", -1),
        ("signum", "0", 0),
        ("signum", "2.5", 1),
    ],
)
def test_functions_of_one_number(name, given, expected):
    assert value_of(function(name, base(given))) == pytest.approx(expected, abs=1e-12)


def test_the_angle_of_a_point_has_two_operands():
    assert value_of(function("atan2", base("1"), base("-1"))) == pytest.approx(math.atan2(1, -1))


@pytest.mark.parametrize(
    "expression",
    [
        function("sqrt", base(-1)),
        function("ln", base(0)),
        function("csc", base(0)),
        function("acos", base(2)),
        function("exp", base(10_000)),
        function("sin", NULL),
        function("abs", base("five", "string")),
        function("abs", of("multiple", *numbers(1, 2))),
        statistics("mean", NULL),
        statistics("mean", of("multiple", base("five", "string"))),
        statistics("sampleVariance", of("multiple", base(5))),
        statistics("sampleSD", of("multiple", base(5))),
    ],
)
def test_what_is_no_finite_number_is_null(expression):
    assert value_of(expression) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mean", 5),
        ("median", 4.5),
        ("popVariance", 4),
        ("popSD", 2),
        ("sampleVariance", 32 / 7),
        ("sampleSD", math.sqrt(32 / 7)),
    ],
)
def test_statistics_of_a_container(name, expected):
    """The numbers of the standard deviation are those of Citolab/qti-scoring-engine, MathOperatorTests.cs."""
    assert value_of(statistics(name, EIGHT)) == pytest.approx(expected)


def test_the_middle_one_of_three_is_the_median():
    assert value_of(statistics("median", of("multiple", *numbers(9, 1, 3)))) == 3


def test_the_two_in_the_middle_of_four_share_the_median():
    assert value_of(statistics("median", of("multiple", *numbers(9, 1, 2, 6)))) == 4


def test_constants():
    assert value_of('<mathConstant name="pi"/>') == math.pi
    assert value_of('<mathConstant name="e"/>') == math.e


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (function("cube", base(1)), "bad_value"),
        (of("mathOperator", base(1)), "bad_value"),
        (function("sin", base(1), base(1)), "wrong_number_of_operands"),
        (function("atan2", base(1)), "wrong_number_of_operands"),
        (statistics("mode", EIGHT), "bad_value"),
        ('<mathConstant name="tau"/>', "bad_value"),
    ],
)
def test_what_has_no_meaning_is_refused_when_the_item_is_read(expression, reason):
    with pytest.raises(UnreadableFile) as refused:
        item(outcome(), rules=score(expression))
    assert refused.value.reason == reason
