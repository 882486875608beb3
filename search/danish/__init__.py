"""Danish words for the search: pure, deterministic, the same for every engine.

A text becomes words; a word becomes its stem and, when it is a compound, the stems of its parts. Everything is folded
first, so that «støttebehov», «stoettebehov» and «STØTTEBEHOV» are one by construction.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.danish.analysis import DEFAULT, VERSION, Analysis, Word, current, fingerprint, use
from search.danish.folding import fold
from search.danish.lexicon import Lexicon
from search.danish.stemming import STOP_WORDS, stem

__all__ = [
    "DEFAULT",
    "STOP_WORDS",
    "VERSION",
    "Analysis",
    "Lexicon",
    "Word",
    "current",
    "fingerprint",
    "fold",
    "stem",
    "token",
    "tokens",
    "use",
    "words",
]


def words(text: str) -> Iterator[Word]:
    """The words of the text in order, stop words included."""
    return current().words(text)


def tokens(text: str) -> list[str]:
    """The stems of the text in order, without stop words."""
    return current().tokens(text)


def token(word: str) -> str:
    """The stem of one word as written."""
    return stem(fold(word))
