"""What a kind of question is: the seam that every file in this package fills."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self, TypedDict

from grading.marks import Mark, Outcome, PartMark
from grading.reading import Fields, Stem
from grading.strict_json import Json

ONLY_PART = ("answer",)  # the part id of kinds that have but one


@dataclass(frozen=True)
class Response:
    """A learner's answer to a question of this kind, read and valid; None is unanswered.

    `answer` is the kind's own shape, given in its file. Only `read_response` makes one.
    """

    kind: str
    answer: Any

    @property
    def answered(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True, kw_only=True)
class Review:
    """What may be shown once the answer is in. Each kind adds its own rows, in the author's order."""

    kind: str
    score: Fraction
    outcome: Outcome
    explanation: str
    rule: str


class Told(TypedDict):
    """The fields of `Review` that every kind fills alike."""

    kind: str
    score: Fraction
    outcome: Outcome
    explanation: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """A question with its key. A browser gets `public_view` of it, never this.

    A kind narrows `answer` to its own type in the methods below; `Response.kind` keeps kinds apart.
    """

    kind: ClassVar[str]

    prompt: str
    quote: str = ""
    explanation: str = ""
    rule: str = ""

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        """Read the kind's own fields. Raises BadQuestion on a wrong shape."""

    @abstractmethod
    def check(self) -> None:
        """Raise BadQuestion when the whole makes no sense: what an author must get right."""

    @abstractmethod
    def write(self) -> dict[str, Json]:
        """The kind's own fields as `read` takes them."""

    @abstractmethod
    def part_ids(self) -> tuple[str, ...]:
        """The parts a mark has, answered or not."""

    @abstractmethod
    def read_answer(self, raw: object) -> Any:
        """The answer in what was sent, or None when it holds none. Raises BadResponse.

        None and "" never come here: they are unanswered in every kind.
        """

    @abstractmethod
    def write_answer(self, answer: Any) -> Json:
        """The answer as `read_answer` takes it."""

    @abstractmethod
    def grade(self, answer: Any) -> tuple[PartMark, ...]:
        """One part mark for each of `part_ids`, in that order."""

    @abstractmethod
    def view(self, seed: str) -> dict[str, Json]:
        """The kind's own share of the public view. Name what is shown; never remove from what is written."""

    @abstractmethod
    def review(self, answer: Any, mark: Mark) -> Review:
        """What to show after the answer; `answer` is None when there was none."""

    def told(self, mark: Mark) -> Told:
        return Told(
            kind=self.kind,
            score=mark.score,
            outcome=mark.outcome,
            explanation=self.explanation,
            rule=self.rule,
        )
