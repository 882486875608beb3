"""A year of life: people take modules, answer self-tests and rate cases, some well and some less so."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from cases_library.actions import works
from cases_library.models import CasePage, CaseWork
from courses.models import ModulePage, PartProgress, SelfTestPage
from courses.rules import PartState
from people.models import User
from people.rules import Role
from portal.demo.seed.chance import TODAY, chance, key, working_moment
from portal.demo.seed.sittings import Sittings

FIRST_DAY = TODAY - dt.timedelta(days=360)
LEARNERS = [Role.CASEWORKER, Role.LEADER, Role.PROVIDER_EMPLOYEE, Role.TRAINER]
REASONS = [
    "Kan en del selv, men skal have hjælp til resten.",
    "Bruger et hjælpemiddel, og det tæller med.",
    "Støtten er trukket fra. Så er der ikke meget tilbage.",
    "Gør det selv, men det tager tid og kræfter.",
    "Det fremgår af oplysningerne, at borgeren gør det alene.",
    "I tvivl. Oplysningen siger kun lidt om, hvad borgeren selv kan.",
]


def seed(accounts: dict[str, User]) -> None:
    learners = list(User.objects.with_role(*LEARNERS).order_by("pk"))
    _modules(learners, accounts)
    _ratings(learners, accounts["sagsbehandler"])


# ── Modules and self-tests ──────────────────────────────────────────────────────────────────────────────────
def _modules(learners: list[User], accounts: dict[str, User]) -> None:
    generator = chance("modules")
    caseworker = accounts["sagsbehandler"]
    modules = [(module, _parts(module)) for module in ModulePage.objects.live().order_by("number")]
    progress: list[PartProgress] = []
    tests = Sittings(accounts)
    for person in learners:
        if person == caseworker:
            begun, ability = 3, 0.75  # the demo's caseworker is in the middle of module 3
        else:
            begun, ability = min(len(modules), int(generator.expovariate(0.35))), generator.uniform(0.35, 0.97)
        moment = working_moment(generator, first=FIRST_DAY, last=TODAY - dt.timedelta(days=30))
        for number, (_module, parts) in enumerate(modules[:begun], start=1):
            stops_here = number == begun and (person == caseworker or generator.random() < 0.4)
            done = 3 if person == caseworker else generator.randrange(1, len(parts))
            for part in parts[:done] if stops_here else parts:
                moment += dt.timedelta(minutes=generator.randrange(4, 12))
                progress.append(_completed(person, part, moment))
                if isinstance(part, SelfTestPage):
                    tests.take(person, part, moment, ability)
            if stops_here and isinstance(parts[done], SelfTestPage) and not parts[done].time_limit:
                moment += dt.timedelta(minutes=6)
                progress.append(_begun(person, parts[done], moment))
                tests.leave_open(person, parts[done], moment, ability, after=generator.randrange(3, 7))
            moment = min(moment + dt.timedelta(days=generator.randrange(1, 20)), _now())
    PartProgress.objects.bulk_create(progress)
    tests.write()


def _parts(module: ModulePage) -> list[Any]:
    return [page.specific for page in module.get_children().live().order_by("path")]


def _completed(person: User, part: Any, moment: dt.datetime) -> PartProgress:
    seconds = int(part.video.duration) if getattr(part, "video", None) else 0
    return PartProgress(
        person=person,
        part=part,
        state=PartState.COMPLETED,
        position_seconds=seconds,
        furthest_seconds=seconds,
        started_at=moment - dt.timedelta(minutes=5),
        changed_at=moment,
        completed_at=moment,
    )


def _begun(person: User, part: Any, moment: dt.datetime) -> PartProgress:
    return PartProgress(person=person, part=part, state=PartState.STARTED, started_at=moment, changed_at=moment)


# ── Cases ───────────────────────────────────────────────────────────────────────────────────────────────────
def _ratings(learners: list[User], caseworker: User) -> None:
    """About half of the learners have rated a case or more; the demo's caseworker has compared one."""
    generator = chance("ratings")
    cases = list(CasePage.objects.live().order_by("number"))
    items = {case.pk: list(case.items.prefetch_related("panel")) for case in cases}
    for person, case in _pairs(generator, learners, cases, caseworker):
        moment = working_moment(generator, first=FIRST_DAY, last=TODAY)
        accuracy = generator.uniform(0.3, 0.8)
        answers = {
            item.key: works.Typed(level=_rated(generator, item.consensus, accuracy), reason=generator.choice(REASONS))
            for item in items[case.pk]
        }
        work = works.start(case=case, person=person, by=person)
        works.save(key=work.key, answers=answers, tab=key(generator), seen_version=0, by=person)
        works.submit(key=work.key, by=person)
        CaseWork.objects.filter(pk=work.pk).update(
            key=key(generator), started=moment - dt.timedelta(minutes=12), saved=moment, submitted_at=moment
        )


def _pairs(
    generator: random.Random, learners: list[User], cases: list[CasePage], caseworker: User
) -> Iterator[tuple[User, CasePage]]:
    yield caseworker, cases[0]
    for person in learners:
        if person != caseworker and generator.random() < 0.45:
            for case in generator.sample(cases, generator.randint(1, 3)):
                yield person, case


def _rated(generator: random.Random, consensus: int, accuracy: float) -> int:
    if generator.random() < accuracy:
        return consensus
    return min(4, max(0, consensus + generator.choice([-1, -1, 1, -2])))


def _now() -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(TODAY, dt.time(15)))
