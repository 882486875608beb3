"""The engine that this portal asks: SQLite's or PostgreSQL's own full text, or Elasticsearch with them behind it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections, router

from search.engines.base import Engine
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine
from search.models import SearchEntry

if TYPE_CHECKING:
    from search.engines.guard import Guard

ELASTICSEARCH = "elasticsearch"
_in_database: dict[str, Engine] = {"sqlite": SQLiteEngine(), "postgresql": PostgreSQLEngine()}


def database() -> Engine:
    """The engine of the database that holds the entries."""
    return _in_database[connections[router.db_for_read(SearchEntry)].vendor]


def current() -> Engine:
    """The engine that answers readers."""
    return guarded() if chosen() == ELASTICSEARCH else database()


def chosen() -> str:
    """ "database" or "elasticsearch"; unknown names were refused when the portal started."""
    return str(settings.SEARCH_ENGINE)


def guarded() -> Guard:
    """Elasticsearch with its guard: one for each database of the process, which remembers whether the cluster answers.

    Raises nothing when the cluster is away: the guard's business.
    """
    return _guarded(router.db_for_read(SearchEntry), settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX)


@lru_cache(maxsize=4)
def _guarded(database_alias: str, url: str, index: str) -> Guard:
    # Imported only where it is chosen: the client is large
    from search.engines.elasticsearch import from_settings
    from search.engines.guard import Guard

    return Guard(from_settings(), database())
