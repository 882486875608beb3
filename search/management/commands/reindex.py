"""Make the search index again, while people go on searching in it; tells how far it is."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from search import terms
from search.actions.reindex import DATABASE, ask_for_reindex, carry_on
from search.models import IndexRun, SearchEntry


class Command(BaseCommand):
    help = "Make the search index again, from what is public now. A run that was broken off is taken up."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--engine", default=DATABASE, help=f"the engine whose index is made again ({DATABASE})")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ask_for_reindex(by=None, engine=options["engine"])
        told = -1
        while run.finished is None:
            did = carry_on(seconds=1, only=run)
            run = IndexRun.objects.get(pk=run.pk)
            if run.problem:
                raise CommandError(f"{run.problem}. Ask again to go on from {run.done} of {run.total}.")
            if run.percent != told and run.finished is None:
                told = run.percent
                self.stdout.write(f"{run.done} of {run.total} ({told} %)")
                self.stdout.flush()
            if not did and run.finished is None:
                time.sleep(0.5)  # a worker has the run: wait for it
        if run.failed:
            self.stderr.write(f"{run.failed} things could not be read. The worker tries them again.")
        if run.engine == DATABASE:
            with transaction.atomic():  # the vocabulary follows each entry; this mends it after a restore
                terms.recount()
        self.stdout.write(f"{SearchEntry.objects.count()} things can be found.")
