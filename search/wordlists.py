"""What staff have told the search about words, ready to use: read once per process, and again when it changed.

`synonyms()`, `boosts(query)` and `extra_words()` give the same object as long as nothing changed, so that whatever is
made of it can be kept with it. Each list is asked for its stamp (one row) at most once in `LOOK_AGAIN` seconds.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import router, transaction

from search import danish
from search.models import LexiconWord, QueryBoost, Synonym, WordlistVersion
from search.synonyms import Group, Meaning, Unreadable, meanings, read_line, shipped

LOOK_AGAIN = 1.0  # seconds: how late a change may be seen by another process
SYNONYMS, BOOSTS, WORDS = "synonyms", "boosts", "words"
Things = tuple[tuple[str, int], ...]  # (kind, object_id), the first to stand first
T = TypeVar("T")


def synonyms() -> tuple[Meaning, ...]:
    """(typed, what it also means) for all synonyms that hold now, shipped ones and those of staff."""
    return _synonyms.get()


def boosts(query: str) -> Things:
    """The things that stand first for the query, however it is inflected or spelled; first comes first.

    They are not asked whether they are public: whoever shows them does.
    """
    found = _boosts.get()
    return found.get(query_key(query), ()) if found else ()


def extra_words() -> frozenset[str]:
    """Words for splitting compounds, beside those that come with the portal."""
    return _words.get()


def query_key(query: str) -> str:
    """What is the same for two ways of typing a query: its stems in order, without stop words unless all are.

    >>> query_key("Støttebehovet?") == query_key("stoettebehov")
    True
    """
    found = list(danish.words(query[:200]))
    matter = [word for word in found if not word.stop] or found
    return " ".join(_token(word) for word in matter)


def _token(word: Any) -> str:
    return str(getattr(word, "stem", None) or word.token)


def groups_with(rows: Iterable[tuple[str, bool, str]]) -> list[Group]:
    """The shipped lines, with what the rows (words_text, one_way, shipped_key) say in their place and beside them."""
    replaced: dict[str, Group | None] = {}
    own: list[Group] = []
    for text, one_way, shipped_key in rows:
        try:
            group = read_line(text, one_way=one_way) if text else None
        except Unreadable:  # stored by an earlier version with other rules: the rest holds
            continue
        if shipped_key:
            replaced[shipped_key] = group
        elif group:
            own.append(group)
    kept = (replaced.get(group.key, group) for group in shipped())
    return [group for group in kept if group] + own


def stored_synonyms() -> list[tuple[str, bool, str]]:
    """What `groups_with` takes, in the order in which it was added."""
    return list(Synonym.objects.order_by("pk").values_list("words_text", "one_way", "shipped_key"))


def changed(name: str) -> None:
    """The list is read again by all processes once the surrounding transaction is committed. Every action calls it."""
    WordlistVersion.objects.update_or_create(name=name, defaults={"stamp": uuid4()})
    transaction.on_commit(forget)


def forget() -> None:
    """This process reads all lists again when they are next asked for."""
    for each in (_synonyms, _boosts, _words):
        each.forget()


@dataclass(frozen=True)
class _Known(Generic[T]):
    value: T
    stamp: UUID | None
    looked: float


class _Kept(Generic[T]):
    """A list of one database, kept in the process until its stamp is another."""

    def __init__(self, name: str, read: Callable[[], T]) -> None:
        self.name, self.read = name, read
        self.known: dict[str, _Known[T]] = {}
        self.lock = threading.Lock()

    def get(self) -> T:
        database = router.db_for_read(WordlistVersion)  # a scratch database has lists of its own
        known = self.known.get(database)
        if known and time.monotonic() - known.looked < LOOK_AGAIN:
            return known.value
        with self.lock:
            stamp = WordlistVersion.objects.filter(name=self.name).values_list("stamp", flat=True).first()
            value = known.value if known and known.stamp == stamp else self.read()
            self.known[database] = _Known(value, stamp, time.monotonic())
        return value

    def forget(self) -> None:
        self.known = {}


def _read_boosts() -> Mapping[str, Things]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for query, kind, object_id in QueryBoost.objects.values_list("query", "kind", "object_id"):
        found[query_key(query)].append((kind, object_id))  # by today's analysis, whatever it was when it was stored
    return {key: tuple(things) for key, things in found.items()}


_synonyms: _Kept[tuple[Meaning, ...]] = _Kept(SYNONYMS, lambda: meanings(groups_with(stored_synonyms())))
_boosts: _Kept[Mapping[str, Things]] = _Kept(BOOSTS, _read_boosts)
_words: _Kept[frozenset[str]] = _Kept(WORDS, lambda: frozenset(LexiconWord.objects.values_list("word", flat=True)))
