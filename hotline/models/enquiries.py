"""Private: enquiries, their threads, and answers on their way to the public.

Plain models: whoever has the editors' tool can read what a page holds, so nothing private is a page.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Phase
from hotline.models.answers import AnswerPage
from hotline.querysets import EnquiryQuerySet, LabelSeriesQuerySet, MessageQuerySet, PublicationQuerySet
from hotline.rules import OPEN, WITH_US, MessageKind, PublicationState, Status, label_of
from people.models import ROLE_CHOICES, Organisation, User
from people.privacy import Handling

STATUS_CHOICES = [
    (Status.NEW.value, _("New")),
    (Status.IN_PROGRESS.value, _("In progress")),
    (Status.AWAITING.value, _("Awaiting the asker")),
    (Status.ANSWERED.value, _("Answered")),
    (Status.CLOSED.value, _("Closed")),
]
# The same states as the asker reads them.
STATUS_FOR_ASKER = {
    Status.NEW: _("Received"),
    Status.IN_PROGRESS: _("We are working on it"),
    Status.AWAITING: _("Waiting for you"),
    Status.ANSWERED: _("Answered"),
    Status.CLOSED: _("Closed"),
}
KIND_CHOICES = [
    (MessageKind.QUESTION.value, _("Question")),
    (MessageKind.ANSWER.value, _("Answer")),
    (MessageKind.FOLLOW_UP.value, _("Follow-up question")),
    (MessageKind.QUERY.value, _("Question to the asker")),
    (MessageKind.NOTE.value, _("Internal note")),
]
STATE_CHOICES = [
    (PublicationState.DRAFT.value, _("Being anonymised")),
    (PublicationState.AWAITING_APPROVAL.value, _("Awaiting approval")),
    (PublicationState.PUBLISHED.value, _("Published")),
    (PublicationState.REJECTED.value, _("Sent back")),
]


class LabelSeries(models.Model):
    """The last number given in a year. The row is the lock: labels have no gaps and no doubles."""

    privacy = {"id": Handling.KEEP, "year": Handling.KEEP, "last": Handling.KEEP}

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    objects = LabelSeriesQuerySet.as_manager()

    def __str__(self) -> str:
        return label_of(self.year, self.last)

    def next_label(self) -> str:
        """Count up; only behind `LabelSeries.objects.lock(year)`."""
        self.last += 1
        self.save(update_fields=["last"])
        return label_of(self.year, self.last)


class Enquiry(models.Model):
    """A question to the hotline. States: new → in_progress → answered → closed; awaiting while the asker owes us words.

    `version` counts up with each change, so that nobody answers what they have not read.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "label": Handling.KEEP,
        "asker": Handling.ANONYMISE,
        "organisation": Handling.KEEP,
        "role": Handling.KEEP,
        "subject": Handling.ERASE,
        "text": Handling.ERASE,
        "phase": Handling.KEEP,
        "may_publish": Handling.KEEP,
        "status": Handling.KEEP,
        "assignee": Handling.ANONYMISE,
        "received_at": Handling.KEEP,
        "due_at": Handling.KEEP,
        "answered_at": Handling.KEEP,
        "version": Handling.KEEP,
        "submission_key": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(_("number"), max_length=16, unique=True)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asker"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="enquiries",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enquiries",
        help_text=_("Where the asker worked when asking."),
    )
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES, blank=True)
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("question"))
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    may_publish = models.BooleanField(_("others may learn from the answer"), default=True)
    status = models.CharField(_("status"), max_length=12, choices=STATUS_CHOICES, default=Status.NEW.value)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("consultant"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_enquiries",
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(default=uuid.uuid4)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["status", "due_at"], name="hotline_enquiry_queue"),
            models.Index(fields=["assignee", "status"], name="hotline_enquiry_mine"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["asker", "submission_key"], name="hotline_one_enquiry_per_submission"),
            models.CheckConstraint(
                condition=Q(status__in=[value for value, _label in STATUS_CHOICES]), name="hotline_enquiry_known_status"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def belongs_to(self, person: User) -> bool:
        return self.asker_id is not None and self.asker_id == person.pk

    @property
    def topic(self) -> str:
        """What the pages about this enquiry listen to."""
        return f"enquiry.{self.key}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def clock_runs(self) -> bool:
        """Whether the deadline counts: not while we wait for the asker."""
        return self.status in WITH_US

    def is_late(self, now: dt.datetime | None = None) -> bool:
        return self.clock_runs and self.due_at < (now or timezone.now())

    def due_word(self, now: dt.datetime | None = None) -> str:
        """How near the deadline is: late, today, tomorrow, this week or later; empty when no deadline runs."""
        moment = now or timezone.now()
        if not self.clock_runs:
            return ""
        if self.due_at < moment:
            return "late"
        days = (timezone.localdate(self.due_at) - timezone.localdate(moment)).days
        if days < 2:
            return ("today", "tomorrow")[days]
        return "this week" if days < 7 else "later"

    @property
    def status_for_asker(self) -> str:
        return str(STATUS_FOR_ASKER[Status(self.status)])


class EnquiryMessage(models.Model):
    """One text in an enquiry's thread. Append-only: what was sent stays as it was sent."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "enquiry": Handling.KEEP,
        "kind": Handling.KEEP,
        "author": Handling.ANONYMISE,
        "text": Handling.ERASE,
        "sent_at": Handling.KEEP,
        "submission_key": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="hotline_messages"
    )
    text = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)
    submission_key = models.UUIDField(default=uuid.uuid4)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "submission_key"], name="hotline_one_message_per_submission"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a message is never changed once it is sent")
        super().save(*args, **kwargs)


class AnswerDraft(models.Model):
    """The answer that is being written: one per enquiry, so that it survives a change of consultant."""

    privacy = {
        "id": Handling.KEEP,
        "enquiry": Handling.KEEP,
        "text": Handling.ERASE,
        "version": Handling.KEEP,
        "saved_by": Handling.ANONYMISE,
        "saved_at": Handling.KEEP,
    }

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="saved_drafts"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.enquiry_id} v{self.version}"


class Publication(models.Model):
    """An answer on its way to the public. States: draft → awaiting_approval → published, or rejected → draft again.

    `decisions` holds what was decided on each finding: {finding id: {"decision": …, "replacement": …}}.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "enquiry": Handling.KEEP,
        "state": Handling.KEEP,
        "title": Handling.KEEP,
        "question_text": Handling.KEEP,
        "short": Handling.KEEP,
        "answer_text": Handling.KEEP,
        "decisions": Handling.ERASE,
        "edited": Handling.KEEP,
        "version": Handling.KEEP,
        "prepared_by": Handling.ANONYMISE,
        "prepared_at": Handling.KEEP,
        "approved_by": Handling.ANONYMISE,
        "approved_at": Handling.KEEP,
        "comment": Handling.ERASE,
        "page": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="publication")
    state = models.CharField(max_length=18, choices=STATE_CHOICES, default=PublicationState.DRAFT.value)
    title = models.CharField(_("the question as a heading"), max_length=200)
    question_text = models.TextField(_("the question, as all will see it"), blank=True)
    short = models.CharField(_("the answer in one sentence"), max_length=400, blank=True)
    answer_text = models.TextField(_("the answer, as all will see it"), blank=True)
    phases = models.ManyToManyField(Phase, verbose_name=_("phases"), blank=True, related_name="+")
    decisions = models.JSONField(default=dict, blank=True)
    edited = models.BooleanField(default=False)  # the texts were changed by hand: decisions no longer rebuild them
    version = models.PositiveIntegerField(default=1)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="prepared_publications"
    )
    prepared_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="approved_publications"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(_("what must be changed"), blank=True)
    page = models.OneToOneField(
        AnswerPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="publication"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(prepared_by__isnull=True) | ~Q(prepared_by=F("approved_by")),
                name="hotline_two_people_publish",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[value for value, _label in STATE_CHOICES]),
                name="hotline_publication_known_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title
