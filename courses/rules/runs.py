"""A run through a self-test: what the tries gave, what is shown when, and until when answers are taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from grading import Outcome, Question
from grading.tries import Mode, Try, result_of

GRACE = dt.timedelta(seconds=30)  # what was on its way when the time was up still counts
RIGHT_AFTER = dt.timedelta(minutes=30)  # how long «right after» the test lasts; then comes «later»


class Tries(StrEnum):
    """How several tries become one result. All but IMMEDIATE are the engine's modes of the same name.

    IMMEDIATE checks each answer and takes another one gladly: the newest counts, and it costs nothing.
    """

    IMMEDIATE = "immediate"
    DEFERRED = "deferred"
    ADAPTIVE = "adaptive"
    INTERACTIVE = "interactive"
    CERTAINTY = "certainty"

    @property
    def at_the_end(self) -> bool:
        """Nothing is checked before the test is handed in, and until then every answer may be changed."""
        return self in (Tries.DEFERRED, Tries.CERTAINTY)

    @property
    def by_tries(self) -> bool:
        """Each answer is a try, and tries cost."""
        return self in (Tries.ADAPTIVE, Tries.INTERACTIVE)


class Shown(StrEnum):
    """What a learner may be shown of an answered question."""

    MARKS = "marks"
    FEEDBACK = "feedback"
    KEY = "key"


def shown_now(
    *,
    tries: Tries,
    finished: dt.datetime | None,
    now: dt.datetime,
    during: Iterable[str],
    after: Iterable[str],
    later: Iterable[str],
) -> frozenset[Shown]:
    """What may be shown at this moment. Whoever sees the key sees whether the answer was right.

    While a test is open that is checked at the end, nothing is, whatever the editors ticked.
    """
    if finished is None:
        ticked: Iterable[str] = () if tries.at_the_end else during
    else:
        ticked = after if now - finished < RIGHT_AFTER else later
    chosen = frozenset(Shown(one) for one in ticked if one in set(Shown))
    return chosen | {Shown.MARKS} if Shown.KEY in chosen else chosen


def deadline_of(start: dt.datetime, *, minutes: int | None, extra_percent: int = 0) -> dt.datetime | None:
    """When the time is up: the limit, and so many per cent of it more. None without a limit."""
    return start + dt.timedelta(minutes=minutes) * (100 + extra_percent) / 100 if minutes else None


def in_time(deadline: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether an answer that arrives now still counts."""
    return deadline is None or now <= deadline + GRACE


def newest_outcome(outcomes: Iterable[Outcome]) -> Outcome | None:
    """What counts of the outcomes of one question, oldest first: the newest answer, and a skip only when alone."""
    counted: Outcome | None = None
    for outcome in outcomes:
        if outcome is not Outcome.UNANSWERED or counted is None:
            counted = outcome
    return counted


@dataclass(frozen=True)
class QuestionStanding:
    """How one question of an attempt stands.

    `outcome` is None before anything is sent, UNANSWERED when it was skipped. `score` is 0..1, below 0 where certainty
    or the key takes away. `counting` is the place of the answer that counts among the answers given, oldest first.
    `tries_left` is None where nothing limits them.
    """

    outcome: Outcome | None = None
    score: Fraction = Fraction(0)
    counting: int | None = None
    may_try_again: bool = True
    tries_left: int | None = None
    hint: str | None = None

    @property
    def answered(self) -> bool:
        return self.outcome not in (None, Outcome.UNANSWERED)


def standing_of_tries(
    mode: Tries,
    given: Sequence[Try],
    *,
    question: Question | None = None,
    shares: Mapping[str, Fraction] | None = None,
    most_tries: int | None = None,
    skipped: bool = False,
    finished: bool = False,
) -> QuestionStanding:
    """How a question stands after the answers given; skips are not among them, `skipped` says that there was one.

    `question` is needed where tries cost, and `shares` where its parts are paid for one by one. A score is a share of
    what the question can give, so that sums can be compared across modes: three marks for certainty are 1.
    """
    nothing = Outcome.UNANSWERED if skipped else None
    if mode is Tries.IMMEDIATE:
        if not given:
            return QuestionStanding(nothing)
        return QuestionStanding(given[-1].mark.outcome, given[-1].mark.score, len(given) - 1)
    engine_mode = Mode(mode)
    if mode.by_tries:
        if question is None:
            raise ValueError("what a try costs stands in the question")
        result = result_of(
            engine_mode,
            given,
            penalty=question.penalty,
            most_tries=most_tries,
            hints=question.hints,
            finished=finished,
            shares=shares if mode is Tries.INTERACTIVE else None,
        )
        limit = most_tries or (len(question.hints) + 1 if mode is Tries.INTERACTIVE else None)
    else:
        result = result_of(engine_mode, given, finished=finished)
        limit = None
    return QuestionStanding(
        outcome=result.outcome if given else nothing,
        score=result.score / engine_mode.best,
        counting=result.counting,
        may_try_again=result.may_try_again,
        tries_left=None if limit is None else max(0, limit - result.tries_used),
        hint=result.next_hint,
    )


@dataclass(frozen=True)
class AttemptStanding:
    """A self-test as it stands: what counts of each question, None where there is no answer yet."""

    outcomes: tuple[Outcome | None, ...]
    scores: tuple[Fraction, ...] = ()
    closed: tuple[bool, ...] = ()  # no further answer is taken
    pass_mark: int | None = None  # per cent

    @classmethod
    def of(cls, questions: Iterable[QuestionStanding], *, pass_mark: int | None = None) -> AttemptStanding:
        questions = tuple(questions)
        return cls(
            tuple(one.outcome for one in questions),
            tuple(one.score for one in questions),
            tuple(not one.may_try_again for one in questions),
            pass_mark,
        )

    @property
    def total(self) -> int:
        return len(self.outcomes)

    @property
    def answered(self) -> int:
        return sum(outcome not in (None, Outcome.UNANSWERED) for outcome in self.outcomes)

    @property
    def untouched(self) -> int:
        """Neither answered nor skipped."""
        return self.total - self.answered - self.skipped

    @property
    def skipped(self) -> int:
        return sum(outcome is Outcome.UNANSWERED for outcome in self.outcomes)

    @property
    def right(self) -> int:
        return sum(outcome is Outcome.RIGHT for outcome in self.outcomes)

    @property
    def near(self) -> int:
        return sum(outcome is Outcome.NEAR for outcome in self.outcomes)

    @property
    def wrong(self) -> int:
        return sum(outcome is Outcome.WRONG for outcome in self.outcomes)

    @property
    def score(self) -> Fraction:
        """The share of all the marks, an unanswered question giving none; exact."""
        return sum(self.scores, Fraction(0)) / self.total if self.total else Fraction(0)

    @property
    def percent(self) -> int:
        """The score in whole per cent, rounded down, so that nobody reads a pass mark that was not reached."""
        return int(self.score * 100 // 1)

    @property
    def passed(self) -> bool | None:
        """None when there is nothing to pass."""
        return None if self.pass_mark is None else self.score * 100 >= self.pass_mark

    @property
    def all_answered(self) -> bool:
        return self.total > 0 and self.answered == self.total

    @property
    def all_closed(self) -> bool:
        return self.total > 0 and all(self.closed) and len(self.closed) == self.total

    @property
    def may_finish(self) -> bool:
        """Every question is answered or skipped, and at least one is answered."""
        return self.answered > 0 and self.answered + self.skipped == self.total


def as_decimal(score: Fraction) -> Decimal:
    """The score with six decimals, for sums in a database; the exact one stays beside it as text.

    >>> as_decimal(Fraction(1, 3))
    Decimal('0.333333')
    """
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(Decimal("0.000001"))
