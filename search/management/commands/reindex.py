"""Make the search index again, from what is public now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search import outbox


class Command(BaseCommand):
    help = "Make the search index again, from what is public now."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{outbox.rebuild()} things can be found.")
