"""A registration as an event in the person's own calendar (RFC 5545).

The event has one UID as long as the registration lives; a new SEQUENCE replaces it, METHOD CANCEL removes it.
"""

from __future__ import annotations

import datetime as dt
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from themedays.rules import COPENHAGEN

if TYPE_CHECKING:
    from themedays.models import Registration

MIME_TYPE = "text/calendar"
FILE_NAME = "temadag.ics"


def calendar_of(registration: Registration, *, now: dt.datetime | None = None) -> str:
    """The calendar file as it stands: published, or cancelled once the registration is."""
    day = registration.day
    event = Event()
    event.add("uid", f"{registration.key}@vum-portalen")
    event.add("sequence", registration.sequence)
    event.add("dtstamp", (now or timezone.now()).astimezone(dt.UTC))
    event.add("dtstart", day.starts_at.astimezone(COPENHAGEN))
    event.add("dtend", day.ends_at.astimezone(COPENHAGEN))
    event.add("summary", _("Theme day: %(title)s") % {"title": day.title})
    event.add("description", _description(registration))
    event.add("location", _("Online") if day.online else day.location)
    event.add("url", settings.BASE_URL + reverse("themedays:receipt", args=[registration.key]))
    event.add("status", "CONFIRMED" if registration.is_live else "CANCELLED")
    sender_name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["CN"] = sender_name or "VUM-portalen"
    event["organizer"] = organizer

    calendar = Calendar()
    calendar.add("prodid", "-//VUM-portalen//Temadage//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if registration.is_live else "CANCEL")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _description(registration: Registration) -> str:
    workshop = registration.workshop
    if workshop is None:
        return str(registration.day.lead)
    sentence = _("You wait for a seat in the workshop") if registration.waits_for_workshop else _("Your workshop")
    return f"{sentence}: {workshop.slot} {workshop.title}"
