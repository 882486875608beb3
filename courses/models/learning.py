"""What people do with the modules: progress, attempts, answers and marks. Private: plain models, never pages."""

from __future__ import annotations

import secrets
import uuid
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.bank import QuestionVersion
from courses.querysets import (
    AnswerQuerySet,
    AppendOnly,
    AttemptQuerySet,
    MarkQuerySet,
    PartProgressQuerySet,
)
from courses.rules import PartState
from grading import Outcome
from people.privacy import Handling

if TYPE_CHECKING:
    from people.models import User


def new_seed() -> str:
    return secrets.token_hex(16)


class PartProgress(models.Model):
    """How far a person is with a part. States: started, completed; no row means not started. Completed stays so."""

    privacy = {
        "id": Handling.KEEP,
        "person": Handling.ERASE,
        "part": Handling.KEEP,
        "state": Handling.KEEP,
        "position_seconds": Handling.KEEP,
        "furthest_seconds": Handling.KEEP,
        "started_at": Handling.KEEP,
        "changed_at": Handling.KEEP,
        "completed_at": Handling.KEEP,
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="part_progress")
    part = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=[(PartState.STARTED.value, _("Under way")), (PartState.COMPLETED.value, _("Completed"))],
        default=PartState.STARTED.value,
    )
    position_seconds = models.PositiveIntegerField(default=0)
    furthest_seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = PartProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "part"], name="courses_one_progress_per_person_and_part"),
            models.CheckConstraint(
                condition=Q(state=PartState.COMPLETED, completed_at__isnull=False)
                | Q(state=PartState.STARTED, completed_at__isnull=True),
                name="courses_completed_parts_have_a_time",
            ),
            models.CheckConstraint(
                condition=Q(furthest_seconds__gte=F("position_seconds")), name="courses_furthest_is_furthest"
            ),
        ]
        indexes = [models.Index(fields=["person", "-changed_at"], name="courses_progress_newest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.part_id} {self.state}"

    @property
    def completed(self) -> bool:
        return self.state == PartState.COMPLETED


class Attempt(models.Model):
    """A person's run through a self-test. States: open, finished. At most one open per person and self-test.

    Answering again is allowed in both states; the newest mark counts.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "person": Handling.ERASE,
        "self_test": Handling.KEEP,
        "started": Handling.KEEP,
        "finished": Handling.KEEP,
        "seed": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    self_test = models.ForeignKey("courses.SelfTestPage", on_delete=models.CASCADE, related_name="attempts")
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "self_test"],
                condition=Q(finished=None),
                name="courses_one_open_attempt_per_person_and_self_test",
            ),
            models.CheckConstraint(
                condition=Q(finished=None) | Q(finished__gte=F("started")), name="courses_attempt_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def belongs_to(self, person: User) -> bool:
        return self.person_id == person.pk

    def seed_for(self, version: QuestionVersion) -> str:
        """The seed of one question's shuffle in this attempt."""
        return f"{self.seed}:{version.key}"


class Answer(models.Model):
    """One answer to one version of a question, as it was sent; null is a question skipped. Written once."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "attempt": Handling.KEEP,
        "version": Handling.KEEP,
        "response": Handling.KEEP,
        "submission_key": Handling.KEEP,
        "created": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="answers")
    response = models.JSONField(null=True, blank=True)
    submission_key = models.UUIDField()
    created = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "submission_key"], name="courses_one_answer_per_submission_and_attempt"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("an answer is never changed")
        super().save(*args, **kwargs)

    @property
    def mark(self) -> Mark:
        """The mark that counts: the newest."""
        return max(self.marks.all(), key=lambda mark: mark.pk)


class Mark(models.Model):
    """What an answer was worth, by which engine. Written once; a regrade writes another. The newest counts."""

    privacy = {
        "id": Handling.KEEP,
        "answer": Handling.KEEP,
        "score": Handling.KEEP,
        "score_decimal": Handling.KEEP,
        "outcome": Handling.KEEP,
        "engine_version": Handling.KEEP,
        "created": Handling.KEEP,
    }

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="marks")
    score = models.CharField(max_length=40, help_text="The exact score in 0..1 as a fraction: 1/3.")
    score_decimal = models.DecimalField(max_digits=7, decimal_places=6)
    outcome = models.CharField(max_length=12, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    engine_version = models.CharField(max_length=20)
    created = models.DateTimeField(default=timezone.now)

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score_decimal__gte=0, score_decimal__lte=1), name="courses_score_between_0_and_1"
            )
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.outcome}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("a mark is never changed")
        super().save(*args, **kwargs)

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.score)
