"""What is typed in a self-test and not handed in yet: saved again and again, and never over somebody's newer text."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.actions.attempts import Stale, TooLate, Typed, finish_late, refuse_unseen_answers, refuse_when_closed
from courses.models import AnswerDraft, Attempt, AttemptQuestion

if TYPE_CHECKING:
    from people.models import User


def save_draft(
    *, attempt: Attempt, place: AttemptQuestion, typed: Typed, submission_key: uuid.UUID, by: User
) -> AnswerDraft | None:
    """The draft as it is stored now; None when this very form has been handed in meanwhile: then there is none.

    Raises Stale when another tab has stored something that this form has not seen, Closed when no answer is taken,
    and TooLate when the time is up.
    """
    try:
        return _save_draft(attempt, place, typed, submission_key)
    except TooLate:
        finish_late(attempt=attempt)
        raise


@transaction.atomic
def _save_draft(
    attempt: Attempt, place: AttemptQuestion, typed: Typed, submission_key: uuid.UUID
) -> AnswerDraft | None:
    attempt = Attempt.objects.lock(attempt.pk)
    if attempt.answers.filter(submission_key=submission_key).exists():
        return None
    refuse_when_closed(attempt, place)
    draft = attempt.drafts.filter(question=place.question_id).first()
    if draft is None:
        if typed.seen is not None:
            refuse_unseen_answers(attempt, place, typed.seen)
        return _write(AnswerDraft(attempt=attempt, question=place.question, version=place.version, revision=0), typed)
    if typed.collides_with(draft):
        raise Stale(draft.fields, handed_in=False)
    return _write(draft, typed)


@transaction.atomic
def keep_late(*, attempt: Attempt, place: AttemptQuestion, typed: Typed, by: User) -> AnswerDraft:
    """What came after the time was up stays with the person as a draft. It never counts."""
    attempt = Attempt.objects.lock(attempt.pk)
    assert attempt.finished is not None
    draft = attempt.drafts.filter(question=place.question_id).first()
    return _write(
        draft or AnswerDraft(attempt=attempt, question=place.question, version=place.version, revision=0), typed
    )


def _write(draft: AnswerDraft, typed: Typed) -> AnswerDraft:
    draft.fields, draft.raw = typed.fields, typed.raw
    draft.tab = typed.tab or uuid.uuid4()
    draft.revision += 1
    draft.saved_at = timezone.now()
    draft.save()
    return draft
