"""A self-test as one person sees it: a card for each question, open or answered.

The one place where stored questions become something a template may have. An open card holds the engine's public
view and nothing else of the question; an answered one holds what the self-test's rules allow at this moment.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.models.attempts import CERTAINTIES, AnswerDraft, Attempt
from courses.models.bank import KIND_LABELS
from courses.models.open_form import Draft, OpenForm
from courses.models.runs import Run, runs_of
from courses.models.telling import Notes, Told, notes_of, told_of
from courses.rules import AttemptStanding, Shown, Tries
from grading import Outcome, public_view

if TYPE_CHECKING:
    from courses.models.self_tests import SelfTestPage

Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Saved:
    """What the form knows of what is stored, and sends back: an older knowledge never overwrites a newer one.

    `revision` is the draft's (0 without one), `seen` how many answers there were; `at` is when the draft was saved.
    """

    revision: int = 0
    seen: int = 0
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Other:
    """What another tab has stored meanwhile, when two tabs have written different things."""

    values: Values
    handed_in: bool


@dataclass(frozen=True)
class Card:
    """A question in a self-test.

    `form` while an answer can be written, or locked when it only shows what was answered; `told` is everything, when
    everything may be told; `notes` is what may be told otherwise. `outcome` is None while it is not told. `other` is
    the same card as another tab has it.
    """

    number: int
    key: uuid.UUID
    kind: str
    kind_label: Any
    prompt: str
    quote: str
    outcome: Outcome | None
    answered: bool = False
    skipped: bool = False
    form: OpenForm | None = None
    locked: bool = False
    told: Told | None = None
    notes: Notes | None = None
    reopened: bool = False
    may_answer_again: bool = False
    handed_in: dt.datetime | None = None
    saved: Saved = field(default_factory=Saved)
    certainty: int | None = None
    other: Card | None = None
    other_handed_in: bool = False
    beside: bool = False

    @property
    def anchor(self) -> str:
        return f"sp{self.number}-anden" if self.beside else f"sp{self.number}"


@dataclass(frozen=True)
class Sheet:
    """An attempt with a card for each question. `closed`: nothing more can be handed in, or changed."""

    attempt: Attempt
    cards: tuple[Card, ...]
    standing: AttemptStanding
    shown: frozenset[Shown]
    now: dt.datetime

    @property
    def shows_marks(self) -> bool:
        return Shown.MARKS in self.shown

    @property
    def explains(self) -> bool:
        return Shown.FEEDBACK in self.shown

    @property
    def takes_answers(self) -> bool:
        return self.attempt.takes_answers(self.now)

    @property
    def at_the_end(self) -> bool:
        return self.attempt.mode.at_the_end

    @property
    def asks_certainty(self) -> bool:
        return self.attempt.mode is Tries.CERTAINTY

    @property
    def certainties(self) -> list[tuple[int, Any]]:
        return list(CERTAINTIES)

    @property
    def overdue(self) -> bool:
        return self.attempt.overdue(self.now)

    @property
    def seconds_left(self) -> int | None:
        """Until the deadline; None where there is none, or the test is over."""
        if self.attempt.deadline is None or self.attempt.finished:
            return None
        return max(0, int((self.attempt.deadline - self.now).total_seconds()))

    @property
    def may_finish(self) -> bool:
        """Whether «finish» is offered: any time in a test that is checked at the end, or whose time is up."""
        if self.attempt.finished:
            return False
        return self.overdue or self.at_the_end or self.standing.may_finish

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
        return next((other for other in [*later, *earlier] if not other.answered and not other.skipped), None)


def sheet_of(
    self_test: SelfTestPage,
    attempt: Attempt,
    *,
    again: uuid.UUID | None = None,
    draft: Draft | None = None,
    other: Other | None = None,
    now: dt.datetime | None = None,
) -> Sheet:
    """The attempt's cards. `again` opens an answered question; `draft` opens the one whose form came back.

    `other` is what another tab has stored of the question that `draft` is about.
    """
    now = now or timezone.now()
    shown = attempt.shown(now)
    stored = {row.question_id: row for row in attempt.drafts.all()}
    runs = runs_of(attempt)
    cards = []
    for run in runs:
        here = draft if draft and draft.question == run.place.question.key else None
        maker = _CardMaker(attempt, run, shown, stored.get(run.place.question_id), now)
        card = maker.card(here, reopen=run.place.question.key == again)
        if here and other:
            card = replace(card, other=maker.beside(other.values), other_handed_in=other.handed_in)
        cards.append(card)
    standing = AttemptStanding.of((run.standing for run in runs), pass_mark=attempt.pass_mark)
    return Sheet(attempt, tuple(cards), standing, shown, now)


@dataclass(frozen=True)
class _CardMaker:
    attempt: Attempt
    run: Run
    shown: frozenset[Shown]
    stored: AnswerDraft | None
    now: dt.datetime

    @property
    def open(self) -> bool:
        """Whether an answer is taken now."""
        return self.attempt.takes_answers(self.now) and self.run.standing.may_try_again

    def card(self, sent: Draft | None, *, reopen: bool) -> Card:
        """`sent` is a form that came back; otherwise what is stored of the question decides."""
        run, standing, place = self.run, self.run.standing, self.run.place
        version = place.version
        waits = not run.answers or self.attempt.mode is not Tries.IMMEDIATE or reopen or bool(self.stored)
        open_ = self.open and (waits or sent is not None)
        marks = Shown.MARKS in self.shown
        card = Card(
            number=place.position,
            key=place.question.key,
            kind=version.kind,
            kind_label=KIND_LABELS[version.kind],
            prompt=version.data["prompt"],
            quote=version.data["quote"],
            outcome=standing.outcome if marks else None,
            answered=standing.answered,
            skipped=standing.outcome is Outcome.UNANSWERED,
            may_answer_again=self.open and self.attempt.mode is Tries.IMMEDIATE,
            saved=Saved(
                self.stored.revision if self.stored else 0, run.sent, self.stored.saved_at if self.stored else None
            ),
        )
        counting = run.counting
        if not open_ and sent is None and counting is not None and Shown.KEY in self.shown:
            return replace(card, told=told_of(counting, self.shown))
        values = sent.values if sent else self._values(open_)
        notes = None
        last = run.answers[-1] if run.answers else None
        shows_try = self.attempt.mode.by_tries or not open_
        if last is not None and shows_try and (marks or Shown.FEEDBACK in self.shown or standing.hint):
            notes = notes_of(
                (last if open_ else counting) or last,
                self.shown,
                closed=not open_,
                hint=standing.hint if open_ else None,
                tries_left=standing.tries_left if open_ else None,
            )
        shown = public_view(version.engine, seed=self.attempt.seed_for(version))
        back = sent or Draft(place.question.key, "", values)
        return replace(
            card,
            form=OpenForm.of(version, shown, back),
            locked=not open_,
            notes=notes,
            handed_in=last.created if last is not None else None,
            reopened=reopen and open_ and bool(run.answers) and sent is None,
            certainty=_certainty(values),
        )

    def beside(self, values: Values) -> Card:
        """The question as another tab has it: only to be read, with names and ids of its own."""
        card = self.card(Draft(self.run.place.question.key, "", values), reopen=False)
        assert card.form is not None
        version = self.run.place.version
        shown = public_view(version.engine, seed=self.attempt.seed_for(version))
        fields = OpenForm.fields(shown, values, at=f"{card.form.at}-anden")
        form = OpenForm(version_key=card.form.version_key, submission_key=card.form.submission_key, **fields)
        return replace(card, form=form, locked=True, notes=None, beside=True)

    def _values(self, open_: bool) -> Values:
        """The fields as they are to stand: the draft, otherwise the answer that may be changed or is only shown."""
        if self.stored is not None:
            return self.stored.fields
        if not self.run.answers or (open_ and self.attempt.mode is Tries.IMMEDIATE):
            return {}
        answer = self.run.answers[-1] if open_ else self.run.counting or self.run.answers[-1]
        return answer.as_fields()


def _certainty(values: Values) -> int | None:
    chosen = values.get("certainty", [])
    return int(chosen[0]) if len(chosen) == 1 and chosen[0] in ("1", "2", "3") else None
