"""Find things, in Danish: `find("støttebehov")`."""

from __future__ import annotations

import datetime as dt
import functools
import math
import operator
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search import registry
from search.models import SearchEntry
from search.ranking import Term, excerpt, meant, score, terms
from search.sources import Document

MOST = 500  # things weighed for one query


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
    """A thing that answers the query, as anybody may see it now."""

    kind: str
    label: Any
    object_id: int
    title: str
    url: str
    snippet: Snippet
    changed_on: dt.datetime


@dataclass(frozen=True)
class Results:
    """`total` counts the hits of the kinds asked for; `counts` has (kind, label, number) for every kind with a hit."""

    query: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    counts: list[tuple[str, Any, int]] = field(default_factory=list)


def find(query: str, *, kinds: Collection[str] = (), limit: int = 25, offset: int = 0) -> Results:
    """The things that answer the query, best first. Nothing that is not public is shown or counted."""
    asked = _with_slips_mended(terms(query))
    if not asked:
        return Results(query)
    ranked = _public(_ranked(asked))
    per_kind = Counter(kind for kind, _ in ranked)
    counts = [(kind, _label(kind), per_kind[kind]) for kind in registry.kinds() if per_kind[kind]]
    if kinds:
        ranked = [(kind, object_id) for kind, object_id in ranked if kind in kinds]
    shown = ranked[max(0, offset) : max(0, offset) + limit]
    documents = _documents(shown)
    hits = [_hit(asked, key, documents[key]) for key in shown if key in documents]
    return Results(query, hits, len(ranked), counts)


def _ranked(asked: list[Term]) -> list[tuple[str, int]]:
    """(kind, id) of what may answer, best first."""
    rows = SearchEntry.objects.filter(functools.reduce(operator.or_, map(_holds, asked)))
    entries = [
        (kind, object_id, Counter(title.split()), Counter(body.split()))
        for kind, object_id, title, body in rows.values_list("kind", "object_id", "title_tokens", "body_tokens")
    ]

    @functools.cache
    def rarity(term: Term) -> float:
        having = sum(1 for _, _, title, body in entries if any(map(term.strength, title | body)))
        return math.log(1 + len(entries) / max(1, having)) + 0.1

    scored = [(score(asked, title, body, rarity), kind, pk) for kind, pk, title, body in entries]
    return [(kind, pk) for points, kind, pk in sorted(scored, key=lambda s: (-s[0], s[1], s[2])) if points][:MOST]


def _holds(term: Term) -> Q:
    conditions = Q()
    for token in term.tokens:
        inside = token if len(token) >= 3 else f" {token} "
        conditions |= Q(title_tokens__contains=inside) | Q(body_tokens__contains=inside)
    return conditions


def _with_slips_mended(asked: list[Term]) -> list[Term]:
    """A word that no entry holds is taken for the known word it is one slip away from."""
    unknown = [term for term in asked if not SearchEntry.objects.filter(_holds(term)).exists()]
    if not unknown:
        return asked
    known: set[str] = set()
    for title, body in SearchEntry.objects.values_list("title_tokens", "body_tokens").iterator():
        known.update(title.split(), body.split())
    mended = {term: meant(term.tokens[0], known) for term in unknown}
    return [Term((word,)) if (word := mended.get(term)) else term for term in asked]


def _public(ranked: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Without what is no longer public, whatever the index says."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in ranked:
        ids[kind].append(object_id)
    public = {kind: source.published(ids[kind]) for kind in ids if (source := registry.get(kind))}
    return [(kind, object_id) for kind, object_id in ranked if object_id in public.get(kind, ())]


def _documents(shown: list[tuple[str, int]]) -> dict[tuple[str, int], Document]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in shown:
        ids[kind].append(object_id)
    return {
        (kind, object_id): document
        for kind in ids
        if (source := registry.get(kind))
        for object_id, document in source.documents(ids[kind]).items()
    }


def _hit(asked: list[Term], key: tuple[str, int], document: Document) -> Hit:
    text, marks = excerpt(asked, document.excerpt_from)
    if not marks and document.summary:
        text, marks = excerpt(asked, document.body)
    return Hit(
        kind=key[0],
        label=_label(key[0]),
        object_id=key[1],
        title=document.title,
        url=document.url,
        snippet=Snippet(text, tuple(marks)),
        changed_on=document.changed_on,
    )


def _label(kind: str) -> Any:
    source = registry.get(kind)
    return source.label if source else kind
