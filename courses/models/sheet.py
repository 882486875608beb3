"""A self-test as one person sees it: a card for each question, open or answered.

The one place where stored questions become something a template may have. An open card holds the engine's public
view and nothing else of the question; only a card whose answer is in holds what may be told.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from content.rules import FUNCTION_LEVEL_WORDS
from courses.messages import about_outcome
from courses.models.attempts import Answer, Attempt, Mark
from courses.models.bank import KIND_LABELS, QuestionVersion
from courses.models.open_form import Draft, OpenForm
from courses.rules import AttemptStanding, newest_outcome
from grading import Mark as EngineMark
from grading import Outcome, Review, public_view, read_response, review
from grading import grade as grade_again
from grading.kinds.choice import ChoiceReview, OptionReview
from grading.kinds.rating import RatingReview

if TYPE_CHECKING:
    from courses.models.pages import SelfTestPage, SelfTestQuestion


@dataclass(frozen=True)
class Told:
    """What is shown once the answer is in."""

    review: Review
    sentence: str

    @property
    def levels(self) -> list[dict[str, Any]]:
        """The scale with the person's and the experts' level on it; empty for other kinds."""
        if not isinstance(self.review, RatingReview):
            return []
        return [
            {"number": level, "word": word, "chosen": level == self.review.chosen, "key": level == self.review.level}
            for level, word in enumerate(FUNCTION_LEVEL_WORDS)
        ]

    @property
    def others(self) -> list[OptionReview]:
        """The options of a choice that are neither right nor chosen; empty for other kinds."""
        if not isinstance(self.review, ChoiceReview):
            return []
        return [option for option in self.review.options if not option.chosen and not option.right]


@dataclass(frozen=True)
class Card:
    """A question in a self-test. `form` while it waits for an answer, `told` when the answer is in."""

    number: int
    key: uuid.UUID
    kind: str
    kind_label: Any
    prompt: str
    quote: str
    outcome: Outcome | None
    form: OpenForm | None = None
    told: Told | None = None
    reopened: bool = False

    @property
    def anchor(self) -> str:
        return f"sp{self.number}"

    @property
    def skipped(self) -> bool:
        return self.outcome is Outcome.UNANSWERED


@dataclass(frozen=True)
class Sheet:
    """An attempt with a card for each question."""

    attempt: Attempt
    cards: tuple[Card, ...]

    @property
    def standing(self) -> AttemptStanding:
        return AttemptStanding(tuple(card.outcome for card in self.cards))

    def card(self, question: uuid.UUID) -> Card | None:
        return next((card for card in self.cards if card.key == question), None)

    @property
    def problem(self) -> Card | None:
        """The card whose form came back."""
        return next((card for card in self.cards if card.form and card.form.problem), None)

    def after(self, card: Card) -> Card | None:
        """The next question that waits for an answer: further down first, then from the top."""
        later = [other for other in self.cards if other.number > card.number]
        earlier = [other for other in self.cards if other.number < card.number]
        return next((other for other in [*later, *earlier] if other.outcome is None), None)


def sheet_of(
    self_test: SelfTestPage, attempt: Attempt, *, again: uuid.UUID | None = None, draft: Draft | None = None
) -> Sheet:
    """The attempt's cards. `again` opens an answered question; `draft` opens the one whose form came back."""
    placements = list(self_test.questions.select_related("question").order_by("sort_order", "pk"))
    versions = {
        version.question_id: version
        for version in QuestionVersion.objects.current().filter(question__in=[row.question_id for row in placements])
    }
    answers: dict[int, list[Answer]] = {}
    for answer in attempt.answers.in_full().order_by("created", "pk"):
        answers.setdefault(answer.version.question_id, []).append(answer)
    opened = {again, draft.question if draft else None}
    cards = []
    for number, placement in enumerate(placements, start=1):
        given = answers.get(placement.question_id, [])
        here = draft if draft and draft.question == placement.question.key else None
        cards.append(
            _card(
                number,
                placement,
                versions[placement.question_id],
                given,
                attempt,
                here,
                placement.question.key in opened,
            )
        )
    return Sheet(attempt, tuple(cards))


def standing_of(attempt: Attempt) -> AttemptStanding:
    """How the attempt stands, without the cards: two queries."""
    marks = (
        Mark.objects.filter(answer__attempt=attempt)
        .order_by("answer__created", "answer", "pk")
        .values_list("answer", "answer__version__question", "outcome")
    )
    newest = {(question, answer): Outcome(outcome) for answer, question, outcome in marks}
    told: dict[int, list[Outcome]] = {}
    for (question, _answer), outcome in newest.items():
        told.setdefault(question, []).append(outcome)
    placed = attempt.self_test.questions.values_list("question", flat=True)
    return AttemptStanding(tuple(newest_outcome(told.get(question, [])) for question in placed))


def _card(
    number: int,
    placement: SelfTestQuestion,
    current: QuestionVersion,
    given: list[Answer],
    attempt: Attempt,
    draft: Draft | None,
    reopened: bool,
) -> Card:
    outcome = newest_outcome(Outcome(answer.mark.outcome) for answer in given)
    answered = [answer for answer in given if answer.response is not None]
    if answered and not reopened:
        version = answered[-1].version
        told = _told(answered[-1])
        shown: Mapping[str, Any] = {"prompt": version.data["prompt"], "quote": version.data["quote"]}
        form = None
    else:
        version, told = current, None
        shown = public_view(version.engine, seed=attempt.seed_for(version))
        form = OpenForm.of(version, shown, draft)
    return Card(
        number=number,
        key=placement.question.key,
        kind=version.kind,
        kind_label=KIND_LABELS[version.kind],
        prompt=shown["prompt"],
        quote=shown["quote"],
        outcome=outcome,
        form=form,
        told=told,
        reopened=bool(form and answered and draft is None),
    )


def _told(answer: Answer) -> Told:
    """What may be shown of the answer. The stored mark's outcome counts; its parts are graded again to be shown."""
    question = answer.version.engine
    response = read_response(question, answer.response)
    fresh = grade_again(question, response)
    stored = answer.mark
    mark = EngineMark(stored.fraction, Outcome(stored.outcome), fresh.parts)
    told = review(question, response, mark)
    return Told(told, about_outcome(told))
