"""How the engines are: for staff and for operators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from search.actions.reindex import DATABASE
from search.models import IndexRun, IndexTask, SearchEntry


@dataclass(frozen=True)
class EngineState:
    """`things` is None when the engine does not answer; `degraded` says what is wrong, or nothing."""

    name: str
    label: Any
    things: int | None
    waiting: int
    swept: dt.datetime | None
    degraded: str
    busy: bool


def engines() -> list[EngineState]:
    """The database's own index, which is always there, and the other engine when one is chosen."""
    busy = set(IndexRun.objects.filter(finished__isnull=True).values_list("engine", flat=True))
    return [
        EngineState(
            name=DATABASE,
            label=_("The database's own index"),
            things=SearchEntry.objects.count(),
            waiting=IndexTask.objects.count(),
            swept=None,
            degraded="",
            busy=DATABASE in busy,
        )
    ]
