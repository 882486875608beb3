"""What somebody may be about to type: words, also where they stand inside compounds, and things by their title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from search import analysing, engines, registry
from search.danish import Analysis, Word, fold
from search.engines.base import Wanted
from search.models import SearchEntry, SearchTerm, SearchTermStart
from search.query import smallest
from search.vocabulary import StoredVocabulary, everything

LONGEST = 80  # letters that are read
FEW_STARTS = 400  # with more words that begin so, the commonest are looked up directly
OFFERED = 100  # of the words that begin so, the commonest, from which those that are shown are chosen
TOKENS = 16  # that the last word may become, when things are looked for
WEIGHED = 100  # things whose titles are compared


@dataclass(frozen=True)
class Suggested:
    """A query; what was typed of its last word stands at `match_start:match_end`."""

    text: str
    match_start: int
    match_end: int


@dataclass(frozen=True)
class SuggestedThing:
    title: str
    url: str
    label: Any


@dataclass(frozen=True)
class Suggestions:
    words: list[Suggested] = field(default_factory=list)
    things: list[SuggestedThing] = field(default_factory=list)


class _Term(NamedTuple):
    token: str
    surface: str
    things: int
    inside: bool  # the letters stand inside the word, not at its beginning


def suggest(typed: str, limit: int = 8) -> Suggestions:
    """At most `limit` words and as many things, as anybody may see them now. Never raises, whatever is typed."""
    analysis = analysing.current()
    text = " ".join(typed[:LONGEST].split())
    found = list(analysis.words(text))
    if not found:
        return Suggestions()
    last, start = found[-1], found[-1].folded
    terms = _terms(start) or _meant(start, analysis)
    before = text[: last.start]
    matter = [word for word in found[:-1] if not word.stop]
    things = _things(matter, terms, folded=[fold(text), start], analysis=analysis, limit=limit)
    written = [term.surface for term in _mixed(terms, limit)]
    if matter:  # then the words that stand in the same titles are likelier than those in most things
        written = [*_going_on(things, start, analysis), *written]
    words = [_suggested(before, word, start) for word in list(dict.fromkeys(written))[:limit]]
    return Suggestions(words, things)


def _terms(start: str) -> list[_Term]:
    """Words that begin so, or that have a part that does; those in most things first."""
    begins = {"key__gte": start, "key__lt": start[:-1] + chr(ord(start[-1]) + 1)}
    rows = SearchTermStart.objects.filter(**begins).order_by("key")
    few = list(rows.values_list("term__token", "term__surface", "term__things", "key")[: FEW_STARTS + 1])
    if len(few) > FEW_STARTS:
        here = SearchTermStart.objects.filter(**begins, term=OuterRef("pk"))
        commonest = SearchTerm.objects.filter(Exists(here)).order_by("-things")[:TOKENS]
        few = [(*row, "") for row in commonest.values_list("token", "surface", "things")]
    common = sorted({(-things, token, text) for token, text, things, _ in few if things > 0})[:OFFERED]
    return [_Term(token, text, -less, not fold(text).startswith(start)) for less, token, text in common]


def _meant(start: str, analysis: Analysis) -> list[_Term]:
    """The known word of which another form was typed, or one that is meant by a slip."""
    vocabulary = StoredVocabulary(analysis, everything()[1])
    token = analysis.word(start).stem
    if not vocabulary.known([token]):
        taken = vocabulary.correct(start)
        token = analysis.word(taken).stem if taken else ""
    things = vocabulary.known([token]) if token else {}
    return [_Term(token, vocabulary.surface(token), things[token], inside=False)] if token in things else []


def _mixed(terms: Sequence[_Term], limit: int) -> list[_Term]:
    """Words that begin so, and at most half as many that have it inside, unless there is room."""
    whole, inside = [t for t in terms if not t.inside], [t for t in terms if t.inside]
    room = max(limit - len(inside), limit - limit // 3)
    chosen = whole[:room]
    return chosen + inside[: limit - len(chosen)]


def _going_on(things: Sequence[SuggestedThing], start: str, analysis: Analysis) -> Iterator[str]:
    """The words of the titles that begin as was typed."""
    for thing in things:
        for word in analysis.words(thing.title):
            if word.folded.startswith(start):
                yield thing.title[word.start : word.end].lower()


def _suggested(before: str, surface: str, start: str) -> Suggested:
    one, other = match(surface, start)
    return Suggested(before + surface, len(before) + one, len(before) + other)


def match(surface: str, start: str) -> tuple[int, int]:
    """Where the folded letters stand in a word as people write it; (0, 0) when they do not.

    >>> match("støttebehov", "behov"), match("støttebehov", "stoe")
    ((6, 11), (0, 3))
    """
    for one in range(len(surface)):
        if fold(surface[one:]).startswith(start):
            other = next(end for end in range(one + 1, len(surface) + 1) if len(fold(surface[one:end])) >= len(start))
            return one, other
    return 0, 0


def _things(
    before: Sequence[Word], terms: Sequence[_Term], *, folded: Collection[str], analysis: Analysis, limit: int
) -> list[SuggestedThing]:
    """Things with all the words in their title, the last one only begun."""
    wanted = [_alternatives(word, analysis) for word in before[-4:]]
    if not terms:
        return []
    wanted.insert(0, tuple((term.token,) for term in terms[:TOKENS]))
    asked = Wanted(tuple(wanted), len(wanted), valid_on=timezone.localdate(), in_title=True)
    ids = engines.database().candidates(asked, limit=WEIGHED).ids  # it tells titles apart, and is near
    titles = _titles(ids, wanted, folded)
    return list(_shown(titles, limit))


def _alternatives(word: Word, analysis: Analysis) -> tuple[tuple[str, ...], ...]:
    parts = smallest(word, analysis)
    return ((word.stem,), parts) if parts else ((word.stem,),)


def _titles(
    ids: Collection[int], wanted: Sequence[Sequence[tuple[str, ...]]], folded: Collection[str]
) -> list[tuple[str, int]]:
    """(kind, id) of those whose title has the words, what begins as was typed first, then the newest."""
    columns = ("kind", "object_id", "title", "title_stems", "title_parts", "changed_on")
    rows = SearchEntry.objects.filter(pk__in=ids).values_list(*columns) if ids else ()
    found: list[tuple[tuple[int, dt.datetime], tuple[str, int]]] = []
    for kind, object_id, title, stems, parts, changed_on in rows:
        held = stems + parts
        if all(any(all(f" {token} " in held for token in each) for each in word) for word in wanted):
            plain = fold(title)
            begins = sum(map(plain.startswith, folded))
            found.append(((begins, changed_on), (kind, object_id)))
    return [thing for _, thing in sorted(found, reverse=True)]


def _shown(titles: Sequence[tuple[str, int]], limit: int) -> Iterator[SuggestedThing]:
    """As anybody may see them; what is no longer public is left out."""
    links = registry.links(titles[:limit])
    for thing in titles[:limit]:
        if (link := links.get(thing)) and (source := registry.get(thing[0])):
            yield SuggestedThing(link.title, link.url, source.label)
