"""What an editor publishes, and what people have chosen and been told."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar
from wagtail.models import ModelLogEntry, PageLogEntry

from notifications.models import Mail
from people.rules import Role
from tests.factories.people import person_with
from tests.factories.themedays import RegistrationFactory, is_over
from themedays.actions import registrations
from themedays.models import Registration, ThemeDayPage, Workshop


def register(day, workshop=None) -> Registration:
    person = person_with(Role.CASEWORKER)
    return registrations.register(person=person, day=day, by=person, workshop=workshop)


def fresh(day) -> ThemeDayPage:
    return ThemeDayPage.objects.get(pk=day.pk)


def without(day, title: str) -> ThemeDayPage:
    """The page as an editor has it who took a workshop away."""
    page = fresh(day)
    page.workshops = [workshop for workshop in page.workshops.all() if not workshop.title.startswith(title)]
    return page


# ── Workshops that people have chosen ───────────────────────────────────────────────────────────────────────────
def test_a_draft_takes_no_workshop_away_that_was_chosen_meanwhile(day):
    draft = without(day, "A").save_revision()
    mine = register(day, day.workshops.first())
    draft.publish()
    mine.refresh_from_db()
    assert mine.workshop.title == "A: Borgerens stemme"
    assert {workshop.title[0] for workshop in fresh(day).workshops.all()} == {"A", "B"}


def test_an_older_revision_takes_no_newer_workshop_away_that_was_chosen(day):
    old, page = day.latest_revision, fresh(day)
    page.workshops.add(Workshop(slot="13.00", title="C: Ny", seats=3))
    page.save_revision().publish()
    mine = register(day, Workshop.objects.get(title="C: Ny"))
    old.publish()
    mine.refresh_from_db()
    assert mine.workshop.title == "C: Ny"


def test_a_workshop_that_nobody_chose_is_taken_away(day):
    without(day, "A").save_revision().publish()
    assert [workshop.title for workshop in Workshop.objects.filter(day=day)] == ["B: Opfølgningsmødet"]


# ── A day that moves ────────────────────────────────────────────────────────────────────────────────────────────
def move(day, **fields: object) -> None:
    page = fresh(day)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_day_that_moves_replaces_the_calendar_file(day):
    mine = register(day)
    Mail.objects.all().delete()
    move(day, starts_at=day.starts_at + dt.timedelta(hours=1), ends_at=day.ends_at + dt.timedelta(hours=1))
    mail = Mail.objects.get()
    assert mail.subject == "Nyt tidspunkt eller sted: Fra bestilling til den gode status"
    assert "Dagen slutter nu kl. 15.00. Sted: online." in mail.body
    event = Calendar.from_ical(mail.attachments[0][1]).walk("VEVENT")[0]
    assert event["UID"] == f"{mine.key}@vum-portalen"
    assert event["SEQUENCE"] == 1
    assert event["DTSTART"].dt == fresh(day).starts_at
    assert PageLogEntry.objects.filter(action="themedays.move").count() == 1


def test_a_new_place_is_told_too_and_who_waits_gets_no_calendar_file(day, fill):
    fill(day)
    register(day)
    Mail.objects.all().delete()
    move(day, online=False, location="Rådhuset i Odense")
    assert Mail.objects.count() == 3
    assert all("Sted: Rådhuset i Odense." in mail.body for mail in Mail.objects.all())
    assert sorted(len(mail.attachments) for mail in Mail.objects.all()) == [0, 1, 1]


def test_other_changes_disturb_nobody(day):
    register(day)
    Mail.objects.all().delete()
    move(day, lead="En anden tekst.", seats=9)
    assert not Mail.objects.exists()
    assert Registration.objects.get().sequence == 0


def test_who_cancelled_and_who_was_there_hears_nothing(day):
    gone = register(day)
    registrations.cancel(registration=gone, by=gone.person)
    Mail.objects.all().delete()
    move(day, location="Et andet sted")
    assert not Mail.objects.exists()
    RegistrationFactory(day=day)
    over = is_over(day)
    move(over, ends_at=over.ends_at - dt.timedelta(minutes=5))
    assert not Mail.objects.exists()


@pytest.mark.parametrize("when", ["save_revision", "publish"])
def test_a_draft_tells_nobody_until_it_is_published(day, when):
    register(day)
    Mail.objects.all().delete()
    page = fresh(day)
    page.ends_at += dt.timedelta(hours=1)
    revision = page.save_revision()
    if when == "publish":
        revision.publish()
    assert Mail.objects.count() == (when == "publish")
    assert ModelLogEntry.objects.filter(action="themedays.move").count() == 0
