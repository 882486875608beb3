"""Borders as in Moodle 4.5, question/type/numerical/tests/answer_test.php."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.intervals import WIDENING, Interval, ToleranceKind
from tests.unit.grading.strategies import holds_always

ABSOLUTE, RELATIVE, GEOMETRIC = ToleranceKind.ABSOLUTE, ToleranceKind.RELATIVE, ToleranceKind.GEOMETRIC


@pytest.mark.parametrize(
    ("key", "tolerance", "kind", "inside", "outside"),
    [
        ("7", "1", ABSOLUTE, ["6", "7", "8"], ["5.99", "8.01"]),
        ("-7", "1", ABSOLUTE, ["-8", "-6"], ["-8.01", "-5.99"]),
        ("1e-20", "0", ABSOLUTE, ["1e-20"], ["0.9999999e-20", "1.0000001e-20"]),
        ("0", "1e-24", ABSOLUTE, ["-1e-24", "0", "1e-24", "1e-35"], ["-2e-24", "2e-24", "-1e-20"]),
        ("1234", "0", ABSOLUTE, ["1234"], ["1234.000001", "0"]),
        ("7", "0.1", RELATIVE, ["6.3", "7", "7.7"], ["6.29", "7.71"]),
        ("-4", "0.1", RELATIVE, ["-4.4", "-3.6"], ["-4.41", "-3.59", "4"]),
        ("7", "1", GEOMETRIC, ["3.5", "7", "14"], ["3.49", "14.01"]),
        ("-7", "1", GEOMETRIC, ["-3.5", "-7", "-14"], ["-3.49", "-14.01"]),
        ("7", "-1", ABSOLUTE, ["6", "8"], ["5.99", "8.01"]),
    ],
)
def test_what_is_near_enough(key, tolerance, kind, inside, outside):
    interval = Interval.around(Fraction(key), Fraction(tolerance), kind)
    assert [number for number in inside if not interval.holds(Fraction(number))] == []
    assert [number for number in outside if interval.holds(Fraction(number))] == []


@pytest.mark.parametrize(
    ("key", "tolerance", "kind", "low", "high"),
    [
        (3, 0, ABSOLUTE, 3 - 3 * WIDENING, 3 + 3 * WIDENING),
        (3, 5, ABSOLUTE, -2 - 5 * WIDENING, 8 + 5 * WIDENING),
        (0, 0, ABSOLUTE, -WIDENING * WIDENING, WIDENING * WIDENING),
        (-4, 1, RELATIVE, -8 - 4 * WIDENING, 4 * WIDENING),
        (6, 2, GEOMETRIC, 6 / (3 + WIDENING), 18 + 6 * WIDENING),
        (0, 1, RELATIVE, 0, 0),
    ],
)
def test_the_widening_is_exact_and_its_ends_belong(key, tolerance, kind, low, high):
    interval = Interval.around(Fraction(key), Fraction(tolerance), kind)
    assert interval == Interval(Fraction(low), Fraction(high))
    hair = Fraction(1, 10**40)
    assert interval.holds(interval.low)
    assert interval.holds(interval.high)
    assert not interval.holds(interval.low - hair)
    assert not interval.holds(interval.high + hair)
    assert Fraction(1, 10**14) == WIDENING


@pytest.mark.parametrize("include_low", [True, False])
@pytest.mark.parametrize("include_high", [True, False])
def test_each_end_belongs_where_it_is_said_to(include_low, include_high):
    interval = Interval(Fraction(5), Fraction(7), include_low, include_high)
    assert [interval.holds(Fraction(number)) for number in (4, 5, 6, 7, 8)] == [
        False,
        include_low,
        True,
        include_high,
        False,
    ]
    assert not interval.empty


@pytest.mark.parametrize("include_low", [True, False])
@pytest.mark.parametrize("include_high", [True, False])
def test_one_number_is_an_interval_only_with_both_ends(include_low, include_high):
    point = Interval(Fraction(5), Fraction(5), include_low, include_high)
    assert point.holds(Fraction(5)) is (include_low and include_high)
    assert point.empty is not (include_low and include_high)


def test_a_low_above_the_high_holds_nothing():
    turned = Interval(Fraction(7), Fraction(5))
    assert turned.empty
    assert not any(turned.holds(Fraction(number)) for number in (4, 5, 6, 7, 8))


def between(low, high, include_low=True, include_high=True):
    return Interval(Fraction(low), Fraction(high), include_low, include_high)


@pytest.mark.parametrize(
    ("interval", "others", "covered"),
    [
        (between(1, 2), [], False),
        (between(1, 2), [between(1, 2)], True),
        (between(1, 2), [between(0, 3)], True),
        (between(1, 2), [between(1, 2, False)], False),
        (between(1, 2), [between(1, 2, True, False)], False),
        (between(1, 2, False, False), [between(1, 2, False, False)], True),
        (between(1, 3), [between(1, 2), between(2, 3)], True),
        (between(1, 3), [between(2, 3), between(1, 2)], True),
        (between(1, 3), [between(1, 2, True, False), between(2, 3)], True),
        (between(1, 3), [between(1, 2, True, False), between(2, 3, False)], False),
        (between(1, 4), [between(1, 2), between(3, 4)], False),
        (between(1, 4), [between(0, 5), between(1, 2)], True),
    ],
)
def test_what_is_left_to_a_later_interval(interval, others, covered):
    assert interval.covered_by(others) is covered


small = st.builds(
    Interval, st.integers(0, 4).map(Fraction), st.integers(0, 4).map(Fraction), st.booleans(), st.booleans()
)


@holds_always
@given(small, st.lists(small, max_size=4))
def test_covered_means_that_no_number_is_left(interval, others):
    numbers = [Fraction(half, 2) for half in range(-1, 10)]
    left = [n for n in numbers if interval.holds(n) and not any(other.holds(n) for other in others)]
    assert interval.covered_by(others) is (not left)
