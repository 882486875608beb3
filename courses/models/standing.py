"""How far a person is: modules with their parts, and what the answers say about the learning goals.

Reads only. The number of queries does not grow with the number of modules, parts or questions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.models.attempts import Attempt, AttemptQuestion, Mark
from courses.models.learning import PartProgress
from courses.rules import (
    GoalEvidence,
    ModuleStanding,
    PartKind,
    PartStanding,
    PartState,
    Shown,
    goal_evidence,
    part_title,
)
from grading import Outcome

if TYPE_CHECKING:
    from courses.models.pages import ModulePage, PartPage
    from people.models import User

PART_LABELS: dict[PartKind, Promise] = {
    PartKind.VIDEO: _("Video talk"),
    PartKind.EXAMPLE: _("Practice example"),
    PartKind.CASE: _("Case"),
    PartKind.SELF_TEST: _("Self-test"),
}


@dataclass(frozen=True)
class PartCard:
    """A part of a module as one person sees it. `number` counts from 1."""

    page: PartPage
    number: int
    progress: PartProgress | None

    @property
    def state(self) -> PartState:
        return PartState(self.progress.state) if self.progress else PartState.NOT_STARTED

    @property
    def label(self) -> Promise:
        return PART_LABELS[self.page.kind]

    @property
    def full_title(self) -> str:
        return part_title(str(self.label), self.page.title)


@dataclass(frozen=True)
class ModuleProgress:
    """A module with its parts as one person sees it; without a person, nothing is begun."""

    module: ModulePage
    parts: tuple[PartCard, ...]
    standing: ModuleStanding

    @property
    def next_part(self) -> PartCard | None:
        return next((part for part in self.parts if part.page.pk == self.standing.next_part), None)

    @property
    def changed_at(self) -> dt.datetime | None:
        """When the person last did something in the module."""
        return max((part.progress.changed_at for part in self.parts if part.progress), default=None)


def progress_of(person: User | None, modules: Sequence[ModulePage]) -> list[ModuleProgress]:
    """The modules, in the order given, with their published parts and how far the person is."""
    if not modules:
        return []
    inside = Q()
    for module in modules:
        inside |= Q(path__startswith=module.path, depth=module.depth + 1)
    parts = list(Page.objects.filter(inside).live().public().order_by("path").specific())
    done = {}
    if person is not None:
        rows = PartProgress.objects.of(person).filter(part__in=[part.pk for part in parts])
        done = {row.part_id: row for row in rows}
    found = []
    for module in modules:
        own = [part for part in parts if part.path.startswith(module.path)]
        cards = tuple(PartCard(part, number, done.get(part.pk)) for number, part in enumerate(own, start=1))
        standing = ModuleStanding(tuple(PartStanding(card.page.pk, card.page.minutes, card.state) for card in cards))
        found.append(ModuleProgress(module, cards, standing))
    return found


@dataclass(frozen=True)
class Goal:
    """A learning goal and what the person's newest answers say about it. Only the person sees it."""

    text: str
    evidence: GoalEvidence


def goals_of(person: User | None, progress: ModuleProgress) -> list[Goal]:
    """The module's goals, with evidence from the newest answer to each question about them."""
    texts = progress.module.goal_texts
    tests = [part.page for part in progress.parts if part.page.kind is PartKind.SELF_TEST]
    about: dict[int, list[Outcome]] = {}
    if person is not None and tests:
        for goal, outcome in _newest_about_goals(person, tests):
            about.setdefault(goal, []).append(outcome)
    return [Goal(text, goal_evidence(about.get(number, []))) for number, text in enumerate(texts, start=1)]


def _newest_about_goals(person: User, tests: Sequence[PartPage]) -> Iterator[tuple[int, Outcome]]:
    """(goal, outcome) of the newest answer to each question, of the attempts whose marks the person may see now."""
    now = timezone.now()
    attempts = Attempt.objects.of(person).filter(self_test__in=tests).select_related("self_test")
    told = [attempt.pk for attempt in attempts if Shown.MARKS in attempt.shown(now)]
    if not told:
        return
    places = AttemptQuestion.objects.filter(attempt__in=told).exclude(goal=None)
    goals = {(attempt, question): goal for attempt, question, goal in places.values_list("attempt", "question", "goal")}
    marks = (
        Mark.objects.filter(answer__attempt__in=told)
        .exclude(outcome=Outcome.UNANSWERED)
        .order_by("answer__created", "answer", "pk")
        .values_list("answer__version__question", "answer__attempt", "outcome")
    )
    newest = {question: (attempt, Outcome(outcome)) for question, attempt, outcome in marks}
    for question, (attempt, outcome) in newest.items():
        goal = goals.get((attempt, question))
        if goal is not None:
            yield goal, outcome
