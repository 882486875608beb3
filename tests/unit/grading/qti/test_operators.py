"""How many operands an operator takes, and what NULL does to it."""

import pytest
from lxml import etree

from grading.imported import UnreadableFile
from grading.qti.operators import MANY, one, several, two
from grading.qti.scope import Node, State
from tests.unit.grading.qti.items import base, item, outcome, score
from tests.unit.grading.qti.test_expressions import NULL, TRUE, numbers, of

STATE = State({}, {}, {})


def reversed_list(values):
    return list(reversed(values))


@pytest.mark.parametrize(
    ("kind", "options", "least", "most"),
    [(one, {}, 1, 1), (two, {}, 2, 2), (several, {}, 1, MANY), (several, {"least": 0}, 0, MANY)],
)
def test_an_operator_gives_its_function_s_value_and_is_null_when_an_operand_is(kind, options, least, most):
    operator = kind(reversed_list, **options)
    assert operator.make(Node(etree.Element("sum")))(STATE, [1, 2]) == [2, 1]
    assert (operator.least, operator.most, operator.strict) == (least, most, True)


@pytest.mark.parametrize("kind", [one, two, several])
def test_an_operator_may_look_at_null_itself(kind):
    assert kind(reversed_list, strict=False).strict is False


@pytest.mark.parametrize(
    "expression",
    [
        of("not"),
        of("not", TRUE, TRUE),
        of("subtract", base(1)),
        of("subtract", *numbers(1, 2, 3)),
        of("lt", base(1)),
        of("lt", *numbers(1, 2, 3)),
        of("sum"),
        of("mean", NULL, NULL),
    ],
)
def test_too_few_operands_and_too_many_are_refused(expression):
    with pytest.raises(UnreadableFile, match="wrong number of operands"):
        item(outcome(), rules=score(expression))
