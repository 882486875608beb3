"""PostgreSQL's own full text: candidates from a generated `tsvector` of our tokens, with a GIN index."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connections, router

from search.engines.base import Both, Candidates, Condition, Needed, Wanted, gather
from search.models import SearchEntry


class PostgreSQLEngine:
    """Writes need nothing: whatever is stored in SearchEntry can be found at once.

    A token of a title stands twice in the vector: as itself, and with «t_» before it. No weights, which the index does
    not know and each row would have to be read for.
    """

    name = "postgresql"

    def candidates(self, wanted: Wanted, *, limit: int) -> Candidates:
        connection = connections[router.db_for_read(SearchEntry)]
        groups = "".join(f" & ({' | '.join(map(_quoted, group))})" for group in wanted.facets)
        sql = "SELECT * FROM search_candidates(%s::tsquery, %s::date, %s)"

        def ask(condition: Condition, most: int) -> list[int]:
            with connection.cursor() as cursor:
                cursor.execute(sql, [f"{_expression(condition)}{groups}", wanted.valid_on, most])
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
        ways = (" & ".join(_quoted(mark + token) for token in tokens) for tokens in condition.alternatives)
        return "(" + " | ".join(f"({way})" for way in ways) + ")"
    sign = " & " if isinstance(condition, Both) else " | "
    return f"({sign.join(map(_expression, condition.conditions))})"


def _quoted(token: str) -> str:
    return f"'{token}'"  # a token has nothing but a-z, 0-9 and _
