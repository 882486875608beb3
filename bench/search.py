"""What a reader waits for: `find` and suggestions among 1,000, 10,000 and 100,000 published answers, on every engine,
beside the engine's own plain query in the same run.

The answers are pages in a portal's own database, thrown away afterwards: every hit is checked, marked and counted as
where people search. `BENCH_SEARCH=1000,10000` measures fewer.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from bench.servers import postgresql
from bench.timing import Entry
from tests.servers.elasticsearch import Node

ROOT = Path(__file__).parent.parent
SIZES = os.environ.get("BENCH_SEARCH", "1000,10000,100000").split(",")
HEAP = "1g"  # the small node of the tests starts faster and is slower


def measure() -> Iterator[Entry]:
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder, _elasticsearch() as cluster:
        if cluster is None:
            yield Entry("search: Elasticsearch (no Java and Maven here)", "ms", 0.0)
        environment = {"BENCH_SQLITE": f"{folder}/portal.sqlite3", "ELASTICSEARCH_URL": cluster or ""}
        yield from _measured({**environment, "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3"})
    with postgresql() as address:
        if address is None:
            yield Entry("search: PostgreSQL (not installed here)", "ms", 0.0)
            return
        yield from _measured({"DATABASE_URL": address, "ELASTICSEARCH_URL": ""})


def _measured(environment: dict[str, str]) -> Iterator[Entry]:
    """What a process of its own tells, as it comes."""
    settings = {"DJANGO_SETTINGS_MODULE": "bench.search_settings", **environment}
    command = [sys.executable, "-m", "bench.search_run", *SIZES]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            yield Entry(**json.loads(line))
    if process.returncode:
        sys.exit("the search was not measured")


@contextmanager
def _elasticsearch() -> Iterator[str | None]:
    """The address of an empty node, or None."""
    if not all(map(which, ("java", "javac", "mvn"))):
        yield None
        return
    node = Node("bench", heap=HEAP)
    try:
        yield node.start().url
    finally:
        node.remove()
