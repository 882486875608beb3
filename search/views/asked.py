"""What an address of the search page asks for. Whatever cannot be read in it is left out, and never an error."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search import registry
from search.facets import facet_labels

LONGEST = 200  # letters of a query
MOST_VALUES = 20  # values of one filter
LAST_PAGE = 1000
YEARS = range(1990, 2101)
FACETS = {"fase": "phase", "tema": "theme", "maalgruppe": "audience", "aar": "year"}  # in the address: in the index
_VALUE = re.compile(r"[a-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Asked:
    """The query and its filters. `chosen` has the values of each name in FACETS; `as_of` is None for today.

    `exact` keeps the words as they were typed; `misread` names what in the address says nothing: "filter", "date".
    """

    query: str = ""
    kinds: tuple[str, ...] = ()
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    as_of: dt.date | None = None
    exact: bool = False
    page: int = 1
    misread: frozenset[str] = frozenset()

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words decides what is found."""
        return bool(self.kinds or self.as_of or any(self.chosen.values()))

    def values(self, name: str) -> tuple[str, ...]:
        return self.chosen.get(name, ())

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address besides the query and the page, in order."""
        pairs = [("type", kind) for kind in self.kinds]
        pairs += [(name, value) for name in FACETS for value in self.values(name)]
        if self.as_of:
            pairs.append(("pr_dato", self.as_of.isoformat()))
        return pairs

    @property
    def address(self) -> str:
        """The address that asks for the same, to be shared; without what says nothing."""
        pairs = [("q", self.query), *self.pairs()]
        if self.exact:
            pairs.append(("exact", "1"))
        if self.page > 1:
            pairs.append(("side", str(self.page)))
        return "?" + urlencode(pairs)

    def for_query(self, query: str, *, exact: bool = False) -> Asked:
        return replace(self, query=query, exact=exact, page=1)

    def of_kinds(self, *kinds: str) -> Asked:
        return replace(self, kinds=kinds, page=1)

    def without(self, name: str, value: str) -> Asked:
        """The same without one value of a filter."""
        match name:
            case "type":
                return self.of_kinds(*(kind for kind in self.kinds if kind != value))
            case "pr_dato":
                return replace(self, as_of=None, page=1)
            case _:
                left = tuple(each for each in self.values(name) if each != value)
                return replace(self, chosen={**self.chosen, name: left}, page=1)

    def plain(self) -> Asked:
        """The words alone, as they hold today."""
        return Asked(self.query, exact=self.exact)

    def on_page(self, page: int) -> Asked:
        return replace(self, page=page)


def read_address(data: QueryDict, today: dt.date) -> Asked:
    """What the address asks for. Unknown kinds and filters, bad dates and years are left out and said in `misread`."""
    misread: set[str] = set()
    kinds = _known(data.getlist("type"), registry.kinds(), misread)
    chosen = {}
    for name, facet in FACETS.items():
        typed = data.getlist(name)
        known = _years(typed) if facet == "year" else facet_labels(facet) if any(typed) else ()
        chosen[name] = _known(typed, known, misread)
    as_of = _date(data.get("pr_dato", ""), misread)
    return Asked(
        query=query_in(data),
        kinds=kinds,
        chosen=chosen,
        as_of=None if as_of == today else as_of,
        exact=data.get("exact") == "1",
        page=page_number(data.get("side", "")),
        misread=frozenset(misread),
    )


def query_in(data: QueryDict) -> str:
    """The words, with one space between them, at most LONGEST letters."""
    return " ".join(data.get("q", "")[: LONGEST * 10].replace("\x00", "").split())[:LONGEST]


def page_number(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _known(typed: list[str], known: Iterable[str], misread: set[str]) -> tuple[str, ...]:
    said = list(dict.fromkeys(value for value in typed[: MOST_VALUES * 2] if value))
    known = set(known)
    if any(value not in known for value in said):
        misread.add("filter")
    return tuple(value for value in said if value in known and _VALUE.fullmatch(value))[:MOST_VALUES]


def _years(typed: list[str]) -> set[str]:
    return {text for text in typed[: MOST_VALUES * 2] if re.fullmatch(r"[0-9]{4}", text) and int(text) in YEARS}


def _date(text: str, misread: set[str]) -> dt.date | None:
    if not text.strip():
        return None
    try:
        day = dt.date.fromisoformat(text.strip()[:20])
    except ValueError:
        misread.add("date")
        return None
    if day.year not in YEARS:
        misread.add("date")
        return None
    return day
