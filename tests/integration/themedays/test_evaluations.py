"""After the day those who had a seat are asked, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from live.chores import registered
from notifications.models import Mail
from surveys.models import Invitation
from tests.factories.surveys import SurveyFactory
from tests.factories.themedays import RegistrationFactory, is_over, theme_day
from themedays.actions.evaluations import open_surveys
from themedays.models import ThemeDayPage


@pytest.fixture
def held(db) -> ThemeDayPage:
    """A day that ended an hour ago: two had a seat, one of them waited in vain, one cancelled."""
    day = theme_day(survey=SurveyFactory())
    RegistrationFactory(day=day)
    RegistrationFactory(day=day)
    RegistrationFactory(day=day, place="queue")
    RegistrationFactory(day=day, cancelled_at=timezone.now())
    return is_over(day)


def test_those_who_had_a_seat_are_asked_once(held):
    assert open_surveys() == 2
    assert open_surveys() == 0
    asked = Invitation.objects.filter(survey=held.survey)
    assert {invitation.person for invitation in asked} == {row.person for row in held.registrations.seated()}
    assert Mail.objects.count() == 2


def test_nobody_is_asked_before_the_day_is_over(held):
    ThemeDayPage.objects.filter(pk=held.pk).update(ends_at=timezone.now() + dt.timedelta(minutes=1))
    assert open_surveys() == 0


def test_a_survey_that_opens_later_waits(held):
    survey = held.survey
    survey.opens_at = timezone.now() + dt.timedelta(hours=1)
    survey.save()
    assert open_surveys() == 0
    assert open_surveys(timezone.now() + dt.timedelta(hours=2)) == 2


def test_a_day_without_a_survey_asks_nobody(held):
    ThemeDayPage.objects.filter(pk=held.pk).update(survey=None)
    assert open_surveys() == 0


def test_the_worker_knows_the_chore():
    assert any(chore.function is open_surveys for chore in registered())
