"""The measuring itself, in a process of its own: `python -m bench.search_run 1000 10000 100000`.

Prints one JSON object a line: the figures of an Entry. Needs DATABASE_URL (an empty database, to be thrown away) or
BENCH_SQLITE, and ELASTICSEARCH_URL for the cluster to be measured too.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from statistics import median
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench import search_answers, search_floor  # noqa: E402
from bench.search_texts import Asked, beginnings, queries  # noqa: E402
from bench.timing import Entry  # noqa: E402
from content.models import Phase  # noqa: E402
from search import engines, outbox  # noqa: E402
from search.engines import follow  # noqa: E402
from search.find import Results, find  # noqa: E402
from search.quality import percentile  # noqa: E402
from search.suggest import suggest  # noqa: E402
from search.views.results import PER_PAGE  # noqa: E402

ROUNDS = 3
PATIENCE = 30.0  # seconds that the guard waits: it is the cluster that is measured, not the database
RATED = 1_000  # things that the index rate is measured on
LABELS = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "elasticsearch": "Elasticsearch"}
PLAIN = {
    "sqlite": (search_floor.in_sqlite, "FTS5: any of the stems, ORDER BY rank LIMIT 10"),
    "postgresql": (search_floor.in_postgresql, "tsquery: any of the stems, ORDER BY ts_rank LIMIT 10"),
    "elasticsearch": (search_floor.in_elasticsearch, "match of the stems, size 10"),
}


def main(sizes: Sequence[int]) -> None:
    call_command("migrate", verbosity=0)
    slowest: dict[str, float] = {}
    have = 0
    for size in sizes:
        rate = fill(have, size)
        have = size
        search_floor.prepare()
        name = connection.vendor
        tell(Entry(f"search: things indexed, from {size:,}, {LABELS[name]}", "things/s", rate))
        told = [measured(name, size)]
        if settings.ELASTICSEARCH_URL:
            with by_elasticsearch():
                tell(Entry(f"search: things copied to Elasticsearch, {size:,}", "things/s", copied(size)))
                told.append(measured("elasticsearch", size))
        for engine, p95 in told:
            if before := slowest.get(engine):
                tell(Entry(f"search: p95 of find at {size:,}, {LABELS[engine]}, growth", "times", p95 / before))
            slowest[engine] = p95


def fill(have: int, size: int) -> float:
    """Most in large pieces, the last ones by the outbox, as it does it when much has changed; how many of those a
    second."""
    rated = min(RATED, size - have)
    search_answers.publish(have + 1, size - rated, indexed=True)
    ids = search_answers.publish(size - rated + 1, size, indexed=False)
    some, others = ids[: rated // 2], ids[rated // 2 :]
    failed = outbox.put_right(search_answers.KIND, some)  # what is made once per process is made here
    begun = time.perf_counter()
    failed += outbox.put_right(search_answers.KIND, others)
    spent = time.perf_counter() - begun
    if failed:
        sys.exit(f"{failed} things were not indexed")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself sooner or later
    return len(others) / spent


def copied(size: int) -> float:
    engine = engines.guarded().engine
    begun = time.perf_counter()
    follow.make_again(engine)
    engine.refresh()
    return size / (time.perf_counter() - begun)


@contextmanager
def by_elasticsearch() -> Iterator[None]:
    settings.SEARCH_ENGINE = "elasticsearch"
    engines.guarded().patience = PATIENCE
    try:
        yield
    finally:
        settings.SEARCH_ENGINE = "database"


def measured(engine: str, size: int) -> tuple[str, float]:
    """Tells the figures of one engine; returns its name and the p95 of find in ms."""
    ask, told = PLAIN[engine]
    asked = queries()
    phases = list(Phase.objects.order_by("order").values_list("slug", flat=True))
    tokens = [search_floor.stems(each.text) or ["nothing"] for each in asked]
    ours, cpu = timed(lambda each: searched(each, phases), asked)
    plain, _ = timed(ask, tokens)
    where = f"at {size:,}, {LABELS[engine]}"
    for share in (0.5, 0.95):
        name = f"search: p{share * 100:.0f} of find {where}"
        tell(Entry(name, "ms", percentile(share, ours), percentile(share, plain), told))
    tell(Entry(f"search: p95 of find {where}, own processor time", "ms", percentile(0.95, cpu)))
    typed = beginnings()
    offered, _ = timed(suggest, typed)
    words, _ = timed(search_floor.beginning, [each.split()[-1] for each in typed])
    name = f"search: p95 of suggestions {where}"
    tell(Entry(name, "ms", percentile(0.95, offered), percentile(0.95, words), "the commonest words that begin so"))
    return engine, percentile(0.95, ours)


def searched(asked: Asked, phases: Sequence[str]) -> Results:
    """A page of hits, as the search page asks for it."""
    results = find(asked.text, phases=() if asked.phase is None else (phases[asked.phase],), limit=PER_PAGE)
    if results.degraded:
        sys.exit("Elasticsearch did not answer; nothing was measured")
    return results


def timed(call: Callable[[Any], object], cases: Sequence[Any]) -> tuple[list[float], list[float]]:
    """Milliseconds of each case, the median of some rounds after one for warming up: on the clock, and of this
    process's processor time."""
    clock: list[list[float]] = [[] for _ in cases]
    own: list[list[float]] = [[] for _ in cases]
    for turn in range(ROUNDS + 1):
        for place, case in enumerate(cases):
            began, mine = time.perf_counter(), time.process_time()
            call(case)
            if turn:
                clock[place].append((time.perf_counter() - began) * 1000)
                own[place].append((time.process_time() - mine) * 1000)
    return [median(each) for each in clock], [median(each) for each in own]


def tell(entry: Entry) -> None:
    print(json.dumps(asdict(entry)), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
