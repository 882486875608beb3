"""What the front page, the phase pages and "Min side" show, gathered from the floors below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases_library.models import CasePage, CaseWork
from content.models import Phase
from courses import overview
from courses.models import ModulePage
from hotline.models import AnswerPage, Enquiry
from people.models import User
from surveys.models import Invitation
from themedays.models import Registration, ThemeDayPage

SEARCHES = ("hjælpemidler i niveauet", "støtte fra netværk", "handleplan")  # words that people here use


@dataclass(frozen=True)
class PhaseDoor:
    """A phase on the thread: its page, and in few words what lies behind."""

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class TimeCard:
    """Something to do, by the minutes it takes."""

    minutes: int
    kind: str
    title: str
    text: str
    url: str
    go: str


def front_page(person: Any) -> dict[str, Any]:
    """The context of the front page for the person (or nobody)."""
    learner = person if person.is_authenticated else None
    learning = overview.learning_of(learner)
    return {
        "searches": SEARCHES,
        "resume": overview.resume_of(learner, learning),
        "signed_in": learner is not None,
        "phases": phase_doors(),
        "time_cards": time_cards(learning),
        "theme_day": ThemeDayPage.objects.upcoming().first(),
        "answers": AnswerPage.objects.newest()[:3],
    }


def phase_doors() -> list[PhaseDoor]:
    """The seven phases with the modules and the number of answers behind each."""
    answers = AnswerPage.objects.counts_per_phase()
    modules: dict[str, list[int]] = {}
    rows = ModulePage.objects.live().public().order_by("number").values_list("phases__slug", "number")
    for slug, number in rows:
        modules.setdefault(slug, []).append(number)
    return [
        PhaseDoor(
            title=phase.title,
            url=reverse("phase", args=[phase.slug]),
            note=" · ".join(_notes(modules.get(phase.slug, []), answers.get(phase.slug, 0))),
        )
        for phase in Phase.objects.all()
    ]


def _notes(modules: list[int], answers: int) -> list[str]:
    notes = []
    if len(modules) == 1:
        notes.append(_("Module %(number)s") % {"number": modules[0]})
    elif modules:
        notes.append(ngettext("%(count)s module", "%(count)s modules", len(modules)) % {"count": len(modules)})
    if answers:
        notes.append(ngettext("%(count)s answer", "%(count)s answers", answers) % {"count": answers})
    return notes


def time_cards(learning: list[Any]) -> list[TimeCard]:
    """An answer, a case and a module: two, ten and fifteen minutes. What is missing is left out."""
    cards = []
    answer = AnswerPage.objects.newest().first()
    if answer is not None:
        cards.append(
            TimeCard(2, _("Question and answer"), answer.title, answer.short, answer.url, _("Read the answer"))
        )
    case = CasePage.objects.for_cards().order_by("-number").first()
    if case is not None:
        kind = _("Practice case %(number)s") % {"number": case.number}
        cards.append(TimeCard(case.minutes, kind, case.title, case.lead, case.url, _("Rate the case")))
    module = next((row.module for row in learning if row.next_part is not None and not row.standing.begun), None)
    if module is not None:
        kind = _("Module %(number)s") % {"number": module.number}
        cards.append(TimeCard(module.minutes, kind, module.title, module.lead, module.url, _("Begin the module")))
    return cards


def phase_page(phase: Phase) -> dict[str, Any]:
    """Everything for one phase: modules, cases and answers."""
    return {
        "phase": phase,
        "modules": ModulePage.objects.live().public().filter(phases=phase).order_by("number"),
        "cases": CasePage.objects.for_cards().in_phase(phase),
        "answers": AnswerPage.objects.newest().in_phase(phase),
        "phases": Phase.objects.all(),
    }


def my_page(person: User) -> dict[str, Any]:
    """What the person has under way: learning, cases, questions, theme days, surveys."""
    learning = overview.learning_of(person)
    return {
        "learning": learning,
        "resume": overview.resume_of(person, learning),
        "works": CaseWork.objects.of(person).newest_first().select_related("case")[:6],
        "enquiries": Enquiry.objects.of(person)[:5],
        "registrations": Registration.objects.of(person)[:5],
        "invitations": Invitation.objects.waiting_for(person),
        "memberships": person.memberships.select_related("organisation"),
    }


def desk(person: User) -> dict[str, Any]:
    """What is waiting at the workbench, in figures."""
    return {
        "unassigned": Enquiry.objects.unassigned().count(),
        "mine": Enquiry.objects.of_consultant(person).count(),
        "late": Enquiry.objects.late().count(),
        "days": ThemeDayPage.objects.upcoming()[:3],
    }
