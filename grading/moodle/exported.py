"""What writing a Moodle file takes and gives, and how it is known what the file could not carry.

Nothing is guessed about a format: each question that is written is read again, and every field that does not come
back the same is a loss.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from grading import read_question
from grading.imported import Imported, ImportedFile, Loss
from grading.kinds.base import Question
from grading.kinds.whole import write_whole
from grading.moodle.canonical import differing_fields


@dataclass(frozen=True)
class Exporting:
    """A question to write: `data` as `read_question(..., fair=False)` takes it, and where it stands in the bank."""

    name: str
    data: Mapping[str, Any]
    category: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """The file's text, and for each question, in order, what the file could not carry.

    A loss is `not_kept` with the `field`, or `kind_not_in_format` for a question that is left out of the file.
    """

    text: str
    losses: tuple[tuple[Loss, ...], ...]


class NotInFormat(Exception):
    """The format has no words for this kind of question."""


@dataclass
class Losses:
    """What was lost, as `read` finds when it reads what was written."""

    read: Callable[[str], ImportedFile]
    found: list[tuple[Loss, ...]] = field(default_factory=list)

    def missing(self) -> None:
        self.found.append((Loss("kind_not_in_format", {}),))

    def compare(self, exporting: Exporting, question: Question, text: str) -> bool:
        """Whether the text holds a question at all; its losses are found."""
        questions = self.read(text).questions
        if len(questions) != 1:
            self.missing()
            return False
        self.found.append(tuple(_losses(exporting, question, questions[0])))
        return True


def _losses(exporting: Exporting, question: Question, back: Imported) -> Iterable[Loss]:
    for name, ours, theirs in (
        ("name", exporting.name.strip(), back.name),
        ("category", exporting.category, back.category),
        ("tags", exporting.tags, back.tags),
    ):
        if ours != theirs:
            yield Loss("not_kept", {"field": name})
    theirs_read = read_question(back.data, fair=False)
    for name in differing_fields(write_whole(question), write_whole(theirs_read)):
        yield Loss("not_kept", {"field": name})


def whole_weights(weights: Iterable[Fraction]) -> list[int]:
    """The weights as whole numbers in the same proportion."""
    weights = list(weights)
    scale = lcm(*(weight.denominator for weight in weights))
    return [int(weight * scale) for weight in weights]
