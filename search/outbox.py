"""The index follows the database: a task is written with the change, and carried out after it.

A change that is rolled back leaves no task. A task that fails stays for the worker. `sweep` compares the whole index
with what is public and repairs the rest: after a restore, after a change that went past the signals.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction

from search import registry
from search.danish import tokens
from search.models import IndexTask, SearchEntry

log = logging.getLogger(__name__)
BATCH = 200


def changed(kind: str, object_id: int) -> None:
    """The thing's entry is made again once the surrounding transaction is committed; call it for deletions too."""
    IndexTask.objects.create(kind=kind, object_id=object_id)
    transaction.on_commit(lambda: _try(kind, object_id), robust=True)


def carry_out_due() -> int:
    """Carry out what waits (at most a batch); returns how many things were put right."""
    waiting = IndexTask.objects.order_by("pk").values_list("kind", "object_id")[: BATCH * 5]
    return sum(_try(kind, object_id) for kind, object_id in list(dict.fromkeys(waiting))[:BATCH])


def sweep() -> int:
    """Afterwards the index holds exactly what is public. Returns how many entries were wrong."""
    wrong = SearchEntry.objects.exclude(kind__in=registry.kinds()).delete()[0]
    for kind in registry.kinds():
        source = registry.get(kind)
        public = source.published() if source else {}
        known: dict[int, dt.datetime] = dict(
            SearchEntry.objects.filter(kind=kind).values_list("object_id", "changed_on")
        )
        drifted = [pk for pk in public.keys() | known.keys() if public.get(pk) != known.get(pk)]
        wrong += sum(_try(kind, object_id) for object_id in drifted)
    return wrong


def rebuild() -> int:
    """Make the whole index again; returns how many entries it holds."""
    SearchEntry.objects.all().delete()
    sweep()
    return SearchEntry.objects.count()


def _try(kind: str, object_id: int) -> bool:
    try:
        _put_right(kind, object_id)
    except Exception:  # whatever went wrong: the task waits for the worker
        log.warning("index entry not made: %s %s", kind, object_id, exc_info=True)
        return False
    return True


@transaction.atomic
def _put_right(kind: str, object_id: int) -> None:
    """The entry says what the source says now, and the tasks that asked for it are gone."""
    tasks = list(
        IndexTask.objects.select_for_update().filter(kind=kind, object_id=object_id).values_list("pk", flat=True)
    )
    source = registry.get(kind)
    document = source.documents([object_id]).get(object_id) if source else None
    if document is None:
        SearchEntry.objects.filter(kind=kind, object_id=object_id).delete()
    else:
        SearchEntry.objects.update_or_create(
            kind=kind,
            object_id=object_id,
            defaults={
                "title": document.title[:300],
                "title_tokens": _joined(document.title),
                "body_tokens": _joined(f"{document.body}\n{source.label if source else ''}"),  # «temadag» finds them
                "changed_on": document.changed_on,
            },
        )
    IndexTask.objects.filter(pk__in=tasks).delete()


def _joined(text: str) -> str:
    return f" {' '.join(tokens(text))} "
