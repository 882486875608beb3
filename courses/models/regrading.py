"""What a corrected key would do to answers already given. Reads only; `courses.actions.regrades` applies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import OuterRef, QuerySet, Subquery

from courses.models.attempts import Answer, Mark
from courses.models.bank import Question, QuestionVersion
from grading import BadResponse, Outcome, grade, read_response
from grading import Mark as EngineMark

BATCH = 2000


@dataclass(frozen=True)
class Graded:
    """An answer graded again: its mark by the new version (None when it does not fit), and what counts now."""

    answer: int
    person: int
    attempt: int
    old_score: Fraction
    old_outcome: Outcome
    mark: EngineMark | None

    @property
    def differs(self) -> bool:
        return self.mark is not None and (self.mark.score, self.mark.outcome) != (self.old_score, self.old_outcome)


@dataclass(frozen=True)
class Move:
    """So many answers go from one score to another."""

    old: Fraction
    new: Fraction
    answers: int
    people: int

    @property
    def up(self) -> bool:
        return self.new > self.old


@dataclass(frozen=True)
class Comparison:
    """All answers to a question, as `version` would mark them.

    `answers` are those not yet marked by the version; `unfit` of them cannot be read by it and keep their marks.
    """

    version: QuestionVersion
    answers: int
    unfit: int
    moves: tuple[Move, ...]
    people_up: int
    people_down: int

    @property
    def changed(self) -> int:
        return sum(move.answers for move in self.moves)


def answers_to(question: Question, version: QuestionVersion) -> QuerySet[Answer]:
    """The answers to any version of the question whose newest mark is not by `version`. What was skipped has none."""
    newest = Mark.objects.filter(answer=OuterRef("pk")).order_by("-pk")
    return (
        Answer.objects.filter(version__question=question, response__isnull=False)
        .annotate(
            marked_by=Subquery(newest.values("version_id")[:1]),
            old_score=Subquery(newest.values("score")[:1]),
            old_outcome=Subquery(newest.values("outcome")[:1]),
        )
        .exclude(marked_by=version.pk)
        .order_by("pk")
    )


def graded_by(version: QuestionVersion) -> Iterator[Graded]:
    """Each answer that a regrade to the version is about. Equal responses are graded once."""
    question = version.engine
    known: dict[str, EngineMark | None] = {}
    rows = answers_to(version.question, version).values_list(
        "pk", "attempt__person_id", "attempt_id", "old_score", "old_outcome", "response"
    )
    for answer, person, attempt, score, outcome, response in rows.iterator(chunk_size=BATCH):
        likeness = repr(response)
        if likeness not in known:
            if len(known) >= BATCH:
                known.clear()
            try:
                known[likeness] = grade(question, read_response(question, response))
            except BadResponse:
                known[likeness] = None
        yield Graded(answer, person, attempt, Fraction(score), Outcome(outcome), known[likeness])


def comparison(version: QuestionVersion) -> Comparison:
    """What a regrade to the version would change, without names: answers are their owners' own."""
    answers = unfit = 0
    moved: Counter[tuple[Fraction, Fraction]] = Counter()
    movers: dict[tuple[Fraction, Fraction], set[int]] = {}
    up: set[int] = set()
    down: set[int] = set()
    for graded in graded_by(version):
        answers += 1
        if graded.mark is None:
            unfit += 1
        elif graded.differs:
            step = (graded.old_score, graded.mark.score)
            moved[step] += 1
            movers.setdefault(step, set()).add(graded.person)
            (up if graded.mark.score > graded.old_score else down).add(graded.person)
    moves = tuple(Move(*step, count, len(movers[step])) for step, count in sorted(moved.items()))
    return Comparison(version, answers, unfit, moves, len(up), len(down))
