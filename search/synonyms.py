"""Words that mean the same, as people write them: «vum = voksenudredningsmetoden». Plain Python.

A line has two sides with one or more words or phrases, parted by commas. `=` goes both ways, `=>` from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from search import danish

SHIPPED = Path(__file__).parent / "data" / "synonyms.txt"
MOST_WORDS = 12  # words and phrases in a line
LONGEST = 60  # letters of a word or phrase
_SIGN = re.compile(r"\s*(=>|=|→)\s*")


class Problem(StrEnum):
    """Why a line cannot be read."""

    NO_SIGN = "no sign"
    MANY_SIGNS = "many signs"
    ONE_SIDED = "one-sided"
    TOO_MANY = "too many"
    TOO_LONG = "too long"
    NO_LETTERS = "no letters"
    STOP_WORD = "stop word"
    TWICE = "twice"


class Unreadable(ValueError):
    """The line cannot be read; `word` is the word at fault, or empty."""

    def __init__(self, problem: Problem, word: str = "") -> None:
        super().__init__(f"{problem}: {word}")
        self.problem, self.word = problem, word


class Meaning(NamedTuple):
    """Whoever types the words `typed` also finds what `means` says. Plain words, not tokens."""

    typed: str
    means: tuple[str, ...]


class Group(NamedTuple):
    """A line that has been read."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    one_way: bool

    @property
    def key(self) -> str:
        """What names the line: its first word, folded."""
        return folded(self.left[0])

    @property
    def text(self) -> str:
        """«vum = voksenudredningsmetoden», whichever way it goes."""
        return f"{', '.join(self.left)} = {', '.join(self.right)}"

    @property
    def words(self) -> tuple[str, ...]:
        return self.left + self.right

    def meanings(self) -> list[Meaning]:
        """In both directions each word means all the others; one way, the left ones mean the right ones."""
        if self.one_way:
            return [Meaning(word, self.right) for word in self.left]
        return [Meaning(word, tuple(other for other in self.words if other != word)) for word in self.words]


def folded(word: str) -> str:
    """How two ways of writing the same are told to be the same: «Støtte-behov», «støtte behov»."""
    return " ".join(danish.fold(text.lower()) for text in re.findall(r"[^\W_]+", word))


def read_line(line: str, *, one_way: bool = False) -> Group:
    """The line as a group; raises Unreadable. `=>` goes one way whatever `one_way` says."""
    parts = _SIGN.split(" ".join(line.split()))
    if len(parts) != 3:
        raise Unreadable(Problem.NO_SIGN if len(parts) < 3 else Problem.MANY_SIGNS)
    left, sign, right = parts[0], parts[1], parts[2]
    group = Group(_words(left), _words(right), one_way or sign != "=")
    if not group.left or not group.right:
        raise Unreadable(Problem.ONE_SIDED)
    if len(group.words) > MOST_WORDS:
        raise Unreadable(Problem.TOO_MANY)
    seen: set[str] = set()
    for word in group.words:
        if problem := _problem_of(word, seen):
            raise Unreadable(problem, word)
        seen.add(folded(word))
    return group


def _words(side: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip().lower() for part in side.split(",")) if word)


def _problem_of(word: str, seen: set[str]) -> Problem | None:
    if len(word) > LONGEST:
        return Problem.TOO_LONG
    found = list(danish.words(word))
    if not found:
        return Problem.NO_LETTERS
    if all(each.stop for each in found):
        return Problem.STOP_WORD
    return Problem.TWICE if folded(word) in seen else None


@lru_cache(maxsize=1)
def shipped() -> tuple[Group, ...]:
    """The groups that come with the portal, in the order of the file."""
    lines = (line.strip() for line in SHIPPED.read_text(encoding="utf-8").splitlines())
    return tuple(read_line(line) for line in lines if line and not line.startswith("#"))


def meanings(groups: Iterable[Group]) -> tuple[Meaning, ...]:
    """What all the groups say together, each typed word once. A meaning is not followed further to another group."""
    together: dict[str, tuple[str, dict[str, str]]] = {}
    for group in groups:
        for typed, means in group.meanings():
            _, known = together.setdefault(folded(typed), (typed, {}))
            known |= {folded(word): word for word in means if folded(word) not in known}
    return tuple(Meaning(typed, tuple(known.values())) for typed, known in together.values())
