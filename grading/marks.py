"""What grading gives: a mark, its parts, and the outcome a learner is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
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


@dataclass(frozen=True, slots=True)
class PartMark:
    """One part of a question: an option, a pair, an item, or "answer" where there is only one part.

    `score` is what the part adds to the question's score. It may be negative.
    """

    id: str
    score: Fraction
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Mark:
    """`score` is at most 1 and at least the question's lowest: 0, or down to -1 where the key takes marks away."""

    score: Fraction
    outcome: Outcome
    parts: tuple[PartMark, ...]

    @classmethod
    def of(cls, parts: Iterable[PartMark], *, lowest: Fraction = ZERO) -> Self:
        """The sum of the parts, clamped to `lowest`..1."""
        parts = tuple(parts)
        score = min(ONE, max(lowest, sum((part.score for part in parts), ZERO)))
        return cls(score, Outcome.of(score), parts)

    @classmethod
    def unanswered(cls, part_ids: Iterable[str]) -> Self:
        parts = tuple(PartMark(part_id, ZERO, Outcome.UNANSWERED) for part_id in part_ids)
        return cls(ZERO, Outcome.UNANSWERED, parts)


class Scale:
    """Scores as whole numbers over one denominator: as exact as fractions, and many times faster to add.

    A kind makes one Scale for its question's fractions, keeps `whole(fraction)` of each, and adds integers.
    """

    _MOST_KEPT = 1024

    def __init__(self, fractions: Iterable[Fraction], *, lowest: Fraction = ZERO) -> None:
        self.one = lcm(lowest.denominator, *(fraction.denominator for fraction in fractions))
        self._lowest = self.whole(lowest)
        self._known: dict[int, tuple[Fraction, Outcome]] = {}

    def whole(self, fraction: Fraction) -> int:
        """The fraction in units of 1/`one`. It must be one of those the scale was made for."""
        return fraction.numerator * (self.one // fraction.denominator)

    def mark(self, total: int, parts: tuple[PartMark, ...]) -> Mark:
        """The mark of a total in units of 1/`one`, clamped."""
        total = min(self.one, max(self._lowest, total))
        known = self._known.get(total)
        if known is None:
            score = Fraction(total, self.one)
            known = (score, Outcome.of(score))
            if len(self._known) < self._MOST_KEPT:
                self._known[total] = known
        return Mark(*known, parts)
