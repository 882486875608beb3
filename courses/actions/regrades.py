"""A corrected key, applied to the answers already given."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from courses.messages import question_regraded
from courses.models import Attempt, Mark, Question, QuestionVersion, Regrade
from courses.models.regrading import BATCH, graded_by
from courses.rules import as_decimal
from grading import ENGINE_VERSION
from notifications.mail import notify_all

if TYPE_CHECKING:
    from people.models import User


class OutOfDate(ValueError):
    """The question was edited after the comparison that was shown."""


def regrade(*, version: QuestionVersion, reason: str, submission_key: uuid.UUID, by: User) -> Regrade:
    """Every answer to the question has a mark by the version, beside the marks it had; whose mark changed, is told.

    An answer that the version cannot read keeps the mark it has. One submission key gives one regrade. Raises
    OutOfDate when the version is no longer the question's newest.
    """
    try:
        return _regrade(version, reason, submission_key, by)
    except IntegrityError:  # the same form arrived twice at once
        return Regrade.objects.get(key=submission_key)


@transaction.atomic
def _regrade(version: QuestionVersion, reason: str, submission_key: uuid.UUID, by: User) -> Regrade:
    question = Question.objects.select_for_update().get(pk=version.question_id)  # one regrade of a question at a time
    known = Regrade.objects.filter(key=submission_key).first()
    if known is not None:
        return known
    if question.current.pk != version.pk:
        raise OutOfDate
    made = Regrade.objects.create(
        key=submission_key, question=question, version=version, reason=reason, by=by, answers=0, changed=0
    )
    changed: set[int] = set()
    marks: list[Mark] = []
    answers = 0
    for graded in graded_by(version):
        if graded.mark is None:
            continue
        answers += 1
        if graded.differs:
            changed.add(graded.answer)
        marks.append(
            Mark(
                answer_id=graded.answer,
                version=version,
                regrade=made,
                score=str(graded.mark.score),
                score_decimal=as_decimal(graded.mark.score),
                outcome=graded.mark.outcome,
                engine_version=ENGINE_VERSION,
            )
        )
    Mark.objects.bulk_create(marks, batch_size=BATCH)
    made.answers, made.changed = answers, len(changed)
    made.save(update_fields=["answers", "changed"])
    _tell(made, changed)
    log(question, "courses.regrade", user=by, data={"answers": answers, "changed": len(changed), "reason": reason})
    return made


def _tell(made: Regrade, changed: set[int]) -> None:
    """One mail to each person whose mark changed, with a link to the newest self-test it counts in."""
    newest: dict[int, Attempt] = {}
    marks = Mark.objects.filter(regrade=made).select_related("answer__attempt__self_test", "answer__attempt__person")
    for mark in marks.order_by("pk").iterator(chunk_size=BATCH):
        if mark.answer_id in changed:
            newest[mark.answer.attempt.person_id] = mark.answer.attempt
    notify_all(
        (attempt.person, question_regraded(made, attempt.self_test))
        for attempt in newest.values()
        if attempt.person.is_active
    )
