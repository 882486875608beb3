"""What an entry gives to the vocabulary, and how the vocabulary's counts follow.

All writers take the terms in the order of their tokens, and the state after them: two never wait for each other in a
ring. Counts are changed by differences only, so that writers of different things add up.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from django.db import connections, router

from search.danish import Analysis, Word
from search.models import SearchEntry, SearchState, SearchTerm, SearchTermStart

FIELDS = ("title_stems", "title_parts", "body_stems", "body_parts")
AT_ONCE = 1_000  # rows in one statement
LONGEST_SURFACE = 60
MOST_FORMS = 8  # of one token in one text
SHORTEST_START = 3  # letters of a part inside a word that suggestions look for

UPSERT_TERMS = """
INSERT INTO search_searchterm (token, surface, is_word, things) VALUES {rows}
ON CONFLICT (token) DO UPDATE SET
    things = search_searchterm.things + excluded.things,
    surface = CASE
        WHEN excluded.is_word AND (
            NOT search_searchterm.is_word OR length(excluded.surface) < length(search_searchterm.surface)
        ) THEN excluded.surface
        ELSE search_searchterm.surface END,
    is_word = search_searchterm.is_word OR excluded.is_word
"""
UPSERT_STATE = """
INSERT INTO search_searchstate (id, things, title_stems, title_parts, body_stems, body_parts, stamp)
VALUES (1, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
    things = search_searchstate.things + excluded.things,
    title_stems = search_searchstate.title_stems + excluded.title_stems,
    title_parts = search_searchstate.title_parts + excluded.title_parts,
    body_stems = search_searchstate.body_stems + excluded.body_stems,
    body_parts = search_searchstate.body_parts + excluded.body_parts,
    stamp = excluded.stamp
"""


class Spelled(NamedTuple):
    """How a token is written at its shortest, and where one may begin to type it (folded): also all its other forms."""

    surface: str
    starts: tuple[str, ...]

    def and_also(self, other: Spelled) -> Spelled:
        surface = min(self.surface, other.surface, key=len)
        return Spelled(surface, tuple(dict.fromkeys((*self.starts, *other.starts))))


@dataclass
class Tokens:
    """The tokens of a text in order, and how those that are words of their own are spelled."""

    stems: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    spelled: dict[str, Spelled] = field(default_factory=dict)


def read(text: str, analysis: Analysis, *, most: int) -> Tokens:
    """At most so many words. Stop words are left out, unless there is nothing else."""
    words = list(islice(analysis.words(text), most))
    matter = [word for word in words if not word.stop] or words
    found = Tokens()
    forms: dict[str, dict[str, Word]] = defaultdict(dict)
    for word in matter:
        found.stems.append(word.stem)
        found.parts.extend(word.parts)
        forms[word.stem].setdefault(word.folded, word)
    for token, written in forms.items():
        word = min(written.values(), key=lambda each: len(each.folded))
        starts = dict.fromkeys((*_starts(word), *islice(written, MOST_FORMS)))
        found.spelled[token] = Spelled(_surface(text[word.start : word.end]), tuple(starts))
    return found


def _surface(written: str) -> str:
    """Small letters, unless the writer had only capitals: «VUM»."""
    plain = "".join(letter for letter in written if letter.isalnum() or letter in "'’")[:LONGEST_SURFACE]
    return plain if len(plain) > 1 and plain.isupper() else plain.lower()[:LONGEST_SURFACE]


def _starts(word: Word) -> Iterator[str]:
    yield word.folded
    seen = {0}
    for part in word.parts:
        at = word.folded.find(part)
        if at not in seen and at > 0 and len(word.folded) - at >= SHORTEST_START:
            seen.add(at)
            yield word.folded[at:]


def joined(tokens: Iterable[str]) -> str:
    """ " a b c ", or one blank without tokens."""
    text = " ".join(tokens)
    return f" {text} " if text else " "


def tokens_of(entry: SearchEntry) -> set[str]:
    return {token for name in FIELDS for token in getattr(entry, name).split()}


class Difference:
    """What a number of changed entries mean for the vocabulary; `store` writes it."""

    def __init__(self) -> None:
        self.things: Counter[str] = Counter()
        self.spelled: dict[str, Spelled] = {}
        self.state: Counter[str] = Counter()

    def gone(self, entry: SearchEntry) -> None:
        self._count(entry, -1)

    def came(self, entry: SearchEntry, spelled: Mapping[str, Spelled]) -> None:
        self._count(entry, 1)
        for token, each in spelled.items():
            held = self.spelled.get(token)
            self.spelled[token] = held.and_also(each) if held else each

    def _count(self, entry: SearchEntry, sign: int) -> None:
        for token in tokens_of(entry):
            self.things[token] += sign
        self.state["things"] += sign
        for name in FIELDS:
            self.state[name] += sign * len(getattr(entry, name))

    def store(self) -> None:
        """Inside the transaction that stores the entries, after them."""
        database = router.db_for_write(SearchTerm)
        changed = sorted(token for token, more in self.things.items() if more or token in self.spelled)
        with connections[database].cursor() as cursor:
            for some in _pieces(changed):
                self._upsert(cursor, some)
                fewer = [token for token in some if self.things[token] < 0]
                _delete_unused(fewer)
            cursor.execute(
                UPSERT_STATE, [self.state["things"], *(self.state[name] for name in FIELDS), secrets.randbits(62)]
            )
        self._store_starts()

    def _upsert(self, cursor: Any, tokens: Sequence[str]) -> None:
        values: list[Any] = []
        for token in tokens:
            spelled = self.spelled.get(token)
            values += [token, spelled.surface if spelled else token, spelled is not None, self.things[token]]
        cursor.execute(UPSERT_TERMS.format(rows=", ".join(["(%s, %s, %s, %s)"] * len(tokens))), values)

    def _store_starts(self) -> None:
        """The places where the words begin; those that are there already stay."""
        for some in _pieces(sorted(self.spelled)):
            rows = SearchTerm.objects.filter(token__in=some).values_list("token", "pk")
            wanted = {(key, pk) for token, pk in rows for key in self.spelled[token].starts}
            known = SearchTermStart.objects.filter(term__in={pk for _, pk in wanted}).values_list("key", "term_id")
            new = sorted(wanted - set(known))
            SearchTermStart.objects.bulk_create(
                [SearchTermStart(key=key, term_id=pk) for key, pk in new], ignore_conflicts=True
            )


def _delete_unused(tokens: Sequence[str]) -> None:
    unused = list(SearchTerm.objects.filter(token__in=tokens, things__lte=0).values_list("pk", flat=True))
    if unused:
        SearchTermStart.objects.filter(term__in=unused).delete()
        SearchTerm.objects.filter(pk__in=unused).delete()


def _pieces(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(tokens), AT_ONCE):
        yield tokens[start : start + AT_ONCE]


def recount() -> int:
    """Afterwards terms and state say what the entries say; returns how many terms were wrong. For after a restore."""
    true: Counter[str] = Counter()
    state: Counter[str] = Counter()
    for entry in SearchEntry.objects.only(*FIELDS).iterator(chunk_size=500):
        true.update(tokens_of(entry))
        state["things"] += 1
        state.update({name: len(getattr(entry, name)) for name in FIELDS})
    difference = Difference()
    stored = dict(SearchTerm.objects.values_list("token", "things"))
    difference.things.update({token: true[token] - stored.get(token, 0) for token in true.keys() | stored.keys()})
    wrong = sum(1 for more in difference.things.values() if more)
    now = SearchState.objects.first() or SearchState()
    difference.state.update({name: state[name] - getattr(now, name) for name in ("things", *FIELDS)})
    if wrong or any(difference.state.values()):
        difference.store()
    return wrong
