"""The calendar file, without a database."""

from __future__ import annotations

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

from icalendar import Calendar

from themedays.calendars import calendar_of
from themedays.rules import COPENHAGEN

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def registration(**fields: object) -> Any:
    """What the calendar reads of a registration; the real ones meet it in the integration tests."""
    day = SimpleNamespace(
        title="Samme borger; samme niveau, ja?",
        lead="En virtuel dag.",
        online=True,
        starts_at=dt.datetime(2027, 3, 11, 8, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 3, 11, 13, tzinfo=dt.UTC),
    )
    usual = {"day": day, "key": uuid.UUID(int=7), "sequence": 0, "workshop": None, "is_live": True}
    return SimpleNamespace(**(usual | fields))


def test_the_event_is_at_nine_in_copenhagen():
    file = Calendar.from_ical(calendar_of(registration(), now=NOW))
    event = file.walk("VEVENT")[0]
    assert file["METHOD"] == "PUBLISH"
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event["DTSTART"].dt == dt.datetime(2027, 3, 11, 9, tzinfo=COPENHAGEN)
    assert file.walk("VTIMEZONE")
    assert "samme niveau, ja?" in event["SUMMARY"]


def test_a_change_keeps_the_name_and_counts_up():
    events = [Calendar.from_ical(calendar_of(registration(sequence=n), now=NOW)).walk("VEVENT")[0] for n in range(2)]
    assert events[0]["UID"] == events[1]["UID"]
    assert [event["SEQUENCE"] for event in events] == [0, 1]


def test_a_cancelled_registration_removes_the_event():
    file = Calendar.from_ical(calendar_of(registration(is_live=False), now=NOW))
    assert file["METHOD"] == "CANCEL"
    assert file.walk("VEVENT")[0]["STATUS"] == "CANCELLED"
