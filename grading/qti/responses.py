"""What was sent, read as the values of response variables."""

from fractions import Fraction
from math import isfinite

from grading.errors import BadResponse, ResponseFault
from grading.qti.declarations import ResponseDeclaration
from grading.qti.values import Record, Value, in_container, read_number, read_value

MOST_VALUES = 1000
LONGEST_TEXT = 100_000


def read_response(declaration: ResponseDeclaration, raw: object) -> Value:
    """The response variable's value.

    None is NULL; a list holds the values of a container, where [] is an empty answer; a text is one value. Numbers and
    booleans may also come as JSON has them. Where one number is asked for, a text that is none is NULL: a learner may
    write anything (Citolab/qti-scoring-engine, GeneralTests.cs, numeric_incorrect). Raises BadResponse, and nothing
    else, whatever was sent.
    """
    if raw is None:
        return None
    if declaration.cardinality == "record":
        return _record(raw)
    if isinstance(raw, (list, tuple)):
        if len(raw) > MOST_VALUES:
            raise BadResponse(ResponseFault.TOO_LONG)
        if declaration.cardinality == "single" and len(raw) > 1:
            raise BadResponse(ResponseFault.WRONG_TYPE)
        return in_container(declaration.cardinality, [_member(declaration, part) for part in raw])
    value = _single(declaration.base_type, raw, written=declaration.cardinality == "single")
    return value if value is None else in_container(declaration.cardinality, [value])


def _member(declaration: ResponseDeclaration, raw: object) -> Value:
    """One value of a list. A blank text in a container stays one: it may be worth something of its own."""
    blank = declaration.base_type == "string" and raw in (None, "")
    value = None if blank else _single(declaration.base_type, raw)
    if value is None and not blank:
        raise BadResponse(ResponseFault.WRONG_TYPE)
    return "" if blank and declaration.cardinality != "single" else value


def _single(base_type: str | None, raw: object, *, written: bool = False) -> Value:
    """One value; an empty text is NULL, and so is one that is no number where a learner has written it."""
    if isinstance(raw, str):
        if len(raw) > LONGEST_TEXT:
            raise BadResponse(ResponseFault.TOO_LONG)
        if not raw or (base_type != "string" and not raw.strip()):
            return None
        try:
            return read_value(base_type, raw)
        except ValueError as error:
            if written and base_type in ("integer", "float"):
                return None
            raise BadResponse(ResponseFault.WRONG_TYPE) from error
    if isinstance(raw, bool):
        if base_type == "boolean":
            return raw
    elif isinstance(raw, (int, float)) and base_type in ("integer", "float", "duration"):
        return _json_number(raw, base_type)
    raise BadResponse(ResponseFault.WRONG_TYPE)


def _json_number(raw: int | float, base_type: str) -> Value:
    if isinstance(raw, float):
        if not isfinite(raw) or base_type == "integer":
            raise BadResponse(ResponseFault.WRONG_TYPE)
        return Fraction(repr(raw))
    if raw.bit_length() > 1000:
        raise BadResponse(ResponseFault.OUT_OF_RANGE)
    return raw


def _record(raw: object) -> Value:
    """A record's fields; a text alone is what a text entry makes of it (QTI 2.1, textEntryInteraction)."""
    if isinstance(raw, str):
        if len(raw) > LONGEST_TEXT:
            raise BadResponse(ResponseFault.TOO_LONG)
        return _entered(raw) if raw else None
    if not isinstance(raw, dict) or len(raw) > MOST_VALUES:
        raise BadResponse(ResponseFault.WRONG_TYPE)
    return Record((str(field), _field(part)) for field, part in raw.items())


def _field(raw: object) -> Value:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)):
        return _json_number(raw, "float")
    return None if raw is None else _single("string", raw)


def _entered(text: str) -> Record:
    record = Record(stringValue=text)
    try:
        record["floatValue"] = read_number(text)
        record["integerValue"] = read_value("integer", text)
    except ValueError:
        pass
    return record
