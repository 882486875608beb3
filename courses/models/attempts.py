"""Runs through self-tests: attempts, the questions drawn for them, answers, marks and regrades.

Private: plain models, never pages. Answers and marks are rows that are written once; the newest mark counts.
"""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.bank import Question, QuestionVersion
from courses.querysets import AnswerQuerySet, AppendOnly, AttemptQuerySet, MarkQuerySet
from courses.rules import Shown, Tries, fields_of_answer, in_time, shown_now
from grading import Outcome
from people.privacy import Handling

if TYPE_CHECKING:
    from people.models import User

# How several tries at one question become one result; the engine's names (grading/tries.py), the editors' words.
TRIES_CHOICES = [
    ("immediate", _("Check each answer; answer again as often as you like, and the newest answer counts")),
    ("deferred", _("Answer everything first; all is checked at the end")),
    ("adaptive", _("Try again at once; each wrong try costs a share")),
    ("interactive", _("A hint after each wrong try; each try costs a share")),
    ("certainty", _("Say how certain you are; certain and wrong costs most")),
]
CERTAINTIES = [(1, _("Not very certain")), (2, _("Fairly certain")), (3, _("Quite certain"))]


def new_seed() -> str:
    return secrets.token_hex(16)


class Attempt(models.Model):
    """A person's run through a self-test. States: open, finished. At most one open per person and self-test.

    The questions were drawn, and the rules taken from the page, when it began: an editor's change meets the next one.
    In the immediate mode answering again is allowed in both states; in the others finished is finished.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "person": Handling.ERASE,
        "self_test": Handling.KEEP,
        "started": Handling.KEEP,
        "finished": Handling.KEEP,
        "seed": Handling.KEEP,
        "tries": Handling.KEEP,
        "most_tries": Handling.KEEP,
        "pass_mark": Handling.KEEP,
        "deadline": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    self_test = models.ForeignKey("courses.SelfTestPage", on_delete=models.CASCADE, related_name="attempts")
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    tries = models.CharField(max_length=12, choices=TRIES_CHOICES, default="immediate")
    most_tries = models.PositiveSmallIntegerField(null=True, blank=True)
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent; null: nothing to pass.")
    deadline = models.DateTimeField(null=True, blank=True, help_text="With the person's extra time; null: no limit.")

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

    @property
    def mode(self) -> Tries:
        return Tries(self.tries)

    def in_time(self, now: dt.datetime) -> bool:
        """Whether an answer that arrives now still counts."""
        return in_time(self.deadline, now)

    def takes_answers(self, now: dt.datetime) -> bool:
        """While it is open, and in time; in the immediate mode one may answer again when it is finished."""
        return self.in_time(now) and (self.finished is None or self.mode is Tries.IMMEDIATE)

    def overdue(self, now: dt.datetime) -> bool:
        """Open still, and nothing more can be handed in: it waits to be finished."""
        return self.finished is None and not self.in_time(now)

    def shown(self, now: dt.datetime) -> frozenset[Shown]:
        """What the person may be shown of the answered questions, by the self-test's rules."""
        page = self.self_test
        return shown_now(
            tries=self.mode,
            finished=self.finished,
            now=now,
            during=page.shown_during,
            after=page.shown_after,
            later=page.shown_later,
        )

    def seed_for(self, version: QuestionVersion) -> str:
        """The seed of one question's shuffle in this attempt."""
        return f"{self.seed}:{version.key}"


class AttemptQuestion(models.Model):
    """A question drawn for an attempt, in the version it had then. `position` counts from 1."""

    privacy = {
        "id": Handling.KEEP,
        "attempt": Handling.KEEP,
        "position": Handling.KEEP,
        "question": Handling.KEEP,
        "version": Handling.KEEP,
        "goal": Handling.KEEP,
    }

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    goal = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="courses_one_question_per_position"),
            models.UniqueConstraint(fields=["attempt", "question"], name="courses_question_once_per_attempt"),
            models.CheckConstraint(condition=Q(position__gte=1), name="courses_positions_count_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.position}"


class AnswerDraft(models.Model):
    """What a person has typed and not handed in: the fields of the form as they were. Overwritten at each autosave.

    `revision` counts the saves; a form that knows an older revision is stale, and never overwrites a newer one.
    `tab` is the random name of the browser tab that saved last. `raw` is the response that the fields say, null while
    they say none: it counts when the time is up in a test that is checked at the end.
    """

    privacy = {
        "id": Handling.KEEP,
        "attempt": Handling.KEEP,
        "question": Handling.KEEP,
        "version": Handling.KEEP,
        "fields": Handling.ERASE,
        "raw": Handling.ERASE,
        "revision": Handling.KEEP,
        "tab": Handling.KEEP,
        "saved_at": Handling.KEEP,
    }

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="drafts")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=dict)
    raw = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    tab = models.UUIDField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="courses_one_draft_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.question_id} ({self.revision})"

    @property
    def certainty(self) -> int | None:
        """How certain the person has said to be, where the test asks."""
        said = self.fields.get("certainty", [])
        return int(said[0]) if len(said) == 1 and said[0] in ("1", "2", "3") else None


class ExtraTime(models.Model):
    """More time for a person in every test with a time limit, in per cent of the limit."""

    privacy = {
        "id": Handling.KEEP,
        "person": Handling.ERASE,
        "percent": Handling.ERASE,
        "given_by": Handling.ANONYMISE,
        "created": Handling.KEEP,
    }

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extra_time")
    percent = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(300)])
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=300), name="courses_extra_time_between_1_and_300_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class Answer(models.Model):
    """One answer to one version of a question, as it was sent; null is a question skipped. Written once."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "attempt": Handling.KEEP,
        "version": Handling.KEEP,
        "response": Handling.KEEP,
        "certainty": Handling.KEEP,
        "submission_key": Handling.KEEP,
        "created": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="answers")
    response = models.JSONField(null=True, blank=True)
    certainty = models.PositiveSmallIntegerField(null=True, blank=True, choices=CERTAINTIES)
    submission_key = models.UUIDField()
    created = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "submission_key"], name="courses_one_answer_per_submission_and_attempt"
            ),
            models.CheckConstraint(
                condition=Q(certainty=None) | Q(certainty__gte=1, certainty__lte=3), name="courses_certainty_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("an answer is never changed")
        super().save(*args, **kwargs)

    def as_fields(self) -> dict[str, list[str]]:
        """The answer as the fields of its form."""
        fields = fields_of_answer(self.version.data, self.response)
        return fields | ({"certainty": [str(self.certainty)]} if self.certainty else {})

    @property
    def mark(self) -> Mark:
        """The mark that counts: the newest."""
        return max(self.marks.all(), key=lambda mark: mark.pk)


class Regrade(models.Model):
    """A corrected key applied to answers already given, with the reason. Its marks stand beside the old ones."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "question": Handling.KEEP,
        "version": Handling.KEEP,
        "reason": Handling.KEEP,
        "by": Handling.ANONYMISE,
        "created": Handling.KEEP,
        "answers": Handling.KEEP,
        "changed": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="regrades")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    answers = models.PositiveIntegerField(help_text="How many answers were graded again.")
    changed = models.PositiveIntegerField(help_text="How many of them got another mark.")

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="courses_a_regrade_has_a_reason"),
            models.CheckConstraint(condition=Q(changed__lte=F("answers")), name="courses_changed_among_the_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.created:%Y-%m-%d}"


class Mark(models.Model):
    """What an answer was worth: by which version of the question, and which engine. Written once.

    A regrade writes another, and the newest counts. The score is below 0 only where the key takes marks away.
    """

    privacy = {
        "id": Handling.KEEP,
        "answer": Handling.KEEP,
        "version": Handling.KEEP,
        "regrade": Handling.KEEP,
        "score": Handling.KEEP,
        "score_decimal": Handling.KEEP,
        "outcome": Handling.KEEP,
        "engine_version": Handling.KEEP,
        "created": Handling.KEEP,
    }

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="marks")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="marks")
    regrade = models.ForeignKey(Regrade, null=True, blank=True, on_delete=models.PROTECT, related_name="marks")
    score = models.CharField(max_length=80, help_text="The exact score in -1..1 as a fraction: 1/3.")
    score_decimal = models.DecimalField(max_digits=7, decimal_places=6)
    outcome = models.CharField(max_length=12, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    engine_version = models.CharField(max_length=20)
    created = models.DateTimeField(default=timezone.now)

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score_decimal__gte=-1, score_decimal__lte=1), name="courses_score_between_minus_1_and_1"
            ),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(regrade=None), name="courses_one_first_mark_per_answer"
            ),
            models.UniqueConstraint(fields=["answer", "regrade"], name="courses_one_mark_per_answer_and_regrade"),
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
