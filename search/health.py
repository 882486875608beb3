"""How the engines are: for staff and for operators."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from search.actions.reindex import DATABASE
from search.models import IndexRun, IndexSweep, IndexTask, SearchEntry

log = logging.getLogger(__name__)
ELASTICSEARCH = "elasticsearch"


@dataclass(frozen=True)
class EngineState:
    """`things` is None when the engine does not answer; `degraded` says what is wrong, or nothing."""

    name: str
    label: str
    things: int | None
    waiting: int
    swept: dt.datetime | None
    degraded: str
    busy: bool


def engines() -> list[EngineState]:
    """The database's own index, which is always there, and the other engine when one is chosen."""
    found = [_state(DATABASE, _("The database's own index"), SearchEntry.objects.count(), "")]
    if settings.SEARCH_ENGINE == ELASTICSEARCH:
        things, degraded = _in_elasticsearch()
        found.append(_state(ELASTICSEARCH, "Elasticsearch", things, degraded))
    return found


def _state(name: str, label: str, things: int | None, degraded: str) -> EngineState:
    return EngineState(
        name=name,
        label=label,
        things=things,
        waiting=IndexTask.objects.filter(engine=name).count(),
        swept=IndexSweep.objects.filter(engine=name).values_list("moment", flat=True).first(),
        degraded=degraded,
        busy=IndexRun.objects.filter(engine=name, finished__isnull=True).exists(),
    )


def _in_elasticsearch() -> tuple[int | None, str]:
    """How many things it holds, and what is wrong with it."""
    from search.engines.elasticsearch import from_settings  # the client is heavy: only where it is used

    engine = from_settings()
    try:
        if engine.answers():
            if not engine.indices():
                return None, _("The index has not been made yet. Until it is, the database answers.")
            return engine.totals().things, ""
    except Exception:  # whatever is wrong with the cluster: staff see the page
        log.warning("Elasticsearch does not say how it is", exc_info=True)
    return None, _("Elasticsearch does not answer. The database answers instead, and nothing is lost.")
