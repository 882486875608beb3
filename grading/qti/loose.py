"""Elements that no version of QTI has in this form, and that items in circulation have all the same.

Source: pie-qti, packages/item-player/tests/conformance/fixtures (isNotNull, notEqual, allN, mod, mean and its like,
substring with places, index and patternMatch with a second operand, record, lookupTable, deleteValue), and
Citolab/qti-scoring-engine, Scoring.Tests/Resources (the custom operators of Cito's own exports). Each has but one
meaning, so it is taken; what has none is refused when the item is read.
"""

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lxml import etree

from grading.qti.mathematics import STATISTICS, statistic
from grading.qti.names import children
from grading.qti.operators import MANY, Operator, one, plain, two
from grading.qti.scope import Node, Operate, State
from grading.qti.values import Record, Value, is_null, members, number, same_single


def _is_not_null(values: list[Value]) -> Value:
    return not is_null(values[0])


def _not_equal(values: list[Value]) -> Value:
    return not same_single(values[0], values[1])


def _all_n(node: Node) -> Operate:
    """No more than `max` operands are true, and no fewer than `min`."""
    least, most = node.parameter("min", 0), node.parameter("max", MANY)

    def operate(state: State, values: list[Value]) -> Value:
        lowest, highest = number(least(state)), number(most(state))
        true = sum(value is True for value in values)
        return None if lowest is None or highest is None else lowest <= true <= highest

    return operate


def _trimmed(text: str) -> Value:
    return text.strip()


def _ascii(text: str) -> Value:
    """Without accents: "é" is "e"."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _comma_decimal(text: str) -> Value:
    """A number whose decimal sign may be a comma; NULL when there is none."""
    return number(text.strip().replace(",", "."))


_CUSTOM: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {"trim": _trimmed, "toascii": _ascii, "parsecommadecimal": _comma_decimal}
)


def _custom_operator(node: Node) -> Operate:
    """By the last part of its definition: "depcp:Trim", "questify:Trim"."""
    name = (node.get("definition") or "").rpartition(":")[2].strip().lower()
    if name not in _CUSTOM:
        raise node.fault("unsupported_expression")
    custom = _CUSTOM[name]
    return lambda state, values: custom(values[0]) if isinstance(values[0], str) else values[0]


def _statistic(name: str) -> Operator:
    return one(lambda values: statistic(name, values))


def _delete_value(values: list[Value]) -> Value:
    """As delete, with the operands the other way round when the first is the container."""
    holder, wanted = members(values[0]), members(values[1])
    left = [value for value in holder if not any(same_single(value, each) for each in wanted)]
    return type(values[0])(left) or None if len(holder) else None


def record_of(names: list[str], values: list[Value]) -> Value:
    """The record with these fields; a NULL field is left out."""
    return Record({name: value for name, value in zip(names, values, strict=True) if not is_null(value)}) or None


def field_names(element: etree._Element) -> list[str]:
    """The fields that a record element has, in order."""
    return [(Node(child).get("fieldIdentifier") or "").strip() for child in children(element, "fieldValue")]


LOOSE: dict[str, Operator] = {
    "isNotNull": one(_is_not_null, strict=False),
    "notEqual": two(_not_equal),
    "allN": Operator(_all_n, 1, MANY, strict=False),
    "customOperator": Operator(_custom_operator, 1, 1),
    "deleteValue": Operator(plain(_delete_value), 2, 2),
    **{name: _statistic(name) for name in STATISTICS},
}
