"""A graded set: documents, queries, and for each query which documents answer it and how well. Plain Python.

The file is JSON: `docs` [{id, question, body, answer, topic, tags, law, audience, method_version, valid_from, valid_to,
superseded_by}], `queries` [{id, q, kind, rel: {document: grade 1..3}}], `autocomplete` [{prefix, expect_any,
expect_docs}], `no_match` [{q}], `spelling` [{q, expect}], `as_of` [{q, as_of, must_include, must_exclude}]. Days are
YYYY-MM-DD. What a set leaves out is empty.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

LARGEST = 50_000_000  # letters of a file
T = TypeVar("T")


class Unreadable(ValueError):
    """The file is no graded set; the text says where and why, for whoever wrote it."""


@dataclass(frozen=True)
class Doc:
    """`valid_from`, `valid_to`: the first and the last day on which it holds, its successor counted in."""

    id: str
    question: str
    body: str
    answer: str
    topic: str
    tags: tuple[str, ...]
    law: tuple[str, ...]
    audience: tuple[str, ...]
    method_version: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    superseded_by: str


@dataclass(frozen=True)
class Asked:
    id: str
    q: str
    kind: str
    rel: Mapping[str, int]


@dataclass(frozen=True)
class Typed:
    prefix: str
    expect_any: tuple[str, ...]
    expect_docs: tuple[str, ...]


@dataclass(frozen=True)
class Misspelled:
    q: str
    expect: str


@dataclass(frozen=True)
class AskedOn:
    q: str
    as_of: dt.date
    must_include: tuple[str, ...]
    must_exclude: tuple[str, ...]


@dataclass(frozen=True)
class GradedSet:
    docs: tuple[Doc, ...]
    queries: tuple[Asked, ...]
    autocomplete: tuple[Typed, ...]
    no_match: tuple[str, ...]
    spelling: tuple[Misspelled, ...]
    as_of: tuple[AskedOn, ...]


def read(text: str) -> GradedSet:
    """The set that the text says. Raises Unreadable."""
    if len(text) > LARGEST:
        raise Unreadable(f"The file has more than {LARGEST:,} letters.")
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"The file is not JSON: {problem}.") from problem
    if not isinstance(data, dict):
        raise Unreadable("The file must hold one object with docs, queries and so on.")
    docs = _each(data, "docs", _doc)
    known = {doc.id for doc in docs}
    if len(known) != len(docs):
        twice = next(doc.id for place, doc in enumerate(docs) if doc.id in {other.id for other in docs[:place]})
        raise Unreadable(f"Two docs have the id “{twice}”.")
    found = GradedSet(
        docs=_with_ends(docs),
        queries=_each(data, "queries", _asked),
        autocomplete=_each(data, "autocomplete", _typed),
        no_match=_each(data, "no_match", lambda row: row.text("q")),
        spelling=_each(data, "spelling", lambda row: Misspelled(row.text("q"), row.text("expect"))),
        as_of=_each(data, "as_of", _asked_on),
    )
    _all_known(found, known)
    return found


def _with_ends(docs: tuple[Doc, ...]) -> tuple[Doc, ...]:
    """A document that was replaced ends the day before its successor begins, if it has not ended before."""
    begins = {doc.id: doc.valid_from for doc in docs}
    found = []
    for doc in docs:
        if begin := begins.get(doc.superseded_by):
            ended = begin - dt.timedelta(days=1) if begin > dt.date.min else begin
            doc = replace(doc, valid_to=min(doc.valid_to or ended, ended))
        found.append(doc)
    return tuple(found)


def _all_known(found: GradedSet, known: set[str]) -> None:
    named = [(f"query {query.id}", name) for query in found.queries for name in query.rel]
    named += [(f"autocomplete “{case.prefix}”", name) for case in found.autocomplete for name in case.expect_docs]
    named += [(f"as_of “{case.q}”", name) for case in found.as_of for name in (*case.must_include, *case.must_exclude)]
    for where, name in named:
        if name not in known:
            raise Unreadable(f"The {where} names a document that is not in docs: “{name}”.")


class _Row:
    """An object of the file, and where it stands."""

    def __init__(self, where: str, values: Any) -> None:
        if not isinstance(values, dict):
            raise Unreadable(f"{where} must be an object.")
        self.where, self.values = where, values

    def text(self, name: str, otherwise: str | None = None) -> str:
        value = self.values.get(name)
        if value is None and otherwise is not None:
            return otherwise
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise Unreadable(f"{self.where}.{name} must be a text.")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        if not isinstance(value, list | None) or not all(isinstance(each, str | int) for each in value or ()):
            raise Unreadable(f"{self.where}.{name} must be a list of texts.")
        return tuple(map(str, value or ()))

    def day(self, name: str) -> dt.date | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError) as problem:
            raise Unreadable(f"{self.where}.{name} must be a day as 2026-01-31.") from problem

    def grades(self, name: str) -> dict[str, int]:
        value = self.values.get(name) or {}
        if not isinstance(value, dict) or not all(type(grade) is int and 0 <= grade <= 3 for grade in value.values()):
            raise Unreadable(f"{self.where}.{name} must give each document a grade from 0 to 3.")
        return value


def _each(data: dict[str, Any], name: str, read_row: Callable[[_Row], T]) -> tuple[T, ...]:
    rows = data.get(name)
    rows = [] if rows is None else rows
    if not isinstance(rows, list):
        raise Unreadable(f"{name} must be a list.")
    return tuple(read_row(_Row(f"{name}[{place}]", row)) for place, row in enumerate(rows))


def _doc(row: _Row) -> Doc:
    return Doc(
        id=row.text("id"),
        question=row.text("question", ""),
        body=row.text("body", ""),
        answer=row.text("answer", ""),
        topic=row.text("topic", ""),
        tags=row.texts("tags"),
        law=row.texts("law"),
        audience=row.texts("audience"),
        method_version=row.text("method_version", ""),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        superseded_by=row.text("superseded_by", ""),
    )


def _asked(row: _Row) -> Asked:
    return Asked(row.text("id", row.where), row.text("q"), row.text("kind", ""), row.grades("rel"))


def _typed(row: _Row) -> Typed:
    return Typed(row.text("prefix"), row.texts("expect_any"), row.texts("expect_docs"))


def _asked_on(row: _Row) -> AskedOn:
    day = row.day("as_of")
    if day is None:
        raise Unreadable(f"{row.where}.as_of is missing.")
    return AskedOn(row.text("q"), day, row.texts("must_include"), row.texts("must_exclude"))
