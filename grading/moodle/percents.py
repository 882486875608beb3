"""Moodle's rounded decimals, read as the fractions that were meant and written so that they come back.

Moodle keeps a third as 0.3333333 and exports it as 33.33333 (seven decimals of one). Of a decimal with seven
decimals or more the simplest fraction that rounds to it was meant, when there is a simple one; a shorter decimal is
compared with Moodle's own list, as its importer does (question/format.php, match_grade_options: within 0.00001).
"""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

# Moodle 4.5, question/engine/bank.php, the fractions that do not end: sixths, thirds, sevenths and ninths.
_ENDLESS = tuple(Fraction(*pair) for pair in ((5, 6), (2, 3), (1, 3), (1, 6), (1, 7), (1, 9)))
_NEAR = Fraction(1, 100_000)

_DECIMAL = re.compile(r"\s*([+-]?)([0-9]{0,9})(?:\.([0-9]{0,40}))?\s*")
_MOST_DECIMALS = 40
_WIDE = Context(prec=80, rounding=ROUND_HALF_EVEN)


def read_decimal(text: str, *, percent: bool = False) -> Fraction:
    """The fraction meant by "0.3333333", or with `percent` by "33.33333". Raises ValueError on anything else."""
    found = _DECIMAL.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise ValueError("not a decimal")
    sign, whole, decimals = found[1], found[2] or "0", found[3] or ""
    hundredth = 100 if percent else 1
    written = Fraction(int(whole + decimals), 10 ** len(decimals) * hundredth)
    meant = _meant(written, len(decimals) + (2 if percent else 0))
    return -meant if sign == "-" else meant


def _meant(written: Fraction, places: int) -> Fraction:
    if places in (5, 6):
        return next((known for known in _ENDLESS if abs(known - written) < _NEAR), written)
    if places < 7:
        return written
    # Two fractions with denominators below the limit lie further apart than two such decimals.
    simple = written.limit_denominator(10 ** (places // 2 - 1))
    return simple if abs(simple - written) * 2 <= Fraction(1, 10**places) else written


def write_decimal(fraction: Fraction, *, percent: bool = False) -> str:
    """The shortest of Moodle's decimals that `read_decimal` reads as this fraction."""
    shown = fraction * 100 if percent else fraction
    first = 5 if percent else 7
    for places in (0, 1, 2, *range(first, _MOST_DECIMALS)):
        text = _rounded(shown, places)
        if read_decimal(text, percent=percent) == fraction:
            return text
    return _rounded(shown, first)


def _rounded(number: Fraction, places: int) -> str:
    quotient = _WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))
    return format(quotient.quantize(Decimal(1).scaleb(-places), context=_WIDE), "f")
