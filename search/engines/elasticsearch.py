"""Elasticsearch 8: candidates from tokens that our own analysis made, so that it finds what the databases find.

It holds tokens, dates and numbers, and nothing to read. Queries are made here from fixed forms; no text of a person is
ever read as a query language. An entry's id is that of its `SearchEntry`, its version the entry's stamp: an older write
never takes the place of a newer one, in whatever order they arrive.

The index has a name with a moment in it, `<name>-20261122120000`, and is asked for by the alias `<name>`. Whoever makes
it again fills a new index beside it and moves the alias in one step (`search.engines.follow`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, BadRequestError, NotFoundError, TransportError, helpers
from elasticsearch import Elasticsearch as Client
from elasticsearch.dsl import Date, Document, Keyword, Long, MetaField, Search, Text
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, Query, Range, Term, Terms

from search.engines.base import Candidates, NotThisQuery, Wanted
from search.engines.connection import connect
from search.engines.totals import Totals, check
from search.models import SearchEntry

MAPPING = 2  # raise it when the mapping changes: the worker then makes the index again
TIMES = {"title_stems": 4, "title_parts": 2, "body_stems": 1, "body_parts": 1}  # how often its tokens are written
ALL_WORDS = 1000.0  # what has every word of the query stands before what has some of them
READING = 0.5  # seconds for a whole answer; the guard lets a reader go long before
WRITING = 15.0  # only the worker writes; other work waits for it meanwhile
BULK = 200  # entries in one request
PAGE = 10_000  # (id, stamp) pairs in one answer: as many as Elasticsearch gives
GONE = 2**62  # the version of a removal: an entry's id never comes back, so nothing may be newer


class Entry(Document):
    """What can be found, as the index holds it."""

    entry = Long()
    stamp = Long()
    check = Long()
    # All fields in one: a query looks for dozens of tokens, and each field would take its time again
    words = Text(analyzer="whitespace", index_options="freqs")  # our ranking looks at phrases, in the database
    facets = Keyword()
    valid_from = Date(format="strict_date")
    valid_to = Date(format="strict_date")

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(enabled=False)  # the database has it all, and it halves the index
        meta = MetaField(mapping=MAPPING)


INDEX_SETTINGS = {
    "number_of_shards": 1,  # a hundred thousand entries are a small index
    "auto_expand_replicas": "0-1",  # a copy as soon as there is a second node
    "refresh_interval": "1s",  # said aloud, or an index that nobody searched for 30 s lets the next reader wait
}


class OldIndex(RuntimeError):
    """The index was made by another version of the portal: it would find nothing. The worker makes it again."""


class NotStored(RuntimeError):
    """Some entries were not taken; the tasks that asked for it stay."""


class ElasticsearchEngine:
    """Reads and writes what is behind the alias `name`. `reading` and `writing` are clients of the same cluster, the
    first with little patience. Everything raises what the client raises when the cluster does not do it."""

    name = "elasticsearch"

    def __init__(self, reading: Client, writing: Client, *, alias: str) -> None:
        self.reading, self.writing, self.alias = reading, writing, alias
        self._fits = False  # whether the index is known to be one that this version can ask

    # Reading

    def candidates(self, wanted: Wanted, *, limit: int) -> Candidates:
        """Ids of entries, best first. Raises NotThisQuery when the cluster cannot take this one query, and OldIndex."""
        if not wanted.words:
            return Candidates()
        self._look_at_index()
        search = (
            Search(using=self.reading, index=self.alias)
            .query(query_for(wanted))
            .source(False)
            .extra(stored_fields="_none_", docvalue_fields=["entry"], size=limit + 1, track_total_hits=False)
            .params(
                allow_partial_search_results=False,  # a shard that is away is a fault, not a shorter answer
                filter_path="timed_out,hits.hits.fields.entry",
            )
        )
        try:
            answer = self.reading.search(index=self.alias, **search._params, **search.to_dict())
        except BadRequestError as problem:
            raise NotThisQuery(str(problem)) from problem
        hits = answer.get("hits", {}).get("hits", [])
        ids = [hit["fields"]["entry"][0] for hit in hits]
        return Candidates(ids=ids[:limit], more=len(ids) > limit)

    def _look_at_index(self) -> None:
        """Once: later it is only made again by this version."""
        if not self._fits:
            made = self.reading.indices.get_mapping(index=self.alias).values()
            if not all(map(_is_current, made)):
                raise OldIndex(self.alias)
            self._fits = True

    # Writing

    def put(self, entries: Iterable[SearchEntry], *, index: str = "") -> None:
        """The index holds these entries, or newer ones. Raises NotStored."""
        where = index or self.alias
        self._bulk(
            (
                {
                    "_op_type": "index",
                    "_index": where,
                    "_id": str(entry.pk),
                    "version": entry.stamp,
                    "version_type": "external",
                    "_source": document(entry),
                }
                for entry in entries
            ),
            alias=not index,
        )

    def remove(self, ids: Collection[int], *, index: str = "") -> None:
        """The index holds none of these, and no write that was under way brings one back."""
        where = index or self.alias
        self._bulk(
            (
                {"_op_type": "delete", "_index": where, "_id": str(pk), "version": GONE, "version_type": "external"}
                for pk in ids
            ),
            alias=not index,
        )

    def clear(self) -> None:
        """Afterwards there is an empty index behind the alias."""
        old = self.indices()
        self.point_at(self.new_index())
        self.drop(old)

    def _bulk(self, actions: Iterable[dict[str, Any]], *, alias: bool) -> None:
        problems = []
        for ok, item in helpers.streaming_bulk(
            self.writing,
            actions,
            chunk_size=BULK,
            raise_on_error=False,
            require_alias=alias or None,  # or a first write would make an index with the alias's name
        ):
            [result] = item.values()
            newer_is_there = result["status"] == 409
            was_not_there = result.get("result") == "not_found"  # and not: the index was not
            if not (ok or newer_is_there or was_not_there):
                problems.append(result)
        if problems:
            raise NotStored(f"{len(problems)} entries were not taken, the first because of {problems[0]['error']}")

    # What is there

    def stamps(self, *, index: str = "") -> Iterator[tuple[int, int]]:
        """(id, stamp) of all that the index holds, by id."""
        where = index or self.alias
        self.writing.indices.refresh(index=where)
        after: list[Any] | None = None
        while True:
            answer = self.writing.search(
                index=where,
                sort="entry",
                search_after=after,
                size=PAGE,
                source=False,
                stored_fields=["_none_"],
                docvalue_fields=[{"field": "entry"}, {"field": "stamp"}],
                track_total_hits=False,
                allow_partial_search_results=False,
                filter_path="hits.hits.fields",
            )
            hits = answer.get("hits", {}).get("hits", [])
            yield from ((hit["fields"]["entry"][0], hit["fields"]["stamp"][0]) for hit in hits)
            if len(hits) < PAGE:
                return
            after = [hits[-1]["fields"]["entry"][0]]

    def totals(self) -> Totals:
        """What there is, without reading it all."""
        self.refresh()
        sums = {name: {"sum": {"field": name}} for name in ("entry", "stamp", "check")}
        answer = self.writing.search(
            index=self.alias, size=0, aggs=sums, track_total_hits=True, allow_partial_search_results=False
        )
        ids, stamps, checks = (round(answer["aggregations"][name]["value"]) for name in ("entry", "stamp", "check"))
        return Totals(answer["hits"]["total"]["value"], ids, stamps, checks)

    def answers(self) -> bool:
        """Whether the cluster answers a reader now; in the time that a reader's client has."""
        try:
            self.reading.search(index=self.alias, size=0, terminate_after=1)
        except NotFoundError:
            return True  # it is there, only the index is not
        except (ApiError, TransportError):
            return False
        return True

    def refresh(self) -> None:
        """What was written is found from now on; a second later it would be anyway."""
        self.writing.indices.refresh(index=self.alias)

    # Indices and the alias

    def indices(self) -> list[str]:
        """Those behind the alias: one, or none before the index is made for the first time."""
        try:
            return sorted(self.writing.indices.get_alias(name=self.alias))
        except NotFoundError:
            return []

    def unfinished(self) -> list[str]:
        """Indices of ours that are not behind the alias, oldest first: somebody was stopped while filling one."""
        found = self.writing.indices.get_mapping(index=f"{self.alias}-*", allow_no_indices=True)
        return sorted(set(found) - set(self.indices()))

    def is_current(self, index: str) -> bool:
        """Whether the index was made for what this version of the portal writes and asks."""
        return _is_current(self.writing.indices.get_mapping(index=index)[index])

    def new_index(self) -> str:
        """An empty index that nobody asks yet."""
        name = f"{self.alias}-{dt.datetime.now(dt.UTC):%Y%m%d%H%M%S%f}"
        self.writing.indices.create(index=name, mappings=Entry._doc_type.mapping.to_dict(), settings=INDEX_SETTINGS)
        return name

    def point_at(self, index: str) -> None:
        """The alias leads to this index and to no other, in one step: no reader meets nothing or both."""
        actions: list[dict[str, Any]] = [{"remove": {"index": old, "alias": self.alias}} for old in self.indices()]
        self.writing.indices.update_aliases(actions=[*actions, {"add": {"index": index, "alias": self.alias}}])

    def drop(self, indices: Iterable[str]) -> None:
        for index in indices:
            self.writing.indices.delete(index=index, ignore_unavailable=True)


def from_settings() -> ElasticsearchEngine:
    """The one that the settings name. A process has one: its connections stay open."""
    return _engine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX)


@lru_cache(maxsize=4)
def _engine(url: str, alias: str) -> ElasticsearchEngine:
    return ElasticsearchEngine(connect(timeout=READING), connect(timeout=WRITING), alias=alias)


def _is_current(made: Any) -> bool:
    return bool(made["mappings"].get("_meta", {}).get("mapping") == MAPPING)


def document(entry: SearchEntry) -> dict[str, Any]:
    return {
        "entry": entry.pk,
        "stamp": entry.stamp,
        "check": check(entry.pk, entry.stamp),
        "words": "".join(getattr(entry, name) * times for name, times in TIMES.items()),
        "facets": entry.facets.split(),
        "valid_from": entry.valid_from and entry.valid_from.isoformat(),
        "valid_to": entry.valid_to and entry.valid_to.isoformat(),
    }


def query_for(wanted: Wanted) -> Query:
    """At least `at_least` words are met: of each, one of its alternatives with all its tokens."""
    words = [_any(_all(_token(token) for token in tokens) for tokens in alternatives) for alternatives in wanted.words]
    conditions: list[Query] = [Terms(facets=list(group)) for group in wanted.facets]
    outside: list[Query] = []
    if wanted.valid_on:
        day = wanted.valid_on.isoformat()
        outside = [Range(valid_from={"gt": day}), Range(valid_to={"lt": day})]
    met = Bool(should=words, minimum_should_match=max(1, min(wanted.at_least, len(words))))
    every = ConstantScore(filter=Bool(filter=words), boost=ALL_WORDS)
    return Bool(must=[met], should=[every] if len(words) > 1 else [], filter=conditions, must_not=outside)


def _token(token: str) -> Query:
    return Term(words=token)


def _all(queries: Iterable[Query]) -> Query:
    needed = list(queries)
    return needed[0] if len(needed) == 1 else Bool(must=needed)


def _any(queries: Iterable[Query]) -> Query:
    offered = list(queries)
    return offered[0] if len(offered) == 1 else DisMax(queries=offered)
