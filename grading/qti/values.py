"""The values that QTI variables take, in Python.

NULL                       None
boolean                    bool
integer, float, duration   int or Fraction (a duration is a number of seconds)
point                      (x, y), two numbers
directedPair               (first, second), two identifiers
pair                       Pair: as a directedPair, but either order is the same pair
identifier, string, uri, file, intOrIdentifier   str
multiple, ordered          Multiple, Ordered: tuples of the above, never with a NULL
record                     Record: field name -> value

An empty container and an empty string count as NULL in every operator (QTI 2.1, isNull); they are kept apart only
because an empty answer may be the right one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeAlias

from grading.strict_json import Json

Number: TypeAlias = int | Fraction
Value: TypeAlias = Any

CARDINALITIES = frozenset({"single", "multiple", "ordered", "record"})
NUMERIC = frozenset({"integer", "float", "duration"})
_TEXTUAL = frozenset({"identifier", "string", "uri", "file", "intOrIdentifier"})
BASE_TYPES = NUMERIC | _TEXTUAL | {"boolean", "point", "pair", "directedPair"}

_MOST_BITS = 4096  # a larger number is taken for an overflow
_LONGEST_NUMBER = 400
_INTEGER = re.compile(r"[+-]?[0-9]{1,100}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_DURATION = re.compile(
    r"P(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?"
)


class Pair(tuple[str, str]):
    """Two identifiers in either order."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pair) and (tuple.__eq__(self, other) or (self[0] == other[1] and self[1] == other[0]))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[0]) ^ hash(self[1])


class Multiple(tuple[Value, ...]):
    """A container without order."""

    __slots__ = ()


class Ordered(tuple[Value, ...]):
    """A container with order."""

    __slots__ = ()


class Record(dict[str, Value]):
    """A container of named fields."""

    __slots__ = ()


CONTAINERS = (Multiple, Ordered)


def is_null(value: Value) -> bool:
    """NULL, an empty container or an empty string (QTI 2.1, isNull)."""
    return value is None or value == "" or (isinstance(value, (Multiple, Ordered, Record)) and not value)


def members(value: Value) -> tuple[Value, ...]:
    """The values in a container; a single value is alone; NULL has none."""
    if isinstance(value, CONTAINERS):
        return value
    if isinstance(value, Record):
        return tuple(value.values())
    return () if value is None else (value,)


def same(left: Value, right: Value) -> bool:
    """Whether two values that are not NULL match (QTI 2.1, match): a multiple container in any order."""
    if isinstance(left, CONTAINERS) or isinstance(right, CONTAINERS):
        first, second = members(left), members(right)
        if len(first) != len(second):
            return False
        if isinstance(left, Ordered) and isinstance(right, Ordered):
            return all(map(same_single, first, second))
        return Counter(first) == Counter(second)
    return same_single(left, right)


def same_single(left: Value, right: Value) -> bool:
    if type(left) is type(right):
        return bool(left == right)
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, str) != isinstance(right, str):
        # One side is text where the other is a number: an item that says what it means loosely.
        first, second = number(left), number(right)
        return first is not None and first == second
    return bool(left == right)


def is_point(value: Value) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, (int, Fraction)) for part in value)


def number(value: Value) -> Number | None:
    """The number in a single value, also when it is written as text; None when there is none."""
    if isinstance(value, (int, Fraction)):
        return None if isinstance(value, bool) else value
    if isinstance(value, str):
        try:
            return read_number(value)
        except ValueError:
            return None
    if isinstance(value, CONTAINERS) and len(value) == 1:
        return number(value[0])
    return None


def bounded(value: Number) -> Number | None:
    """The number, or NULL when it has grown beyond what any score can be."""
    if value.numerator.bit_length() > _MOST_BITS or value.denominator.bit_length() > _MOST_BITS:
        return None
    return value


def read_number(text: str) -> Number:
    """A decimal number, exact. Raises ValueError, also for NaN, INF and 1e999."""
    text = text.strip()
    if len(text) > _LONGEST_NUMBER or not _DECIMAL.fullmatch(text):
        raise ValueError("not a number")
    if _INTEGER.fullmatch(text):
        return int(text)
    exponent = re.split("[eE]", text)[1:]
    if exponent and abs(int(exponent[0])) > 308:
        raise ValueError("not a number that fits")
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def read_value(base_type: str | None, text: str) -> Value:
    """The single value in the text. Raises ValueError when it is none of this base type."""
    if base_type == "string" or base_type is None:
        return text
    text = text.strip()
    if base_type in _TEXTUAL:
        return text
    if base_type == "float":
        return read_number(text)
    if base_type == "integer":
        if not _INTEGER.fullmatch(text):
            raise ValueError("not an integer")
        return int(text)
    if base_type == "boolean":
        if text not in ("true", "false", "1", "0"):
            raise ValueError("not a boolean")
        return text in ("true", "1")
    if base_type == "duration":
        return _seconds(text)
    parts = text.split()
    if len(parts) != 2:
        raise ValueError("not two parts")
    if base_type == "point":
        return (read_number(parts[0]), read_number(parts[1]))
    return Pair(parts) if base_type == "pair" else (parts[0], parts[1])


def _seconds(text: str) -> Number:
    found = _DURATION.fullmatch(text)
    if found is None:
        return read_number(text)
    days, hours, minutes, seconds = (read_number(part or "0") for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def in_container(cardinality: str, values: Iterable[Value]) -> Value:
    """The values as the cardinality holds them: a single one is the first."""
    if cardinality == "ordered":
        return Ordered(values)
    if cardinality == "multiple":
        return Multiple(values)
    return next(iter(values), None)


def as_json(value: Value, base_type: str | None) -> Json:
    """The value as JSON: a float variable's numbers are floats, pairs and points are "a b"."""
    if isinstance(value, str) and base_type in NUMERIC:
        as_number = number(value)
        value = value if as_number is None else as_number
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, CONTAINERS):
        return [as_json(member, base_type) for member in value]
    if isinstance(value, Record):
        return {field: as_json(member, None) for field, member in value.items()}
    if isinstance(value, tuple):
        return f"{_plain(value[0])} {_plain(value[1])}"
    return _json_number(value, base_type)


def _json_number(value: Number, base_type: str | None) -> Json:
    if base_type == "integer":
        return int(value)  # towards zero (qti-sdk, runtime/rules/SetValueProcessor.php)
    if base_type is None and isinstance(value, int):
        return value
    try:
        return float(value)
    except OverflowError:
        return None


def _plain(part: str | Number) -> str:
    if isinstance(part, Fraction):
        return str(float(part)) if abs(part) < 10**15 else str(int(part))
    return str(part)
