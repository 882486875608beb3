"""SQLite's own full text, FTS5: candidates from a table that triggers keep like `search_searchentry`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connections, router

from search.engines.base import Both, Candidates, Condition, Needed, Wanted, gather
from search.models import SearchEntry


class SQLiteEngine:
    """Writes need nothing: whatever is stored in SearchEntry can be found at once.

    The full text knows neither columns nor places. A token of a title stands twice in it: as itself, and with «t_»
    before it.
    """

    name = "sqlite"

    def candidates(self, wanted: Wanted, *, limit: int) -> Candidates:
        connection = connections[router.db_for_read(SearchEntry)]
        groups = "".join(f" AND ({_any(map(_quoted, group))})" for group in wanted.facets)
        sql = "SELECT f.rowid FROM search_entry_words f"
        valid: list[str] = []
        if wanted.valid_on:
            day = wanted.valid_on.isoformat()
            valid = [day, day]
            sql += " CROSS JOIN search_searchentry e ON e.id = f.rowid"
        sql += " WHERE search_entry_words MATCH %s"
        if wanted.valid_on:
            sql += " AND (e.valid_from IS NULL OR e.valid_from <= %s) AND (e.valid_to IS NULL OR e.valid_to >= %s)"
        sql += " ORDER BY f.rowid DESC LIMIT %s"  # no rank: weighing is done elsewhere, and here the newest come first

        def ask(condition: Condition, most: int) -> list[int]:
            with connection.cursor() as cursor:
                cursor.execute(sql, [f"{_expression(condition)}{groups}", *valid, most])
                return [pk for (pk,) in cursor.fetchall()]

        return gather(wanted, limit=limit, ask=ask)

    def put(self, entries: Iterable[Any]) -> None:
        """Nothing to do."""

    def remove(self, ids: Collection[int]) -> None:
        """Nothing to do."""

    def clear(self) -> None:
        """Nothing to do: what is not in SearchEntry is not here."""


def _expression(condition: Condition) -> str:
    if isinstance(condition, Needed):
        mark = "t_" if condition.in_title else ""
        ways = (" AND ".join(_quoted(mark + token) for token in tokens) for tokens in condition.alternatives)
        return f"({_any(ways)})"
    sign = " AND " if isinstance(condition, Both) else " OR "
    return f"({sign.join(map(_expression, condition.conditions))})"


def _any(expressions: Iterable[str]) -> str:
    return " OR ".join(f"({each})" for each in expressions)


def _quoted(token: str) -> str:
    return f'"{token}"'  # a token has nothing but a-z, 0-9 and _
