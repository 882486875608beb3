"""Operators that give numbers (QTI 2.1, 15.3.3), exact."""

from fractions import Fraction
from math import ceil, floor, gcd, lcm

from grading.qti.operators import Operator, one, several, two
from grading.qti.scope import Node, Operate, State
from grading.qti.values import Number, Value, bounded, members, number

_HALF = Fraction(1, 2)
_MOST_BITS_OF_POWER = 10_000


def numbers(values: list[Value]) -> list[Number] | None:
    """All numbers in the values and in the containers among them; None when there is something else."""
    found: list[Number] = []
    for value in values:
        for member in members(value):
            as_number = number(member)
            if as_number is None:
                return None
            found.append(as_number)
    return found


def _sum(values: list[Value]) -> Value:
    found = numbers(values)
    return None if found is None else bounded(sum(found))


def _product(values: list[Value]) -> Value:
    found = numbers(values)
    if found is None:
        return None
    total = Fraction(1)
    for factor in found:
        total *= factor
        if bounded(total) is None:
            return None
    return _simple(total)


def _least(values: list[Value]) -> Value:
    found = numbers(values)
    return min(found) if found else None


def _greatest(values: list[Value]) -> Value:
    found = numbers(values)
    return max(found) if found else None


def _subtract(values: list[Value]) -> Value:
    first, second = map(number, values)
    return None if first is None or second is None else bounded(first - second)


def _divide(values: list[Value]) -> Value:
    first, second = map(number, values)
    if first is None or not second:
        return None
    return _simple(Fraction(first) / second)


def _simple(value: Fraction) -> Value:
    """A whole fraction as an integer: quicker to go on with."""
    return value.numerator if value.denominator == 1 else bounded(value)


def _integer_divide(values: list[Value]) -> Value:
    first, second = map(number, values)
    return None if first is None or not second else first // second


def _integer_modulus(values: list[Value]) -> Value:
    first, second = map(number, values)
    return None if first is None or not second else first % second


def _power(values: list[Value]) -> Value:
    """Exact for a whole exponent; NULL where the result is no real number or beyond what any score can be."""
    base, exponent = map(number, values)
    if base is None or exponent is None or (base == 0 and exponent < 0):
        return None
    base, exponent = Fraction(base), Fraction(exponent)
    if exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        return _simple(base**exponent.numerator) if abs(exponent) * bits <= _MOST_BITS_OF_POWER else None
    if base < 0:
        return None
    try:
        return Fraction(float(base) ** float(exponent))
    except OverflowError:
        return None


def _round(values: list[Value]) -> Value:
    """To the nearest integer, a half upwards: 6.5 to 7, -6.5 to -6."""
    value = number(values[0])
    return None if value is None else floor(value + _HALF)


def _truncate(values: list[Value]) -> Value:
    """Towards zero."""
    value = number(values[0])
    return None if value is None else int(value)


def _as_float(values: list[Value]) -> Value:
    return number(values[0])


def _gcd(values: list[Value]) -> Value:
    found = numbers(values)
    return gcd(*map(int, found)) if found else None


def _lcm(values: list[Value]) -> Value:
    found = numbers(values)
    return bounded(lcm(*map(int, found))) if found else None


def rounded(value: Number, mode: str, figures: int) -> Number:
    """To decimal places or significant figures, a half away from zero: decimal arithmetic, never binary."""
    size = abs(Fraction(value))
    if size == 0:
        return value
    places = figures if mode == "decimalPlaces" else figures - _magnitude(size)
    scale = Fraction(10) ** places
    whole = floor(size * scale + _HALF) / scale
    return whole if value > 0 else -whole


def _magnitude(value: Fraction) -> int:
    """The number of digits before the decimal point; negative when zeros follow it."""
    digits = len(str(value.numerator)) - len(str(value.denominator))
    return digits + 1 if value >= Fraction(10) ** digits else digits


# As QTI spells them, and as some of its own examples do (pie-qti, equalRounded fixture).
_MODES = {
    "significantFigures": "significantFigures",
    "significantFigure": "significantFigures",
    "decimalPlaces": "decimalPlaces",
    "decimalPlace": "decimalPlaces",
}


class Rounding:
    """Reads roundingMode and figures, for roundTo and equalRounded."""

    def __init__(self, node: Node) -> None:
        self._mode = _MODES.get(node.get("roundingMode") or "significantFigures", "")
        if not self._mode:
            raise node.fault("bad_value")
        self._figures = node.parameter("figures", None)

    def of(self, state: State, value: Value) -> Number | None:
        """The rounded number; None when it is no number or the figures make no sense."""
        as_number, figures = number(value), number(self._figures(state))
        least = 1 if self._mode == "significantFigures" else 0
        if as_number is None or figures is None or not least <= figures <= 400:
            return None
        return rounded(as_number, self._mode, ceil(figures))


def _round_to(node: Node) -> Operate:
    rounding = Rounding(node)
    return lambda state, values: rounding.of(state, values[0])


COUNTING: dict[str, Operator] = {
    "sum": several(_sum),
    "product": several(_product),
    "min": several(_least),
    "max": several(_greatest),
    "gcd": several(_gcd),
    "lcm": several(_lcm),
    "subtract": two(_subtract),
    "divide": two(_divide),
    "integerDivide": two(_integer_divide),
    "integerModulus": two(_integer_modulus),
    "mod": two(_integer_modulus),  # pie-qti's name for it
    "power": two(_power),
    "round": one(_round),
    "truncate": one(_truncate),
    "integerToFloat": one(_as_float),
    "roundTo": Operator(_round_to, 1, 1),
}
