"""Rules, compiled: each element becomes something done to the variables."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TypeAlias

from lxml import etree

from grading.qti.expressions import compile_expression
from grading.qti.names import name_of
from grading.qti.scope import Evaluate, Node, Scope, State
from grading.qti.values import Value

Rule: TypeAlias = Callable[[State], None]
Compiler: TypeAlias = Callable[[etree._Element, Scope], Rule]


class ExitProcessing(Exception):
    """exitResponse or exitTemplate was reached."""


def compile_rules(elements: Iterable[etree._Element], scope: Scope) -> tuple[Rule, ...]:
    """The rules in order. Raises UnreadableFile for what cannot be done."""
    rules: list[Rule] = []
    for element in elements:
        compiler = RULES.get(name_of(element))
        if compiler is None:
            raise Node(element).fault("unsupported_rule")
        rules.append(compiler(element, scope))
    return tuple(rules)


def _only_expression(element: etree._Element, scope: Scope) -> Evaluate:
    if len(element) != 1:
        raise Node(element).fault("wrong_number_of_operands")
    return compile_expression(element[0], scope)


def _setter(held: Callable[[State], dict[str, Value]]) -> Compiler:
    """For rules that set the variable they name, in one table of the state."""

    def compiler(element: etree._Element, scope: Scope) -> Rule:
        identifier = Node(element).identifier()
        value = _only_expression(element, scope)

        def rule(state: State) -> None:
            held(state)[identifier] = value(state)

        return rule

    return compiler


_set_value = _setter(attrgetter("values"))


def _set_outcome(element: etree._Element, scope: Scope) -> Rule:
    scope.outcome(Node(element).identifier(), element.sourceline or 1)
    return _set_value(element, scope)


def _look_up_outcome(element: etree._Element, scope: Scope) -> Rule:
    identifier = Node(element).identifier()
    table = scope.outcome(identifier, element.sourceline or 1).table
    value = _only_expression(element, scope)
    if table is None:
        raise Node(element).fault("no_lookup_table")

    def rule(state: State) -> None:
        state.values[identifier] = table.look_up(value(state))

    return rule


def _exit(element: etree._Element, scope: Scope) -> Rule:
    def rule(state: State) -> None:
        raise ExitProcessing

    return rule


def _fragment(element: etree._Element, scope: Scope) -> Rule:
    rules = compile_rules(element, scope)
    return lambda state: _do(rules, state)


def _condition(element: etree._Element, scope: Scope) -> Rule:
    """The first branch whose condition is true, not NULL and not false; else the last."""
    branches: list[tuple[Evaluate, tuple[Rule, ...]]] = []
    otherwise: tuple[Rule, ...] = ()
    for part in element:
        name = name_of(part)
        if name.endswith("Else"):
            otherwise = compile_rules(part, scope)
        elif name.endswith("If") and len(part):
            branches.append((compile_expression(part[0], scope), compile_rules(part[1:], scope)))
        else:
            raise Node(part).fault("unsupported_rule")

    def rule(state: State) -> None:
        for condition, rules in branches:
            if condition(state) is True:
                return _do(rules, state)
        return _do(otherwise, state)

    return rule


def _do(rules: tuple[Rule, ...], state: State) -> None:
    for each in rules:
        each(state)


RULES: dict[str, Compiler] = {
    "responseCondition": _condition,
    "templateCondition": _condition,
    "outcomeCondition": _condition,
    "setOutcomeValue": _set_outcome,
    "lookupOutcomeValue": _look_up_outcome,
    "setResponseValue": _set_value,
    "setTemplateValue": _set_value,
    "setCorrectResponse": _setter(attrgetter("correct")),
    "setDefaultValue": _setter(attrgetter("default")),  # the variable keeps the value it has
    "responseProcessingFragment": _fragment,
    "outcomeProcessingFragment": _fragment,
    "exitResponse": _exit,
    "exitTemplate": _exit,
    "exitTest": _exit,
}
