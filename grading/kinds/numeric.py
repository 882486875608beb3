"""Numeric: write a number, perhaps with its unit; the first answer that holds the number gives the mark.

Source: Moodle 4.5, question/type/numerical/question.php: the answers are tried in order and the first match wins; a
number is divided by its unit's multiplier first; `*` matches every number. Where a unit is required, a missing or
unknown one costs the penalty, and so does a number that is right as it stands but not in the unit given. Ranges:
Open edX capa, NumericalResponse. How numbers are read: `grading/numbers.py`; tolerances, and the 10**-14 they are
widened by: `grading/intervals.py`. A range is not widened.

Unlike Moodle a known unit that is only optional is believed: 3.14 cm is not 3.14 m.

Data: {"answers": [{"id", "value", "tolerance"?: "0", "tolerance_kind"?: "absolute" | "relative" | "geometric",
"fraction", "feedback"?} or {"id", "low", "high", "include_low"?: true, "include_high"?: true, "fraction",
"feedback"?}], "units"?: [{"id", "text", "multiplier"}], "unit_rule"?, "unit_penalty"?: "1/10", "unit_penalty_of"?:
"response" | "maximum", "units_left"?: false, "number_format"?: "danish" | "plain"}. Decimals are text with a point,
"1.6e-19" too; a value can be "*"; a fraction is 0..1. A multiplier is how many of the unit make one of the unit that
the answers are in: 100 for cm where they are in m. `units_left` says that the unit stands before the number.
`unit_rule` is one of
none      no unit is read; the rule where there are no units
optional  a known unit is read, an unknown one passed over; the rule where there are units and nothing is said
required  without a known and fitting unit the penalty is taken from the response's mark, or from the maximum
Raw response: the text, at most 200 characters; only blanks is unanswered. Answer: `numbers.Measure`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self, TypeVar

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.intervals import Interval, ToleranceKind
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import RIGHT_ABOVE, ZERO, Mark, Outcome, PartMark
from grading.numbers import Measure, NumberFormat, decimal_or_none, read_measure, written
from grading.reading import Fields, Stem, refuse_doubled_ids, refuse_doubled_texts, refuse_few
from grading.strict_json import Json

ANY_NUMBER = "*"
DEFAULT_UNIT_PENALTY = Fraction(1, 10)

Word = TypeVar("Word", bound=StrEnum)


class UnitRule(StrEnum):
    """What a unit is worth; see the top of the file."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class PenaltyOf(StrEnum):
    """What the unit penalty is a share of."""

    RESPONSE = "response"
    MAXIMUM = "maximum"


@dataclass(frozen=True)
class ValueAnswer:
    """A number and what is near enough to it; `value` None is every number."""

    id: str
    value: Decimal | None
    fraction: Fraction
    tolerance: Decimal = Decimal(0)
    tolerance_kind: ToleranceKind = ToleranceKind.ABSOLUTE
    feedback: str = ""

    def interval(self) -> Interval | None:
        if self.value is None:
            return None
        return Interval.around(Fraction(self.value), Fraction(self.tolerance), self.tolerance_kind)

    def write(self) -> dict[str, Json]:
        return {
            "value": ANY_NUMBER if self.value is None else written(self.value, NumberFormat.PLAIN),
            "tolerance": written(self.tolerance, NumberFormat.PLAIN),
            "tolerance_kind": self.tolerance_kind.value,
        }

    def shown(self, notation: NumberFormat) -> str:
        return ANY_NUMBER if self.value is None else written(self.value, notation)


@dataclass(frozen=True)
class RangeAnswer:
    """The numbers from low to high."""

    id: str
    low: Decimal
    high: Decimal
    fraction: Fraction
    include_low: bool = True
    include_high: bool = True
    feedback: str = ""

    def interval(self) -> Interval | None:
        return Interval(Fraction(self.low), Fraction(self.high), self.include_low, self.include_high)

    def write(self) -> dict[str, Json]:
        return {
            "low": written(self.low, NumberFormat.PLAIN),
            "high": written(self.high, NumberFormat.PLAIN),
            "include_low": self.include_low,
            "include_high": self.include_high,
        }

    def shown(self, notation: NumberFormat) -> str:
        return f"{written(self.low, notation)} – {written(self.high, notation)}"


@dataclass(frozen=True)
class Unit:
    """`multiplier` of these make one of the unit that the answers are in."""

    id: str
    text: str
    multiplier: Decimal


@dataclass(frozen=True, kw_only=True)
class NumericReview(Review):
    """Numbers as the question's learners write them; `given` is "" when there was no answer.

    `right` is the first fully right answer with the unit it is in, a range as "5 – 7". `answer_feedback` is that of
    the answer that matched. `unit_missed` says that the number matched and its unit cost something.
    """

    given: str
    right: str
    answer_feedback: str
    unit_missed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer's interval, None for every number, and its marks."""

    interval: Interval | None
    mark: Mark
    without_unit: Mark

    def holds(self, number: Fraction) -> bool:
        return self.interval is None or self.interval.holds(number)


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """The order of the answers counts."""

    kind: ClassVar[str] = "numeric"

    answers: tuple[ValueAnswer | RangeAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit_rule: UnitRule = UnitRule.NONE
    unit_penalty: Fraction = DEFAULT_UNIT_PENALTY
    unit_penalty_of: PenaltyOf = PenaltyOf.RESPONSE
    units_left: bool = False
    number_format: NumberFormat = NumberFormat.DANISH

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        units = fields.rows("units", _read_unit) if "units" in fields else ()
        return cls(
            answers=fields.rows("answers", _read_answer),
            units=units,
            unit_rule=_word(fields, "unit_rule", UnitRule.OPTIONAL if units else UnitRule.NONE),
            unit_penalty=fields.fraction("unit_penalty", default=DEFAULT_UNIT_PENALTY, lowest=ZERO),
            unit_penalty_of=_word(fields, "unit_penalty_of", PenaltyOf.RESPONSE),
            units_left=fields.boolean("units_left", default=False),
            number_format=_word(fields, "number_format", NumberFormat.DANISH),
            **stem,
        )

    def check(self) -> None:
        refuse_few("answers", self.answers, least=1)
        refuse_doubled_ids("answers", self.answers)
        refuse_doubled_ids("units", self.units)
        for index, unit in enumerate(self.units):
            if unit.multiplier <= 0:
                raise BadQuestion(QuestionFault.BAD_DECIMAL, where=f"units[{index}].multiplier")

    def check_fair(self) -> None:
        if not any(answer.fraction > RIGHT_ABOVE for answer in self.answers):
            raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)
        if self.unit_rule is UnitRule.NONE and self.units:
            raise BadQuestion(QuestionFault.UNITS_NOT_READ)
        if self.unit_rule is not UnitRule.NONE and not self.units:
            raise BadQuestion(QuestionFault.NO_UNITS)
        refuse_doubled_texts("units", ((unit.id, _without_spaces(unit.text)) for unit in self.units))
        for index, answer in enumerate(self.answers):
            if isinstance(answer, ValueAnswer) and answer.tolerance < 0:
                raise BadQuestion(QuestionFault.BAD_TOLERANCE, where=f"answers[{index}].tolerance")
            interval = answer.interval()
            if interval is not None and interval.empty:
                raise BadQuestion(QuestionFault.EMPTY_RANGE, id=answer.id)
        self._refuse_unreachable()

    def _refuse_unreachable(self) -> None:
        earlier: list[tuple[str, Interval]] = []
        every_number = ""
        for answer in self.answers:
            interval = answer.interval()
            by = every_number or (interval and self._winner(interval, earlier))
            if by:
                raise BadQuestion(QuestionFault.UNREACHABLE_ANSWER, id=answer.id, by=by)
            if interval is None:
                every_number = answer.id
            else:
                earlier.append((answer.id, interval))

    def _winner(self, interval: Interval, earlier: Sequence[tuple[str, Interval]]) -> str:
        """The earlier answer with which nothing of the interval is left, "" where something always is."""
        intervals = [other for _, other in earlier]
        if not interval.covered_by(intervals):
            return ""
        return next(
            answer_id for place, (answer_id, _) in enumerate(earlier, start=1) if interval.covered_by(intervals[:place])
        )

    def write(self) -> dict[str, Json]:
        return {
            "answers": [
                {
                    "id": answer.id,
                    **answer.write(),
                    "fraction": str(answer.fraction),
                    "feedback": answer.feedback,
                }
                for answer in self.answers
            ],
            "units": [
                {"id": unit.id, "text": unit.text, "multiplier": written(unit.multiplier, NumberFormat.PLAIN)}
                for unit in self.units
            ],
            "unit_rule": self.unit_rule.value,
            "unit_penalty": str(self.unit_penalty),
            "unit_penalty_of": self.unit_penalty_of.value,
            "units_left": self.units_left,
            "number_format": self.number_format.value,
        }

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> Measure | None:
        if not isinstance(raw, str):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        measure = read_measure(raw, self.number_format, units_left=self.units_left)
        if measure is not None and measure.unit and self.unit_rule is UnitRule.NONE:
            raise BadResponse(ResponseFault.UNEXPECTED_UNIT)
        return measure

    def write_answer(self, answer: Measure) -> Json:
        number = written(answer.number, self.number_format)
        return (f"{answer.unit} {number}" if self.units_left else f"{number} {answer.unit}").strip()

    def grade(self, answer: Measure) -> Mark:
        place, unit_missed = self._place(answer)
        if place is None:
            return self._no_match
        plan = self._plans[place]
        return plan.without_unit if unit_missed else plan.mark

    def view(self, seed: str) -> dict[str, Json]:
        """The units are not shown: which unit to give can be what is asked."""
        return {"number_format": self.number_format.value, "unit_rule": self.unit_rule.value}

    def review(self, answer: Measure | None, mark: Mark) -> NumericReview:
        place, unit_missed = (None, False) if answer is None else self._place(answer)
        return NumericReview(
            given="" if answer is None else str(self.write_answer(answer)),
            right=self._right,
            answer_feedback="" if place is None else self.answers[place].feedback,
            unit_missed=unit_missed,
            **self.told(mark),
        )

    def _place(self, answer: Measure) -> tuple[int | None, bool]:
        """Where the first answer that holds the number stands, and whether its unit is to be paid for."""
        number = Fraction(answer.number)
        required = self.unit_rule is UnitRule.REQUIRED
        multiplier = self._multipliers.get(_without_spaces(answer.unit)) if answer.unit else None
        if multiplier is None:
            for place, plan in enumerate(self._plans):
                if plan.holds(number):
                    return place, required
            return None, False
        in_key_unit = number / multiplier
        for place, plan in enumerate(self._plans):
            if plan.holds(in_key_unit):
                return place, False
            if required and plan.holds(number):
                return place, True
        return None, False

    def _less_penalty(self, fraction: Fraction) -> Fraction:
        whole = fraction if self.unit_penalty_of is PenaltyOf.RESPONSE else 1
        return max(ZERO, fraction - self.unit_penalty * whole)

    @cached_property
    def _multipliers(self) -> dict[str, Fraction]:
        return {_without_spaces(unit.text): Fraction(unit.multiplier) for unit in self.units}

    @cached_property
    def _plans(self) -> tuple[Plan, ...]:
        return tuple(
            Plan(answer.interval(), _mark(answer.fraction), _mark(self._less_penalty(answer.fraction)))
            for answer in self.answers
        )

    @cached_property
    def _no_match(self) -> Mark:
        return _mark(ZERO)

    @cached_property
    def _right(self) -> str:
        best = max(self.answers, key=lambda answer: answer.fraction)
        unit = next((unit.text for unit in self.units if unit.multiplier == 1), "")
        number = best.shown(self.number_format)
        return (f"{unit} {number}" if self.units_left else f"{number} {unit}").strip()


def _mark(score: Fraction) -> Mark:
    outcome = Outcome.of(score)
    return Mark(score, outcome, (PartMark(ONLY_PART[0], score, outcome),))


def _without_spaces(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _word(fields: Fields, name: str, default: Word) -> Word:
    """One of the words of the default's kind."""
    said = fields.optional_text(name, default.value)
    try:
        return type(default)(said)
    except ValueError as error:
        raise fields.fault(QuestionFault.UNKNOWN_WORD, name) from error


def _decimal(fields: Fields, name: str, default: str | None = None) -> Decimal:
    number = decimal_or_none(fields.text(name) if default is None else fields.optional_text(name, default))
    if number is None:
        raise fields.fault(QuestionFault.BAD_DECIMAL, name)
    return number


def _read_answer(fields: Fields) -> ValueAnswer | RangeAnswer:
    row_id = fields.identifier("id")
    fraction = fields.fraction("fraction", lowest=ZERO)
    feedback = fields.optional_text("feedback")
    if "low" in fields or "high" in fields:
        return RangeAnswer(
            id=row_id,
            low=_decimal(fields, "low"),
            high=_decimal(fields, "high"),
            include_low=fields.boolean("include_low", default=True),
            include_high=fields.boolean("include_high", default=True),
            fraction=fraction,
            feedback=feedback,
        )
    return ValueAnswer(
        id=row_id,
        value=None if fields.text("value") == ANY_NUMBER else _decimal(fields, "value"),
        tolerance=_decimal(fields, "tolerance", "0"),
        tolerance_kind=_word(fields, "tolerance_kind", ToleranceKind.ABSOLUTE),
        fraction=fraction,
        feedback=feedback,
    )


def _read_unit(fields: Fields) -> Unit:
    return Unit(id=fields.identifier("id"), text=fields.text("text"), multiplier=_decimal(fields, "multiplier"))
