"""mathOperator, mathConstant and statsOperator (QTI 2.1, 15.3.3; qti-sdk, runtime/expressions/operators).

Means and variances are exact. What is irrational is the nearest binary float, exact from there on. NULL where a result
is no finite real number, and where an operand is none.
"""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from grading.qti.numbers import numbers
from grading.qti.operators import Operator
from grading.qti.scope import Evaluate, Node, Operate, Scope, State
from grading.qti.values import Number, Value, bounded, number

_CONSTANTS: Mapping[str, Fraction] = MappingProxyType({"pi": Fraction(math.pi), "e": Fraction(math.e)})

_EXACT: Mapping[str, Callable[[Number], Number]] = MappingProxyType(
    {"abs": lambda x: max(x, -x), "floor": floor, "ceil": ceil, "signum": lambda x: (x > 0) - (x < 0)}
)
_FUNCTIONS: Mapping[str, Callable[[float], float]] = MappingProxyType(
    {
        "sin": math.sin,
        "cos": math.cos,
        "tan": math.tan,
        "sec": lambda x: 1 / math.cos(x),
        "csc": lambda x: 1 / math.sin(x),
        "cot": lambda x: 1 / math.tan(x),
        "asin": math.asin,
        "acos": math.acos,
        "atan": math.atan,
        "asec": lambda x: math.acos(1 / x),
        "acsc": lambda x: math.asin(1 / x),
        "acot": lambda x: math.atan(1 / x) if x else math.pi / 2,
        "sinh": math.sinh,
        "cosh": math.cosh,
        "tanh": math.tanh,
        "sech": lambda x: 1 / math.cosh(x),
        "csch": lambda x: 1 / math.sinh(x),
        "coth": lambda x: 1 / math.tanh(x),
        "log": math.log10,
        "ln": math.log,
        "exp": math.exp,
        "sqrt": math.sqrt,
        "toDegrees": math.degrees,
        "toRadians": math.radians,
    }
)


def _mean(found: list[Number]) -> Fraction:
    return Fraction(sum(found)) / len(found)


def _spread(found: list[Number]) -> Fraction:
    """The sum of the squared distances from the mean."""
    mean = _mean(found)
    return sum(((x - mean) ** 2 for x in found), Fraction(0))


def _population_variance(found: list[Number]) -> Fraction:
    return _spread(found) / len(found)


def _sample_variance(found: list[Number]) -> Fraction | None:
    return _spread(found) / (len(found) - 1) if len(found) > 1 else None


def _median(found: list[Number]) -> Fraction:
    ranked, middle = sorted(found), len(found) // 2
    return Fraction(ranked[middle]) if len(found) % 2 else Fraction(ranked[middle - 1] + ranked[middle]) / 2


def _root(variance: Fraction | None) -> Fraction | None:
    return None if variance is None else Fraction(math.sqrt(variance))


STATISTICS: Mapping[str, Callable[[list[Number]], Fraction | None]] = MappingProxyType(
    {
        "mean": _mean,
        "median": _median,
        "sampleVariance": _sample_variance,
        "sampleSD": lambda found: _root(_sample_variance(found)),
        "popVariance": _population_variance,
        "popSD": lambda found: _root(_population_variance(found)),
    }
)


def statistic(name: str, values: list[Value]) -> Value:
    """Of all numbers in the values and in the containers among them. `name` is in STATISTICS."""
    found = numbers(values)
    if not found:
        return None
    try:
        result = STATISTICS[name](found)
    except OverflowError:
        return None
    return None if result is None else bounded(result)


def _stats_operator(node: Node) -> Operate:
    name = node.get("name") or ""
    if name not in STATISTICS:
        raise node.fault("bad_value")
    return lambda state, values: statistic(name, values)


def _math_operator(node: Node) -> Operate:
    name = node.get("name") or ""
    if name != "atan2" and name not in _EXACT and name not in _FUNCTIONS:
        raise node.fault("bad_value")
    operands = 2 if name == "atan2" else 1
    if len(node.element) != operands:
        raise node.fault("wrong_number_of_operands")

    def operate(state: State, values: list[Value]) -> Value:
        found = numbers(values)
        if found is None or len(found) != operands:
            return None
        if name in _EXACT:
            return _EXACT[name](found[0])
        try:
            sizes = [float(x) for x in found]
            return Fraction(math.atan2(*sizes) if name == "atan2" else _FUNCTIONS[name](sizes[0]))
        except (ValueError, ArithmeticError):
            return None

    return operate


def math_constant(node: Node, scope: Scope) -> Evaluate:
    value: Number | None = _CONSTANTS.get((node.get("name") or "").strip())
    if value is None:
        raise node.fault("bad_value")
    return lambda state: number(value)


CALCULATING: dict[str, Operator] = {
    "mathOperator": Operator(_math_operator, 1, 2),
    "statsOperator": Operator(_stats_operator, 1, 1),
}
