"""Short texts and numbers as QTI."""

from decimal import Decimal
from fractions import Fraction

from grading.intervals import ToleranceKind
from grading.kinds.numeric import Numeric, RangeAnswer, ValueAnswer
from grading.kinds.short_text import ShortText
from grading.numbers import NumberFormat, written
from grading.patterns import Pattern, cleaned
from grading.qti.writing.building import (
    Child,
    Element,
    identifier,
    is_null,
    node,
    number,
    operator,
    put,
    scale_of,
    value,
    variable,
    when,
)
from grading.qti.writing.sheet import Place, mapping

_LONGEST_PATTERN = 1000  # what readers can be expected to take
_SPECIAL = frozenset("\\.?*+{}()[]|^$-&~")


class TooLongPattern(Exception):
    """The pattern would be longer than other systems read."""


def text_entry(place: Place, **hints: str) -> Element:
    return node("qti-text-entry-interaction", response_identifier=place.response, **hints)


def write_short_text(question: ShortText, place: Place) -> list[Child]:
    """Only texts: a mapping. Wildcards: patterns, tried in order."""
    patterns = [Pattern.read(cleaned(answer.pattern)) for answer in question.answers]
    best = max(question.answers, key=lambda answer: answer.fraction)
    right = "…".join(Pattern.read(cleaned(best.pattern)).pieces).strip()
    told = any(answer.feedback for answer in question.answers)
    if all(pattern.literal is not None for pattern in patterns) and not told:
        fractions = [answer.fraction for answer in question.answers]
        scale = scale_of(fractions)
        entries = [(pattern.literal or "", worth) for pattern, worth in zip(patterns, fractions, strict=True)]
        place.declare("string", "single", [right], mapping(entries, scale, fold_case=not question.match_case))
        place.give_mapped(scale)
        return [text_entry(place)]
    place.declare("string", "single", [right])
    branches: list[tuple[Element, list[Element]]] = []
    for answer, pattern in zip(question.answers, patterns, strict=True):
        test = _fits(place, pattern, match_case=question.match_case)
        branches.append((test, _given(place, answer.id, answer.fraction, answer.feedback)))
    place.do(when(branches))
    return [text_entry(place)]


def _given(place: Place, row_id: str, fraction: Fraction, feedback: str) -> list[Element]:
    """What an answer that fits gives, and says."""
    rules = [put(place.score, number(fraction))]
    if feedback:
        place.say(identifier(row_id), feedback)
        rules.append(place.tell(value("identifier", identifier(row_id))))
    return rules


def _fits(place: Place, pattern: Pattern, *, match_case: bool) -> Element:
    if pattern.literal is not None:
        return operator(
            "string-match",
            variable(place.response),
            value("string", pattern.literal),
            case_sensitive="true" if match_case else "false",
        )
    written_pattern = ".*".join(_literally(piece, match_case=match_case) for piece in pattern.pieces)
    if len(written_pattern) > _LONGEST_PATTERN:
        raise TooLongPattern
    return operator("pattern-match", variable(place.response), pattern=written_pattern)


def _literally(piece: str, *, match_case: bool) -> str:
    """The text as a pattern of XML Schema, each letter in both cases where case does not count."""
    found = []
    for sign in piece:
        cases = [sign] if match_case else list(dict.fromkeys((sign, sign.lower(), sign.upper())))
        cases = [case for case in cases if len(case) == 1]
        escaped = [f"\\{case}" if case in _SPECIAL else case for case in cases]
        found.append(escaped[0] if len(escaped) == 1 else f"[{''.join(escaped)}]")
    return "".join(found)


def write_numeric(question: Numeric, place: Place) -> list[Child]:
    """The number alone, in the unit of the answers. The 10**-14 that tolerances are widened by here is not written."""
    place.declare("float", "single", _right_number(question))
    branches = [
        (_holds(place, answer), _given(place, answer.id, answer.fraction, answer.feedback))
        for answer in question.answers
    ]
    place.do(when(branches))
    hints = {"data_number_format": "plain"} if question.number_format is NumberFormat.PLAIN else {}
    unit = next((unit.text for unit in question.units if unit.multiplier == 1), "")
    entry = text_entry(place, **hints)
    if not unit:
        return [entry]
    shown = node("span", unit, class_="unit")
    return [shown, " ", entry] if question.units_left else [entry, " ", shown]


def _right_number(question: Numeric) -> list[str]:
    best = max(question.answers, key=lambda answer: answer.fraction)
    if isinstance(best, RangeAnswer):
        return [_plain((best.low + best.high) / 2)]
    return [] if best.value is None else [_plain(best.value)]


def _plain(number: Decimal) -> str:
    return written(number, NumberFormat.PLAIN)


def _holds(place: Place, answer: ValueAnswer | RangeAnswer) -> Element:
    if isinstance(answer, RangeAnswer):
        return operator(
            "and",
            _bound("gte" if answer.include_low else "gt", place, answer.low),
            _bound("lte" if answer.include_high else "lt", place, answer.high),
        )
    if answer.value is None:
        return operator("not", is_null(place.response))
    tolerance = abs(answer.tolerance)
    if not tolerance or (not answer.value and answer.tolerance_kind is not ToleranceKind.ABSOLUTE):
        return _equal(place, answer.value, tolerance_mode="exact")
    if answer.tolerance_kind is ToleranceKind.ABSOLUTE:
        return _equal(place, answer.value, tolerance_mode="absolute", tolerance=f"{tolerance:f} {tolerance:f}")
    if answer.tolerance_kind is ToleranceKind.RELATIVE:
        percent = f"{tolerance * 100:f}"
        return _equal(place, answer.value, tolerance_mode="relative", tolerance=f"{percent} {percent}")
    return _geometric(place, answer.value, 1 + tolerance)


def _geometric(place: Place, key: Decimal, quotient: Decimal) -> Element:
    """From key / quotient to key * quotient, without dividing."""
    far = value("float", _plain(key * quotient))
    near = operator("product", variable(place.response), value("float", _plain(quotient)))
    at_key, given = value("float", _plain(key)), variable(place.response)
    if key > 0:
        return operator("and", operator("gte", near, at_key), operator("lte", given, far))
    return operator("and", operator("gte", given, far), operator("lte", near, at_key))


def _bound(name: str, place: Place, number: Decimal) -> Element:
    return operator(name, variable(place.response), value("float", _plain(number)))


def _equal(place: Place, number: Decimal, **mode: str) -> Element:
    """The key first: a relative tolerance is of the first."""
    return operator("equal", value("float", _plain(number)), variable(place.response), **mode)
