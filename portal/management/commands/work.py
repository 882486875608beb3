"""The worker: delivers mail, keeps the search index true, and does every chore the floors have registered.

`manage.py work` goes on until it is asked to stop (SIGTERM, Ctrl-C); `--once` does everything once. Several workers may
run at the same time.
"""

from __future__ import annotations

import argparse
import logging
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from live.chores import do_due, registered

log = logging.getLogger("portal.work")
TICK = 2.0
HEARTBEAT = 60.0


class Command(BaseCommand):
    help = "Deliver mail, keep the search index true, and do the other chores."
    stopping = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do every chore once, and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        chores = registered()
        if options["once"]:
            do_due(chores)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.stdout.write(f"The worker does: {', '.join(chore.name for chore in chores)}.")
        self.stdout.flush()
        last_beat = time.monotonic()
        while not self.stopping:
            close_old_connections()
            do_due(chores)
            if time.monotonic() - last_beat >= HEARTBEAT:
                last_beat = time.monotonic()
                log.info("worker alive: %s", ", ".join(f"{c.name} {c.done}/{c.failed}" for c in chores))
            self.wait()
        self.stdout.write("The worker has stopped.")

    def stop(self, *_: Any) -> None:
        self.stopping = True

    def wait(self) -> None:
        """Until the next tick, in short naps: a signal ends the worker soon."""
        until = time.monotonic() + TICK
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.1)
