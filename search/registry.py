"""The sources that have been registered, by kind, in the order in which they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.sources import Link, Source

Thing = tuple[str, int]  # (kind, object_id)
_sources: dict[str, Source] = {}


def put(source: Source) -> None:
    _sources[source.kind] = source


def take_away(kind: str) -> None:
    _sources.pop(kind, None)


def get(kind: str) -> Source | None:
    return _sources.get(kind)


def kinds() -> list[str]:
    return list(_sources)


def visible(things: Iterable[Thing]) -> set[Thing]:
    """Those that anybody may see now, asked of the database once for every family of kinds."""
    every = set(things)
    seen = {family: source.visible(ids) for family, (source, ids) in _by_family(every).items()}
    return {thing for thing in every if (source := get(thing[0])) and thing[1] in seen[source.family]}


def links(things: Iterable[Thing]) -> dict[Thing, Link]:
    """Where those stand that anybody may see now, asked in the same way."""
    every = set(things)
    found = {family: source.links(ids) for family, (source, ids) in _by_family(every).items()}
    known = {thing: source.family for thing in every if (source := get(thing[0]))}
    return {thing: found[family][thing[1]] for thing, family in known.items() if thing[1] in found[family]}


def _by_family(things: Iterable[Thing]) -> dict[str, tuple[Source, list[int]]]:
    ids: dict[str, list[int]] = defaultdict(list)
    speakers: dict[str, Source] = {}
    for kind, object_id in sorted(things):
        if source := get(kind):
            ids[source.family].append(object_id)
            speakers[source.family] = source
    return {family: (source, ids[family]) for family, source in speakers.items()}
