"""What an engine is: it says which entries may answer. Ranking and checking are done elsewhere, the same for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple, Protocol

Tokens = tuple[str, ...]
WRITTEN_OUT = 6  # words of which every sufficient choice is written out; of more, the rarest decide


@dataclass(frozen=True)
class Wanted:
    """Entries that have at least `at_least` of the words.

    `words`: of each word its alternatives, of each alternative the tokens that must all be there; the rarest word
    first. `facets`: of every group one of its facet tokens. `valid_on`: only what holds that day. `in_title`: in the
    title only; an engine that cannot tell gives others too.
    """

    words: tuple[tuple[Tokens, ...], ...]
    at_least: int
    facets: tuple[tuple[str, ...], ...] = ()
    valid_on: dt.date | None = None
    in_title: bool = False


@dataclass(frozen=True)
class Candidates:
    """Ids of SearchEntry, the best first by the engine's own measure; `more`: there were more than were asked for.

    `degraded`: another engine answered than the one that was chosen.
    """

    ids: list[int] = field(default_factory=list)
    more: bool = False
    degraded: bool = False


class NotThisQuery(Exception):
    """The engine is well, but cannot take this one query."""


class Engine(Protocol):
    """`candidates` may give an entry that has too few of the words: whoever ranks looks again."""

    name: str

    def candidates(self, wanted: Wanted, *, limit: int) -> Candidates: ...

    def put(self, entries: Iterable[Any]) -> None:
        """The engine holds these entries as they are now."""

    def remove(self, ids: Collection[int]) -> None: ...

    def clear(self) -> None: ...


class Needed(NamedTuple):
    """A word that must be there; only in the title when `in_title`."""

    alternatives: tuple[Tokens, ...]
    in_title: bool = False


Ways = list[tuple[Needed, ...]]  # one of them, with all that it needs


def enough(wanted: Wanted) -> Ways:
    """All ways to have enough of the words; of many words, ways that let nothing slip and some through that lack one.

    Who has k of n words has at least two of any n - k + 2 of them: of more than WRITTEN_OUT words, the rarest.
    """
    words, least = wanted.words, max(1, min(wanted.at_least, len(wanted.words)))
    if len(words) > WRITTEN_OUT and least >= 2:
        words, least = words[: len(words) - least + 2], 2
    return [tuple(Needed(word, wanted.in_title) for word in some) for some in combinations(words, least)]


def tiers(wanted: Wanted) -> Iterator[Ways]:
    """The same, the best first, for when there is more than anybody can weigh."""
    words = wanted.words
    yield [tuple(Needed(word, in_title=True) for word in words)]
    if len(words) > 1:
        yield [(Needed(words[0], in_title=True), *(Needed(word) for word in words[1:]))]
        yield [tuple(Needed(word) for word in words)]
    if wanted.at_least < len(words) - 1:
        yield [tuple(Needed(word) for word in some) for some in combinations(words, len(words) - 1)]


def gather(wanted: Wanted, *, limit: int, ask: Callable[[Ways, int], list[int]]) -> Candidates:
    """Candidates by `ask(ways, at most)`: once when all can be weighed, else the best tiers first, then the rest."""
    if not wanted.words:
        return Candidates()
    every = ask(enough(wanted), limit + 1)
    if len(every) <= limit or wanted.in_title:
        return Candidates(every[:limit], more=len(every) > limit)
    best: dict[int, None] = {}
    for ways in tiers(wanted):
        best.update(dict.fromkeys(ask(ways, limit)))
        if len(best) >= limit:
            break
    best.update(dict.fromkeys(every))
    return Candidates(list(best)[:limit], more=True)
