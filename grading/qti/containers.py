"""Operators on containers (QTI 2.1, 15.3.1)."""

from collections import Counter

from grading.qti.operators import MANY, Operator, one, several, two
from grading.qti.scope import Node, Operate, State
from grading.qti.values import Multiple, Ordered, Record, Value, is_null, members, number, same_single

_MOST_VALUES = 10_000


def _flat(values: list[Value]) -> list[Value]:
    return [member for value in values if not is_null(value) for member in members(value)]


def _multiple(values: list[Value]) -> Value:
    return Multiple(_flat(values)) or None


def _ordered(values: list[Value]) -> Value:
    return Ordered(_flat(values)) or None


def _size(values: list[Value]) -> Value:
    return 0 if is_null(values[0]) else len(members(values[0]))


def _member(values: list[Value]) -> Value:
    wanted = members(values[0])
    return len(wanted) == 1 and any(same_single(wanted[0], value) for value in members(values[1]))


def _contains(values: list[Value]) -> Value:
    """Whether the first holds the second: in a row when ordered, else as often as there."""
    holder, wanted = members(values[0]), members(values[1])
    if isinstance(values[0], Ordered) and isinstance(values[1], Ordered):
        length = len(wanted)
        return any(tuple(holder[at : at + length]) == tuple(wanted) for at in range(len(holder) - length + 1))
    return not Counter(wanted) - Counter(holder)


def _delete(values: list[Value]) -> Value:
    """The second without each that is the first; NULL when nothing is left."""
    wanted, holder = members(values[0]), members(values[1])
    left = [value for value in holder if not any(same_single(value, one) for one in wanted)]
    return (Ordered(left) if isinstance(values[1], Ordered) else Multiple(left)) or None


def _repeat(node: Node) -> Operate:
    """The values in a row, so many times over; NULL when nothing is repeated, or too often."""
    times = node.parameter("numberRepeats", None)

    def operate(state: State, values: list[Value]) -> Value:
        count, found = number(times(state)), _flat(values)
        if count is None or count < 1 or count * len(found) > _MOST_VALUES:
            return None
        return Ordered(found * int(count)) or None

    return operate


def _index(node: Node) -> Operate:
    """The n-th of an ordered container, counted from 1; NULL outside it. Some items give n as a second operand."""
    second = len(node.element) == 2
    place = None if second else node.parameter("n", None)

    def operate(state: State, values: list[Value]) -> Value:
        at, holder = number(values[1] if place is None else place(state)), members(values[0])
        if at is None or at.denominator != 1 or not 1 <= at <= len(holder):
            return None
        return holder[int(at) - 1]

    return operate


def _field_value(node: Node) -> Operate:
    field = (node.get("fieldIdentifier") or "").strip()

    def operate(state: State, values: list[Value]) -> Value:
        return values[0].get(field) if isinstance(values[0], Record) else None

    return operate


CONTAINING: dict[str, Operator] = {
    "multiple": several(_multiple, strict=False, least=0),
    "ordered": several(_ordered, strict=False, least=0),
    "containerSize": one(_size, strict=False),
    "member": two(_member),
    "contains": two(_contains),
    "delete": two(_delete),
    "repeat": Operator(_repeat, 1, MANY, strict=False),
    "index": Operator(_index, 1, 2),
    "fieldValue": Operator(_field_value, 1, 1),
}
