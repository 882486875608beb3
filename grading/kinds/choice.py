"""Choose one (`single`) and choose several (`multiple`).

Source: Moodle 4.5, question/type/multichoice/question.php: one choice gives its option's fraction, several give the
sum. Open edX capa, inputtypes checkboxgroup: `each_option` is its EDC (exact, where capa rounds to two places) and
`halves` its halves.

Data: {"options": [{"id", "text", "fraction": "1" | "1/3" | "-1/3", "feedback"?}], "lowest"?: "0"}, at least two
options; `lowest` in -1..0 is the least the question can give. Multiple also has {"scoring"?: "sum", "none_right"?}:
sum             the fractions of what is ticked, clamped to `lowest`..1
all_or_nothing  1 when every right option is ticked and no other
each_option     the share of options that are as they should be, ticked or left
halves          1 with no error, 1/2 with one (more than two options), 1/4 with two (more than four), else 0
`none_right` says that no option is right, so that ticking nothing is the right answer.
Raw response: single "id"; multiple ["id", ...] in any order, [] is unanswered unless `none_right`.
Answer: single str; multiple frozenset[str].
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeAlias

from grading.errors import BadQuestion, QuestionFault
from grading.kinds.base import ONLY_PART, Question, Review, ReviewChoice
from grading.marks import ONE, RIGHT_ABOVE, ZERO, Mark, Outcome, PartMark, Scale
from grading.reading import (
    Fields,
    Stem,
    read_id,
    read_ids,
    refuse_doubled_ids,
    refuse_doubled_texts,
    refuse_few,
)
from grading.shuffling import shuffled
from grading.strict_json import Json

# An option's id, its part when ticked and when left, and what ticking it adds, in units of the scale.
SumRow: TypeAlias = tuple[str, PartMark, PartMark, int]
# An option's id, and its part when it is as it should be and when not.
ErrorRow: TypeAlias = tuple[str, PartMark, PartMark]


def all_or_nothing(errors: int, options: int) -> Fraction:
    return ZERO if errors else ONE


def each_option(errors: int, options: int) -> Fraction:
    return Fraction(options - errors, options)


def halves(errors: int, options: int) -> Fraction:
    if errors == 1 and options > 2:
        return Fraction(1, 2)
    if errors == 2 and options > 4:
        return Fraction(1, 4)
    return all_or_nothing(errors, options)


# (errors, options) -> score, for the ways of scoring that only count errors.
ERROR_SCORINGS: Mapping[str, Callable[[int, int], Fraction]] = MappingProxyType(
    {"all_or_nothing": all_or_nothing, "each_option": each_option, "halves": halves}
)
SCORINGS = ("sum", *ERROR_SCORINGS)


@dataclass(frozen=True)
class Option:
    """`fraction` in -1..1 is what choosing it adds."""

    id: str
    text: str
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True)
class OptionReview(ReviewChoice):
    """`outcome` tells what the option is (right, near, wrong), not whether it was chosen."""

    id: str
    text: str
    feedback: str
    chosen: bool
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class ChoiceReview(Review):
    options: tuple[OptionReview, ...]


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """What the two kinds share."""

    options: tuple[Option, ...]
    lowest: Fraction = ZERO

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            options=fields.rows("options", _read_option),
            lowest=fields.fraction("lowest", default=ZERO, highest=0),
            **stem,
        )

    def check(self) -> None:
        refuse_few("options", self.options, least=1)
        refuse_doubled_ids("options", self.options)

    def check_fair(self) -> None:
        refuse_few("options", self.options, least=2)
        refuse_doubled_texts("options", ((option.id, option.text) for option in self.options))

    def write(self) -> dict[str, Json]:
        return {
            "options": [
                {
                    "id": option.id,
                    "text": option.text,
                    "fraction": str(option.fraction),
                    "feedback": option.feedback,
                }
                for option in self.options
            ],
            "lowest": str(self.lowest),
        }

    def view(self, seed: str) -> dict[str, Json]:
        return {"options": [{"id": option.id, "text": option.text} for option in shuffled(self.options, seed=seed)]}

    @abstractmethod
    def outcome_of(self, option: Option) -> Outcome:
        """What the option is: right, near or wrong."""

    @abstractmethod
    def chosen(self, answer: Any) -> frozenset[str]:
        """The ids in an answer, empty when there is none."""

    def review(self, answer: Any, mark: Mark) -> ChoiceReview:
        chosen = self.chosen(answer)
        return ChoiceReview(
            options=tuple(
                OptionReview(
                    id=option.id,
                    text=option.text,
                    feedback=option.feedback,
                    chosen=option.id in chosen,
                    outcome=self.outcome_of(option),
                )
                for option in self.options
            ),
            **self.told(mark),
        )

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options)


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Choice):
    """Choose one. At least one option gives full marks; others may give a share."""

    kind: ClassVar[str] = "single"

    def check_fair(self) -> None:
        super().check_fair()
        best = max(option.fraction for option in self.options)
        if best <= 0:
            raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)
        if best <= RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.CANNOT_REACH_ONE, best=str(best))

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> str:
        return read_id(raw, self._marks)

    def write_answer(self, answer: str) -> Json:
        return answer

    def grade(self, answer: str) -> Mark:
        return self._marks[answer]

    @cached_property
    def _marks(self) -> Mapping[str, Mark]:
        """The mark of each answer there is."""
        return {
            option.id: Mark.of(
                (PartMark(*ONLY_PART, option.fraction, Outcome.of(option.fraction)),), lowest=self.lowest
            )
            for option in self.options
        }

    def outcome_of(self, option: Option) -> Outcome:
        return Outcome.of(option.fraction)

    def chosen(self, answer: str | None) -> frozenset[str]:
        return frozenset() if answer is None else frozenset({answer})


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Choice):
    """Choose several. The right options (above 0) add up to 1, and ticking everything must not pay.

    So unless all are right, the wrong ones together take back all that the right ones give.
    """

    kind: ClassVar[str] = "multiple"

    scoring: str = "sum"
    none_right: bool = False

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            options=fields.rows("options", _read_option),
            lowest=fields.fraction("lowest", default=ZERO, highest=0),
            scoring=fields.optional_text("scoring", default="sum"),
            none_right=fields.boolean("none_right", default=False),
            **stem,
        )

    def check(self) -> None:
        super().check()
        if self.scoring not in SCORINGS:
            raise BadQuestion(QuestionFault.UNKNOWN_SCORING, where="scoring")

    def check_fair(self) -> None:
        super().check_fair()
        rights = [option.fraction for option in self.options if option.fraction > 0]
        if self.none_right:
            if rights:
                raise BadQuestion(QuestionFault.NONE_RIGHT_BUT_ONE_IS)
            return
        if not rights:
            raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)
        if self.scoring != "sum":
            return
        best = sum(rights, ZERO)
        if best <= RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.CANNOT_REACH_ONE, best=str(best))
        if best >= 2 - RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.ABOVE_ONE, best=str(best))
        total = sum((option.fraction for option in self.options), ZERO)
        if total > 0 and len(rights) < len(self.options):
            raise BadQuestion(QuestionFault.TICKING_EVERYTHING_PAYS, total=str(total))

    def write(self) -> dict[str, Json]:
        return {**super().write(), "scoring": self.scoring, "none_right": self.none_right}

    def part_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    def read_answer(self, raw: object) -> frozenset[str] | None:
        ids = frozenset(read_ids(raw, self._ids))
        return ids if ids or self.none_right else None

    def write_answer(self, answer: frozenset[str]) -> Json:
        return [option.id for option in self.options if option.id in answer]

    def grade(self, answer: frozenset[str]) -> Mark:
        """A part is right when a right option is ticked or a wrong one is left.

        In "sum" a ticked option adds its fraction. In the others the options that are as they should be share the
        score, and so do all of them when none is right and none is ticked.
        """
        if self.scoring != "sum" or (self.none_right and not answer):
            return self._by_errors(answer)
        scale, rows = self._plan
        total = 0
        parts = []
        for option_id, ticked, left, worth in rows:
            if option_id in answer:
                parts.append(ticked)
                total += worth
            else:
                parts.append(left)
        return scale.mark(total, tuple(parts))

    def _by_errors(self, answer: frozenset[str]) -> Mark:
        wrong = answer ^ self._rights
        score, outcome, rows = self._error_plans[len(wrong)]
        return Mark(score, outcome, tuple([bad if option_id in wrong else good for option_id, good, bad in rows]))

    @cached_property
    def _rights(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.fraction > 0)

    @cached_property
    def _plan(self) -> tuple[Scale, tuple[SumRow, ...]]:
        """For "sum": the scale of the fractions, and a row for each option."""
        scale = Scale((option.fraction for option in self.options), lowest=self.lowest)
        return scale, tuple(
            (
                option.id,
                PartMark(option.id, option.fraction, self._outcome(option.id in self._rights)),
                PartMark(option.id, ZERO, self._outcome(option.id not in self._rights)),
                scale.whole(option.fraction),
            )
            for option in self.options
        )

    @cached_property
    def _error_plans(self) -> tuple[tuple[Fraction, Outcome, tuple[ErrorRow, ...]], ...]:
        """By number of errors: the score, its outcome, and a row for each option."""
        count = len(self.options)
        score_of = ERROR_SCORINGS.get(self.scoring, all_or_nothing)
        scores = [score_of(errors, count) for errors in range(count + 1)]
        shares = [score / max(1, count - errors) for errors, score in enumerate(scores)]
        return tuple(
            (
                score,
                Outcome.of(score),
                tuple(
                    (option.id, PartMark(option.id, share, Outcome.RIGHT), PartMark(option.id, ZERO, Outcome.WRONG))
                    for option in self.options
                ),
            )
            for score, share in zip(scores, shares, strict=True)
        )

    @staticmethod
    def _outcome(as_it_should: bool) -> Outcome:
        return Outcome.RIGHT if as_it_should else Outcome.WRONG

    def outcome_of(self, option: Option) -> Outcome:
        return self._outcome(option.id in self._rights)

    def chosen(self, answer: frozenset[str] | None) -> frozenset[str]:
        return answer or frozenset()


def fair_fractions(right: Sequence[bool]) -> tuple[Fraction, ...]:
    """Fractions for a multiple choice where all that is known is which options are right.

    The right ones share 1, the wrong ones share -1, so ticking everything gives nothing.
    Raises BadQuestion when none is right.
    """
    if not any(right):
        raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)
    rights = sum(right)
    wrongs = len(right) - rights
    return tuple(Fraction(1, rights) if is_right else Fraction(-1, wrongs) for is_right in right)


def _read_option(fields: Fields) -> Option:
    return Option(
        id=fields.identifier("id"),
        text=fields.text("text"),
        fraction=fields.fraction("fraction"),
        feedback=fields.optional_text("feedback"),
    )
