"""Expressions, compiled: each element becomes a function of the variables.

An operand that is missing or wrong makes an operator NULL, as QTI has it. What depends on chance, on the test around
the item, or on a vendor's own operator that is not known is refused when the item is read.
"""

from collections.abc import Callable

from lxml import etree

from grading.qti.comparing import COMPARING
from grading.qti.containers import CONTAINING
from grading.qti.declarations import read_table
from grading.qti.loose import LOOSE, field_names, record_of
from grading.qti.mathematics import CALCULATING, math_constant
from grading.qti.names import children, name_of, text_of
from grading.qti.numbers import COUNTING
from grading.qti.scope import Evaluate, Node, Scope, State
from grading.qti.values import BASE_TYPES, Value, is_null, read_value

OPERATORS = {**LOOSE, **COMPARING, **CONTAINING, **COUNTING, **CALCULATING}


def compile_expression(element: etree._Element, scope: Scope) -> Evaluate:
    """The function that gives the expression's value. Raises UnreadableFile for what cannot be evaluated."""
    name = name_of(element)
    leaf = LEAVES.get(name)
    if leaf is not None:
        return leaf(Node(element), scope)
    operator = OPERATORS.get(name)
    if operator is None:
        raise Node(element).fault("unsupported_expression")
    operands = [compile_expression(operand, scope) for operand in element]
    if not operator.least <= len(operands) <= operator.most:
        raise Node(element).fault("wrong_number_of_operands")
    operate = operator.make(Node(element))
    if not operator.strict:
        return lambda state: operate(state, [operand(state) for operand in operands])

    def evaluate(state: State) -> Value:
        values = [operand(state) for operand in operands]
        for value in values:
            if is_null(value):
                return None
        return operate(state, values)

    return evaluate


def _base_value(node: Node, scope: Scope) -> Evaluate:
    base_type = node.get("baseType") or "string"
    if base_type not in BASE_TYPES:
        raise node.fault("bad_value")
    try:
        value = read_value(base_type, text_of(node.element))
    except ValueError as error:
        raise node.fault("bad_value") from error
    return lambda state: value


def _variable(node: Node, scope: Scope) -> Evaluate:
    identifier = node.identifier()
    return lambda state: state.values.get(identifier)


def _correct(node: Node, scope: Scope) -> Evaluate:
    identifier = node.identifier()
    return lambda state: state.correct.get(identifier)


def _default(node: Node, scope: Scope) -> Evaluate:
    identifier = node.identifier()
    return lambda state: state.default.get(identifier)


def _map_response(node: Node, scope: Scope) -> Evaluate:
    """Without a mapping every response is worth 0 (qti-sdk, runtime/expressions/MapResponseProcessor.php)."""
    identifier = node.identifier()
    declaration = scope.responses.get(identifier)
    if declaration is None or declaration.mapping is None:
        return lambda state: 0
    worth = declaration.mapping.worth
    return lambda state: worth(state.values.get(identifier))


def _map_response_point(node: Node, scope: Scope) -> Evaluate:
    identifier = node.identifier()
    declaration = scope.responses.get(identifier)
    if declaration is None or declaration.area_mapping is None:
        return lambda state: 0
    if declaration.base_type != "point":
        raise node.fault("bad_declaration")
    worth = declaration.area_mapping.worth
    return lambda state: worth(state.values.get(identifier))


def _null(node: Node, scope: Scope) -> Evaluate:
    return lambda state: None


def _record(node: Node, scope: Scope) -> Evaluate:
    """A record of what stands in its fieldValue elements, each with one expression."""
    names = field_names(node.element)
    parts = [part for field in children(node.element, "fieldValue") for part in field]
    if not names or len(parts) != len(names):
        raise node.fault("wrong_number_of_operands")
    values = [compile_expression(part, scope) for part in parts]
    return lambda state: record_of(names, [value(state) for value in values])


def _lookup_table(node: Node, scope: Scope) -> Evaluate:
    """What a table that stands beside the expression gives for it."""
    tables = list(children(node.element, "matchTable", "interpolationTable"))
    operands = [part for part in node.element if part not in tables]
    if len(tables) != 1 or len(operands) != 1:
        raise node.fault("wrong_number_of_operands")
    table, value = read_table(tables[0], "float"), compile_expression(operands[0], scope)
    return lambda state: table.look_up(value(state))


LEAVES: dict[str, Callable[[Node, Scope], Evaluate]] = {
    "baseValue": _base_value,
    "variable": _variable,
    "correct": _correct,
    "default": _default,
    "mapResponse": _map_response,
    "mapResponsePoint": _map_response_point,
    "null": _null,
    "mathConstant": math_constant,
    "record": _record,
    "lookupTable": _lookup_table,
}
