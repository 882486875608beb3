"""What an operator is."""

from collections.abc import Callable
from dataclasses import dataclass

from grading.qti.scope import Node, Operate
from grading.qti.values import Value

MANY = 10_000


@dataclass(frozen=True, slots=True)
class Operator:
    """`make` reads the attributes and gives the function; `strict` makes it NULL when an operand is NULL."""

    make: Callable[[Node], Operate]
    least: int
    most: int
    strict: bool = True


def plain(function: Callable[[list[Value]], Value]) -> Callable[[Node], Operate]:
    """For an operator without attributes."""

    def operate(node: Node) -> Operate:
        return lambda state, values: function(values)

    return operate


def one(function: Callable[[list[Value]], Value], *, strict: bool = True) -> Operator:
    return Operator(plain(function), 1, 1, strict)


def two(function: Callable[[list[Value]], Value], *, strict: bool = True) -> Operator:
    return Operator(plain(function), 2, 2, strict)


def several(function: Callable[[list[Value]], Value], *, strict: bool = True, least: int = 1) -> Operator:
    return Operator(plain(function), least, MANY, strict)
