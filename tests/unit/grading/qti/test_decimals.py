"""Fractions as decimals, where there is one."""

from fractions import Fraction

import pytest

from grading.qti.decimals import decimal_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 4), "0.25"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(10**20), "1" + "0" * 20),
        (Fraction(1, 10**9), "0.000000001"),
        (Fraction(1001, 10), "100.1"),
        (Fraction(10**59 + 1), "1" + "0" * 58 + "1"),
    ],
)
def test_a_decimal_says_exactly_the_number(number, text):
    assert decimal_text(number) == text


@pytest.mark.parametrize("number", [Fraction(1, 3), Fraction(-2, 7), Fraction(10**60 + 1)])
def test_what_has_no_decimal_of_sixty_digits_has_none(number):
    assert decimal_text(number) is None
