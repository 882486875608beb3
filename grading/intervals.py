"""Intervals of exact numbers: which ones hold a number, and which ones leave nothing to a later one.

Source of the tolerances: Moodle 4.5, question/type/numerical/question.php, get_tolerance_interval. Moodle works in
binary floating point and widens every interval by a little, 10**-14 (PHP's `precision`), so that numbers that are
equal on paper are equal. Here numbers are exact, and the same little, exact, is kept: an answer rounded to 14 figures
is still the answer, and marks are Moodle's. With e = 10**-14, key k and tolerance t:
absolute   k - w .. k + w, where w = t + e * max(t, |k|, e)
relative   k - w .. k + w, where w = |k| * (t + e)
geometric  between k / q and k * q, where q = 1 + t + e
Both ends belong to the interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Self

WIDENING = Fraction(1, 10**14)


class ToleranceKind(StrEnum):
    """How far from the key an answer may be; Moodle calls `absolute` nominal."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    GEOMETRIC = "geometric"


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from low to high. Empty when low is above high, or equal and an end is left out."""

    low: Fraction
    high: Fraction
    include_low: bool = True
    include_high: bool = True

    @classmethod
    def around(cls, key: Fraction, tolerance: Fraction, kind: ToleranceKind) -> Self:
        """The numbers that are as good as the key. A tolerance below 0 counts as above, as in Moodle."""
        tolerance = abs(tolerance)
        if kind is ToleranceKind.GEOMETRIC:
            quotient = 1 + tolerance + WIDENING
            low, high = sorted((key / quotient, key * quotient))
            return cls(low, high)
        if kind is ToleranceKind.RELATIVE:
            width = abs(key) * (tolerance + WIDENING)
        else:
            width = tolerance + WIDENING * max(tolerance, abs(key), WIDENING)
        return cls(key - width, key + width)

    def holds(self, number: Fraction) -> bool:
        above = self.low < number or (self.include_low and number == self.low)
        return above and (number < self.high or (self.include_high and number == self.high))

    @property
    def empty(self) -> bool:
        return self._start >= self._end

    def covered_by(self, others: Iterable[Self]) -> bool:
        """Whether every number in this interval is in one of the others, be it half in one and half in the next."""
        reached = self._start
        for other in sorted(others, key=lambda other: other._start):
            if other._start <= reached:
                reached = max(reached, other._end)
        return reached >= self._end

    @property
    def _start(self) -> tuple[Fraction, int]:
        """The cut that the interval begins at: 0 just before the number, 1 just after it."""
        return self.low, 0 if self.include_low else 1

    @property
    def _end(self) -> tuple[Fraction, int]:
        return self.high, 1 if self.include_high else 0
