"""The engine's own plain query for the same words: the ten best of what has any of them, nothing checked,
nothing marked, nothing counted. What a search must cost at least on this engine."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from search import danish, engines
from search.models import SearchEntry


def stems(text: str) -> list[str]:
    return list(dict.fromkeys(word.stem for word in danish.words(text) if not word.stop))


def prepare() -> None:
    """SQLite's plain table, as anybody would make it, with our tokens: the portal's own has no ranks."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain")
        cursor.execute("CREATE VIRTUAL TABLE plain USING fts5(title, body, content='')")
        cursor.execute(
            "INSERT INTO plain(rowid, title, body)"
            " SELECT id, title_stems || title_parts, body_stems || body_parts FROM search_searchentry"
        )


def in_sqlite(tokens: Collection[str]) -> list[Any]:
    asked = " OR ".join(f'"{token}"' for token in tokens)
    return _rows("SELECT rowid FROM plain WHERE plain MATCH %s ORDER BY rank LIMIT 10", [asked])


def in_postgresql(tokens: Collection[str]) -> list[Any]:
    asked = " | ".join(f"'{token}'" for token in tokens)
    table = SearchEntry._meta.db_table
    return _rows(
        f"SELECT id FROM {table}, to_tsquery('simple', %s) q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT 10",
        [asked],
    )


def in_elasticsearch(tokens: Collection[str]) -> list[Any]:
    engine: Any = engines.guarded().engine
    matched = {"match": {"words": " ".join(tokens)}}
    found = engine.writing.search(index=engine.alias, query=matched, size=10, source=False, track_total_hits=False)
    return list(found["hits"]["hits"])


def beginning(start: str) -> list[Any]:
    """The commonest words that begin so."""
    after = start[:-1] + chr(ord(start[-1]) + 1)
    return _rows(
        "SELECT surface FROM search_searchterm WHERE token >= %s AND token < %s ORDER BY things DESC LIMIT 8",
        [start, after],
    )


def _rows(sql: str, values: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
