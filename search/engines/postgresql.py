"""PostgreSQL's own full text: candidates from a generated `tsvector` of our tokens, with a GIN index."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connections, router

from search.engines.base import Candidates, Needed, Wanted, Ways, gather
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
        sql = "SELECT id FROM search_searchentry WHERE words @@ %s::tsquery"
        valid: list[Any] = []
        if wanted.valid_on:
            sql += " AND (valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to >= %s)"
            valid = [wanted.valid_on, wanted.valid_on]
        sql += " LIMIT %s"

        def ask(ways: Ways, most: int) -> list[int]:
            with connection.cursor() as cursor:
                cursor.execute(sql, [f"({' | '.join(map(_way, ways))}){groups}", *valid, most])
                return [pk for (pk,) in cursor.fetchall()]

        return gather(wanted, limit=limit, ask=ask)

    def put(self, entries: Iterable[Any]) -> None:
        """Nothing to do."""

    def remove(self, ids: Collection[int]) -> None:
        """Nothing to do."""

    def clear(self) -> None:
        """Nothing to do: what is not in SearchEntry is not here."""


def _way(needed: Iterable[Needed]) -> str:
    return "(" + " & ".join(map(_word, needed)) + ")"


def _word(needed: Needed) -> str:
    mark = "t_" if needed.in_title else ""
    alternatives = (" & ".join(_quoted(mark + token) for token in tokens) for tokens in needed.alternatives)
    return "(" + " | ".join(f"({tokens})" for tokens in alternatives) + ")"


def _quoted(token: str) -> str:
    return f"'{token}'"  # a token has nothing but a-z, 0-9 and _
