"""What grading gives: a mark, its parts, and the outcome a learner is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Self

# Moodle, question/engine/states.php, graded_state_for_fraction: three times 0.3333333 is right.
RIGHT_ABOVE = Fraction(999_999, 1_000_000)
WRONG_BELOW = Fraction(1, 1_000_000)

ZERO = Fraction(0)
ONE = Fraction(1)


class Outcome(StrEnum):
    """How an answer went. Unanswered is not wrong: nothing was claimed."""

    RIGHT = "right"
    NEAR = "near"
    WRONG = "wrong"
    UNANSWERED = "unanswered"

    @classmethod
    def of(cls, score: Fraction) -> "Outcome":
        """The outcome of an answer that was given."""
        if score > RIGHT_ABOVE:
            return cls.RIGHT
        return cls.WRONG if score < WRONG_BELOW else cls.NEAR


@dataclass(frozen=True)
class PartMark:
    """One part of a question: an option, a pair, an item, or "answer" where there is only one part.

    `score` is what the part adds to the question's score. It may be negative; the question's is not.
    """

    id: str
    score: Fraction
    outcome: Outcome


@dataclass(frozen=True)
class Mark:
    """`score` is in 0..1 and is the sum of the parts, clamped."""

    score: Fraction
    outcome: Outcome
    parts: tuple[PartMark, ...]

    @classmethod
    def of(cls, parts: Iterable[PartMark]) -> Self:
        parts = tuple(parts)
        score = min(ONE, max(ZERO, sum((part.score for part in parts), ZERO)))
        return cls(score, Outcome.of(score), parts)

    @classmethod
    def unanswered(cls, part_ids: Iterable[str]) -> Self:
        parts = tuple(PartMark(part_id, ZERO, Outcome.UNANSWERED) for part_id in part_ids)
        return cls(ZERO, Outcome.UNANSWERED, parts)
