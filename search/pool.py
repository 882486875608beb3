"""What may answer a query: candidates of the engine, weighed, without what is not public; counted per facet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from search import registry
from search.engines.base import Candidates, Engine, Wanted
from search.expressions import Among, DaysSince
from search.models import SearchEntry
from search.query import Alternative, Expanded
from search.ranking import Collection as Everything
from search.ranking import Fields, Ranking
from search.registry import Thing

MOST = 200  # things weighed for one query: what half of the time for an answer allows
Groups = Mapping[str, tuple[str, ...]]  # name of a facet -> the tokens of which a thing must have one

_LIGHT = ("kind", "object_id", "facets")
_HEAVY = (*_LIGHT, "days", "title_stems", "title_parts", "body_stems", "body_parts", "title")


class Weighed(NamedTuple):
    thing: Thing
    facets: str
    score: float


@dataclass
class Pool:
    """`hits`: best first, of the chosen facets. `counts`: per facet token, as if its own facet were not chosen."""

    hits: list[Thing] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    more: bool = False
    degraded: bool = False


def pool_for(
    expanded: Expanded,
    everything: Everything,
    engine: Engine,
    *,
    groups: Groups,
    day: dt.date,
    now: dt.datetime,
    first: Sequence[Thing] = (),
) -> Pool:
    """`first`: things that stand first, whether they answer or not. A fixed number of database queries."""
    wanted = wanted_for(expanded, day)
    every = engine.candidates(wanted, limit=MOST) if wanted else Candidates()
    narrowed, others = every, [every]
    if wanted and groups and every.more:  # what was chosen may lie outside of what the engine gave
        narrowed = engine.candidates(_within(wanted, groups), limit=MOST)
        for name in groups if len(groups) > 1 else ():
            without = {other: tokens for other, tokens in groups.items() if other != name}
            others.append(engine.candidates(_within(wanted, without), limit=MOST))
    ranking = Ranking(expanded.query, expanded.things, everything)
    weighed = _weighed(ranking, narrowed.ids, now)
    aside = {pk for each in others for pk in each.ids}.difference(narrowed.ids)
    stars = _stars(first, day, known={each.thing: each for each in weighed})
    leading = {each.thing for each in stars}
    found = [each for each in (*weighed, *(_light(_entries(aside)) if aside else ())) if each.thing not in leading]
    public = registry.visible(each.thing for each in (*stars, *found))  # whatever the index says
    return Pool(
        hits=[
            *(each.thing for each in stars if each.thing in public and _has(each.facets, groups)),
            *_in_order(each for each in found if each.thing in public and _has(each.facets, groups)),
        ],
        counts=_counts([each.facets for each in (*stars, *found) if each.thing in public], groups),
        more=narrowed.more,
        degraded=any(each.degraded for each in (narrowed, *others)),
    )


def _in_order(found: Iterable[Weighed]) -> list[Thing]:
    """Those that answer, best first."""
    return [thing for _, thing in sorted((-round(each.score, 9), each.thing) for each in found if each.score)]


def wanted_for(expanded: Expanded, day: dt.date | None) -> Wanted | None:
    """What the engine is asked for, the rarest word first; None when too few of the words are known at all."""
    query, things = expanded.query, expanded.things
    known = [word.alternatives for word in query.words if word.alternatives]
    if not known or len(known) < query.at_least:
        return None

    def having(alternatives: Sequence[Alternative]) -> int:
        return sum(min(things.get(token, 0) for token in each.tokens) for each in alternatives)

    known.sort(key=having)
    words = tuple(tuple(each.tokens for each in alternatives) for alternatives in known)
    return Wanted(words, query.at_least, valid_on=day, at_most=sum(map(having, known)))


def _within(wanted: Wanted, groups: Groups) -> Wanted:
    return replace(wanted, facets=tuple(groups.values()))


def _entries(ids: Collection[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(Among(F("pk"), ids)).order_by("pk")  # or SQLite may read a whole index


def _weighed(ranking: Ranking, ids: Collection[int], now: dt.datetime) -> list[Weighed]:
    """Those that answer."""
    rows = _entries(ids).annotate(days=DaysSince("changed_on", now)).values_list(*_HEAVY) if ids else ()
    return [
        Weighed((kind, object_id), facets, points * ranking.recency(days))
        for kind, object_id, facets, days, *fields in rows
        if (points := ranking.score(Fields(*fields)))
    ]


def _light(entries: QuerySet[SearchEntry]) -> list[Weighed]:
    """Entries that are not weighed."""
    rows = entries.values_list(*_LIGHT)
    return [Weighed((kind, object_id), facets, 0.0) for kind, object_id, facets in rows]


def _stars(first: Sequence[Thing], day: dt.date, *, known: Mapping[Thing, Weighed]) -> list[Weighed]:
    """What stands first, in order: those that hold on the day."""
    missing = [thing for thing in first if thing not in known]
    found = dict(known)
    if missing:
        these = Q()
        for kind, object_id in missing:
            these |= Q(kind=kind, object_id=object_id)
        holds = Q(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))
        for each in _light(SearchEntry.objects.filter(these, holds)):
            found[each.thing] = each
    return [found[thing] for thing in first if thing in found]


def _has(facets: str, groups: Groups) -> bool:
    """Whether there is one token of every group."""
    return all(any(f" {token} " in facets for token in group) for group in groups.values())


def _counts(found: Iterable[str], groups: Groups) -> Counter[str]:
    counts: Counter[str] = Counter()
    for facets, times in Counter(found).items():  # many have the same
        lacking = [name for name, group in groups.items() if not _has(facets, {name: group})]
        if len(lacking) <= 1:  # with one lacking it would be found, were that facet not chosen
            for token in facets.split():
                if not lacking or token.startswith(f"{lacking[0]}_"):
                    counts[token] += times
    return counts
