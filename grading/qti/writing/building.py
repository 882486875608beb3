"""The elements of a QTI 3.0 item, and the expressions of its response processing."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from lxml import etree

from grading.marks import ONE
from grading.qti.decimals import decimal_text

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
Element: TypeAlias = etree._Element
Child: TypeAlias = Element | str

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN_ID = re.compile(r"[A-Za-hj-z][A-Za-z0-9_.-]*")


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def node(tag: str, *children: Child, **attributes: str) -> Element:
    """An element; `_` in an attribute's name is a hyphen, and one at its end is nothing."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), clean(value))
    return filled(element, children)


def filled(element: Element, children: Iterable[Child]) -> Element:
    """The element with the children after those it has."""
    for child in children:
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + clean(child)
        else:
            element.text = (element.text or "") + clean(child)
    return element


def lines(text: str) -> list[Child]:
    """The text with a break for each new line."""
    found: list[Child] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            found.append(node("br"))
        found.append(line)
    return found


def paragraphs(text: str) -> list[Child]:
    return [node("p", *lines(paragraph)) for paragraph in text.split("\n\n")]


def identifier(row_id: str) -> str:
    """One of our ids as QTI takes them: beginning with a letter, without a colon; different ids stay different."""
    if _PLAIN_ID.fullmatch(row_id):
        return row_id
    return "i" + row_id.replace("_", "__").replace(":", "_c")


# Expressions.


def variable(name: str) -> Element:
    return node("qti-variable", identifier=name)


def correct(name: str) -> Element:
    return node("qti-correct", identifier=name)


def map_response(name: str) -> Element:
    return node("qti-map-response", identifier=name)


def value(base_type: str, text: str) -> Element:
    return node("qti-base-value", text, base_type=base_type)


def operator(name: str, *operands: Element, **attributes: str) -> Element:
    return node(f"qti-{name}", *operands, **attributes)


def is_null(name: str) -> Element:
    return operator("is-null", variable(name))


def number(fraction: Fraction) -> Element:
    """The number, a third as one divided by three."""
    text = decimal_text(fraction)
    if text is not None:
        return value("float", text)
    return operator("divide", value("float", str(fraction.numerator)), value("float", str(fraction.denominator)))


def scale_of(fractions: Iterable[Fraction]) -> int:
    """What the fractions must be multiplied by to be decimals."""
    fractions = list(fractions)
    if all(decimal_text(fraction) is not None for fraction in fractions):
        return 1
    return lcm(*(fraction.denominator for fraction in fractions))


def scaled_text(fraction: Fraction, scale: int) -> str:
    text = decimal_text(fraction * scale)
    assert text is not None
    return text


# Rules.


def put(outcome: str, expression: Element) -> Element:
    return node("qti-set-outcome-value", expression, identifier=outcome)


def when(branches: Sequence[tuple[Element, Sequence[Element]]], otherwise: Sequence[Element] = ()) -> Element:
    """The rules of the first branch whose condition is true, else the last ones."""
    condition = node("qti-response-condition")
    for place, (test, rules) in enumerate(branches):
        condition.append(node("qti-response-else-if" if place else "qti-response-if", test, *rules))
    if otherwise:
        condition.append(node("qti-response-else", *otherwise))
    return condition


def divided(expression: Element, by: int | Fraction) -> Element:
    return expression if by == ONE else operator("divide", expression, number(Fraction(by)))
