"""The functions that formulas of Moodle's calculated questions may use.

Source: Moodle 4.5, question/type/calculated/questiontype.php, qtype_calculated_find_formula_errors. What can be exact
is; the others give the nearest binary float, as PHP does. Logarithms are natural, angles are radians.
"""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

_HALF = Fraction(1, 2)
_MOST_PLACES = 100
_MOST_BITS = 4096  # of a power: beyond that it is no answer to a question


def _round(x: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    """A half away from zero."""
    if places.denominator != 1 or abs(places) > _MOST_PLACES:
        raise ValueError("not a number of places")
    scale = Fraction(10) ** places.numerator
    whole = math.floor(abs(x) * scale + _HALF) / scale
    return whole if x > 0 else -whole


def _power(x: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        return Fraction(math.pow(x, exponent))
    if abs(exponent) * max(x.numerator.bit_length(), x.denominator.bit_length()) > _MOST_BITS:
        raise ValueError("too great a power")
    return x**exponent.numerator


def _remainder(x: Fraction, y: Fraction) -> Fraction:
    """With the sign of the first."""
    return abs(x) % abs(y) * (1 if x > 0 else -1)


def _logarithm(x: Fraction, base: Fraction | None = None) -> Fraction:
    return Fraction(math.log(x) if base is None else math.log(x, base))


def _of_floats(function: Callable[[float], float]) -> Callable[[Fraction], Fraction]:
    return lambda x: Fraction(function(float(x)))


_OF_ONE: tuple[tuple[str, Callable[[float], float]], ...] = (
    ("sin", math.sin),
    ("cos", math.cos),
    ("tan", math.tan),
    ("asin", math.asin),
    ("acos", math.acos),
    ("atan", math.atan),
    ("sinh", math.sinh),
    ("cosh", math.cosh),
    ("tanh", math.tanh),
    ("asinh", math.asinh),
    ("acosh", math.acosh),
    ("atanh", math.atanh),
    ("exp", math.exp),
    ("expm1", math.expm1),
    ("log10", math.log10),
    ("log1p", math.log1p),
    ("sqrt", math.sqrt),
    ("deg2rad", math.radians),
    ("rad2deg", math.degrees),
)
# Each with the fewest and the most arguments that it takes.
_FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Fraction]]] = MappingProxyType(
    {
        **{name: (1, 1, _of_floats(function)) for name, function in _OF_ONE},
        "pi": (0, 0, lambda: Fraction(math.pi)),
        "abs": (1, 1, abs),
        "ceil": (1, 1, lambda x: Fraction(math.ceil(x))),
        "floor": (1, 1, lambda x: Fraction(math.floor(x))),
        "round": (1, 2, _round),
        "log": (1, 2, _logarithm),
        "pow": (2, 2, _power),
        "fmod": (2, 2, _remainder),
        "atan2": (2, 2, lambda y, x: Fraction(math.atan2(y, x))),
        "min": (2, 20, min),
        "max": (2, 20, max),
    }
)
FUNCTION_NAMES = frozenset(_FUNCTIONS)


def applied(name: str, arguments: list[Fraction]) -> Fraction:
    """The function's value; `name` is in FUNCTION_NAMES. Raises ValueError where there is no finite one."""
    least, most, function = _FUNCTIONS[name]
    if not least <= len(arguments) <= most:
        raise ValueError("wrong number of arguments")
    try:
        return function(*arguments)
    except ArithmeticError as error:
        raise ValueError("no finite value") from error
