"""Operators that give true or false (QTI 2.1, 15.3.2 to 15.3.4); NULL is neither."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from grading.qti.areas import read_area
from grading.qti.names import name_of, text_of
from grading.qti.numbers import Rounding
from grading.qti.operators import MANY, Operator, one, several, two
from grading.qti.patterns import read_pattern
from grading.qti.scope import Node, Operate, State
from grading.qti.values import CONTAINERS, Value, is_null, is_point, members, number, same


def _truth(value: Value) -> bool | None:
    if isinstance(value, CONTAINERS) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, bool) else None


def _and(values: list[Value]) -> Value:
    found = [_truth(value) for value in values]
    if False in found:
        return False
    return None if None in found else True


def _or(values: list[Value]) -> Value:
    found = [_truth(value) for value in values]
    if True in found:
        return True
    return None if None in found else False


def _not(values: list[Value]) -> Value:
    found = _truth(values[0])
    return None if found is None else not found


def _is_null(values: list[Value]) -> Value:
    return is_null(values[0])


def _any_n(node: Node) -> Operate:
    """True when between min and max operands are true, whatever the NULL ones might have been."""
    least, most = node.parameter("min", None), node.parameter("max", None)

    def operate(state: State, values: list[Value]) -> Value:
        lowest, highest = number(least(state)), number(most(state))
        if lowest is None or highest is None:
            return None
        found = [_truth(value) for value in values]
        sure = found.count(True)
        possible = sure + found.count(None)
        if sure > highest or possible < lowest:
            return False
        return True if sure >= lowest and possible <= highest else None

    return operate


def _match(values: list[Value]) -> Value:
    """Two empty containers match, because the right answer may be to choose nothing; else NULL gives NULL."""
    first, second = values
    if is_null(first) or is_null(second):
        both_empty = isinstance(first, CONTAINERS) and isinstance(second, CONTAINERS) and not first and not second
        return True if both_empty else None
    return same(first, second)


def _ordering(compare: Callable[[Any, Any], bool]) -> Operator:
    def operate(values: list[Value]) -> Value:
        first, second = map(number, values)
        return None if first is None or second is None else compare(first, second)

    return two(operate)


def _equal(node: Node) -> Operate:
    """Within a tolerance: absolute, or in per cent of the first (qti-sdk, operators/EqualProcessor.php)."""
    mode = node.get("toleranceMode") or "exact"
    if mode == "exact":
        return _equal_exactly
    tolerances = [node.number_or_variable(part) for part in (node.get("tolerance") or "").replace(",", " ").split()]
    if mode not in ("absolute", "relative") or not 1 <= len(tolerances) <= 2:
        raise node.fault("bad_value")
    low, high = tolerances[0], tolerances[-1]
    low_included, high_included = node.flag("includeLowerBound", True), node.flag("includeUpperBound", True)

    def operate(state: State, values: list[Value]) -> Value:
        first, second = map(number, values)
        under, over = number(low(state)), number(high(state))
        if first is None or second is None or under is None or over is None:
            return None
        if mode == "relative":
            # Of the size of the first, so that the lower bound is the lower one for a negative number too.
            size = abs(Fraction(first)) / 100
            under, over = size * under, size * over
        lowest, highest = first - under, first + over
        return (second > lowest or (low_included and second == lowest)) and (
            second < highest or (high_included and second == highest)
        )

    return operate


def _equal_exactly(state: State, values: list[Value]) -> Value:
    """Numbers; two values of another type are equal when they match, as pie-qti has it."""
    first, second = map(number, values)
    if first is None and second is None:
        return same(*values)
    return None if first is None or second is None else first == second


def _equal_rounded(node: Node) -> Operate:
    rounded = Rounding(node)

    def operate(state: State, values: list[Value]) -> Value:
        first, second = (rounded.of(state, value) for value in values)
        return None if first is None or second is None else first == second

    return operate


def _text(value: Value) -> str | None:
    """The text in a single value. A number compares as the shortest text that says it."""
    if isinstance(value, CONTAINERS) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(float(value)) if abs(value) < 10**15 else str(int(value))
    return str(value) if isinstance(value, (str, int)) else None


def _string_match(node: Node) -> Operate:
    """Case counts unless the item says otherwise; `substring` is the old way to say "holds"."""
    case_sensitive, part = node.flag("caseSensitive", True), node.flag("substring", False)

    def operate(state: State, values: list[Value]) -> Value:
        first, second = map(_text, values)
        if first is None or second is None:
            return None
        if not case_sensitive:
            first, second = first.lower(), second.lower()
        return second in first if part else first == second

    return operate


def _part(state: State, values: list[Value]) -> Value:
    """The part of a text that begins at a place, 1 the first, and has so many signs (pie-qti)."""
    text, start, length = _text(values[0]), number(values[1]), number(values[2])
    if text is None or start is None or length is None or start < 1 or length < 0:
        return None
    return text[int(start) - 1 : int(start) - 1 + int(length)]


def _substring(node: Node) -> Operate:
    """Whether the first stands in the second; with three operands the part of the first (from where, how long)."""
    if len(node.element) == 3:
        return _part
    case_sensitive = node.flag("caseSensitive", True)

    def operate(state: State, values: list[Value]) -> Value:
        first, second = map(_text, values)
        if first is None or second is None:
            return None
        return first in second if case_sensitive else first.lower() in second.lower()

    return operate


def _pattern_match(node: Node) -> Operate:
    """The pattern is an attribute; some items have it as a second operand, and say whether case counts."""
    operands = node.element
    if len(operands) == 2 and name_of(operands[1]) == "baseValue":
        pattern: str | None = text_of(operands[1])
    else:
        pattern = node.get("pattern") if len(operands) == 1 else None
    if pattern is None:
        raise node.fault("missing_attribute")
    try:
        fits = read_pattern(pattern, node.flag("caseSensitive", True))
    except ValueError as error:
        raise node.fault("unsupported_pattern") from error

    def operate(state: State, values: list[Value]) -> Value:
        text = _text(values[0])
        return None if text is None else fits(text)

    return operate


def _inside(node: Node) -> Operate:
    """Whether the point, or any point of a container, lies in the area."""
    try:
        inside = read_area(node.get("shape") or "", node.get("coords") or "")
    except ValueError as error:
        raise node.fault("bad_area") from error

    def operate(state: State, values: list[Value]) -> Value:
        points = members(values[0])
        return any(inside(point) for point in points) if all(map(is_point, points)) else None

    return operate


COMPARING: dict[str, Operator] = {
    "and": several(_and, strict=False),
    "or": several(_or, strict=False),
    "not": one(_not, strict=False),
    "isNull": one(_is_null, strict=False),
    "anyN": Operator(_any_n, 1, MANY, strict=False),
    "match": two(_match, strict=False),
    "lt": _ordering(lambda first, second: first < second),
    "lte": _ordering(lambda first, second: first <= second),
    "gt": _ordering(lambda first, second: first > second),
    "gte": _ordering(lambda first, second: first >= second),
    "durationLT": _ordering(lambda first, second: first < second),
    "durationGTE": _ordering(lambda first, second: first >= second),
    "equal": Operator(_equal, 2, 2),
    "equalRounded": Operator(_equal_rounded, 2, 2),
    "stringMatch": Operator(_string_match, 2, 2),
    "substring": Operator(_substring, 2, 3),
    "patternMatch": Operator(_pattern_match, 1, 2),
    "inside": Operator(_inside, 1, 1),
}
