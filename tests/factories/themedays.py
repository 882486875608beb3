"""Theme days and registrations for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.rules import Role
from tests.factories.content import add_page, home_page
from tests.factories.people import person_with
from themedays.models import Registration, ThemeDayIndexPage, ThemeDayPage, Workshop
from themedays.rules import COPENHAGEN, Place

PROGRAMME = [
    ("row", {"time": "9.00", "title": "Velkomst", "text": "Dagens mål.", "kind": "talk"}),
    ("row", {"time": "10.45", "title": "Pause", "text": "", "kind": "break"}),
    ("row", {"time": "11.00", "title": "Workshop (vælg én)", "text": "Tre rum.", "kind": "workshop"}),
]


def theme_day_index() -> ThemeDayIndexPage:
    """The list of theme days, made once, under the front page."""
    index = ThemeDayIndexPage.objects.first()
    if index is None:
        index = add_page(home_page(), ThemeDayIndexPage(title="Temadage", slug="temadage"))
    return index


def theme_day(
    title: str = "Fra bestilling til den gode status", *, workshops: Iterable[tuple[str, int]] = (), **fields: object
) -> ThemeDayPage:
    """A published day in sixty days with twenty seats; `workshops` are titles with their seats."""
    starts = timezone.localtime(timezone=COPENHAGEN).replace(hour=9, minute=0, second=0, microsecond=0)
    fields.setdefault("starts_at", starts + dt.timedelta(days=60))
    begins: dt.datetime = fields["starts_at"]  # type: ignore[assignment]
    fields.setdefault("ends_at", begins + dt.timedelta(hours=5))
    fields.setdefault("registration_deadline", begins.date() - dt.timedelta(days=14))
    fields.setdefault("seats", 20)
    fields.setdefault("lead", "En virtuel dag for myndighed og udfører.")
    fields.setdefault("programme", PROGRAMME)
    day = ThemeDayPage(title=title, **fields)
    day.workshops = [
        Workshop(slot="11.00", title=name, text="I øver sammen.", seats=seats, sort_order=order)
        for order, (name, seats) in enumerate(workshops)
    ]
    return add_page(theme_day_index(), day)


def is_over(day: ThemeDayPage) -> ThemeDayPage:
    """The day as it is afterwards: it ended an hour ago."""
    now = timezone.now()
    ThemeDayPage.objects.filter(pk=day.pk).update(
        starts_at=now - dt.timedelta(hours=6),
        ends_at=now - dt.timedelta(hours=1),
        registration_deadline=timezone.localdate() - dt.timedelta(days=14),
    )
    return ThemeDayPage.objects.get(pk=day.pk)


class RegistrationFactory(DjangoModelFactory):
    """A seat, without the mails and the lock of the real thing."""

    class Meta:
        model = Registration

    day = factory.LazyFunction(theme_day)
    person = factory.LazyFunction(lambda: person_with(Role.CASEWORKER))
    created_by = factory.SelfAttribute("person")
    place = Place.SEAT.value
