"""What the worker does for a cluster: it gets what changed, and is compared with what we hold."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from search import engines
from search.actions.reindex import ask_for_reindex, remember_sweep
from search.engines import follow

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

log = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two tries of a cluster that does not answer: mail waits for the worker too
_not_before = 0.0


def deliver() -> int:
    """What waits goes to the cluster. Returns how many tasks are done."""
    return _while_it_answers(follow.deliver)


def sweep() -> int:
    """The cluster has an index that fits this version of the portal, and it holds what we hold; or it is on its way.
    Returns how many entries were wrong."""
    return _while_it_answers(_sweep)


def _sweep(engine: ElasticsearchEngine) -> int:
    indices = engine.indices()
    if len(indices) == 1 and engine.is_current(indices[0]):
        wrong = follow.sweep(engine)
        remember_sweep(engine.name)
        return wrong
    ask_for_reindex(by=None, engine=engine.name)
    return 0


def _while_it_answers(work: Callable[[ElasticsearchEngine], int]) -> int:
    global _not_before
    if engines.chosen() != engines.ELASTICSEARCH or time.monotonic() < _not_before:
        return 0
    from search.engines.elasticsearch import from_settings  # the client is large: only where it is used

    engine = from_settings()
    try:
        if engine.answers():
            return work(engine)
    except Exception as problem:  # the tasks stay, and the next sweep sees what is missing
        log.warning("%s did not take what it should: %s", engine.name, problem)
    _not_before = time.monotonic() + PAUSE
    return 0
