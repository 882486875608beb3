"""An attempt at a self-test: started, answered, answered again, finished."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.actions.parts import begin_part, complete_part
from courses.models import Answer, Attempt, Mark, QuestionVersion, SelfTestPage
from courses.models.sheet import standing_of
from courses.rules import as_decimal
from grading import ENGINE_VERSION, BadResponse, Response, ResponseFault, grade, read_response, write_response

if TYPE_CHECKING:
    from people.models import User


class NoAnswer(ValueError):
    """Nothing was chosen: neither right nor wrong, and nothing to store."""


def start_attempt(*, person: User, self_test: SelfTestPage, by: User) -> Attempt:
    """The person's open attempt at the self-test; a new one when there was none."""
    try:
        with transaction.atomic():
            attempt, made = Attempt.objects.get_or_create(person=person, self_test=self_test, finished=None)
            if made:
                begin_part(person=person, part=self_test, by=by)
            return attempt
    except IntegrityError:  # another tab made it meanwhile
        return Attempt.objects.get(person=person, self_test=self_test, finished=None)


@transaction.atomic
def answer_question(
    *, attempt: Attempt, version: QuestionVersion, raw: object, submission_key: uuid.UUID, by: User
) -> Mark:
    """The mark of the answer, graded against the version that was shown. To answer again is to answer once more.

    One submission key gives one answer and one mark: a replay returns the mark there is. When every question has its
    answer, the attempt is finished and the part completed. Raises BadResponse, or NoAnswer when nothing was chosen.
    """
    attempt = Attempt.objects.lock(attempt.pk)
    if (replayed := _replayed(attempt, version, submission_key)) is not None:
        return replayed
    response = read_response(version.engine, raw)
    if not response.answered:
        raise NoAnswer
    mark = _store(attempt, version, response, submission_key)
    if attempt.finished is None and standing_of(attempt).all_answered:
        _finish(attempt, by)
    return mark


@transaction.atomic
def skip_question(*, attempt: Attempt, version: QuestionVersion, submission_key: uuid.UUID, by: User) -> Mark:
    """The question is left for later. A skip never takes away an answer."""
    attempt = Attempt.objects.lock(attempt.pk)
    if (replayed := _replayed(attempt, version, submission_key)) is not None:
        return replayed
    return _store(attempt, version, read_response(version.engine, None), submission_key)


@transaction.atomic
def finish(*, attempt: Attempt, by: User) -> Attempt:
    """The attempt is finished and the part completed, when every question is answered or skipped."""
    attempt = Attempt.objects.lock(attempt.pk)
    if attempt.finished is None and standing_of(attempt).may_finish:
        _finish(attempt, by)
    return attempt


def _replayed(attempt: Attempt, version: QuestionVersion, submission_key: uuid.UUID) -> Mark | None:
    known = attempt.answers.in_full().filter(submission_key=submission_key).first()
    if known is None:
        return None
    if known.version.question_id != version.question_id:
        raise BadResponse(ResponseFault.WRONG_TYPE)  # another question's form: not a replay of this one
    return known.mark


def _store(attempt: Attempt, version: QuestionVersion, response: Response, submission_key: uuid.UUID) -> Mark:
    question = version.engine
    graded = grade(question, response)
    answer = Answer.objects.create(
        attempt=attempt,
        version=version,
        response=write_response(question, response),
        submission_key=submission_key,
    )
    return Mark.objects.create(
        answer=answer,
        version=version,
        score=str(graded.score),
        score_decimal=as_decimal(graded.score),
        outcome=graded.outcome,
        engine_version=ENGINE_VERSION,
    )


def _finish(attempt: Attempt, by: User) -> None:
    attempt.finished = timezone.now()
    attempt.save(update_fields=["finished"])
    complete_part(person=attempt.person, part=attempt.self_test, by=by)
