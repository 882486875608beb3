"""Find things, in Danish: `find("støttebehov")`."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search import analysing, elsewhere, engines, registry, wordlists
from search.danish import Analysis
from search.excerpts import excerpt, marks
from search.facets import facet_labels, facet_token
from search.pool import pool_for
from search.query import Expander, parse, synonyms_for
from search.registry import Thing
from search.sources import Document
from search.vocabulary import StoredVocabulary, everything

FEW = 3  # hits; with more nobody is asked «did you mean», and nothing is loosened
FACETS = ("phase", "theme", "audience", "year")


@dataclass(frozen=True)
class Snippet:
    """A part of a text; the words of the query stand at `marks`."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """(text, whether it is marked) in order, for a template."""
        position = 0
        for start, end in self.marks:
            yield self.text[position:start], False
            yield self.text[start:end], True
            position = end
        yield self.text[position:], False

    @property
    def html(self) -> SafeString:
        """The text with <mark> around the words of the query."""
        return format_html_join(
            "", "{}", ((format_html("<mark>{}</mark>", text) if marked else text,) for text, marked in self.parts())
        )


@dataclass(frozen=True)
class Hit:
    """A thing that answers the query, as anybody may see it now.

    `outdated`: it does not hold today, but did (or will) on the day that was asked for. `seconds`: where in its video
    the words are said.
    """

    kind: str
    label: Any
    object_id: int
    title: str
    url: str
    snippet: Snippet
    changed_on: dt.datetime
    title_parts: Snippet = Snippet("")
    valid_to: dt.date | None = None
    outdated: bool = False
    seconds: int | None = None


@dataclass(frozen=True)
class FacetValue:
    """A value that hits can be narrowed to. `count`: hits with it, as if no value of this facet were chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Results:
    """`total` counts the hits that were asked for; `more`: there may be others than those that were weighed.

    `counts` has (kind, label, number) for every kind with a hit, `facets` the values of "phase", "theme", "audience"
    and "year". `corrected`: what was taken for a word that nothing answers. `meant`: a query that finds more.
    `degraded`: the chosen engine did not answer, and the database did. `elsewhere`: words of the query that are a
    matter of other web sites; with one of them nothing is found, and `meant` is the rest.
    """

    query: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    counts: list[tuple[str, Any, int]] = field(default_factory=list)
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    more: bool = False
    corrected: Mapping[str, str] = field(default_factory=dict)
    meant: str = ""
    degraded: bool = False
    elsewhere: tuple[str, ...] = ()


def find(
    query: str,
    *,
    kinds: Collection[str] = (),
    phases: Collection[str] = (),
    themes: Collection[str] = (),
    audiences: Collection[str] = (),
    years: Collection[str | int] = (),
    as_of: dt.date | None = None,
    exact: bool = False,
    limit: int = 25,
    offset: int = 0,
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] | None = None,
) -> Results:
    """The things that answer the query and hold today (or on the day `as_of`), best first.

    Of every facet that is given, one value is enough. Nothing that is not public is shown or counted. `exact` takes the
    words as they are typed. `synonyms` are tried instead of those that hold. Never raises, whatever the query holds.
    """
    analysis = analysing.current()
    parsed = parse(query, analysis)
    if not parsed.words:
        return Results(query)
    size, stamp = everything()
    meanings = synonyms_for(wordlists.synonyms() if synonyms is None else tuple(synonyms), analysis)
    expander = Expander(analysis, StoredVocabulary(analysis, stamp), meanings, elsewhere.shipped())
    expanded = expander.expand(parsed, exact=exact)
    if of_others := expanded.query.elsewhere:
        others = (word.text for word in expanded.query.words if not word.elsewhere)
        return Results(query, meant=" ".join(others), elsewhere=of_others)
    named = {"kind": kinds, "phase": phases, "theme": themes, "audience": audiences, "year": years}
    chosen = {name: tuple(map(str, values)) for name, values in named.items() if values}
    pool_of = partial(
        pool_for,
        everything=size,
        engine=engines.current(),
        groups={name: tuple(facet_token(name, value) for value in values) for name, values in chosen.items()},
        day=as_of or timezone.localdate(),
        now=timezone.now(),
        first=wordlists.boosts(query),
    )
    pool = pool_of(expanded)
    if len(pool.hits) <= FEW and not exact and (looser := expander.loosened(expanded)):
        expanded, pool = looser, pool_of(looser)
    meant: Mapping[str, str] = {}
    if len(pool.hits) <= FEW and not expanded.corrected and not exact:
        meant = expander.meant(expanded)
    if meant and not (pool.hits or (chosen and pool_of(expanded, groups={}).hits)):
        # «handelplan» can be read, but only «handleplan» is somewhere
        expanded = replace(expander.expand(parse(_with(parsed.text, meant), analysis)), corrected=meant)
        pool, meant = pool_of(expanded), {}
    shown = pool.hits[max(0, offset) : max(0, offset) + max(0, limit)]
    documents = _documents(shown)
    tokens = expanded.query.tokens
    return Results(
        query=query,
        hits=[_hit(tokens, analysis, thing, documents[thing]) for thing in shown if thing in documents],
        total=len(pool.hits),
        counts=[
            (kind, label, pool.counts[facet_token("kind", kind)])
            for kind, label in _kinds()
            if pool.counts[facet_token("kind", kind)]
        ],
        facets=_facets(pool.counts, chosen),
        more=pool.more,
        corrected=expanded.corrected if pool.hits else {},
        meant=_with(parsed.text, meant),
        degraded=pool.degraded,
    )


def _documents(shown: Iterable[Thing]) -> dict[Thing, Document]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in shown:
        ids[kind].append(object_id)
    return {
        (kind, object_id): document
        for kind in ids
        if (source := registry.get(kind))
        for object_id, document in source.shown(ids[kind]).items()
    }


def _hit(tokens: frozenset[str], analysis: Analysis, thing: Thing, document: Document) -> Hit:
    passages = document.passages
    found = excerpt(document.body if passages else document.excerpt_from, tokens, analysis)
    if not found.marks and document.summary and not passages:
        found = excerpt(document.body, tokens, analysis)
    passage = document.passage_at(found.first) if passages and found.first is not None else None
    today = timezone.localdate()
    begun = document.valid_from is None or document.valid_from <= today
    ended = document.valid_to is not None and document.valid_to < today
    return Hit(
        kind=thing[0],
        label=_label(thing[0]),
        object_id=thing[1],
        title=document.title,
        url=document.url,
        snippet=Snippet(found.text, found.marks),
        changed_on=document.changed_on,
        title_parts=Snippet(document.title, marks(document.title, tokens, analysis)),
        valid_to=document.valid_to,
        outdated=ended or not begun,
        seconds=passage.seconds if passage else None,
    )


def _facets(counts: Counter[str], chosen: Mapping[str, tuple[str, ...]]) -> dict[str, list[FacetValue]]:
    """Values with a hit, and those that are chosen, in the order in which people read them."""
    found: dict[str, list[FacetValue]] = {}
    for name in FACETS:
        start = f"{name}_"
        if name in chosen or any(token.startswith(start) for token in counts):
            labels = _years(counts) if name == "year" else facet_labels(name)
            own = chosen.get(name, ())
            values = {**labels, **{value: labels.get(value, value) for value in own}}
            found[name] = [
                FacetValue(value, label, counts[facet_token(name, value)], value in own)
                for value, label in values.items()
                if counts[facet_token(name, value)] or value in own
            ]
    return found


def _years(counts: Counter[str]) -> dict[str, str]:
    """The newest first."""
    years = sorted((token.removeprefix("year_") for token in counts if token.startswith("year_")), reverse=True)
    return {year: year for year in years}


def _with(text: str, words: Mapping[str, str]) -> str:
    """The query with other words in the place of some; nothing when there are none."""
    if not words:
        return ""
    for typed, other in words.items():
        text = text.replace(typed, other)
    return " ".join(text.split())


def _kinds() -> Iterator[tuple[str, Any]]:
    return ((kind, _label(kind)) for kind in registry.kinds())


def _label(kind: str) -> Any:
    source = registry.get(kind)
    return source.label if source else kind
