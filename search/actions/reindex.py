"""The whole index is made again, a piece at a time, while everybody goes on searching in it.

Someone asks for a run; the worker carries it on a few seconds at a time, so that mail does not wait for it. A run says
how far it came: when its worker is killed, the next one goes on from there as soon as nobody holds the run any more.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.log_actions import log as audit

from search import outbox, registry
from search.models import IndexRun, IndexSweep, SearchEntry

if TYPE_CHECKING:
    from people.models import User

log = logging.getLogger(__name__)

SLICE = 5.0  # seconds of work before the worker does something else
HOLD = dt.timedelta(seconds=30)  # how long a silent worker keeps others from the run
LONG_HOLD = dt.timedelta(minutes=3)  # for a step that cannot say in between that it lives
BATCH = 50  # things between two looks at the clock
DATABASE = "database"


@transaction.atomic
def ask_for_reindex(*, by: User | None, engine: str = DATABASE) -> IndexRun:
    """There is a run for the engine that is not finished: this one, or the one somebody asked for before."""
    run = IndexRun.objects.filter(engine=engine, finished__isnull=True).first()
    if run is None:
        try:
            with transaction.atomic():
                run = IndexRun.objects.create(engine=engine)
        except IntegrityError:  # somebody else asked in the same moment
            return IndexRun.objects.get(engine=engine, finished__isnull=True)
        audit(run, "search.reindex", user=by, data={"engine": engine})
    return run


def carry_on(*, seconds: float = SLICE, only: IndexRun | None = None) -> int:
    """Go on with a run that nobody holds, for about so long. Returns how many things were looked at."""
    run = _take(only)
    if run is None:
        return 0
    before, problem = run.done, ""
    try:
        _work(run, until=time.monotonic() + seconds)
    except Exception as error:  # the run says why, and is tried again from the same place after a rest
        log.exception("the index is not made again: %s", run.engine)
        problem = f"{type(error).__name__}: {error}"[:200]
    rest = timezone.now() + HOLD if problem else None
    IndexRun.objects.filter(pk=run.pk, held_until=run.held_until).update(held_until=rest, problem=problem)
    return run.done - before


def _take(only: IndexRun | None) -> IndexRun | None:
    """The run that has waited longest, held from now on by whoever asked; None when there is nothing to do."""
    now = timezone.now()
    free = IndexRun.objects.filter(Q(held_until=None) | Q(held_until__lt=now), finished__isnull=True)
    if only is not None:
        free = free.filter(pk=only.pk)
    run = free.order_by(F("touched").asc(nulls_first=True), "pk").first()
    if run is None:
        return None
    taken = free.filter(pk=run.pk).update(held_until=now + HOLD, touched=now, started=Coalesce(F("started"), now))
    return IndexRun.objects.get(pk=run.pk) if taken else None


def sweep() -> int:
    """Compare the database's index with what is public, and remember when. Returns how many entries were wrong.

    While the whole index is made again there is nothing to compare: a sweep would do all of it in one go.
    """
    if IndexRun.objects.filter(engine=DATABASE, finished__isnull=True, problem="").exists():
        return 0
    wrong = outbox.sweep()
    remember_sweep(DATABASE)
    return wrong


def remember_sweep(engine: str) -> None:
    """Staff see that the engine's index was compared just now."""
    IndexSweep.objects.update_or_create(engine=engine, defaults={"moment": timezone.now()})


def _work(run: IndexRun, *, until: float) -> None:
    if run.engine == DATABASE:
        _in_database(run, until=until)
    else:
        _in_elasticsearch(run, until=until)


def _in_database(run: IndexRun, *, until: float) -> None:
    """Each entry is made again where it stands: meanwhile the others answer."""
    kinds = {kind: _ids(kind) for kind in sorted({*registry.kinds(), *_stored_kinds()})}
    if not run.total:
        run.total = sum(map(len, kinds.values()))
    for kind, ids in _after(kinds, run.kind, run.object_id):
        run.failed += outbox.put_right(kind, ids)
        run.kind, run.object_id, run.done = kind, ids[-1], run.done + len(ids)
        if not _keep(run):
            return  # somebody else has taken the run up
        if time.monotonic() >= until:
            return
    run.finished, run.total = timezone.now(), run.done
    _keep(run)


def _in_elasticsearch(run: IndexRun, *, until: float) -> None:
    """A new index is filled beside the one that answers; at the end the alias moves to it in one step."""
    from search.engines import follow  # the client is heavy: only where it is used
    from search.engines.elasticsearch import from_settings

    run.total = SearchEntry.objects.count()
    if not _keep(run, hold=LONG_HOLD):
        return
    step = follow.carry_on(from_settings(), after=run.object_id, until=until)
    run.object_id, run.done = step.last, run.done + step.did
    if step.finished:
        run.finished, run.total = timezone.now(), run.done
    _keep(run)


def _ids(kind: str) -> list[int]:
    """The things that have or should have an entry."""
    source = registry.get(kind)
    public = set(source.published()) if source else set()
    return sorted(public.union(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True)))


def _stored_kinds() -> list[str]:
    return list(SearchEntry.objects.values_list("kind", flat=True).distinct())


def _after(kinds: dict[str, list[int]], last_kind: str, last_id: int) -> Iterator[tuple[str, list[int]]]:
    """What is left after the last thing, in pieces."""
    for kind, ids in kinds.items():
        left = [pk for pk in ids if (kind, pk) > (last_kind, last_id)]
        for start in range(0, len(left), BATCH):
            yield kind, left[start : start + BATCH]


def _keep(run: IndexRun, *, hold: dt.timedelta = HOLD) -> bool:
    """Store how far the run is, and hold it longer. False when it is held by somebody else."""
    now = timezone.now()
    fields = {name: getattr(run, name) for name in ("total", "done", "failed", "kind", "object_id", "finished")}
    mine = IndexRun.objects.filter(pk=run.pk, held_until=run.held_until)
    run.held_until, run.touched = now + hold, now
    return bool(mine.update(**fields, held_until=run.held_until, touched=now))
