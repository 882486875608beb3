"""What reading a foreign file gives, whichever format it has: questions of ours, what is lost, what is wrong.

A reader never gives half a question: what it cannot grade as its author meant is in `problems`, and what it can grade
but not keep (a picture, a random variable, a tag) is in the question's `losses`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class UnreadableFile(ValueError):
    """Nothing in the file can be read: not the format, unsafe XML, too big. `reason` is a code, `line` where known."""

    def __init__(self, reason: str, *, line: int | None = None, **params: str | int) -> None:
        super().__init__(reason, line, params)
        self.reason = reason
        self.line = line
        self.params = params

    def __str__(self) -> str:
        place = f" (line {self.line})" if self.line is not None else ""
        return f"{self.reason.replace('_', ' ')}{place}"


@dataclass(frozen=True)
class Loss:
    """Something of the original that is not kept. `reason` is a code that an interface can translate."""

    reason: str
    params: Mapping[str, str | int]


@dataclass(frozen=True)
class Problem:
    """A question that cannot be taken in. `name` and `line` say which and where; `reason` is a code."""

    name: str
    line: int | None
    reason: str
    params: Mapping[str, str | int]


@dataclass(frozen=True)
class Imported:
    """A question as `read_question` takes it.

    `name` is the question's name in the file and `line` where it begins (1 is the first); `category` is where it
    stood in the other system, "" when nowhere; `tags` are its words.
    """

    name: str
    line: int
    data: Mapping[str, Any]
    losses: tuple[Loss, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportedFile:
    """A whole file, in the order of its questions."""

    questions: tuple[Imported, ...]
    problems: tuple[Problem, ...]
