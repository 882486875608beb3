"""Fractions as decimals, where a decimal is exactly the fraction."""

from decimal import Context, Decimal
from fractions import Fraction

_DIGITS = Context(prec=60)


def decimal_text(number: Fraction) -> str | None:
    """The number as a decimal, None where no decimal is exactly it."""
    found = _DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))
    if Fraction(found) != number:
        return None
    return f"{found:f}"  # an exact quotient has no zeros at the end
