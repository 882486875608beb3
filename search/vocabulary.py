"""The words of what can be found: in how many things each is, how it is written, what may be meant by a slip."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import router

from search.danish import Analysis
from search.danish.spelling import Speller, is_slip
from search.models import SearchState, SearchTerm, SearchTermStart
from search.ranking import Collection as Everything

SMALL = 20_000  # tokens: a larger vocabulary is not read again at every change …
AGAIN = 600.0  # … but so many seconds after it was read last
SHORTEST_NEAR = 5  # letters of a token that may be a slip for another


def everything() -> tuple[Everything, int]:
    """How large the index is, and its stamp. One query."""
    state = SearchState.objects.first() or SearchState()
    things = max(1, state.things)
    letters = (
        state.title_stems / things,
        state.title_parts / things,
        state.body_stems / things,
        state.body_parts / things,
    )
    return Everything(state.things, letters), state.stamp


@dataclass(frozen=True)
class Spelling:
    """The whole vocabulary as it was at `stamp`, read at `read`; for guessing, and checked against the database."""

    stamp: int
    read: float
    analysis: Analysis
    speller: Speller
    by_start: Mapping[str, Sequence[str]]
    size: int


@dataclass
class StoredVocabulary:
    """One query's view of the vocabulary. Whatever is asked for in a batch costs one database query."""

    analysis: Analysis
    stamp: int
    things: dict[str, int] = field(default_factory=dict)
    surfaces: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def known(self, tokens: Collection[str]) -> Mapping[str, int]:
        new = sorted(set(tokens) - self.asked)
        if new:
            self.asked.update(new)
            self._learn(SearchTerm.objects.filter(token__in=new, things__gt=0))
        return {token: self.things[token] for token in tokens if token in self.things}

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        after = start[:-1] + chr(ord(start[-1]) + 1)
        rows = SearchTerm.objects.filter(token__gte=start, token__lt=after, things__gt=0)
        return self._learn(rows.order_by("-things", "token")[:limit])

    def correct(self, folded: str) -> str | None:
        return self._spelling().speller.correct(folded)

    def near(self, token: str) -> Sequence[str]:
        if len(token) < SHORTEST_NEAR:
            return ()
        same_start = self._spelling().by_start.get(token[:2], ())
        return [other for other in same_start if other != token and is_slip(token, other)]

    def surface(self, token: str) -> str:
        return self.surfaces.get(token, "")

    def _learn(self, rows: object) -> list[str]:
        found = list(rows.values_list("token", "things", "surface"))  # type: ignore[attr-defined]
        self.things.update((token, things) for token, things, _ in found)
        self.surfaces.update((token, surface) for token, _, surface in found)
        return [token for token, _, _ in found]

    def _spelling(self) -> Spelling:
        """Kept in the process; a small vocabulary is read again as soon as something has changed."""
        database = router.db_for_read(SearchTerm)
        held = _spellings.get(database)
        if held and self._good_enough(held):
            return held
        with _reading:
            held = _spellings.get(database)
            if held is None or not self._good_enough(held):
                held = _spellings[database] = self._read()
        return held

    def _good_enough(self, held: Spelling) -> bool:
        if held.analysis is not self.analysis:
            return False
        return held.stamp == self.stamp or (held.size > SMALL and time.monotonic() - held.read < AGAIN)

    def _read(self) -> Spelling:
        rows = SearchTerm.objects.filter(things__gt=0).order_by("token").values_list("token", "things", "surface")
        found = list(rows.iterator(chunk_size=5000))
        by_start: dict[str, list[str]] = defaultdict(list)
        for token, _, _ in found:
            if token.isalpha() and len(token) >= SHORTEST_NEAR - 1:
                by_start[token[:2]].append(token)
        forms: dict[str, list[str]] = defaultdict(list)
        for token, written in SearchTermStart.objects.values_list("term__token", "key").iterator(chunk_size=5000):
            forms[token].append(written)
        speller = Speller({token: things for token, things, _ in found}, forms, self.analysis)
        return Spelling(self.stamp, time.monotonic(), self.analysis, speller, by_start, len(found))


_spellings: dict[str, Spelling] = {}
_reading = threading.Lock()
