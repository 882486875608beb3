"""What staff set on a day besides its page."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log

from notifications.mail import notify
from people.models import User
from themedays import messages
from themedays.models import OnlineLink, ThemeDayPage
from themedays.rules import DayState


@transaction.atomic
def set_online_link(*, day: ThemeDayPage, url: str, by: User) -> None:
    """Those with a seat see the link on their receipt; an empty one takes it away."""
    if url:
        OnlineLink.objects.update_or_create(day=day, defaults={"url": url})
    else:
        OnlineLink.objects.filter(day=day).delete()
    log(day, "themedays.set_online_link", user=by)


@transaction.atomic
def exported(*, day: ThemeDayPage, by: User) -> None:
    """The audit log says who took the list of people out."""
    log(day, "themedays.export", user=by)


@transaction.atomic
def moved(*, day: ThemeDayPage, by: User | None) -> None:
    """Those who are signed up know the new time and place; those with a seat have a new calendar file."""
    current = ThemeDayPage.objects.lock(day.pk)
    if current.state() is DayState.PAST:
        return
    for registration in current.registrations.live().select_related("person", "workshop"):
        registration.day = current
        if registration.has_seat:
            registration.sequence += 1
            registration.save(update_fields=["sequence"])
        if registration.person is not None:
            notify(registration.person, messages.moved(registration))
    log(current, "themedays.move", user=by)
