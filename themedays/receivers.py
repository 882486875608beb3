"""What theme days do when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from wagtail.signals import page_published

from themedays.actions import days, registrations
from themedays.models import ThemeDayPage


def connect() -> None:
    page_published.connect(the_day_is_published, sender=ThemeDayPage, dispatch_uid="themedays.the_day_is_published")


def the_day_is_published(sender: Any, instance: ThemeDayPage, **kwargs: Any) -> None:
    """An editor who moves the day tells those who come; one who adds seats lets those who wait in."""
    revision = kwargs.get("revision")
    by = revision.user if revision is not None else None
    if instance.has_moved:
        days.moved(day=instance, by=by)
    registrations.fill(day=instance, by=by)
