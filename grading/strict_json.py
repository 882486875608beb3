"""Read JSON from strangers. What Python's own reader lets through or falls over, this one refuses.

Python 3.11's `json.loads` accepts NaN, Infinity and 1e999, lets the last of two equal keys win, and raises
RecursionError on 100,000 brackets. Here every refusal is a `BadJson`.
"""

import json
import math
import re
from enum import StrEnum
from typing import NoReturn, TypeAlias

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

# What no database can keep: the null character and half a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# A string (skipped, so that brackets in it do not count) or a bracket. Never backtracks.
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
_MOST_DIGITS = 100


class JsonFault(StrEnum):
    """Why the text was refused."""

    TOO_BIG = "too_big"
    TOO_DEEP = "too_deep"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_A_FINITE_NUMBER = "not_a_finite_number"
    DOUBLED_KEY = "doubled_key"
    UNSTORABLE_TEXT = "unstorable_text"


class BadJson(ValueError):
    """The text is not JSON that may come in. `reason` is a code."""

    def __init__(self, reason: JsonFault) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.value


def loads(text: str | bytes, *, max_bytes: int = 65_536, max_depth: int = 8) -> Json:
    """The value in the text.

    `max_bytes` counts UTF-8 bytes; `max_depth` counts lists and objects inside each other, so `[]` is 1 deep.
    Raises BadJson, and nothing else, whatever the text is.
    """
    decoded = _decode(text, max_bytes)
    _refuse_depth(decoded, max_depth)
    try:
        value: Json = json.loads(
            decoded,
            parse_constant=_refuse_number,
            parse_float=_finite,
            parse_int=_short_int,
            object_pairs_hook=_distinct_keys,
        )
    except BadJson:
        raise
    except ValueError as error:
        raise BadJson(JsonFault.NOT_JSON) from error
    _refuse_unstorable(value)
    return value


def _decode(text: str | bytes, max_bytes: int) -> str:
    if len(text) > max_bytes:
        raise BadJson(JsonFault.TOO_BIG)
    try:
        if isinstance(text, bytes):
            return text.decode("utf-8")
        size = len(text.encode("utf-8"))
    except UnicodeError as error:
        raise BadJson(JsonFault.NOT_UTF8) from error
    if size > max_bytes:
        raise BadJson(JsonFault.TOO_BIG)
    return text


def _refuse_depth(text: str, max_depth: int) -> None:
    """Counted before parsing, because the parser recurses."""
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        sign = text[found.start()]
        if sign in "[{":
            depth += 1
            if depth > max_depth:
                raise BadJson(JsonFault.TOO_DEEP)
        elif sign in "]}":
            depth -= 1


def _refuse_number(_: str) -> NoReturn:
    raise BadJson(JsonFault.NOT_A_FINITE_NUMBER)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _refuse_number(digits)
    return number


def _short_int(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        _refuse_number(digits)
    return int(digits)


def _distinct_keys(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson(JsonFault.DOUBLED_KEY)
    return found


def _refuse_unstorable(value: Json) -> None:
    """Recurses no deeper than `max_depth` let through."""
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            raise BadJson(JsonFault.UNSTORABLE_TEXT)
    elif isinstance(value, list):
        for member in value:
            _refuse_unstorable(member)
    elif isinstance(value, dict):
        for key, member in value.items():
            _refuse_unstorable(key)
            _refuse_unstorable(member)
