"""Numbers as people write them, read exactly, in Danish and plain notation.

Danish: the comma is the decimal sign, points or spaces part the thousands: "1.234,56" and "1 234,56" are 1234,56.
A point that cannot part thousands is a decimal sign too: "1.234" is one thousand two hundred and thirty-four, "1.5"
and "0.125" are what a calculator means by them. Plain: the point is the decimal sign, commas in groups of three or
spaces part the thousands: "1,234.56".

Both read "5e3", "5*10^3", "5x10**3" and "5·10^3", any minus sign, any kind of space, ".5" and "5.". Source of the ways
to write a power: Moodle 4.5, question/type/numerical/questiontype.php, apply_units; unlike Moodle a comma that cannot
part thousands is never thrown away.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from grading.errors import BadResponse, ResponseFault
from grading.strict_json import UNSTORABLE

LONGEST_NUMBER = 200  # characters, signs for thousands and a unit included
LONGEST_UNIT = 60
MOST_DIGITS = 60  # that are not zeros at either end
FURTHEST_POWER = 300  # a number other than 0 is at least 10**-300 and below 10**301
_PLAINLY_WRITTEN = 15  # up to so many zeros are written out; beyond that a power of ten is

_EXACT = Context(prec=LONGEST_NUMBER, Emin=-10_000, Emax=10_000)

_AUTHORS_DECIMAL = re.compile(r"-?[0-9]{1,80}(?:\.[0-9]{1,80})?(?:[eE][+-]?[0-9]{1,3})?")

_TEN_TO_THE = r"(?:[eE]| ?[x*×·⋅] ?10 ?(?:\^|\*\*) ?)([+-]?[0-9]+)"
_SPACED = r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])"
# Groups: sign, whole part and decimals of three ways to write them, power.
_DANISH = re.compile(
    rf"([+-]?) ?(?:([1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+(?![0-9]))(?:,([0-9]*))?"
    rf"|({_SPACED}|[0-9]+)(?:[.,]([0-9]*))?|()[.,]([0-9]+))(?:{_TEN_TO_THE})?"
)
_PLAIN = re.compile(
    rf"([+-]?) ?(?:([1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9]))(?:\.([0-9]*))?"
    rf"|({_SPACED}|[0-9]+)(?:\.([0-9]*))?|()\.([0-9]+))(?:{_TEN_TO_THE})?"
)
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"))
_NO_SEPARATORS = str.maketrans(dict.fromkeys(" .,"))
# What may begin a unit beside letters; a sign of arithmetic or half a power means that the number goes on.
_BEGINS_UNIT = frozenset("%‰°€$£'\"µ")
_NUMBER_GOES_ON = re.compile(r"[xXeE] ?[+-]?[0-9]")


class NumberFormat(StrEnum):
    """How a question's learners write numbers."""

    DANISH = "danish"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, exact, in one form for equal numbers, and the unit as it was written; "" where there was none."""

    number: Decimal
    unit: str


def decimal_or_none(text: str) -> Decimal | None:
    """The decimal that an author wrote: "3.14", "-2", "1.6e-19"; None where it is none, too long or too far from 1."""
    return _checked(Decimal(text)) if _AUTHORS_DECIMAL.fullmatch(text) else None


def read_measure(text: str, notation: NumberFormat, *, units_left: bool = False) -> Measure | None:
    """The number and the unit in what was sent, None where there are only blanks.

    Raises BadResponse: TOO_LONG, UNSTORABLE_TEXT, NOT_A_NUMBER (also where the number goes on in a way that cannot be
    read), OUT_OF_RANGE for a power of ten beyond `FURTHEST_POWER` or more than `MOST_DIGITS` digits.
    """
    if len(text) > LONGEST_NUMBER:
        raise BadResponse(ResponseFault.TOO_LONG)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_MINUS)
    text = " ".join(text.split())
    if not text:
        return None
    pattern = _DANISH if notation is NumberFormat.DANISH else _PLAIN
    unit = ""
    if units_left:
        unit, text = _unit_before(text)
    found = pattern.match(text)
    if found is None:
        raise BadResponse(ResponseFault.NOT_A_NUMBER)
    after = text[found.end() :].lstrip()
    if after:
        if units_left or not _begins_unit(after):
            raise BadResponse(ResponseFault.NOT_A_NUMBER)
        unit = after
    if len(unit) > LONGEST_UNIT:
        raise BadResponse(ResponseFault.TOO_LONG)
    if UNSTORABLE.search(unit):
        raise BadResponse(ResponseFault.UNSTORABLE_TEXT)
    return Measure(_number(found), unit)


def _unit_before(text: str) -> tuple[str, str]:
    """What stands before the number, and the number with its sign."""
    start = next((index for index, sign in enumerate(text) if sign in "0123456789"), len(text))
    # "kr.5": a point right after a letter is the unit's.
    if start and text[start - 1] in ".," and not (start > 1 and text[start - 2].isalpha()):
        start -= 1
    sign_at = len(text[:start].rstrip()) - 1
    if sign_at >= 0 and text[sign_at] in "+-":
        start = sign_at
    unit = text[:start].rstrip()
    if unit and not _begins_unit(unit):
        raise BadResponse(ResponseFault.NOT_A_NUMBER)
    return unit, text[start:]


def _begins_unit(text: str) -> bool:
    return (text[0].isalpha() or text[0] in _BEGINS_UNIT) and not _NUMBER_GOES_ON.match(text)


def _number(found: re.Match[str]) -> Decimal:
    sign, parted, parted_rest, whole, rest, _, only_rest, power = found.groups()
    exponent = 0
    if power is not None:
        if len(power) > 4:
            raise BadResponse(ResponseFault.OUT_OF_RANGE)
        exponent = int(power)
    digits = (parted or whole or "").translate(_NO_SEPARATORS)
    decimals = parted_rest or rest or only_rest or ""
    number = _checked(Decimal(f"{sign}{digits}{decimals}E{exponent - len(decimals)}"))
    if number is None:
        raise BadResponse(ResponseFault.OUT_OF_RANGE)
    return number


def _checked(number: Decimal) -> Decimal | None:
    """The one form of equal numbers (no zeros at the end, no -0), None where it is too far from 1 or too long."""
    if not number:
        return Decimal(0)
    if abs(number.adjusted()) > FURTHEST_POWER:
        return None
    number = _EXACT.normalize(number)
    return number if len(number.as_tuple().digits) <= MOST_DIGITS else None


def written(number: Decimal, notation: NumberFormat) -> str:
    """The number as `read_measure` reads it, thousands not parted: "1234,56", "5e300"."""
    _, digits, exponent = number.as_tuple()
    if isinstance(exponent, int) and -len(digits) - _PLAINLY_WRITTEN < exponent <= _PLAINLY_WRITTEN:
        text = f"{number:f}"
    else:
        text = f"{number:e}".replace("+", "")
    return text.replace(".", ",") if notation is NumberFormat.DANISH else text
