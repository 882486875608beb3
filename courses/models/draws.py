"""The questions that an attempt gets: the fixed ones, and those drawn from the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.models.attempts import Attempt, AttemptQuestion
from courses.models.bank import Question, QuestionState, QuestionVersion
from courses.rules import Placed, Pool, drawn

if TYPE_CHECKING:
    from courses.models.self_tests import SelfTestPage


def questions_for(self_test: SelfTestPage, *, seed: str) -> list[Placed]:
    """What the seed draws now, in order."""
    fixed = [
        Placed(row.question_id, row.goal) for row in self_test.questions.order_by("sort_order", "pk")
    ]  # those retired since the page was saved stay in it
    return drawn(fixed, _pools(self_test), seed=seed, shuffle=self_test.shuffle_questions)


def places_for(attempt: Attempt) -> list[AttemptQuestion]:
    """The attempt's places, not saved yet: what its seed draws, in the versions of this moment."""
    placed = questions_for(attempt.self_test, seed=attempt.seed)
    current = QuestionVersion.objects.current().filter(question__in=[one.question for one in placed])
    versions = {version.question_id: version for version in current}
    return [
        AttemptQuestion(
            attempt=attempt,
            position=position,
            question_id=one.question,
            version=versions[one.question],
            goal=one.goal,
        )
        for position, one in enumerate(placed, start=1)
    ]


def _pools(self_test: SelfTestPage) -> list[Pool]:
    pools = []
    for draw in self_test.draws.order_by("sort_order", "pk"):
        ready = Question.objects.filter(state=QuestionState.READY)
        for name, wanted in (("phase", draw.phase_id), ("theme", draw.theme_id), ("tags", draw.tag_id)):
            if wanted is not None:
                ready = ready.filter(**{name: wanted})
        pools.append(Pool(draw.count, sorted(set(ready.values_list("pk", flat=True))), draw.goal))
    return pools
