"""An attempt at a self-test: started, answered, answered again, finished."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.actions.parts import begin_part, complete_part
from courses.models import Answer, AnswerDraft, Attempt, AttemptQuestion, ExtraTime, Mark, QuestionVersion, SelfTestPage
from courses.models.draws import places_for
from courses.models.runs import runs_of, standing_of
from courses.rules import GRACE, Tries, as_decimal, deadline_of
from grading import ENGINE_VERSION, BadResponse, Response, ResponseFault, grade, read_response, write_response

if TYPE_CHECKING:
    from people.models import User


class NoAnswer(ValueError):
    """Nothing was chosen: neither right nor wrong, and nothing to store."""


class NoCertainty(ValueError):
    """The test asks how certain one is, and nothing was said."""


class Closed(ValueError):
    """No answer is taken: the attempt is finished, or the question has no tries left."""


class TooLate(Closed):
    """The time is up. The attempt is finished with what was there in time."""


class Stale(ValueError):
    """Another tab has stored something that this form has not seen. Nothing was stored.

    `fields` are what the other tab has; `handed_in` says that it is an answer, not a draft.
    """

    def __init__(self, fields: dict[str, list[str]], *, handed_in: bool) -> None:
        super().__init__("another tab has stored something newer")
        self.fields, self.handed_in = fields, handed_in


@dataclass(frozen=True)
class Typed:
    """A form as it stands in one tab: its fields, the response they say (None while they say none), what it has seen.

    `revision` is that of the draft which the form knows, `seen` the number of answers; None is not told.
    """

    fields: dict[str, list[str]] = field(default_factory=dict)
    raw: Any = None
    tab: uuid.UUID | None = None
    revision: int | None = None
    seen: int | None = None

    def collides_with(self, draft: AnswerDraft) -> bool:
        """Whether another tab's draft would be lost: it is newer than what this form knows, and says something else."""
        return draft.tab != self.tab and draft.revision != self.revision and draft.fields != self.fields


def start_attempt(*, person: User, self_test: SelfTestPage, by: User) -> Attempt:
    """The person's open attempt at the self-test; a new one, with its questions and rules, when there was none.

    An open one whose time is up is finished first.
    """
    try:
        with transaction.atomic():
            begin_part(person=person, part=self_test, by=by)  # who begins twice at once waits here
            attempt = Attempt.objects.filter(person=person, self_test=self_test, finished=None).first()
            if attempt is not None and attempt.overdue(timezone.now()):
                finish_late(attempt=attempt)
                attempt = None
            return attempt or _begin(person, self_test)
    except IntegrityError:  # another tab made it meanwhile
        return Attempt.objects.get(person=person, self_test=self_test, finished=None)


def _begin(person: User, self_test: SelfTestPage) -> Attempt:
    now = timezone.now()
    extra = ExtraTime.objects.filter(person=person).first() if self_test.time_limit else None
    attempt = Attempt.objects.create(
        person=person,
        self_test=self_test,
        started=now,
        tries=self_test.tries,
        most_tries=self_test.most_tries,
        pass_mark=self_test.pass_mark,
        deadline=deadline_of(now, minutes=self_test.time_limit, extra_percent=extra.percent if extra else 0),
    )
    AttemptQuestion.objects.bulk_create(places_for(attempt))
    return attempt


def answer_question(
    *,
    attempt: Attempt,
    version: QuestionVersion,
    raw: object,
    submission_key: uuid.UUID,
    by: User,
    certainty: int | None = None,
    typed: Typed | None = None,
) -> Mark:
    """The mark of the answer, graded against the version that was shown. To answer again is to answer once more.

    One submission key gives one answer and one mark: a replay returns the mark there is. The question's draft goes
    away. When every question has its last answer, the attempt is finished and the part completed; a test that is
    checked at the end waits to be handed in. Raises BadResponse; NoAnswer or NoCertainty when nothing was chosen;
    Closed or TooLate when no answer is taken; Stale when another tab has stored something that `typed` has not seen.
    """
    try:
        return _answer_question(attempt, version, raw, submission_key, by, certainty, typed)
    except TooLate:
        finish_late(attempt=attempt)
        raise


@transaction.atomic
def _answer_question(
    attempt: Attempt,
    version: QuestionVersion,
    raw: object,
    submission_key: uuid.UUID,
    by: User,
    certainty: int | None,
    typed: Typed | None,
) -> Mark:
    attempt = Attempt.objects.lock(attempt.pk)
    if (replayed := _replayed(attempt, version, submission_key)) is not None:
        return replayed
    place = _place(attempt, version)
    refuse_when_closed(attempt, place)
    response = read_response(version.engine, raw)
    if not response.answered:
        raise NoAnswer
    if attempt.mode is Tries.CERTAINTY and certainty is None:
        raise NoCertainty
    if typed is not None:
        _refuse_stale(attempt, place, typed)
    mark = _store(attempt, version, response, submission_key, certainty)
    attempt.drafts.filter(question=place.question_id).delete()
    if attempt.finished is None and not attempt.mode.at_the_end and _complete(attempt):
        _finish(attempt, timezone.now())
    return mark


@transaction.atomic
def skip_question(*, attempt: Attempt, version: QuestionVersion, submission_key: uuid.UUID, by: User) -> Mark:
    """The question is left for later. A skip never takes away an answer, nor what is typed."""
    attempt = Attempt.objects.lock(attempt.pk)
    if (replayed := _replayed(attempt, version, submission_key)) is not None:
        return replayed
    refuse_when_closed(attempt, _place(attempt, version))
    return _store(attempt, version, read_response(version.engine, None), submission_key, None)


@transaction.atomic
def finish(*, attempt: Attempt, by: User) -> Attempt:
    """The attempt is finished and the part completed.

    A test that is checked at the end is finished when one answer is there, and what was typed and not handed in counts
    too; others when every question is answered or skipped. Whose time is up, is finished as of the deadline.
    """
    attempt = Attempt.objects.lock(attempt.pk)
    now = timezone.now()
    if attempt.overdue(now):
        return _finish_as_of_deadline(attempt)
    if attempt.finished is not None:
        return attempt
    if attempt.mode.at_the_end:
        _hand_in_drafts(attempt, until=now)
        if standing_of(attempt).answered:
            _finish(attempt, now)
    elif standing_of(attempt).may_finish:
        _finish(attempt, now)
    return attempt


@transaction.atomic
def finish_late(*, attempt: Attempt) -> Attempt:
    """An open attempt whose time is up is finished, as of its deadline, with what was there in time."""
    attempt = Attempt.objects.lock(attempt.pk)
    return _finish_as_of_deadline(attempt) if attempt.overdue(timezone.now()) else attempt


def finish_overdue() -> int:
    """Every attempt whose time is up is finished; how many there were. The worker does it every minute."""
    overdue = list(Attempt.objects.overdue(timezone.now()).order_by("deadline"))
    for attempt in overdue:
        finish_late(attempt=attempt)
    return len(overdue)


def refuse_when_closed(attempt: Attempt, place: AttemptQuestion) -> None:
    """Raises TooLate or Closed when the question takes no answer. The attempt must be locked."""
    now = timezone.now()
    if not attempt.in_time(now):
        raise TooLate
    if not attempt.takes_answers(now):
        raise Closed
    if attempt.mode.by_tries and not runs_of(attempt, only=place)[0].standing.may_try_again:
        raise Closed


def _place(attempt: Attempt, version: QuestionVersion) -> AttemptQuestion:
    """The question's place in the attempt. Raises BadResponse when the version is not the one that was shown there."""
    place = attempt.places.filter(version=version).first()
    if place is None:
        raise BadResponse(ResponseFault.WRONG_TYPE)
    return place


def _refuse_stale(attempt: Attempt, place: AttemptQuestion, typed: Typed) -> None:
    draft = attempt.drafts.filter(question=place.question_id).first()
    if draft is not None and typed.collides_with(draft):
        raise Stale(draft.fields, handed_in=False)
    if typed.seen is not None and attempt.mode is not Tries.IMMEDIATE:
        refuse_unseen_answers(attempt, place, typed.seen)


def refuse_unseen_answers(attempt: Attempt, place: AttemptQuestion, seen: int) -> None:
    """Raises Stale when more answers to the question have come in than the form has seen."""
    run = runs_of(attempt, only=place)[0]
    if run.sent > seen and run.answers:
        raise Stale(run.answers[-1].as_fields(), handed_in=True)


def _complete(attempt: Attempt) -> bool:
    standing = standing_of(attempt)
    return standing.all_closed if attempt.mode.by_tries else standing.all_answered


def _hand_in_drafts(attempt: Attempt, *, until: dt.datetime) -> None:
    """What was typed in time and says something becomes an answer; what says nothing stays a draft."""
    for draft in attempt.drafts.filter(saved_at__lte=until).select_related("version").order_by("pk"):
        try:
            response = read_response(draft.version.engine, draft.raw)
        except BadResponse:
            continue
        if response.answered:
            _store(attempt, draft.version, response, uuid.uuid4(), draft.certainty)
            draft.delete()


def _replayed(attempt: Attempt, version: QuestionVersion, submission_key: uuid.UUID) -> Mark | None:
    known = attempt.answers.in_full().filter(submission_key=submission_key).first()
    if known is None:
        return None
    if known.version.question_id != version.question_id:
        raise BadResponse(ResponseFault.WRONG_TYPE)  # another question's form: not a replay of this one
    return known.mark


def _store(
    attempt: Attempt, version: QuestionVersion, response: Response, submission_key: uuid.UUID, certainty: int | None
) -> Mark:
    question = version.engine
    graded = grade(question, response)
    answer = Answer.objects.create(
        attempt=attempt,
        version=version,
        response=write_response(question, response),
        certainty=certainty if attempt.mode is Tries.CERTAINTY else None,
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


def _finish_as_of_deadline(attempt: Attempt) -> Attempt:
    assert attempt.deadline is not None
    if attempt.mode.at_the_end:
        _hand_in_drafts(attempt, until=attempt.deadline + GRACE)
    _finish(attempt, attempt.deadline)
    return attempt


def _finish(attempt: Attempt, moment: dt.datetime) -> None:
    attempt.finished = max(moment, attempt.started)
    attempt.save(update_fields=["finished"])
    complete_part(person=attempt.person, part=attempt.self_test, by=attempt.person)
