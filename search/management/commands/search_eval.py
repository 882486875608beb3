"""Measure the search on a graded set: how well it finds, and how fast."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import danish
from search.find import Results, find
from search.graded import AskedOn, Doc, GradedSet, Misspelled, Typed, Unreadable, read
from search.quality import mean, ndcg_at, percentile, recall_at, reciprocal_rank
from search.scratch import NAMES, MemorySource, NotHere, scratch
from search.sources import LONG_AGO, Document
from search.suggest import suggest

KIND = "graded"
DEEP = 100  # hits that are looked at: of a query, and of one with a day
FIRST = 10  # hits in which a document counts as offered to somebody who types


class Command(BaseCommand):
    """Prints one JSON object and nothing else; what goes wrong is one sentence on stderr, with exit status 2.

    The set's documents are put in a scratch index. Relevant is a grade of 2 and above.

    - `recall_at_5`: per query, relevant documents among the first five / min(5, relevant documents); the mean.
    - `mrr`: the mean of 1 / place of the first relevant hit (0 when it is not among the first 100).
    - `ndcg_at_10`: gains 2**grade - 1, discounts log2(place + 1).
    - `zero_hits`: how many of the queries found nothing.
    - `autocomplete`: passed when one of `expect_any` is suggested, as the whole suggestion or its last word, letter for
      letter but for capitals and æøå; and every one of `expect_docs` is suggested, or among the first ten found.
    - `no_match`: passed when nothing is found.
    - `spelling`: passed when the corrected query, or the one offered as «mente du», has the expected word (inflected or
      not); or when the first hit has it. A first hit that only has the misspelled word does not pass.
    - `as_of`: passed when all of `must_include` and none of `must_exclude` are found for that day.

    The last four are texts, passed/total. `p50_ms` and `p95_ms` are of the queries: `find` with 25 highlighted hits and
    facets, after one query for warming up.
    """

    help = "Measure how well and how fast the search finds, on a graded set of documents and queries."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("set", help="the graded set, a JSON file")
        parser.add_argument("--engine", choices=NAMES, default=NAMES[0])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            graded = read(Path(options["set"]).read_text(encoding="utf-8"))
            figures = evaluate(graded, options["engine"])
        except (Unreadable, NotHere) as problem:
            raise CommandError(" ".join(str(problem).split()), returncode=2) from problem
        except UnicodeDecodeError as problem:
            raise CommandError("The file is not text in UTF-8.", returncode=2) from problem
        except OSError as problem:
            raise CommandError(f"The file cannot be read: {problem.strerror}.", returncode=2) from problem
        self.stdout.write(json.dumps(figures, ensure_ascii=False))


def evaluate(graded: GradedSet, engine: str) -> dict[str, Any]:
    """The figures that the command prints. Raises NotHere."""
    source = MemorySource(KIND, "", {number: document(doc) for number, doc in enumerate(graded.docs, 1)})
    with scratch(engine, [source]) as tables:
        tables.fill()
        return Measured(graded, engine, source).figures()


def document(doc: Doc) -> Document:
    """As the search reads a published answer of the hotline."""
    text = [doc.answer, doc.body, *doc.tags, doc.topic, *doc.law]
    return Document(
        title=doc.question or doc.id,
        body="\n".join(part for part in text if part),
        url=f"#{doc.id}",
        changed_on=_noon(doc.valid_from),
        summary=doc.answer,
        thing=_Said(doc),
    )


class _Said:
    """What an answer says of itself."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def search_validity(self) -> tuple[dt.date | None, dt.date | None]:
        return self.doc.valid_from, self.doc.valid_to

    def search_audiences(self) -> tuple[str, ...]:
        return self.doc.audience

    def search_year(self) -> int | None:
        return self.doc.valid_from.year if self.doc.valid_from else None


def _noon(day: dt.date | None) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC) if day else LONG_AGO


class Measured:
    """Asks everything in the set; the index must be filled."""

    def __init__(self, graded: GradedSet, engine: str, source: MemorySource) -> None:
        self.graded, self.engine, self.source = graded, engine, source
        self.took: list[float] = []

    def figures(self) -> dict[str, Any]:
        graded = self.graded
        find("varm op")
        hits = [self._timed(query.q) for query in graded.queries]
        rels = [query.rel for query in graded.queries]
        pairs = list(zip(hits, rels, strict=True))
        return {
            "recall_at_5": round(mean(recall_at(5, ids, rel) for ids, rel in pairs), 4),
            "mrr": round(mean(reciprocal_rank(ids, rel) for ids, rel in pairs), 4),
            "ndcg_at_10": round(mean(ndcg_at(10, ids, rel) for ids, rel in pairs), 4),
            "zero_hits": sum(not ids for ids in hits),
            "autocomplete": _passed(map(self.suggested, graded.autocomplete)),
            "no_match": _passed(not self.found(q) for q in graded.no_match),
            "spelling": _passed(map(self.mended, graded.spelling)),
            "as_of": _passed(map(self.held, graded.as_of)),
            "p50_ms": round(percentile(0.5, self.took) * 1000, 2),
            "p95_ms": round(percentile(0.95, self.took) * 1000, 2),
            "engine": self.engine,
            "docs": len(graded.docs),
        }

    def _timed(self, q: str) -> list[str]:
        """Documents found, best first. Only what a reader waits for is timed: the first page."""
        before = time.perf_counter()
        first = self._find(q, limit=25)
        self.took.append(time.perf_counter() - before)
        rest = self._find(q, limit=DEEP - 25, offset=25) if first.total > 25 else Results(q)
        return [*_ids(first), *_ids(rest)]

    def found(self, q: str, *, as_of: dt.date | None = None, limit: int = DEEP) -> list[str]:
        return _ids(self._find(q, as_of=as_of, limit=limit))

    def suggested(self, case: Typed) -> bool:
        offered = suggest(case.prefix)
        words = {folded for each in offered.words for folded in (_folded(each.text), _folded(each.text.split()[-1]))}
        things = {thing.url.removeprefix("#") for thing in offered.things}
        if not things.issuperset(case.expect_docs):
            things.update(self.found(case.prefix, limit=FIRST))
        any_word = not case.expect_any or any(_folded(word) in words for word in case.expect_any)
        return any_word and things.issuperset(case.expect_docs)

    def mended(self, case: Misspelled) -> bool:
        results = self._find(case.q, limit=1)
        taken = case.q
        for typed, other in results.corrected.items():
            taken = taken.replace(typed, other)
        expected = set(danish.tokens(case.expect))
        if expected <= set(danish.tokens(taken)) or expected <= set(danish.tokens(results.meant)):
            return True
        top = [self.source.things[hit.object_id] for hit in results.hits]
        return any(expected <= set(danish.tokens(f"{each.title}\n{each.body}")) for each in top)

    def held(self, case: AskedOn) -> bool:
        ids = set(self.found(case.q, as_of=case.as_of))
        return ids.issuperset(case.must_include) and ids.isdisjoint(case.must_exclude)

    def _find(self, q: str, **more: Any) -> Results:
        results = find(q, **more)
        if results.degraded:
            raise NotHere(f"{self.engine} did not answer all the time; nothing was measured.")
        return results


def _ids(results: Results) -> list[str]:
    return [hit.url.removeprefix("#") for hit in results.hits]


def _folded(text: str) -> str:
    return " ".join(danish.fold(word) for word in text.split())


def _passed(cases: Iterable[bool]) -> str:
    results: Sequence[bool] = list(cases)
    return f"{sum(results)}/{len(results)}"
