"""Attempts graded again and saved, a second: all at once, against one attempt after the other.

The peer is how Moodle 4.5 regrades (mod/quiz/report/overview, regrade_attempt): load an attempt, grade, save, next;
done here with the same engine and tables, so that only the way of working differs. On PostgreSQL where installed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.servers import postgresql
from bench.timing import Entry

ROOT = Path(__file__).parent.parent


def measure() -> Iterator[Entry]:
    with postgresql() as address:
        if address is None:
            yield Entry("regrade, saved on PostgreSQL (not installed here)", "attempts/s", 0.0)
            return
        environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        told = subprocess.run(
            [sys.executable, "-m", "bench.peers.regrading"],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
    ours, peer = (float(each) for each in told[-2:])
    yield Entry("regrade, saved on PostgreSQL", "attempts/s", ours, peer, "one attempt after the other, same engine")
