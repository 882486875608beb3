"""Self-tests as people took them: answers in every mode, drafts, tests that ran out of time, and keys corrected since.

Every answer is graded by the engine itself, in the version that its question had at the time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from courses.actions import extra_time, regrades
from courses.models import (
    Answer,
    AnswerDraft,
    Attempt,
    AttemptQuestion,
    Mark,
    Question,
    QuestionVersion,
    Regrade,
    SelfTestPage,
)
from courses.models.draws import places_for
from courses.models.runs import standing_of
from courses.rules import as_decimal, deadline_of, fields_of_answer
from grading import ENGINE_VERSION, Outcome, grade, read_response, write_response
from grading.kinds.base import Question as EngineQuestion
from people.models import User
from portal.demo import script
from portal.demo.seed import bank
from portal.demo.seed.chance import chance, key
from portal.demo.seed.responses import response

EXTRA_TIME = 50  # per cent
# A question with two answers that can be defended: the strong see the second one, and choose it.
CONTESTED, SECOND_RIGHT, STRONG = "m4-bror-paa-mad", "Indgå i samspil og kontakt", 0.7


@dataclass(frozen=True)
class Sitting:
    """An attempt to be. `open_after` leaves it open with so many answers and a draft; `slow` runs out of time."""

    attempt: Attempt
    ability: float
    open_after: int | None = None
    slow: bool = False

    def asked(self, places: list[AttemptQuestion]) -> list[AttemptQuestion]:
        """The questions that the person comes to answer."""
        return places[: len(places) * 2 // 3] if self.slow else places[: self.open_after]


@dataclass(frozen=True)
class Corrected:
    """A question whose key was wrong until a day. Without a reason its answers have not been graded again yet."""

    question: Question
    first: QuestionVersion
    until: dt.date
    reason: str


class Sittings:
    """The self-tests that people took; `write` stores them all."""

    def __init__(self, accounts: dict[str, User]) -> None:
        self.generator = chance("self-tests")
        self.sittings: list[Sitting] = []
        self.editor = accounts["redaktoer"]
        self.slow_reader: User | None = None  # the one who has extra time
        self.data = {version.question_id: version.data for version in QuestionVersion.objects.current()}
        self.corrected = {one.question.pk: one for one in _corrected()}
        self.engines: dict[int, EngineQuestion] = {}  # by version
        self.contested = Question.objects.get(key=bank.key_of(CONTESTED)).pk

    def take(self, person: User, page: SelfTestPage, at: dt.datetime, ability: float) -> None:
        """The person takes the test, and is done at about that moment."""
        if page.time_limit and self.slow_reader is None:
            self.slow_reader = person
            extra_time.give_extra_time(person=person, percent=EXTRA_TIME, by=self.editor)
        slow = bool(page.time_limit) and self.generator.random() < 0.1
        self.sittings.append(Sitting(self._attempt(person, page, at - dt.timedelta(minutes=14)), ability, slow=slow))

    def leave_open(self, person: User, page: SelfTestPage, at: dt.datetime, ability: float, *, after: int) -> None:
        """The person has answered so many questions, typed something in the next one, and gone."""
        self.sittings.append(Sitting(self._attempt(person, page, at), ability, open_after=after))

    def write(self) -> None:
        """All is stored; most who did not pass have tried once more, and the keys are corrected."""
        self._write(self.sittings)
        self._write(list(self._once_more()))
        for corrected in self.corrected.values():
            self._correct(corrected)

    def _attempt(self, person: User, page: SelfTestPage, started: dt.datetime) -> Attempt:
        extra = EXTRA_TIME if person == self.slow_reader else 0
        return Attempt(
            key=key(self.generator),
            person=person,
            self_test=page,
            seed=f"{self.generator.getrandbits(128):032x}",
            started=started,
            tries=page.tries,
            most_tries=page.most_tries,
            pass_mark=page.pass_mark,
            deadline=deadline_of(started, minutes=page.time_limit, extra_percent=extra),
        )

    def _once_more(self) -> Iterator[Sitting]:
        for sitting in self.sittings:
            first = sitting.attempt
            if first.pass_mark and first.finished and not standing_of(first).passed and self.generator.random() < 0.7:
                again = self._attempt(first.person, first.self_test, first.started + dt.timedelta(hours=20))
                yield Sitting(again, min(0.95, sitting.ability + 0.25))

    def _write(self, sittings: list[Sitting]) -> None:
        places: list[AttemptQuestion] = []
        answers: list[Answer] = []
        marks: list[Mark] = []
        drafts: list[AnswerDraft] = []
        for sitting in sittings:
            attempt = sitting.attempt
            own = self._places(attempt)
            asked = sitting.asked(own)
            moment = attempt.started
            for place in asked:
                for raw in self._tries(place, sitting.ability):
                    moment += dt.timedelta(seconds=self.generator.randrange(10, 24))
                    answer, mark = self._answered(place, raw, moment)
                    answers.append(answer)
                    marks.append(mark)
            if len(asked) < len(own):
                drafts.append(self._draft(own[len(asked)], moment + dt.timedelta(seconds=20)))
            if sitting.open_after is None:
                attempt.finished = attempt.deadline if sitting.slow else moment
            places += own
        Attempt.objects.bulk_create(sitting.attempt for sitting in sittings)
        AttemptQuestion.objects.bulk_create(places)
        Answer.objects.bulk_create(answers)
        Mark.objects.bulk_create(marks)
        AnswerDraft.objects.bulk_create(drafts)

    def _places(self, attempt: Attempt) -> list[AttemptQuestion]:
        """The attempt's places, with the versions that the questions had when it began."""
        places = places_for(attempt)
        for place in places:
            corrected = self.corrected.get(place.question_id)
            if corrected is not None and attempt.started.date() < corrected.until:
                place.version = corrected.first
        return places

    def _tries(self, place: AttemptQuestion, ability: float) -> Iterator[Any]:
        """What the person answers: once, or where hints are given, until it is right or no try is left.

        People answer by what is true, also where the key was wrong.
        """
        attempt, data = place.attempt, self.data[place.question_id]
        if place.question_id == self.contested and not attempt.mode.by_tries and ability > STRONG:
            second = SECOND_RIGHT if self.generator.random() < 0.9 else data["options"][0]["text"]
            yield next(option["id"] for option in data["options"] if option["text"] == second)
            return
        for number in range(attempt.most_tries or 1):
            raw = response(self.generator, data, min(0.97, ability + 0.15 * number))
            yield raw
            engine = self._engine(place.version)
            if grade(engine, read_response(engine, raw)).outcome is Outcome.RIGHT:
                return

    def _engine(self, version: QuestionVersion) -> EngineQuestion:
        if version.pk not in self.engines:
            self.engines[version.pk] = version.engine
        return self.engines[version.pk]

    def _answered(self, place: AttemptQuestion, raw: Any, moment: dt.datetime) -> tuple[Answer, Mark]:
        engine = self._engine(place.version)
        read = read_response(engine, raw)
        graded = grade(engine, read)
        answer = Answer(
            key=key(self.generator),
            attempt=place.attempt,
            version=place.version,
            response=write_response(engine, read),
            submission_key=key(self.generator),
            created=moment,
        )
        return answer, Mark(
            answer=answer,
            version=place.version,
            score=str(graded.score),
            score_decimal=as_decimal(graded.score),
            outcome=graded.outcome,
            engine_version=ENGINE_VERSION,
            created=moment,
        )

    def _draft(self, place: AttemptQuestion, moment: dt.datetime) -> AnswerDraft:
        engine = self._engine(place.version)
        raw = response(self.generator, self.data[place.question_id], 0.5)
        return AnswerDraft(
            attempt=place.attempt,
            question_id=place.question_id,
            version=place.version,
            fields=fields_of_answer(place.version.data, write_response(engine, read_response(engine, raw))),
            raw=raw,
            tab=key(self.generator),
            saved_at=moment,
        )

    def _correct(self, corrected: Corrected) -> None:
        """The versions and the regrade are as old as they would be, had this been a year and not a minute."""
        day = timezone.make_aware(dt.datetime.combine(corrected.until, dt.time(9, 30)))
        version = corrected.question.current
        _date_back(QuestionVersion, [version.pk], day)
        if corrected.reason:
            made = regrades.regrade(
                version=version, reason=corrected.reason, submission_key=key(self.generator), by=self.editor
            )
            _date_back(Regrade, [made.pk], day + dt.timedelta(minutes=20))
            _date_back(Mark, list(made.marks.values_list("pk", flat=True)), day + dt.timedelta(minutes=20))


def _corrected() -> Iterator[Corrected]:
    for module in script.read_all("modules"):
        for text in module["self_test"]["questions"]:
            if "was" in text:
                question = Question.objects.get(key=bank.key_of(text["id"]))
                first = question.versions.get(number=1)
                yield Corrected(question, first, text["was"]["until"], text["was"].get("reason", ""))


def _date_back(model: type[Model], rows: list[int], moment: dt.datetime) -> None:
    """Rows that are written once have their date set here, and only here: past the queryset that would refuse it."""
    for start in range(0, len(rows), 500):
        QuerySet(model).filter(pk__in=rows[start : start + 500]).update(created=moment)
