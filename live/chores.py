"""Work that comes round: any floor registers its chores at start-up, and `manage.py work` does them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass
class Chore:
    """`function` runs every `every_seconds`; what it returns is how much it did."""

    name: str
    every_seconds: float
    function: Callable[[], object]
    due: float = 0.0
    done: int = 0
    failed: int = 0


_chores: dict[str, Chore] = {}


def register_chore(name: str, every_seconds: float, function: Callable[[], object]) -> None:
    """The worker calls the function every so many seconds. A name is registered once: the last one holds."""
    _chores[name] = Chore(name, every_seconds, function)


def registered() -> list[Chore]:
    return list(_chores.values())


def do_due(chores: list[Chore], now: float | None = None) -> int:
    """Do what is due; a chore that fails is logged and does not stop the others. Returns how many were done."""
    moment = time.monotonic() if now is None else now
    count = 0
    for chore in chores:
        if chore.due > moment:
            continue
        chore.due = moment + chore.every_seconds
        try:
            chore.function()
        except Exception:
            chore.failed += 1
            log.exception("chore failed: %s", chore.name)
        else:
            chore.done += 1
            count += 1
    return count
