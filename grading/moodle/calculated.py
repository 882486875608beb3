"""The formulas of Moodle's calculated questions, worked out exactly when their variables are fixed.

Source: Moodle 4.5, question/type/calculated/questiontype.php. Of its formulas only sums, differences, products and
quotients of numbers and {variables} are taken; functions are refused.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction

from grading.moodle.building import CannotRead

LONGEST_FORMULA = 200
_DEEPEST = 20
_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|\{([^{}]{1,50})\}|([-+*/()]))")
_WIDE = Context(prec=30)


def read_formula(formula: str, values: dict[str, str]) -> str:
    """The formula's value as a decimal, to 30 digits where it does not end. Raises CannotRead."""
    formula = formula.strip().removeprefix("=")
    if len(formula) > LONGEST_FORMULA:
        raise CannotRead("formula_too_long")
    if formula.count("(") > _DEEPEST:
        raise CannotRead("formula")
    tokens = _tokens(formula, values)
    value, rest = _sum(tokens, 0)
    if rest != len(tokens):
        raise CannotRead("formula")
    return format(_WIDE.divide(Decimal(value.numerator), Decimal(value.denominator)), "f")


def _tokens(formula: str, values: dict[str, str]) -> list[str | Fraction]:
    found: list[str | Fraction] = []
    at = 0
    formula = formula.rstrip()
    while at < len(formula):
        token = _TOKEN.match(formula, at)
        if token is None:
            raise CannotRead("formula")
        number, name, sign = token.groups()
        if name is not None and name not in values:
            raise CannotRead("formula")
        try:
            found.append(sign or Fraction(number if name is None else values[name].strip()))
        except (ValueError, ZeroDivisionError) as error:
            raise CannotRead("formula") from error
        at = token.end()
    return found


def _sum(tokens: list[str | Fraction], at: int) -> tuple[Fraction, int]:
    value, at = _product(tokens, at)
    while at < len(tokens) and tokens[at] in ("+", "-"):
        term, after = _product(tokens, at + 1)
        value = value + term if tokens[at] == "+" else value - term
        at = after
    return value, at


def _product(tokens: list[str | Fraction], at: int) -> tuple[Fraction, int]:
    value, at = _signed(tokens, at)
    while at < len(tokens) and tokens[at] in ("*", "/"):
        factor, after = _signed(tokens, at + 1)
        if tokens[at] == "/" and not factor:
            raise CannotRead("formula")
        value = value * factor if tokens[at] == "*" else value / factor
        at = after
    return value, at


def _signed(tokens: list[str | Fraction], at: int) -> tuple[Fraction, int]:
    if at >= len(tokens):
        raise CannotRead("formula")
    sign = tokens[at]
    if isinstance(sign, Fraction):
        return sign, at + 1
    if sign in ("-", "+"):
        value, at = _signed(tokens, at + 1)
        return (-value if sign == "-" else value), at
    if sign == "(":
        value, at = _sum(tokens, at + 1)
        if at < len(tokens) and tokens[at] == ")":
            return value, at + 1
    raise CannotRead("formula")
