"""Fills an empty database with the demo: the same every time, in under two minutes."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.models import User
from portal.demo import seed
from portal.demo.seed.people import sign_in_lines


class Command(BaseCommand):
    help = "Seed the demo: content, about 300 people, and a year of life. Nothing happens when people exist already."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--without-films", action="store_true", help="leave the video talks without a film file")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            if not User.objects.filter(email="sagsbehandler@example.dk").exists():
                raise CommandError("There are people in this database who are not the demo's. Nothing was changed.")
            self.stdout.write("The demo is there already.")
            return
        began = time.monotonic()
        for step in seed.everything(films=not options["without_films"]):
            self.stdout.write(f"  {time.monotonic() - began:5.1f} s  {step}")
        self.stdout.write("\n".join(["", *sign_in_lines()]))
