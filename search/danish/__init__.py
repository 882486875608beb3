"""Danish words for the search: pure, deterministic, the same for every engine.

A text becomes words; a word becomes its stem and, when it is a compound, the stems of its parts. Everything is folded
first, so that «støttebehov», «stoettebehov» and «STØTTEBEHOV» are one by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.danish.analysis import DEFAULT, VERSION, Analysis, Word
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

_current = Analysis()


def current() -> Analysis:
    """The analysis that this process works with."""
    return _current


def use(extra_words: Iterable[str]) -> Analysis:
    """From now on this process also splits compounds by these words; returns the analysis.

    Nothing is made again, and nothing forgotten, when they are the words it has.
    """
    global _current
    wanted = Analysis(extra=extra_words)
    if wanted.extra != _current.extra:
        _current = wanted
    return _current


def fingerprint() -> str:
    """Changes when the tokens of a text may have changed."""
    return _current.fingerprint


def words(text: str) -> Iterator[Word]:
    """The words of the text in order, stop words included."""
    return _current.words(text)


def tokens(text: str) -> list[str]:
    """The stems of the text in order, without stop words."""
    return _current.tokens(text)


def token(word: str) -> str:
    """The stem of one word as written."""
    return stem(fold(word))
