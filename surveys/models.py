"""Questionnaires, who was asked, and what was answered – with nothing that ties the last two together."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import ROLE_CHOICES, User
from people.privacy import Handling
from surveys.querysets import InvitationQuerySet, QuestionQuerySet, SheetQuerySet, SurveyQuerySet
from surveys.rules import SMALLEST_GROUP, QuestionKind, State, state_at

KIND_CHOICES = [
    (QuestionKind.STATEMENT.value, _("Statement, answered from 1 to 5")),
    (QuestionKind.TEXT.value, _("Free text")),
]


class Survey(models.Model):
    """A questionnaire that is open for a time. States: not yet → open → closed, by the clock alone."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "title": Handling.KEEP,
        "intro": Handling.KEEP,
        "opens_at": Handling.KEEP,
        "closes_at": Handling.KEEP,
        "smallest_group": Handling.KEEP,
        "created_at": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=SMALLEST_GROUP, help_text=_("Figures about fewer people are hidden.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="surveys_survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(smallest_group__gte=SMALLEST_GROUP), name="surveys_survey_hides_small_groups"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, now: dt.datetime | None = None) -> State:
        return state_at(now or timezone.now(), opens_at=self.opens_at, closes_at=self.closes_at)


class SurveyQuestion(models.Model):
    """A statement to agree with from 1 to 5, or a question to answer in one's own words."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "survey": Handling.KEEP,
        "order": Handling.KEEP,
        "kind": Handling.KEEP,
        "wording": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions", verbose_name=_("survey"))
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=KIND_CHOICES, default=QuestionKind.STATEMENT.value)
    wording = models.CharField(_("wording"), max_length=300)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["survey", "order"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "order"], name="surveys_one_question_per_place"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in QuestionKind]), name="surveys_question_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class Invitation(models.Model):
    """A person has been asked. `answered` goes from false to true once; when it did is written nowhere.

    Whoever is erased still counts as asked.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "survey": Handling.KEEP,
        "person": Handling.ANONYMISE,
        "invited_at": Handling.KEEP,
        "answered": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("survey"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="survey_invitations",
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    answered = models.BooleanField(_("answered"), default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="surveys_one_invitation_per_person")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.key}"

    def belongs_to(self, person: User) -> bool:
        return self.person_id is not None and self.person_id == person.pk


class Sheet(models.Model):
    """One set of answers: {question key: 1–5, or text}. Anonymous.

    It has no person, no time and no number that counts up: the key is random, and sheets are read in its order.
    """

    privacy = {
        "id": Handling.KEEP,
        "survey": Handling.KEEP,
        "group": Handling.KEEP,
        "answers": Handling.KEEP,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("survey"))
    group = models.CharField(_("role at the time"), max_length=20, choices=ROLE_CHOICES, blank=True)
    answers = models.JSONField(_("answers"), default=dict)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet of answers")
        verbose_name_plural = _("sheets of answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
