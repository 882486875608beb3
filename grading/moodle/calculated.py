"""The formulas of Moodle's calculated questions, worked out exactly when their variables are fixed.

Source: Moodle 4.5, question/type/calculated/questiontype.php. Sums, differences, products and quotients of
numbers and {variables} are exact; for functions see `formula_functions`. What has no finite value is refused.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction

from grading.moodle.building import CannotRead
from grading.moodle.formula_functions import FUNCTION_NAMES, applied

LONGEST_FORMULA = 200
_DEEPEST = 20
_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|\{([^{}]{1,50})\}|([-+*/(),]|[a-z][a-z0-9]{0,9}))")
_VALUE = re.compile(r"[+-]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][+-]?[0-9]{1,3})?")
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
        if name is not None:
            number = values.get(name, "").strip()
            if not _VALUE.fullmatch(number):
                raise CannotRead("formula")
        found.append(sign or Fraction(number))
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
    elif sign in FUNCTION_NAMES and tokens[at + 1 : at + 2] == ["("]:
        arguments, after = _arguments(tokens, at + 2)
        try:
            return applied(sign, arguments), after
        except ValueError as error:
            raise CannotRead("formula") from error
    raise CannotRead("formula")


def _arguments(tokens: list[str | Fraction], at: int) -> tuple[list[Fraction], int]:
    """What stands between the brackets, and where the formula goes on after them."""
    found: list[Fraction] = []
    if tokens[at : at + 1] == [")"]:
        return found, at + 1
    while True:
        value, at = _sum(tokens, at)
        found.append(value)
        after, at = tokens[at : at + 1], at + 1
        if after == [")"]:
            return found, at
        if after != [","]:
            raise CannotRead("formula")
