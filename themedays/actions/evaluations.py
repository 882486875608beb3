"""After the day those who had a seat are asked what they thought."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from surveys.actions.surveys import open_for
from themedays.models import Registration, ThemeDayPage


def open_surveys(now: dt.datetime | None = None) -> int:
    """Everybody who had a seat at a day that is over is asked, once. Returns how many were asked now."""
    moment = now or timezone.now()
    waiting = Registration.objects.without_survey(moment)
    days = ThemeDayPage.objects.filter(pk__in=waiting.values("day"))
    return sum(_open(day, moment) for day in days)


@transaction.atomic
def _open(day: ThemeDayPage, moment: dt.datetime) -> int:
    current = ThemeDayPage.objects.lock(day.pk)
    asked = list(current.registrations.without_survey(moment).select_related("person"))
    people = [registration.person for registration in asked if registration.person is not None]
    if current.survey is None or not asked:
        return 0
    open_for(survey=current.survey, people=people, by=None, now=moment)
    Registration.objects.filter(pk__in=[each.pk for each in asked]).update(survey_opened_at=moment)
    return len(people)
