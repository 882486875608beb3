"""Slider: set a number on a scale.

Full marks within `tolerance` of the right value, `near` within `near_tolerance`, nothing further off. Both borders
belong to the better mark. Source of the scale: QTI 3.0, sliderInteraction (lower-bound, upper-bound, step).

Data: {"low", "high", "step", "value", "tolerance"?: "0", "near_tolerance"?, "near"?: "1/2", "unit_text"?}. The numbers
are decimals as text, with a point: "2.5". `high` is a whole number of steps above `low`, at most 10,000, and `value`
stands on a step. `near` is at least 0 and below 1.
Raw response: a number on a step, as text, with a decimal point or comma: "2.5" or "2,5". No signs for thousands: here
"1.500" is one and a half. Answer: int, the steps above `low`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import ONE, ZERO, Mark, Outcome, PartMark
from grading.reading import Fields, Stem
from grading.strict_json import Json

HALF = Fraction(1, 2)
MOST_STEPS = 10_000
LONGEST_NUMBER = 32
DECIMALS = 9

_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_SENT = re.compile(r"([-\N{MINUS SIGN}]?)([0-9]{1,9})(?:[.,]([0-9]{1,9}))?")


@dataclass(frozen=True, kw_only=True)
class SliderReview(Review):
    """Numbers as text, with a decimal point; `chosen` is "" when there was no answer."""

    chosen: str
    value: str
    tolerance: str
    unit_text: str


@dataclass(frozen=True)
class Steps:
    """The scale in whole units of 10**-9, and the furthest that is right and near, in the same."""

    low: int
    high: int
    step: int
    value: int
    right_within: int
    near_within: int  # -1 where nothing is near


@dataclass(frozen=True, kw_only=True)
class Slider(Question):
    """`near_tolerance` is None where nothing is near."""

    kind: ClassVar[str] = "slider"

    low: Decimal
    high: Decimal
    step: Decimal
    value: Decimal
    tolerance: Decimal = Decimal(0)
    near_tolerance: Decimal | None = None
    near: Fraction = HALF
    unit_text: str = ""

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        near_tolerance = fields.optional_text("near_tolerance")
        return cls(
            low=_decimal("low", fields.text("low")),
            high=_decimal("high", fields.text("high")),
            step=_decimal("step", fields.text("step")),
            value=_decimal("value", fields.text("value")),
            tolerance=_decimal("tolerance", fields.optional_text("tolerance", default="0")),
            near_tolerance=_decimal("near_tolerance", near_tolerance) if near_tolerance else None,
            near=fields.fraction("near", default=HALF),
            unit_text=fields.optional_text("unit_text"),
            **stem,
        )

    def check(self) -> None:
        steps = self._steps
        if steps.high <= steps.low:
            raise BadQuestion(QuestionFault.BAD_SCALE, where="high")
        if steps.step <= 0 or (steps.high - steps.low) % steps.step:
            raise BadQuestion(QuestionFault.BAD_SCALE, where="step")
        if (steps.high - steps.low) // steps.step > MOST_STEPS:
            raise BadQuestion(QuestionFault.TOO_MANY_STEPS, where="step", limit=MOST_STEPS)

    def check_fair(self) -> None:
        steps = self._steps
        if not steps.low <= steps.value <= steps.high or (steps.value - steps.low) % steps.step:
            raise BadQuestion(QuestionFault.OFF_THE_SCALE, where="value")
        if steps.right_within < 0:
            raise BadQuestion(QuestionFault.BAD_TOLERANCE, where="tolerance")
        if self.near_tolerance is not None and steps.near_within <= steps.right_within:
            raise BadQuestion(QuestionFault.BAD_TOLERANCE, where="near_tolerance")
        if not 0 <= self.near < 1:
            raise BadQuestion(QuestionFault.FRACTION_OUT_OF_RANGE, where="near")
        if max(steps.high - steps.value, steps.value - steps.low) <= steps.right_within:
            raise BadQuestion(QuestionFault.EVERYTHING_IS_RIGHT)

    def write(self) -> dict[str, Json]:
        return {
            "low": _plain(self.low),
            "high": _plain(self.high),
            "step": _plain(self.step),
            "value": _plain(self.value),
            "tolerance": _plain(self.tolerance),
            "near_tolerance": "" if self.near_tolerance is None else _plain(self.near_tolerance),
            "near": str(self.near),
            "unit_text": self.unit_text,
        }

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> int | None:
        if not isinstance(raw, str):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if len(raw) > LONGEST_NUMBER:
            raise BadResponse(ResponseFault.TOO_LONG)
        found = _SENT.fullmatch(raw.strip())
        if found is None:
            raise BadResponse(ResponseFault.NOT_A_NUMBER)
        sign, whole, part = found.groups("")
        size = int(whole + part.ljust(DECIMALS, "0"))
        steps = self._steps
        sent = -size if sign else size
        taken, between = divmod(sent - steps.low, steps.step)
        if between or not steps.low <= sent <= steps.high:
            raise BadResponse(ResponseFault.OUT_OF_RANGE)
        return taken

    def write_answer(self, answer: int) -> Json:
        return self._number(answer)

    def grade(self, answer: int) -> Mark:
        steps = self._steps
        off = abs(steps.low + answer * steps.step - steps.value)
        right, near, wrong = self._marks
        if off <= steps.right_within:
            return right
        return near if off <= steps.near_within else wrong

    def view(self, seed: str) -> dict[str, Json]:
        return {
            "low": _plain(self.low),
            "high": _plain(self.high),
            "step": _plain(self.step),
            "unit_text": self.unit_text,
        }

    def review(self, answer: int | None, mark: Mark) -> SliderReview:
        return SliderReview(
            chosen="" if answer is None else self._number(answer),
            value=_plain(self.value),
            tolerance=_plain(self.tolerance),
            unit_text=self.unit_text,
            **self.told(mark),
        )

    def _number(self, answer: int) -> str:
        return _plain(self.low + answer * self.step)

    @cached_property
    def _steps(self) -> Steps:
        return Steps(
            low=_units(self.low),
            high=_units(self.high),
            step=_units(self.step),
            value=_units(self.value),
            right_within=_units(self.tolerance),
            near_within=-1 if self.near_tolerance is None else _units(self.near_tolerance),
        )

    @cached_property
    def _marks(self) -> tuple[Mark, Mark, Mark]:
        """The mark of a right, a near and a wrong number."""
        right, near, wrong = (
            Mark.of((PartMark(*ONLY_PART, score, Outcome.of(score)),)) for score in (ONE, self.near, ZERO)
        )
        return right, near, wrong


def _decimal(where: str, text: str) -> Decimal:
    """A decimal number with at most nine digits on each side of the point."""
    if not _DECIMAL.fullmatch(text):
        raise BadQuestion(QuestionFault.BAD_DECIMAL, where=where)
    return Decimal(text)


def _units(number: Decimal) -> int:
    return int(number.scaleb(DECIMALS))


def _plain(number: Decimal) -> str:
    """The one way a number is written: no zeros that say nothing, no exponent, no minus before zero."""
    whole, point, part = f"{number:f}".partition(".")
    text = f"{whole}{point}{part}".rstrip("0").rstrip(".") if point else whole
    return "0" if text == "-0" else text
