"""What an item's processing says of one response: the scale of its mapping, and the values it is compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from lxml import etree

from grading.qti.decimals import decimal_text
from grading.qti.declarations import ResponseDeclaration
from grading.qti.item import Item
from grading.qti.names import attribute, child, name_of, text_of
from grading.qti.values import read_number

Element: TypeAlias = etree._Element
_BRANCHES = frozenset({"responseIf", "responseElseIf"})


@dataclass(frozen=True)
class Test:
    """A value that the response is compared with, and what it gives: `worth` None where that is not a plain number.

    `how` is text (folded case or not), pattern, number, range or any. `told` are what the branch says.
    """

    how: str
    text: str = ""
    fold_case: bool = False
    value: Fraction = Fraction(0)
    tolerance: Fraction = Fraction(0)
    tolerance_kind: str = "absolute"
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    include_low: bool = True
    include_high: bool = True
    worth: Fraction | None = None
    told: tuple[str, ...] = ()


def processing_of(item: Item) -> Element | None:
    return child(item.root, "responseProcessing")


def scale_of_mapping(item: Item, response: str) -> Fraction:
    """What the mapping is divided by; 1 where it is taken as it is."""
    processing = processing_of(item)
    for element in () if processing is None else processing.iter(etree.Element):
        if name_of(element) not in ("mapResponse", "mapResponsePoint") or attribute(element, "identifier") != response:
            continue
        over = element.getparent()
        if over is not None and name_of(over) == "divide" and over[0] is element:
            by = constant(over[1])
            if by:
                return by
    return Fraction(1)


def constant(element: Element) -> Fraction | None:
    """The number that the expression always is, None where it depends on something."""
    name = name_of(element)
    if name == "baseValue":
        try:
            return Fraction(read_number(text_of(element)))
        except ValueError:
            return None
    operands = [constant(operand) for operand in element]
    if name == "divide" and len(operands) == 2 and operands[0] is not None and operands[1]:
        return operands[0] / operands[1]
    return None


def tests_of(item: Item, declaration: ResponseDeclaration) -> Iterator[Test]:
    """Each in the order of the file."""
    processing = processing_of(item)
    response = declaration.identifier
    if item.template == "match_correct":
        yield from _correct(declaration, None, ())
    if item.template == "map_response" or _is_mapped(processing, response):
        yield from _mapped(item, declaration)
    if processing is None or item.template:
        return
    for branch in processing.iter(etree.Element):
        if name_of(branch) not in _BRANCHES or not len(branch) or _is_mapped(branch, response):
            continue
        worth, told = _given(branch)
        yield from _compared(branch[0], declaration, worth, told)


def _is_mapped(processing: Element | None, response: str) -> bool:
    return processing is not None and any(
        name_of(element) == "mapResponse" and attribute(element, "identifier") == response
        for element in processing.iter(etree.Element)
    )


def _mapped(item: Item, declaration: ResponseDeclaration) -> Iterator[Test]:
    mapping = declaration.mapping
    if mapping is None:
        return
    scale = scale_of_mapping(item, declaration.identifier)
    for entry in mapping.entries:
        worth = Fraction(entry.worth) / scale
        if declaration.base_type in ("float", "integer"):
            number = _number(entry.key)
            if number is not None:
                yield Test("number", value=number, worth=worth)
        else:
            yield Test("text", entry.key, not entry.case_sensitive, worth=worth)
    if mapping.default > 0:
        yield Test("any", worth=Fraction(mapping.default) / scale)


def _correct(declaration: ResponseDeclaration, worth: Fraction | None, told: tuple[str, ...]) -> Iterator[Test]:
    value = declaration.correct
    if isinstance(value, str):
        yield Test("text", value, worth=worth, told=told)
    elif isinstance(value, int | Fraction):
        yield Test("number", value=Fraction(value), worth=worth, told=told)


def _given(branch: Element) -> tuple[Fraction | None, tuple[str, ...]]:
    """The number that the branch sets, and the identifiers that it sets or adds."""
    worth: Fraction | None = None
    told: list[str] = []
    for rule in branch[1:]:
        if name_of(rule) != "setOutcomeValue" or not len(rule):
            continue
        number = constant(rule[0])
        if number is not None and worth is None:
            worth = number
        told.extend(
            text_of(value)
            for value in rule.iter(etree.Element)
            if name_of(value) == "baseValue" and attribute(value, "baseType") == "identifier"
        )
    return worth, tuple(told)


def _compared(
    test: Element, declaration: ResponseDeclaration, worth: Fraction | None, told: tuple[str, ...]
) -> Iterator[Test]:
    name = name_of(test)
    response = declaration.identifier
    if name == "and":
        found = _interval(test, response, worth, told)
        if found is not None:
            yield found
            return
    if name == "not" and len(test) == 1 and name_of(test[0]) == "isNull" and _is_variable(test[0][0], response):
        yield Test("any", worth=worth, told=told)
        return
    if name == "patternMatch" and len(test) == 1 and _is_variable(test[0], response):
        yield Test("pattern", attribute(test, "pattern") or "", worth=worth, told=told)
        return
    if name in ("match", "equal", "stringMatch") and len(test) == 2:
        sides = [side for side in test if not _is_variable(side, response)]
        if len(sides) == 1:
            yield from _equal(test, sides[0], declaration, worth, told)
            return
    for inner in test:
        yield from _compared(inner, declaration, worth, told)


def _equal(
    test: Element, key: Element, declaration: ResponseDeclaration, worth: Fraction | None, told: tuple[str, ...]
) -> Iterator[Test]:
    if name_of(key) == "correct":
        keys = list(_correct(declaration, worth, told))
    elif declaration.base_type in ("float", "integer"):
        number = constant(key)
        keys = [] if number is None else [Test("number", value=number, worth=worth, told=told)]
    elif name_of(key) == "baseValue":
        keys = [Test("text", text_of(key), worth=worth, told=told)]
    else:
        return
    fold_case = name_of(test) == "stringMatch" and (attribute(test, "caseSensitive") or "true") in ("false", "0")
    for found in keys:
        if found.how == "text":
            yield Test("text", found.text, fold_case, worth=worth, told=told)
        else:
            yield from _within(test, found)


def _within(test: Element, found: Test) -> Iterator[Test]:
    mode = attribute(test, "toleranceMode") or "exact"
    parts = [_number(part) for part in (attribute(test, "tolerance") or "0").replace(",", " ").split()]
    if mode not in ("absolute", "relative") or not parts or None in parts:
        yield found
        return
    under, over = Fraction(parts[0] or 0), Fraction(parts[-1] or 0)
    ends = [
        (attribute(test, name) or "true") not in ("false", "0") for name in ("includeLowerBound", "includeUpperBound")
    ]
    if under == over and all(ends):
        tolerance = under / 100 if mode == "relative" else under
        yield Test(
            "number",
            value=found.value,
            tolerance=tolerance,
            tolerance_kind=mode,
            worth=found.worth,
            told=found.told,
        )
        return
    size = abs(found.value) / 100 if mode == "relative" else Fraction(1)
    yield Test(
        "range",
        low=found.value - under * size,
        high=found.value + over * size,
        include_low=ends[0],
        include_high=ends[1],
        worth=found.worth,
        told=found.told,
    )


def _interval(test: Element, response: str, worth: Fraction | None, told: tuple[str, ...]) -> Test | None:
    """The range, or the geometric tolerance, that two comparisons make."""
    if len(test) != 2 or any(len(side) != 2 for side in test):
        return None
    low, high = test
    if name_of(low) not in ("gte", "gt") or name_of(high) not in ("lte", "lt"):
        return None
    ends = constant(low[1]), constant(high[1])
    if ends[0] is None or ends[1] is None:
        return None
    quotients = [_quotient(low[0], response), _quotient(high[0], response)]
    if None not in quotients:
        if quotients == [1, 1]:
            return Test(
                "range",
                low=ends[0],
                high=ends[1],
                include_low=name_of(low) == "gte",
                include_high=name_of(high) == "lte",
                worth=worth,
                told=told,
            )
        quotient, key = (quotients[0], ends[0]) if quotients[1] == 1 else (quotients[1], ends[1])
        if 1 in quotients and quotient is not None:
            return Test(
                "number",
                value=key,
                tolerance=quotient - 1,
                tolerance_kind="geometric",
                worth=worth,
                told=told,
            )
    return None


def _quotient(element: Element, response: str) -> Fraction | None:
    """What the response is multiplied by."""
    if _is_variable(element, response):
        return Fraction(1)
    if name_of(element) == "product" and len(element) == 2 and _is_variable(element[0], response):
        return constant(element[1])
    return None


def _is_variable(element: Element, response: str) -> bool:
    return name_of(element) == "variable" and attribute(element, "identifier") == response


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(read_number(text.strip()))
    except ValueError:
        return None


_ANYTHING = re.compile(r"\.\*")
_SPECIAL = frozenset(".?*+{}()[]|^$")


def wildcards_of(pattern: str) -> tuple[str, bool] | None:
    """A regular expression as one of our patterns, and whether case does not count; None where it is none."""
    found: list[str] = []
    fold_case = False
    place = 0
    while place < len(pattern):
        if _ANYTHING.match(pattern, place):
            found.append("*")
            place += 2
            continue
        sign = pattern[place]
        if sign == "[":
            end = pattern.find("]", place)
            either = pattern[place + 1 : end].replace("\\", "")
            if end < 0 or not either or len({each.casefold() for each in either}) != 1:
                return None
            found.append(either[0])
            fold_case = True
            place = end + 1
            continue
        if sign == "\\" and place + 1 < len(pattern) and not pattern[place + 1].isalnum():
            sign = pattern[place + 1]
            place += 1
        elif sign in _SPECIAL or sign == "\\":
            return None
        found.append("\\*" if sign == "*" else sign)
        place += 1
    return "".join(found), fold_case


def decimal_of(number: Fraction) -> str:
    """The number as our data has it; one without a decimal is rounded far beyond what anyone writes."""
    text = decimal_text(number)
    if text is not None and len(text) <= 80:
        return text
    return f"{float(number):.12g}".replace("e+", "e")
