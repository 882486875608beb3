"""What theme days tell people by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from content.templatetags.danish import kl, weekday_date
from notifications.mail import Attachment, Message
from themedays.calendars import FILE_NAME, MIME_TYPE, calendar_of

if TYPE_CHECKING:
    from themedays.models import Registration


def _message(registration: Registration, subject: str, *sentences: str, with_calendar: bool = False) -> Message:
    day = registration.day
    when = _("%(title)s, %(day)s %(time)s.") % {
        "title": day.title,
        "day": weekday_date(day.starts_at),
        "time": kl(day.starts_at),
    }
    files = [Attachment(FILE_NAME, calendar_of(registration), MIME_TYPE)] if with_calendar else []
    return Message(
        subject=subject % {"title": day.title},
        body="\n\n".join([when, *(sentence for sentence in sentences if sentence)]),
        link=reverse("themedays:receipt", args=[registration.key]),
        attachments=files,
    )


def _workshop(registration: Registration) -> str:
    workshop = registration.workshop
    if workshop is None:
        return ""
    if registration.place == registration.workshop_place == "seat":
        return _("Your workshop: %(slot)s %(title)s.") % {"slot": workshop.slot, "title": workshop.title}
    return _("You wait for a seat in the workshop %(slot)s %(title)s.") % {
        "slot": workshop.slot,
        "title": workshop.title,
    }


def seat(registration: Registration) -> Message:
    return _message(
        registration,
        _("You are signed up: %(title)s"),
        _workshop(registration),
        _("The calendar file is attached. Can you not come? Then cancel, so that the next one gets the seat:"),
        with_calendar=True,
    )


def queue(registration: Registration, number: int) -> Message:
    return _message(
        registration,
        _("You are on the waiting list: %(title)s"),
        _("You are number %(number)s on the waiting list. We write to you as soon as there is a seat.")
        % {"number": number},
    )


def promoted(registration: Registration) -> Message:
    return _message(
        registration,
        _("You have got a seat: %(title)s"),
        _("You have moved up from the waiting list."),
        _workshop(registration),
        _("The calendar file is attached. Can you not come? Then cancel, so that the next one gets the seat:"),
        with_calendar=True,
    )


def workshop_promoted(registration: Registration) -> Message:
    return _message(
        registration,
        _("You have got a seat in the workshop: %(title)s"),
        _workshop(registration),
        _("The calendar file attached replaces the one you have:"),
        with_calendar=True,
    )


def workshop_chosen(registration: Registration) -> Message:
    """Who waits for a seat at the day has no calendar file yet."""
    return _message(
        registration,
        _("You have chosen another workshop: %(title)s"),
        _workshop(registration),
        _("The calendar file attached replaces the one you have:") if registration.has_seat else "",
        with_calendar=registration.has_seat,
    )


def moved(registration: Registration) -> Message:
    day = registration.day
    return _message(
        registration,
        _("New time or place: %(title)s"),
        _("The time or the place has been changed. The day now ends %(time)s. Place: %(place)s.")
        % {"time": kl(day.ends_at), "place": _("online") if day.online else day.location},
        _("The calendar file attached replaces the one you have:") if registration.has_seat else "",
        with_calendar=registration.has_seat,
    )


def cancelled(registration: Registration, *, had_seat: bool) -> Message:
    return _message(
        registration,
        _("You are no longer signed up: %(title)s"),
        _("The calendar file attached removes the day from your calendar.") if had_seat else "",
        _("Do you want to come after all? Sign up again on the page of the day."),
        with_calendar=had_seat,
    )
