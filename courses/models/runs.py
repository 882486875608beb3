"""An attempt as it stands: each question with its answers and what they gave. Reads only; four queries at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.models.attempts import Answer, Attempt, AttemptQuestion
from courses.rules import AttemptStanding, QuestionStanding, Tries, standing_of_tries
from grading import Mark as EngineMark
from grading import Outcome, Question, grade, read_response
from grading.tries import Try, shares_of


@dataclass(frozen=True)
class Run:
    """A question of an attempt. `answers` are those given, oldest first; `sent` counts the skips too."""

    place: AttemptQuestion
    answers: tuple[Answer, ...]
    sent: int
    standing: QuestionStanding

    @property
    def counting(self) -> Answer | None:
        """The answer that counts."""
        return None if self.standing.counting is None else self.answers[self.standing.counting]


def runs_of(attempt: Attempt, *, only: AttemptQuestion | None = None) -> list[Run]:
    """The questions of the attempt in its order; `only` one of them where no more is needed."""
    places = attempt.places.select_related("question", "version").order_by("position")
    answers = attempt.answers.in_full().order_by("created", "pk")
    if only is not None:
        places = places.filter(pk=only.pk)
        answers = answers.filter(version__question=only.question_id)
    sent: dict[int, list[Answer]] = {}
    for answer in answers:
        sent.setdefault(answer.version.question_id, []).append(answer)
    return [_run(attempt, place, sent.get(place.question_id, [])) for place in places]


def standing_of(attempt: Attempt) -> AttemptStanding:
    """How the attempt stands, without the cards."""
    return AttemptStanding.of((run.standing for run in runs_of(attempt)), pass_mark=attempt.pass_mark)


def _run(attempt: Attempt, place: AttemptQuestion, sent: Sequence[Answer]) -> Run:
    given = tuple(answer for answer in sent if answer.response is not None)
    mode = attempt.mode
    question = place.version.engine if mode.by_tries else None
    shares = _shares(question, given) if question is not None and mode is Tries.INTERACTIVE else None
    standing = standing_of_tries(
        mode,
        [_try(answer, with_parts=shares is not None) for answer in given],
        question=question,
        shares=shares,
        most_tries=attempt.most_tries,
        skipped=len(sent) > len(given),
        finished=attempt.finished is not None,
    )
    return Run(place, given, len(sent), standing)


def _shares(question: Question, given: Sequence[Answer]) -> Mapping[str, Fraction] | None:
    """What each part is of the whole; None where parts are not paid for one by one, or marks speak of other parts."""
    shares = shares_of(question)
    if shares is None or not all(set(answer.mark.version.engine.part_ids()) == set(shares) for answer in given):
        return None
    return shares


def _try(answer: Answer, *, with_parts: bool) -> Try:
    """The newest mark as the engine knows a try; its parts are graded again where they are asked for."""
    stored = answer.mark
    parts = ()
    if with_parts:
        question = stored.version.engine
        parts = grade(question, read_response(question, answer.response)).parts
    return Try(EngineMark(stored.fraction, Outcome(stored.outcome), parts), answer.response, answer.certainty)
