"""A year of life: people take modules, answer self-tests and rate cases, some well and some less so."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from cases_library.actions import works
from cases_library.models import CasePage, CaseWork
from cases_library.rules import LEVELS
from courses.models import (
    Answer,
    Attempt,
    AttemptQuestion,
    Mark,
    ModulePage,
    PartProgress,
    QuestionVersion,
    SelfTestPage,
    SelfTestQuestion,
)
from courses.rules import PartState
from grading import ENGINE_VERSION, grade, read_response, write_response
from people.models import User
from people.rules import Role
from portal.demo.seed.chance import TODAY, chance, key, working_moment

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
    _modules(learners, accounts["sagsbehandler"])
    _ratings(learners, accounts["sagsbehandler"])


# ── Modules and self-tests ──────────────────────────────────────────────────────────────────────────────────
def _modules(learners: list[User], caseworker: User) -> None:
    generator = chance("modules")
    modules = [(module, _parts(module)) for module in ModulePage.objects.live().order_by("number")]
    versions = _versions()
    progress: list[PartProgress] = []
    tests: list[tuple[Attempt, list[QuestionVersion], float]] = []
    for person in learners:
        if person == caseworker:
            begun, ability = 3, 0.75  # the demo's caseworker is in the middle of module 3
        else:
            begun, ability = min(len(modules), int(generator.expovariate(0.35))), generator.uniform(0.35, 0.97)
        moment = working_moment(generator, first=FIRST_DAY, last=TODAY - dt.timedelta(days=30))
        for number, (_module, parts) in enumerate(modules[:begun], start=1):
            stops_here = number == begun and (person == caseworker or generator.random() < 0.4)
            done = 2 if person == caseworker else generator.randrange(1, 4)
            for part in parts[:done] if stops_here else parts:
                moment += dt.timedelta(minutes=generator.randrange(4, 12))
                progress.append(_completed(person, part, moment))
                if isinstance(part, SelfTestPage):
                    attempt = Attempt(
                        key=key(generator),
                        person=person,
                        self_test=part,
                        seed=f"{generator.getrandbits(128):032x}",
                        started=moment - dt.timedelta(minutes=5),
                        finished=moment,
                    )
                    tests.append((attempt, versions[part.pk], ability))
            moment = min(moment + dt.timedelta(days=generator.randrange(1, 20)), _now())
    PartProgress.objects.bulk_create(progress)
    _answer(generator, tests)


def _parts(module: ModulePage) -> list[Any]:
    return [page.specific for page in module.get_children().live().order_by("path")]


def _versions() -> dict[int, list[QuestionVersion]]:
    """The current version of each question of each self-test, in order."""
    current = {version.question_id: version for version in QuestionVersion.objects.current()}
    return {
        page.pk: [current[row.question_id] for row in page.questions.order_by("sort_order")]
        for page in SelfTestPage.objects.live()
    }


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


def _answer(generator: random.Random, tests: list[tuple[Attempt, list[QuestionVersion], float]]) -> None:
    """Every attempt is answered and graded by the engine itself."""
    attempts = Attempt.objects.bulk_create(attempt for attempt, _versions, _ability in tests)
    goals = {(row.page_id, row.question_id): row.goal for row in SelfTestQuestion.objects.all()}
    AttemptQuestion.objects.bulk_create(
        AttemptQuestion(
            attempt=attempt,
            position=position,
            question_id=version.question_id,
            version=version,
            goal=goals.get((attempt.self_test_id, version.question_id)),
        )
        for attempt, versions, _ability in tests
        for position, version in enumerate(versions, start=1)
    )
    answers, marks = [], []
    for attempt, (_attempt, versions, ability) in zip(attempts, tests, strict=True):
        for place, version in enumerate(versions):
            moment = attempt.started + dt.timedelta(seconds=30 * (place + 1))
            response = read_response(version.engine, _attempted(generator, version.data, ability))
            mark = grade(version.engine, response)
            answer = Answer(
                key=key(generator),
                attempt=attempt,
                version=version,
                response=write_response(version.engine, response),
                submission_key=key(generator),
                created=moment,
            )
            answers.append(answer)
            marks.append(
                Mark(
                    answer=answer,
                    version=version,
                    score=str(mark.score),
                    score_decimal=round(float(mark.score), 6),
                    outcome=mark.outcome,
                    engine_version=ENGINE_VERSION,
                    created=moment,
                )
            )
    Answer.objects.bulk_create(answers)
    Mark.objects.bulk_create(marks)


def _attempted(generator: random.Random, data: dict[str, Any], ability: float) -> Any:
    """What a person of some ability answers to a question, in the form of a raw response."""
    right = generator.random() < ability
    match data["kind"]:
        case "single":
            ids = [option["id"] for option in data["options"] if (option["fraction"] == "1") == right]
            return generator.choice(ids)
        case "multiple":
            rights = [option["id"] for option in data["options"] if not option["fraction"].startswith(("-", "0"))]
            return rights if right else rights[: max(1, len(rights) - 1)]
        case "true_false":
            return data["right"] if right else not data["right"]
        case "match":
            pairs = {pair["id"]: pair["right_id"] for pair in data["pairs"]}
            if not right:
                first, second = generator.sample(sorted(pairs), 2)
                pairs[first], pairs[second] = pairs[second], pairs[first]
            return pairs
        case "order":
            ids = [item["id"] for item in data["items"]]
            if not right:
                place = generator.randrange(len(ids) - 1)
                ids[place], ids[place + 1] = ids[place + 1], ids[place]
            return ids
        case _:
            return data["level"] if right else _beside(generator, data["level"])


def _beside(generator: random.Random, level: int) -> int:
    return generator.choice([near for near in (level - 1, level + 1) if near in LEVELS])


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
