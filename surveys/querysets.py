"""Which surveys, questions, invitations and sheets?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from people.models import User
    from surveys.models import Invitation, Sheet, Survey, SurveyQuestion  # noqa: F401 (two in quotes only)


class SurveyQuerySet(models.QuerySet["Survey"]):
    def open(self, now: dt.datetime | None = None) -> SurveyQuerySet:
        moment = now or timezone.now()
        return self.filter(opens_at__lte=moment, closes_at__gt=moment)

    def lock(self, pk: int) -> Survey:
        """The survey, held until the transaction ends: behind it no one is invited twice."""
        return self.select_for_update().get(pk=pk)


class QuestionQuerySet(models.QuerySet["SurveyQuestion"]):
    def statements(self) -> QuestionQuerySet:
        return self.filter(kind="statement")

    def texts(self) -> QuestionQuerySet:
        return self.filter(kind="text")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of(self, person: User) -> InvitationQuerySet:
        return self.filter(person=person)

    def waiting_for(self, person: User, now: dt.datetime | None = None) -> InvitationQuerySet:
        """What the person can answer now and has not answered; what closes first comes first."""
        moment = now or timezone.now()
        waiting = self.of(person).filter(answered=False, survey__opens_at__lte=moment, survey__closes_at__gt=moment)
        return waiting.select_related("survey").order_by("survey__closes_at", "pk")

    def lock(self, pk: int) -> Invitation:
        """The invitation, held until the transaction ends. On SQLite the transaction itself holds all writers back."""
        return self.select_for_update(of=("self",)).select_related("survey").get(pk=pk)


class SheetQuerySet(models.QuerySet["Sheet"]):
    def of_survey(self, survey: Survey) -> SheetQuerySet:
        return self.filter(survey=survey).order_by("pk")
