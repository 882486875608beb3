"""More time for those who need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from courses.models import ExtraTime

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def give_extra_time(*, person: User, percent: int, by: User) -> ExtraTime:
    """The person has so many per cent more time in every test begun from now on, in place of what was given before."""
    given, _made = ExtraTime.objects.update_or_create(person=person, defaults={"percent": percent, "given_by": by})
    log(person, "courses.give_extra_time", user=by, data={"percent": percent})
    return given


@transaction.atomic
def take_extra_time_away(*, person: User, by: User) -> None:
    """The person has the same time as everybody in tests begun from now on."""
    if ExtraTime.objects.filter(person=person).delete()[0]:
        log(person, "courses.take_extra_time_away", user=by)
