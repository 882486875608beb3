"""The sources that have been registered, by kind, in the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.sources import Source

_sources: dict[str, Source] = {}


def put(source: Source) -> None:
    _sources[source.kind] = source


def take_away(kind: str) -> None:
    _sources.pop(kind, None)


def get(kind: str) -> Source | None:
    return _sources.get(kind)


def kinds() -> list[str]:
    return list(_sources)
