"""A search of its own, for measuring: other tables, another index, other things to find. Real data are left alone.

Not for a process that serves people: what can be found (`search.registry`) and the engine are swapped for the whole
process, only the database for the thread.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend

from search import engines, outbox, registry
from search.routing import APP, START, scratch_alias
from search.sources import Document, Link

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.sources import Source

SQLITE, POSTGRESQL, ELASTICSEARCH = NAMES = ("sqlite", "postgresql", "elasticsearch")
PATIENCE = 30.0  # seconds that the guard waits for a cluster: it is the cluster that is measured, not the database
BULK = 1_000


class NotHere(RuntimeError):
    """The engine cannot be had here; the text says what is missing."""


class MemorySource:
    """Things that are nowhere but here. May be changed while it is in use; `outbox.changed` then tells of it."""

    def __init__(self, kind: str, label: str, documents: Mapping[int, Document]) -> None:
        self.kind = self.family = kind
        self.label, self.things = label, documents

    def published(self, ids: Collection[int] | None = None) -> dict[int, dt.datetime]:
        return {pk: document.changed_on for pk, document in self._of(ids).items()}

    def visible(self, ids: Collection[int]) -> set[int]:
        return set(self._of(ids))

    def documents(self, ids: Collection[int]) -> dict[int, Document]:
        return dict(self._of(ids))

    def shown(self, ids: Collection[int]) -> dict[int, Document]:
        return dict(self._of(ids))

    def links(self, ids: Collection[int]) -> dict[int, Link]:
        return {pk: Link(each.title, each.url) for pk, each in self._of(ids).items()}

    def connect(self) -> None:
        """Nothing to listen to."""

    def _of(self, ids: Collection[int] | None) -> Mapping[int, Document]:
        return self.things if ids is None else {pk: self.things[pk] for pk in ids if pk in self.things}


@dataclass
class Scratch:
    """`engine`: one of NAMES. `alias`: of the database that holds the tables."""

    engine: str
    alias: str
    cluster: ElasticsearchEngine | None = None

    def fill(self) -> int:
        """Afterwards the index holds exactly what the sources say. Returns how many entries were made."""
        made = outbox.sweep()
        if self.cluster:
            self.copy()
        return made

    def copy(self) -> int:
        """Afterwards the cluster holds what the tables hold. Returns how many entries there are."""
        from search.engines import follow

        assert self.cluster is not None
        count = follow.make_again(self.cluster)
        self.cluster.refresh()
        return count


@contextlib.contextmanager
def scratch(engine: str, sources: Iterable[Source], *, file: str = ":memory:") -> Iterator[Scratch]:
    """Inside, the search knows nothing but these sources, answers by this engine, and is empty until `fill`.

    SQLite has its tables in memory (or in `file`, which must not exist), PostgreSQL in a schema of its own beside the
    portal's tables, Elasticsearch in an index of its own, with tables in SQLite. All is gone afterwards.
    Raises NotHere.
    """
    if engine not in NAMES:
        raise NotHere(f"There is no engine “{engine}”: it is one of {', '.join(NAMES)}.")
    if engine == ELASTICSEARCH and not settings.ELASTICSEARCH_URL:
        raise NotHere("There is no Elasticsearch: set ELASTICSEARCH_URL to one where we may make an index.")
    with contextlib.ExitStack() as stack:
        vendor = POSTGRESQL if engine == POSTGRESQL else SQLITE
        alias = stack.enter_context(_database(vendor, file))
        stack.enter_context(_only(sources))
        stack.enter_context(_settings(SEARCH_ENGINE="database"))
        found = Scratch(engine, alias)
        if engine == ELASTICSEARCH:
            found.cluster = stack.enter_context(_cluster())
        yield found


@contextlib.contextmanager
def _database(vendor: str, file: str) -> Iterator[str]:
    alias = START + uuid4().hex[:12]
    own = _schema(alias) if vendor == POSTGRESQL else _in_sqlite(file)
    portal = connections.settings[DEFAULT_DB_ALIAS]
    configuration = connections.configure_settings({DEFAULT_DB_ALIAS: portal, alias: own})[alias]
    # Only this thread has the connection, and nobody who goes through all databases of the portal meets it.
    connections[alias] = load_backend(configuration["ENGINE"]).DatabaseWrapper(configuration, alias)
    token = scratch_alias.set(alias)
    try:
        if vendor == POSTGRESQL:
            _on_postgresql(alias, f'CREATE SCHEMA "{alias}"')
        executor = MigrationExecutor(connections[alias])
        executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == APP])
        yield alias
    finally:
        scratch_alias.reset(token)
        with contextlib.suppress(DatabaseError, NotHere):
            if vendor == POSTGRESQL:
                _on_postgresql(alias, f'DROP SCHEMA IF EXISTS "{alias}" CASCADE')
        connections[alias].close()
        connections[alias].connection = None  # of a database in memory, which `close` keeps
        del connections[alias]


def _schema(name: str) -> dict[str, Any]:
    """The portal's own PostgreSQL, where names without a schema mean those in ours."""
    portal = connections.settings[DEFAULT_DB_ALIAS]
    if "postgresql" not in portal["ENGINE"]:
        raise NotHere("The portal's database is not PostgreSQL. Set DATABASE_URL to one, where we may make a schema.")
    options = {**portal["OPTIONS"], "options": f"-c search_path={name}"}
    return {**portal, "OPTIONS": options, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False}


def _in_sqlite(file: str) -> dict[str, Any]:
    portal = connections.settings[DEFAULT_DB_ALIAS]
    options = portal["OPTIONS"] if "sqlite" in portal["ENGINE"] else {}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": {**options}}


def _on_postgresql(alias: str, statement: str) -> None:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as problem:
        raise NotHere(f"PostgreSQL does not let us have a schema of our own: {str(problem).strip()}") from problem


@contextlib.contextmanager
def _only(sources: Iterable[Source]) -> Iterator[None]:
    """Nothing else can be found."""
    before = [source for kind in registry.kinds() if (source := registry.get(kind))]
    for source in before:
        registry.take_away(source.kind)
    try:
        for source in sources:
            registry.put(source)
        yield
    finally:
        for kind in registry.kinds():
            registry.take_away(kind)
        for source in before:
            registry.put(source)


@contextlib.contextmanager
def _settings(**values: Any) -> Iterator[None]:
    before = {name: getattr(settings, name) for name in values}
    for name, value in values.items():
        setattr(settings, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)


@contextlib.contextmanager
def _cluster() -> Iterator[ElasticsearchEngine]:
    """An index of its own. Its name begins unlike the portal's: the worker clears away what begins like that."""
    from elasticsearch import ApiError, TransportError

    name = f"scratch-{uuid4().hex[:12]}-{settings.ELASTICSEARCH_INDEX}"[:100]
    with _settings(SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_INDEX=name):
        guard = engines.guarded()
        guard.patience = PATIENCE
        engine: ElasticsearchEngine = guard.engine  # type: ignore[assignment]
        engine.reading = engine.writing  # as patient as the guard
        try:
            engine.clear()
        except (ApiError, TransportError) as problem:
            raise NotHere(f"Elasticsearch does not let us have an index of our own: {problem}") from problem
        try:
            yield engine
        finally:
            with contextlib.suppress(ApiError, TransportError):
                engine.drop([*engine.indices(), *engine.unfinished()])
