"""The index follows the database: a task is written with the change, and carried out after it.

A change that is rolled back leaves no task. A task that fails stays for the worker. `sweep` compares the whole index
with what is public and repairs the rest: after a restore, after a change that went past the signals, when the words
are analysed in another way. Whatever else is to hold the index gets a task of its own with each changed entry: it
follows the entries, and only the worker speaks to it.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import router, transaction

from search import analysing, engines, facets, registry, terms
from search.danish import Analysis
from search.models import IndexTask, SearchEntry

if TYPE_CHECKING:
    from search.sources import Document

log = logging.getLogger(__name__)
BATCH = 200  # things that the worker puts right before it does something else
TOGETHER = 50  # things in one transaction
MOST_WORDS = 100_000  # of a body
ENTRY_VERSION = 1  # raise it when entries are made in another way: they are then made again


def changed(kind: str, object_id: int) -> None:
    """The thing's entry is made again once the surrounding transaction is committed; call it for deletions too."""
    IndexTask.objects.create(kind=kind, object_id=object_id)
    transaction.on_commit(lambda: _try(kind, object_id), using=router.db_for_write(IndexTask), robust=True)


def carry_out_due() -> int:
    """Carry out what waits (at most a batch); returns how many things were put right."""
    tasks = IndexTask.objects.filter(engine=IndexTask.DATABASE).order_by("pk")
    waiting = list(dict.fromkeys(tasks.values_list("kind", "object_id")[: BATCH * 5]))[:BATCH]
    return len(waiting) - _put_all_right(waiting)


def sweep() -> int:
    """Afterwards the index holds exactly what is public, analysed as today. Returns how many entries were wrong."""
    wrong: list[tuple[str, int]] = []
    today = fingerprint(analysing.current())
    for kind in sorted({*registry.kinds(), *SearchEntry.objects.values_list("kind", flat=True).distinct()}):
        source = registry.get(kind)
        public = source.published() if source else {}
        known: dict[int, tuple[dt.datetime, str]] = {
            pk: (moment, made_by)
            for pk, moment, made_by in SearchEntry.objects.filter(kind=kind)
            .values_list("object_id", "changed_on", "fingerprint")
            .iterator()
        }
        right = {pk: (moment, today) for pk, moment in public.items()}
        wrong += ((kind, pk) for pk in sorted(right.keys() | known.keys()) if right.get(pk) != known.get(pk))
    return len(wrong) - _put_all_right(wrong)


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make every entry again where it stands, so that everybody goes on searching; returns how many there are then.

    `progress(done, total)` is told after each batch.
    """
    things = [
        (kind, pk)
        for kind in sorted({*registry.kinds(), *SearchEntry.objects.values_list("kind", flat=True).distinct()})
        for pk in _things_of(kind)
    ]
    progress(0, len(things))
    for start in range(0, len(things), TOGETHER):
        _put_all_right(things[start : start + TOGETHER])
        progress(min(start + TOGETHER, len(things)), len(things))
    with transaction.atomic(using=router.db_for_write(SearchEntry)):
        terms.recount()
    return SearchEntry.objects.count()


def put_right(kind: str, ids: Collection[int]) -> int:
    """The entries say what the source says now, and the tasks that asked for it are gone. Returns how many failed."""
    wanted = sorted(set(ids))
    failed = 0
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        try:
            _put_right(kind, some)
        except Exception:  # one of them may be at fault: each on its own
            if len(some) == 1:
                log.warning("index entry not made: %s %s", kind, some[0], exc_info=True)
            failed += 1 if len(some) == 1 else sum(put_right(kind, [pk]) for pk in some)
    return failed


def fingerprint(analysis: Analysis) -> str:
    """What made an entry: when it is another, the entry is made again."""
    return f"{analysis.fingerprint}-{ENTRY_VERSION}"


def _try(kind: str, object_id: int) -> bool:
    return not put_right(kind, [object_id])


def _put_all_right(things: Iterable[tuple[str, int]]) -> int:
    """Returns how many failed."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in things:
        ids[kind].append(pk)
    return sum(put_right(kind, some) for kind, some in ids.items())


def _things_of(kind: str) -> list[int]:
    """The things that have or should have an entry."""
    source = registry.get(kind)
    public = set(source.published()) if source else set()
    return sorted(public.union(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True)))


def _put_right(kind: str, ids: Sequence[int]) -> None:
    """Locks come first and the documents after them: what is written is never older than what stands there."""
    source, analysis = registry.get(kind), analysing.current()
    with transaction.atomic(using=router.db_for_write(SearchEntry)):
        locked = IndexTask.objects.select_for_update().filter(engine=IndexTask.DATABASE, kind=kind, object_id__in=ids)
        tasks = list(locked.order_by("pk").values_list("pk", flat=True))
        rows = SearchEntry.objects.select_for_update().filter(kind=kind, object_id__in=ids).order_by("pk")
        stored = {entry.object_id: entry for entry in rows}
        documents = source.documents(ids) if source else {}
        label = str(source.label) if source else ""
        difference = terms.Difference()
        touched: list[SearchEntry] = []
        for pk in ids:
            old, document = stored.get(pk), documents.get(pk)
            if old:
                difference.gone(old)
            if document is None:
                continue
            known = _words_of(old) if old and old.fingerprint == fingerprint(analysis) else set()
            entry, spelled = _entry(old, kind, pk, document, label, analysis)
            entry.save()
            difference.came(entry, {token: each for token, each in spelled.items() if token not in known})
            touched.append(entry)
        gone = [entry for pk, entry in stored.items() if pk not in documents]
        changed_entries = [(entry.object_id, entry.pk) for entry in (*touched, *gone)]
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
        if stored or touched:
            difference.store()
        _tell_the_other_engine(kind, changed_entries)
        IndexTask.objects.filter(pk__in=tasks).delete()


def _entry(
    old: SearchEntry | None, kind: str, object_id: int, document: Document, label: str, analysis: Analysis
) -> tuple[SearchEntry, dict[str, terms.Spelled]]:
    title = terms.read(document.title, analysis, most=MOST_WORDS)
    body = terms.read(document.body, analysis, most=MOST_WORDS)
    called = terms.read(label, analysis, most=20)  # «temadag» finds them, though none of them says it
    entry = old or SearchEntry(kind=kind, object_id=object_id, stamp=0)
    entry.stamp += 1
    entry.title = document.title[:300]
    entry.title_stems, entry.title_parts = terms.joined(title.stems), terms.joined(title.parts)
    entry.body_stems = terms.joined(body.stems)
    entry.body_parts = terms.joined([*body.parts, *called.stems, *called.parts])
    entry.facets = terms.joined(facets.tokens_of(kind, document))
    entry.valid_from, entry.valid_to = document.valid_from, document.valid_to
    entry.changed_on, entry.fingerprint = document.changed_on, fingerprint(analysis)
    spelled = dict(body.spelled)
    for token, each in title.spelled.items():
        spelled[token] = each.and_also(spelled[token]) if token in spelled else each
    return entry, spelled


def _words_of(entry: SearchEntry | None) -> set[str]:
    return {*entry.title_stems.split(), *entry.body_stems.split()} if entry else set()


def _tell_the_other_engine(kind: str, entries: Iterable[tuple[int, int]]) -> None:
    """(thing, entry) pairs wait for the worker. A save never speaks to the engine."""
    if (engine := engines.chosen()) != IndexTask.DATABASE:
        IndexTask.objects.bulk_create(
            [IndexTask(engine=engine, kind=kind, object_id=thing, entry=entry) for thing, entry in entries]
        )
