"""What staff set on a day besides its page."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log

from people.models import User
from themedays.models import OnlineLink, ThemeDayPage


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
