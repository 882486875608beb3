"""The names of QTI elements and attributes, made one.

QTI 2.x writes `responseDeclaration baseType="..."`, 3.0 writes `qti-response-declaration base-type="..."`, and any
namespace prefix may stand before. Here all of them are `responseDeclaration` and `baseType`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_HYPHEN = re.compile("-([a-z0-9])")
_CAPITAL = re.compile("([A-Z])")


@lru_cache(maxsize=2048)
def _name(tag: str) -> str:
    local = tag.rpartition("}")[2].rpartition(":")[2]
    return _HYPHEN.sub(lambda found: found[1].upper(), local.removeprefix("qti-"))


@lru_cache(maxsize=256)
def _kebab(name: str) -> str:
    return _CAPITAL.sub(lambda found: "-" + found[1].lower(), name)


def name_of(element: etree._Element) -> str:
    """The element's name as QTI 2.x spells it."""
    return _name(element.tag)


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute that QTI 2.x spells so, or None."""
    value: str | None = element.get(name)
    return element.get(_kebab(name)) if value is None else value


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The child elements with one of these names, in the order of the file."""
    return (child for child in element if _name(child.tag) in names)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child element with this name, or None."""
    return next(children(element, name), None)


def text_of(element: etree._Element) -> str:
    """All text in the element; what only pretty-printing put around it is taken away."""
    text: str = "".join(element.itertext()) if len(element) else element.text or ""
    return text.strip() if "\n" in text else text
