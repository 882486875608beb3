"""The index in Elasticsearch follows `SearchEntry`: what differs is found and put right, and the whole index can be
made again beside the one that everybody asks, a piece at a time.

Each entry has a stamp that grows when it changes, and both sides can list (id, stamp) by id: what differs is read off
two sorted lists, and putting it right twice does no harm.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search.engines.totals import ours as our_totals
from search.models import IndexTask, SearchEntry

if TYPE_CHECKING:  # the client is large, and loaded only where it is used
    from search.engines.elasticsearch import ElasticsearchEngine

BATCH = 200  # entries put right at a time
PAGE = 5_000  # (id, stamp) pairs read at a time
AT_MOST = 5.0  # seconds of writing before the worker does something else
Difference = tuple[int, int | None, int | None]  # id, our stamp, theirs; None where the entry is not


@dataclass(frozen=True)
class Step:
    """How far making the index again has come: all entries up to `last` are in the new one."""

    did: int
    last: int
    finished: bool


def deliver(engine: ElasticsearchEngine, *, seconds: float = AT_MOST) -> int:
    """Carry out the tasks that wait, for about so long. Those that cannot be stay. Returns how many are done."""
    end, done = time.monotonic() + seconds, 0
    while tasks := list(IndexTask.objects.filter(engine=engine.name).order_by("pk")[:BATCH]):
        ids = {task.entry for task in tasks if task.entry is not None}
        present = list(SearchEntry.objects.filter(pk__in=ids))
        engine.put(present)
        engine.remove(sorted(ids - {entry.pk for entry in present}))
        IndexTask.objects.filter(pk__in=[task.pk for task in tasks]).delete()
        done += len(tasks)
        if time.monotonic() >= end:
            break
    return done


def sweep(engine: ElasticsearchEngine) -> int:
    """Afterwards the index holds what we hold, but for what changed meanwhile. Returns how many entries were wrong."""
    deliver(engine)
    return repair(engine) if engine.totals() != our_totals() else 0


def differences(engine: ElasticsearchEngine, *, index: str = "") -> Iterator[Difference]:
    """What is not the same on both sides, by id. Something that changes meanwhile may be told wrongly."""
    ours, theirs = _stamps(), engine.stamps(index=index)
    mine, other = next(ours, None), next(theirs, None)
    while mine or other:
        if other is None or (mine and mine[0] < other[0]):
            assert mine
            yield mine[0], mine[1], None
            mine = next(ours, None)
        elif mine is None or other[0] < mine[0]:
            yield other[0], None, other[1]
            other = next(theirs, None)
        else:
            if mine[1] != other[1]:
                yield mine[0], mine[1], other[1]
            mine, other = next(ours, None), next(theirs, None)


def repair(engine: ElasticsearchEngine, *, index: str = "") -> int:
    """Afterwards both sides are the same, but for what changed meanwhile. Returns how many entries were wrong."""
    found, wrong = differences(engine, index=index), 0
    while batch := list(islice(found, BATCH)):
        _overtake(batch)
        present = list(SearchEntry.objects.filter(pk__in=[pk for pk, _, _ in batch]))
        gone = {pk for pk, _, theirs in batch if theirs is not None} - {entry.pk for entry in present}
        engine.put(present, index=index)
        engine.remove(sorted(gone), index=index)
        wrong += len(present) + len(gone)
    return wrong


def carry_on(engine: ElasticsearchEngine, *, after: int, until: float) -> Step:
    """Go on making the index again after the entry with that id (0: from the start), until about that moment of
    `time.monotonic()`. Only the last step moves the alias: whoever is stopped before leaves the old index answering."""
    target, did = _target(engine, fresh=after == 0), 0
    while batch := list(SearchEntry.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        engine.put(batch, index=target)
        after, did = batch[-1].pk, did + len(batch)
        if time.monotonic() >= until:
            return Step(did, after, finished=False)
    repair(engine, index=target)  # what changed since it was filled
    engine.point_at(target)
    repair(engine)  # what was written to the old one while we looked
    engine.drop(engine.unfinished())
    return Step(did, after, finished=True)


def make_again(engine: ElasticsearchEngine) -> int:
    """The whole index, in one go. Returns how many entries were written."""
    return carry_on(engine, after=0, until=float("inf")).did


def _target(engine: ElasticsearchEngine, *, fresh: bool) -> str:
    unfinished = engine.unfinished()
    if not fresh and unfinished and engine.is_current(unfinished[-1]):
        return unfinished[-1]
    engine.drop(unfinished)
    return engine.new_index()


def _overtake(batch: Iterable[Difference]) -> None:
    """Where the index has a newer entry than we, our database came from a backup: ours gets the newest stamp."""
    for pk, ours, theirs in batch:
        if ours is not None and theirs is not None and theirs > ours:
            SearchEntry.objects.filter(pk=pk, stamp__lt=theirs).update(stamp=theirs + 1)


def _stamps() -> Iterator[tuple[int, int]]:
    last = 0
    while page := list(SearchEntry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "stamp")[:PAGE]):
        yield from page
        last = page[-1][0]
