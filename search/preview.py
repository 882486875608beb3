"""What a change of the word lists would do, told before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search import danish
from search.find import Hit, Results, find
from search.synonyms import Group, Meaning, meanings

SHOWN = 10  # results that are compared
MOST_QUERIES = 12


@dataclass(frozen=True)
class Change:
    """A result that comes, goes or moves. `was` and `now` are places from 1, or None when it is not among the first."""

    title: str
    url: str
    was: int | None
    now: int | None

    @property
    def what(self) -> str:
        if self.was is None:
            return "comes"
        if self.now is None:
            return "goes"
        return "up" if self.now < self.was else "down"


@dataclass(frozen=True)
class Effect:
    """What happens to one query. No changes: the same results in the same order."""

    query: str
    total_before: int
    total_after: int
    changes: list[Change]

    @property
    def nothing(self) -> bool:
        return not self.changes and self.total_before == self.total_after


def difference(before: Sequence[Hit], after: Sequence[Hit]) -> list[Change]:
    """The hits that stand elsewhere afterwards: by their new place, and at last those that go."""
    was = {_key(hit): place for place, hit in enumerate(before, start=1)}
    now = {_key(hit): place for place, hit in enumerate(after, start=1)}
    moved = [
        Change(hit.title, hit.url, was.get(_key(hit)), place)
        for place, hit in enumerate(after, start=1)
        if was.get(_key(hit)) != place
    ]
    return moved + [Change(hit.title, hit.url, was[_key(hit)], None) for hit in before if _key(hit) not in now]


def _key(hit: Hit) -> tuple[str, int]:
    return hit.kind, hit.object_id


def effects(before: Iterable[Group], after: Iterable[Group], queries: Iterable[str]) -> list[Effect]:
    """What the queries find with the one and with the other synonyms, those that change first."""
    old, new = meanings(before), meanings(after)
    found = []
    for query in list(dict.fromkeys(query for query in queries if query))[:MOST_QUERIES]:
        one, other = _found(query, old), _found(query, new)
        found.append(Effect(query, one.total, other.total, difference(one.hits, other.hits)))
    return sorted(found, key=lambda effect: effect.nothing)


def _found(query: str, synonyms: tuple[Meaning, ...]) -> Results:
    return find(query, limit=SHOWN, synonyms=synonyms)


@dataclass(frozen=True)
class Split:
    """How a word is cut into parts before and after; the word itself when it is not cut."""

    word: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.before == self.after


def splits(words: Iterable[str], *, before: Iterable[str], after: Iterable[str]) -> list[Split]:
    """How the words are cut with the one and with the other extra words, those that change first."""
    one, other = danish.Analysis(extra=before), danish.Analysis(extra=after)
    found = [Split(word, _parts(one, word), _parts(other, word)) for word in words]
    return sorted(found, key=lambda split: split.same)


def _parts(analysis: danish.Analysis, word: str) -> tuple[str, ...]:
    found = next(iter(analysis.words(word)), None)
    return found.parts if found else ()
