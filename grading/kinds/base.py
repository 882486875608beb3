"""What a kind of question is: the seam that every file in this package fills."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self, TypedDict

from grading.marks import Mark, Outcome
from grading.reading import DEFAULT_PENALTY, NO_FEEDBACK, Feedback, Fields, Stem
from grading.strict_json import Json

ONLY_PART = ("answer",)  # the part id of kinds that have but one


@dataclass(frozen=True, slots=True)
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
    overall: str  # what the author says to whoever got this outcome


class ReviewRow:
    """What rows of reviews share: whether the row is right, by its outcome."""

    outcome: Outcome

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT


class ReviewChoice(ReviewRow):
    """A row that could be chosen."""

    chosen: bool

    @property
    def missed(self) -> bool:
        return self.right and not self.chosen


class Told(TypedDict):
    """The fields of `Review` that every kind fills alike."""

    kind: str
    score: Fraction
    outcome: Outcome
    explanation: str
    rule: str
    overall: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """A question with its key. A browser gets `public_view` of it, never this.

    A kind narrows `answer` to its own type in the methods below; `Response.kind` keeps kinds apart. Whatever can be
    worked out from the question alone is a `cached_property`, so that a question read once grades many answers fast.
    """

    kind: ClassVar[str]

    prompt: str
    quote: str = ""
    explanation: str = ""
    rule: str = ""
    feedback: Feedback = NO_FEEDBACK
    hints: tuple[str, ...] = ()  # in the order they are given, one after each wrong try
    penalty: Fraction = DEFAULT_PENALTY  # what a try that was not right costs, where tries cost

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        """Read the kind's own fields. Raises BadQuestion on a wrong shape."""

    @abstractmethod
    def check(self) -> None:
        """Raise BadQuestion when the question cannot be graded at all: doubled ids, a key that points at nothing."""

    @abstractmethod
    def check_fair(self) -> None:
        """Raise BadQuestion when it can be graded but not fairly: what an author must get right.

        Not asked of questions from other systems that are only graded; always of those that are kept.
        """

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
    def grade(self, answer: Any) -> Mark:
        """The mark, with one part for each of `part_ids`, in that order."""

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
            overall=self.feedback.on(mark.outcome),
        )
