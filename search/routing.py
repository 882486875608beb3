"""Which database the search's tables are asked in: the portal's own, unless a scratch one is open here."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

APP = "search"
START = "search_scratch_"  # of a scratch database's alias
scratch_alias: ContextVar[str | None] = ContextVar("scratch_alias", default=None)


class ScratchRouter:
    """Only in the thread (or task) that opened a scratch database does the search read and write there."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return scratch_alias.get() if model._meta.app_label == APP else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return app_label == APP if db.startswith(START) else None
