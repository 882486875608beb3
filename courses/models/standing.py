"""How far a person is: modules with their parts, and what the answers say about the learning goals.

Reads only. The number of queries does not grow with the number of modules, parts or questions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.models.attempts import Mark
from courses.models.learning import PartProgress
from courses.rules import (
    GoalEvidence,
    ModuleStanding,
    PartKind,
    PartStanding,
    PartState,
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
    newest: dict[int, Outcome] = {}
    if person is not None and tests:
        marks = (
            Mark.objects.filter(answer__attempt__person=person, answer__attempt__self_test__in=tests)
            .exclude(outcome=Outcome.UNANSWERED)
            .order_by("answer__created", "answer", "pk")
            .values_list("answer__version__question", "outcome")
        )
        newest = {question: Outcome(outcome) for question, outcome in marks}
    about: dict[int, list[Outcome]] = {}
    if newest:
        for test in tests:
            for placement in test.questions.all():
                if placement.goal and placement.question_id in newest:
                    about.setdefault(placement.goal, []).append(newest[placement.question_id])
    return [Goal(text, goal_evidence(about.get(number, []))) for number, text in enumerate(texts, start=1)]
