"""An enquiry arrives, is taken, waits, is answered and closed."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from holidays import country_holidays
from wagtail.log_actions import log

from content.models import Phase
from hotline import messages
from hotline.actions import Conflict, NotPossible
from hotline.models import AnswerDraft, Enquiry, EnquiryMessage, LabelSeries
from hotline.rules import MessageKind, Status, may_become, subject_of
from hotline.rules.deadlines import COPENHAGEN, due_at
from live.publish import publish
from notifications.mail import notify
from people.models import User

QUEUE = "hotline-queue"


def deadline_from(moment: dt.datetime) -> dt.datetime:
    """When an answer to a question that arrives at the moment is due, with the days on which the agency is closed."""
    year = moment.astimezone(COPENHAGEN).year
    closed = country_holidays("DK", years=[year, year + 1], categories=("public", "optional"))
    return due_at(moment, frozenset(closed))


@transaction.atomic
def ask(
    *,
    asker: User,
    text: str,
    by: User,
    phase: Phase | None = None,
    may_publish: bool = True,
    submission_key: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Enquiry:
    """The question is in the queue with a label and a deadline, the asker has a receipt. A replay changes nothing."""
    received = now or timezone.now()
    submission = submission_key or uuid.uuid4()
    series = LabelSeries.objects.lock(received.astimezone(COPENHAGEN).year)  # behind it a double is seen
    already = Enquiry.objects.filter(asker=asker, submission_key=submission).first()
    if already is not None:
        return already
    membership = asker.membership
    enquiry = Enquiry.objects.create(
        label=series.next_label(),
        asker=asker,
        organisation=membership.organisation if membership else None,
        role=membership.role if membership else "",
        subject=subject_of(text),
        text=text,
        phase=phase,
        may_publish=may_publish,
        received_at=received,
        due_at=deadline_from(received),
        submission_key=submission,
    )
    EnquiryMessage.objects.create(
        enquiry=enquiry, kind=MessageKind.QUESTION, author=asker, text=text, sent_at=received, submission_key=submission
    )
    log(enquiry, "hotline.ask", user=by)
    notify(asker, messages.received(enquiry))
    publish(QUEUE, "arrived")
    return enquiry


@transaction.atomic
def take(*, enquiry: Enquiry, by: User, version: int | None = None) -> Enquiry:
    """The enquiry is the consultant's. Taking one's own again changes nothing; a colleague's only with its version."""
    current = Enquiry.objects.lock(enquiry.pk)
    if current.assignee_id == by.pk:
        return current
    _guard(current, version)
    current.assignee = by
    if current.status == Status.NEW:
        current.status = Status.IN_PROGRESS
    _changed(current, "hotline.take", by=by, what="taken", fields=["assignee", "status"])
    return current


@transaction.atomic
def put_back(*, enquiry: Enquiry, by: User, version: int | None = None) -> Enquiry:
    """The enquiry is nobody's; the draft stays for whoever takes it."""
    current = Enquiry.objects.lock(enquiry.pk)
    if current.assignee_id is None:
        return current
    _guard(current, version)
    current.assignee = None
    if current.status == Status.IN_PROGRESS:
        current.status = Status.NEW
    _changed(current, "hotline.put_back", by=by, what="put back", fields=["assignee", "status"])
    return current


@transaction.atomic
def ask_back(
    *, enquiry: Enquiry, text: str, by: User, submission_key: uuid.UUID, version: int | None = None
) -> EnquiryMessage:
    """The asker has a question from us, and the deadline stands still until they write."""
    current = Enquiry.objects.lock(enquiry.pk)
    already = current.messages.filter(submission_key=submission_key).first()
    if already is not None:
        return already
    _guard(current, version)
    message = _send(current, MessageKind.QUERY, text, by, submission_key)
    _become(current, Status.AWAITING)
    _assign_if_nobodys(current, by)
    _changed(current, "hotline.ask_back", by=by, what="awaiting", fields=["status", "assignee"])
    if current.asker is not None:
        notify(current.asker, messages.question_for_you(current))
    return message


@transaction.atomic
def answer(
    *, enquiry: Enquiry, text: str, by: User, submission_key: uuid.UUID, version: int | None = None
) -> EnquiryMessage:
    """The asker has the answer: in the thread, and a mail that says so. A replay changes nothing."""
    current = Enquiry.objects.lock(enquiry.pk)
    already = current.messages.filter(submission_key=submission_key).first()
    if already is not None:
        return already
    _guard(current, version)
    message = _send(current, MessageKind.ANSWER, text, by, submission_key)
    _become(current, Status.ANSWERED)
    _assign_if_nobodys(current, by)
    current.answered_at = current.answered_at or message.sent_at
    AnswerDraft.objects.filter(enquiry=current).delete()
    _changed(current, "hotline.answer", by=by, what="answered", fields=["status", "assignee", "answered_at"])
    if current.asker is not None:
        notify(current.asker, messages.answered(current))
    return message


@transaction.atomic
def follow_up(*, enquiry: Enquiry, text: str, by: User, submission_key: uuid.UUID) -> EnquiryMessage:
    """The asker wrote again: the enquiry is open, with a fresh deadline. A replay changes nothing."""
    current = Enquiry.objects.lock(enquiry.pk)
    already = current.messages.filter(submission_key=submission_key).first()
    if already is not None:
        return already
    message = _send(current, MessageKind.FOLLOW_UP, text, by, submission_key)
    if current.status != Status.NEW:
        current.status = Status.IN_PROGRESS if current.assignee_id else Status.NEW
        current.due_at = deadline_from(message.sent_at)
    _changed(current, "hotline.follow_up", by=by, what="follow-up", fields=["status", "due_at"])
    if current.assignee is not None:
        notify(current.assignee, messages.asker_wrote(current))
    return message


@transaction.atomic
def note(*, enquiry: Enquiry, text: str, by: User, submission_key: uuid.UUID) -> EnquiryMessage:
    """A note that only the hotline reads. It changes nothing else, so it is never in the way of a colleague."""
    current = Enquiry.objects.lock(enquiry.pk)
    already = current.messages.filter(submission_key=submission_key).first()
    if already is not None:
        return already
    message = _send(current, MessageKind.NOTE, text, by, submission_key)
    log(current, "hotline.note", user=by)
    return message


@transaction.atomic
def close(*, enquiry: Enquiry, by: User, version: int | None = None) -> Enquiry:
    """Nothing more is to be done. The asker can still write again."""
    current = Enquiry.objects.lock(enquiry.pk)
    if current.status == Status.CLOSED:
        return current
    _guard(current, version)
    _become(current, Status.CLOSED)
    _changed(current, "hotline.close", by=by, what="closed", fields=["status"])
    return current


@transaction.atomic
def save_draft(*, enquiry: Enquiry, text: str, version: int, by: User) -> AnswerDraft:
    """The draft is stored, when nobody stored a newer one than `version` (0: none yet). Raises Conflict(draft)."""
    Enquiry.objects.lock(enquiry.pk)
    draft = AnswerDraft.objects.filter(enquiry=enquiry).select_related("saved_by").first()
    if draft is None:
        return AnswerDraft.objects.create(enquiry=enquiry, text=text, saved_by=by)
    if draft.text == text:
        return draft
    if draft.version != version:
        raise Conflict(draft)
    draft.text, draft.saved_by, draft.saved_at = text, by, timezone.now()
    draft.version += 1
    draft.save()
    return draft


# ── the small steps ─────────────────────────────────────────────────────────────────────────────────────────
def _guard(current: Enquiry, version: int | None) -> None:
    """What the consultant saw is what there is."""
    if version is not None and version != current.version:
        raise Conflict(current)


def _become(enquiry: Enquiry, status: Status) -> None:
    if not may_become(enquiry.status, status):
        raise NotPossible(f"{enquiry.status} -> {status}")
    enquiry.status = status.value


def _assign_if_nobodys(enquiry: Enquiry, by: User) -> None:
    if enquiry.assignee_id is None:
        enquiry.assignee = by


def _send(enquiry: Enquiry, kind: MessageKind, text: str, author: User, submission_key: uuid.UUID) -> EnquiryMessage:
    return EnquiryMessage.objects.create(
        enquiry=enquiry, kind=kind, author=author, text=text, submission_key=submission_key
    )


def _changed(enquiry: Enquiry, action: str, *, by: User, what: str, fields: list[str]) -> None:
    """Stored, counted, logged, and told to the pages that show it."""
    enquiry.version += 1
    enquiry.save(update_fields=[*fields, "version"])
    log(enquiry, action, user=by)
    publish(QUEUE, what)
    publish(enquiry.topic, what)
