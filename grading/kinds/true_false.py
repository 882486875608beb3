"""True or false.

Data: {"right": bool, "feedback_true"?, "feedback_false"?}; each feedback belongs to that answer.
Raw response: true or false. Answer: bool.
"""

from dataclasses import dataclass
from typing import ClassVar, Self

from grading.errors import BadResponse, ResponseFault
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import ONE, ZERO, Mark, Outcome, PartMark
from grading.reading import Fields, Stem
from grading.strict_json import Json

RIGHT = Mark.of((PartMark(*ONLY_PART, ONE, Outcome.RIGHT),))
WRONG = Mark.of((PartMark(*ONLY_PART, ZERO, Outcome.WRONG),))


@dataclass(frozen=True, kw_only=True)
class TrueFalseReview(Review):
    """`feedback` belongs to the answer given, or to the right one when there was none."""

    chosen: bool | None
    right: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    """A statement that holds or does not."""

    kind: ClassVar[str] = "true_false"

    right: bool
    feedback_true: str = ""
    feedback_false: str = ""

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            right=fields.boolean("right"),
            feedback_true=fields.optional_text("feedback_true"),
            feedback_false=fields.optional_text("feedback_false"),
            **stem,
        )

    def check(self) -> None:
        """Nothing can go wrong that `read` has not seen."""

    def check_fair(self) -> None:
        """Nor here."""

    def write(self) -> dict[str, Json]:
        return {
            "right": self.right,
            "feedback_true": self.feedback_true,
            "feedback_false": self.feedback_false,
        }

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        return raw

    def write_answer(self, answer: bool) -> Json:
        return answer

    def grade(self, answer: bool) -> Mark:
        return RIGHT if answer is self.right else WRONG

    def view(self, seed: str) -> dict[str, Json]:
        """Nothing of its own: the two answers are the same in every question, true first."""
        return {}

    def review(self, answer: bool | None, mark: Mark) -> TrueFalseReview:
        spoken_to = self.right if answer is None else answer
        return TrueFalseReview(
            chosen=answer,
            right=self.right,
            feedback=self.feedback_true if spoken_to else self.feedback_false,
            **self.told(mark),
        )
