"""What theme days do when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from wagtail.signals import page_published

from themedays.actions import registrations
from themedays.models import ThemeDayPage


def connect() -> None:
    page_published.connect(seats_may_be_free, sender=ThemeDayPage, dispatch_uid="themedays.seats_may_be_free")


def seats_may_be_free(sender: Any, instance: ThemeDayPage, **kwargs: Any) -> None:
    """An editor who adds seats lets those who wait in."""
    revision = kwargs.get("revision")
    registrations.fill(day=instance, by=revision.user if revision is not None else None)
