"""What hits are narrowed by: their tokens in the index, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from content.models import AUDIENCE_CHOICES, Phase, Theme
from search import registry
from search.danish import fold

if TYPE_CHECKING:
    from search.sources import Document

NAMES = ("kind", "phase", "theme", "audience", "year")
_LETTERS = re.compile(r"[^\W_]+")


def facet_token(name: str, value: object) -> str:
    """The token of a value, of a-z, 0-9 and one underscore.

    >>> facet_token("theme", "egen-omsorg"), facet_token("year", 2026)
    ('theme_egenomsorg', 'year_2026')
    """
    return f"{name}_" + "".join(fold(part) for part in _LETTERS.findall(str(value)))


def facets_of(kind: str, document: Document) -> dict[str, tuple[str, ...]]:
    """The values of a thing: every name of NAMES, without values when the thing has none."""
    return {
        "kind": (kind,),
        "phase": document.phases,
        "theme": document.themes,
        "audience": document.audiences,
        "year": (str(document.year),) if document.year else (),
    }


def tokens_of(kind: str, document: Document) -> list[str]:
    """The facet tokens of a thing, once each, in order."""
    values = facets_of(kind, document).items()
    return list(dict.fromkeys(facet_token(name, value) for name, found in values for value in found))


def facet_labels(name: str) -> dict[str, str]:
    """Value and label of all values in the order in which people read them; one query at most. Years are not listed."""
    return {value: str(label) for value, label in _labels(name)}


def facet_label(name: str, value: str) -> str:
    """What people call the value; the value itself when nobody knows it (a year, a phase that is gone)."""
    return facet_labels(name).get(value, value)


def _labels(name: str) -> Iterator[tuple[str, str | Promise | Any]]:
    match name:
        case "kind":
            yield from ((kind, source.label) for kind in registry.kinds() if (source := registry.get(kind)))
        case "phase":
            yield from Phase.objects.values_list("slug", "title")
        case "theme":
            yield from Theme.objects.values_list("slug", "title")
        case "audience":
            yield from AUDIENCE_CHOICES
