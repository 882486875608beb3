"""What an engine is: it says which entries may answer. Ranking and checking are done elsewhere, the same for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple, Protocol

Tokens = tuple[str, ...]
WRITTEN_OUT = 4  # words of which every sufficient choice is written out; of more, the rarest decide
LONG_TITLE = 3  # words; more of a query are hardly ever all in a title


@dataclass(frozen=True)
class Wanted:
    """Entries that have at least `at_least` of the words.

    `words`: of each word its alternatives, of each alternative the tokens that must all be there; the rarest word
    first. `facets`: of every group one of its facet tokens. `valid_on`: only what holds that day. `in_title`: in the
    title only; an engine that cannot tell gives others too. `at_most`: no more entries than these have any of the
    words, where that is known.
    """

    words: tuple[tuple[Tokens, ...], ...]
    at_least: int
    facets: tuple[tuple[str, ...], ...] = ()
    valid_on: dt.date | None = None
    in_title: bool = False
    at_most: int | None = None


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


class Both(NamedTuple):
    """All of these hold."""

    conditions: tuple[Condition, ...]


class Either(NamedTuple):
    """One of these holds, or several."""

    conditions: tuple[Condition, ...]


Condition = Needed | Both | Either
Ask = Callable[[Condition, int], list[int]]  # ids of at most so many entries for which the condition holds


def some_of(words: Sequence[Needed], least: int) -> Condition:
    """At least so many of the words, the first ones asked for first: they are the rarest."""
    if len(words) == 1:
        return words[0]
    if least <= 1:
        return Either(tuple(words))
    if least >= len(words):
        return Both(tuple(words))
    return Either((Both((words[0], some_of(words[1:], least - 1))), some_of(words[1:], least)))


def enough(wanted: Wanted) -> tuple[list[Needed], int]:
    """(words, how many of them): who has enough of the query's words has so many of these, and few others have.

    Who has k of n words has at least two of any n - k + 2 of them: of more than WRITTEN_OUT words, of the rarest.
    """
    words, least = [Needed(word, wanted.in_title) for word in wanted.words], wanted.at_least
    if len(words) > WRITTEN_OUT and least >= 2:
        return words[: len(words) - least + 2], 2
    return words, min(least, len(words))


def best_first(wanted: Wanted, *, limit: int, ask: Ask) -> Iterator[list[int]]:
    """What most likely answers best, in the end all that has enough of the words: whoever has enough stops asking.

    In pieces, those with the rarest words first: an index finds what has both of two words much faster than all that
    has one of them.
    """
    anywhere = [Needed(word) for word in wanted.words]
    in_title = [Needed(word, in_title=True) for word in wanted.words]
    if len(anywhere) > LONG_TITLE:  # hardly anything has all words, and looking for it takes long
        most = ask(some_of(anywhere[:4], 3), limit)
        if len(most) >= limit:
            yield ask(Both(tuple(anywhere)), limit)
        yield most
        yield ask(some_of(anywhere[:3], 2), limit)
    else:
        if len(anywhere) > 1:
            with_all = ask(Both(tuple(anywhere)), limit)
            if len(with_all) >= limit:  # otherwise those with some of them in the title are among these
                yield ask(Both(tuple(in_title)), limit)
                yield ask(Both((in_title[0], *anywhere[1:])), limit)
            yield with_all
        yield ask(some_of(in_title, wanted.at_least), limit)
    words, least = enough(wanted)
    if len(words) > WRITTEN_OUT:
        yield ask(some_of(words, least), limit)
    else:
        yield from (ask(some_of(some, least), limit) for some in combinations(words, least))


def gather(wanted: Wanted, *, limit: int, ask: Ask) -> Candidates:
    """By `ask(condition, at most)`: once when all can be weighed, else the best first."""
    if not wanted.words:
        return Candidates()
    if wanted.in_title or (wanted.at_most is not None and wanted.at_most <= limit):
        words, least = enough(wanted)
        found = ask(some_of(words, least), limit + 1)
        return Candidates(found[:limit], more=len(found) > limit)
    best: dict[int, None] = {}
    for ids in best_first(wanted, limit=limit, ask=ask):
        best.update(dict.fromkeys(ids))
        if len(best) >= limit:
            return Candidates(list(best)[:limit], more=True)
    return Candidates(list(best))
