"""Choose one (`single`) and choose several (`multiple`).

Source: Moodle 4.5, question/type/multichoice/question.php: one choice gives its option's fraction, several
give the sum; here both are clamped to 0..1.

Data: {"options": [{"id", "text", "fraction": "1" | "1/3" | "-1/3", "feedback"?}]}, at least two options.
Raw response: single "id"; multiple ["id", ...] in any order, [] is unanswered.
Answer: single str; multiple frozenset[str].
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from grading.errors import BadQuestion, QuestionFault
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import RIGHT_ABOVE, ZERO, Mark, Outcome, PartMark
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


@dataclass(frozen=True)
class Option:
    """`fraction` in -1..1 is what choosing it adds."""

    id: str
    text: str
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True)
class OptionReview:
    """`outcome` tells what the option is (right, near, wrong), not whether it was chosen."""

    id: str
    text: str
    feedback: str
    chosen: bool
    outcome: Outcome

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT

    @property
    def missed(self) -> bool:
        return self.right and not self.chosen


@dataclass(frozen=True, kw_only=True)
class ChoiceReview(Review):
    options: tuple[OptionReview, ...]


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """What the two kinds share."""

    options: tuple[Option, ...]

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(options=fields.rows("options", _read_option), **stem)

    def check(self) -> None:
        refuse_few("options", self.options, least=2)
        refuse_doubled_ids("options", self.options)
        refuse_doubled_texts("options", ((option.id, option.text) for option in self.options))
        if all(option.fraction <= 0 for option in self.options):
            raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)

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
            ]
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

    def _ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options)


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Choice):
    """Choose one. At least one option gives full marks; others may give a share."""

    kind: ClassVar[str] = "single"

    def check(self) -> None:
        super().check()
        best = max(option.fraction for option in self.options)
        if best <= RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.CANNOT_REACH_ONE, best=str(best))

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> str:
        return read_id(raw, self._ids())

    def write_answer(self, answer: str) -> Json:
        return answer

    def grade(self, answer: str) -> tuple[PartMark, ...]:
        fraction = next(option.fraction for option in self.options if option.id == answer)
        return (PartMark(*ONLY_PART, fraction, Outcome.of(fraction)),)

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

    def check(self) -> None:
        super().check()
        best = sum((option.fraction for option in self.options if option.fraction > 0), ZERO)
        if best <= RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.CANNOT_REACH_ONE, best=str(best))
        if best >= 2 - RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.ABOVE_ONE, best=str(best))
        total = sum((option.fraction for option in self.options), ZERO)
        if total > 0 and any(option.fraction <= 0 for option in self.options):
            raise BadQuestion(QuestionFault.TICKING_EVERYTHING_PAYS, total=str(total))

    def part_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    def read_answer(self, raw: object) -> frozenset[str] | None:
        return frozenset(read_ids(raw, self._ids())) or None

    def write_answer(self, answer: frozenset[str]) -> Json:
        return [option.id for option in self.options if option.id in answer]

    def grade(self, answer: frozenset[str]) -> tuple[PartMark, ...]:
        """A part is right when a right option is ticked or a wrong one is left."""
        parts = []
        for option in self.options:
            ticked = option.id in answer
            as_it_should = ticked is (option.fraction > 0)
            parts.append(
                PartMark(
                    option.id,
                    option.fraction if ticked else ZERO,
                    Outcome.RIGHT if as_it_should else Outcome.WRONG,
                )
            )
        return tuple(parts)

    def outcome_of(self, option: Option) -> Outcome:
        return Outcome.RIGHT if option.fraction > 0 else Outcome.WRONG

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
