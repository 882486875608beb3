"""The front page and the sections, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.site import build_site


class Command(BaseCommand):
    help = "Make the front page and the sections of the site. Changes nothing that exists."

    def handle(self, *args: Any, **options: Any) -> None:
        home = build_site()
        self.stdout.write(f"The site stands: {home.title}, {home.get_children().count()} sections.")
