"""What may be told of an answer: everything, or only as much as the self-test's rules allow at this moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.messages import about_outcome
from courses.models.attempts import Answer
from courses.rules import Shown
from grading import Mark as EngineMark
from grading import Outcome, Review, grade, read_response, review

OUTCOME_WORDS: dict[Outcome, Promise] = {
    Outcome.RIGHT: _("Right"),
    Outcome.NEAR: _("Close to it"),
    Outcome.WRONG: _("Not yet"),
    Outcome.UNANSWERED: _("Skipped"),
}
# The fields that hold an author's words.
EXPLAINING = {"explanation", "rule", "overall", "feedback", "level_feedback", "answer_feedback"}


@dataclass(frozen=True)
class Told:
    """Everything: the right answer stands in it."""

    review: Review
    sentence: str


@dataclass(frozen=True)
class Notes:
    """A part of it, and nothing else: what is not allowed is not in here. `outcome` is None while it is not told."""

    outcome: Outcome | None = None
    sentence: str = ""
    feedback: tuple[str, ...] = ()
    explanation: str = ""
    rule: str = ""
    hint: str = ""
    tries_left: int | None = None


def review_of(answer: Answer) -> Review:
    """The stored mark's outcome counts; its parts are graded again, by the version that made it, to be shown."""
    stored = answer.mark
    question = stored.version.engine
    response = read_response(question, answer.response)
    fresh = grade(question, response)
    return review(question, response, EngineMark(stored.fraction, Outcome(stored.outcome), fresh.parts))


def told_of(answer: Answer, shown: frozenset[Shown]) -> Told:
    """For whoever may see the key; without the author's words when these are not shown."""
    told = review_of(answer)
    return Told(told if Shown.FEEDBACK in shown else _silent(told), about_outcome(told))


def notes_of(
    answer: Answer, shown: frozenset[Shown], *, closed: bool, hint: str | None = None, tries_left: int | None = None
) -> Notes:
    """For whoever may not see the key. While another try is open, only what was said about the answer itself."""
    told = review_of(answer)
    speaks = Shown.FEEDBACK in shown
    marks = Shown.MARKS in shown
    return Notes(
        outcome=told.outcome if marks else None,
        sentence=str(OUTCOME_WORDS[told.outcome]) if marks else "",
        feedback=tuple(dict.fromkeys(_about_what_was_chosen(told))) if speaks else (),
        explanation=told.explanation if speaks and closed else "",
        rule=told.rule if speaks and closed else "",
        hint=hint or "",
        tries_left=tries_left,
    )


def _about_what_was_chosen(told: Review) -> Iterator[str]:
    own = [getattr(told, name, "") for name in ("feedback", "answer_feedback")]
    rows = [row.feedback for row in getattr(told, "options", ()) if row.chosen is True]
    for text in (*own, *rows, told.overall):
        if text and isinstance(text, str):
            yield text


def _silent(row: Any) -> Any:
    """The review without its author's words, all the way down."""
    changed: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in EXPLAINING:
            changed[field.name] = type(value)()
        elif is_dataclass(value):
            changed[field.name] = _silent(value)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(_silent(one) if is_dataclass(one) else one for one in value)
    return replace(row, **changed)
