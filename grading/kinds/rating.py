"""Rating: judge a level 0..4, as the experts did.

Full marks for the experts' level, `near` for one step away, nothing further off.

Data: {"level": 0..4, "near"?: "1/2", "level_feedback"?: {"0": "...", ... "4": "..."}}.
`near` is at least 0 and below 1.
Raw response: 0..4, whole numbers only; "not_assessed" is unanswered, as null is. Answer: int.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import ONE, ZERO, Mark, Outcome, PartMark
from grading.reading import Fields, Stem
from grading.strict_json import Json

LEVELS = range(5)
NOT_ASSESSED = "not_assessed"
HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class RatingReview(Review):
    """`feedback` belongs to the level chosen ("" when none was), `level_feedback` to the experts' level."""

    chosen: int | None
    level: int
    feedback: str
    level_feedback: str


@dataclass(frozen=True, kw_only=True)
class Rating(Question):
    """`level_feedback` has a text for each of the five levels, "" where there is none."""

    kind: ClassVar[str] = "rating"

    level: int
    near: Fraction = HALF
    level_feedback: tuple[str, ...] = ("",) * len(LEVELS)

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            level=fields.integer("level", lowest=LEVELS[0], highest=LEVELS[-1]),
            near=fields.fraction("near", default=HALF),
            level_feedback=fields.optional_group("level_feedback", _read_level_feedback),
            **stem,
        )

    def check(self) -> None:
        """`read` has seen to what must hold."""

    def check_fair(self) -> None:
        if not 0 <= self.near < 1:
            raise BadQuestion(QuestionFault.FRACTION_OUT_OF_RANGE, where="near")

    def write(self) -> dict[str, Json]:
        return {
            "level": self.level,
            "near": str(self.near),
            "level_feedback": {str(level): text for level, text in enumerate(self.level_feedback) if text},
        }

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> int | None:
        if raw == NOT_ASSESSED:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if raw not in LEVELS:
            raise BadResponse(ResponseFault.OUT_OF_RANGE)
        return raw

    def write_answer(self, answer: int) -> Json:
        return answer

    def grade(self, answer: int) -> Mark:
        return self._marks[answer]

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        """The mark of each level."""
        scores = ({0: ONE, 1: self.near}.get(abs(level - self.level), ZERO) for level in LEVELS)
        return tuple(Mark.of((PartMark(*ONLY_PART, score, Outcome.of(score)),)) for score in scores)

    def view(self, seed: str) -> dict[str, Json]:
        return {"levels": list(LEVELS)}

    def review(self, answer: int | None, mark: Mark) -> RatingReview:
        return RatingReview(
            chosen=answer,
            level=self.level,
            feedback="" if answer is None else self.level_feedback[answer],
            level_feedback=self.level_feedback[self.level],
            **self.told(mark),
        )


def _read_level_feedback(fields: Fields) -> tuple[str, ...]:
    return tuple(fields.optional_text(str(level)) for level in LEVELS)
