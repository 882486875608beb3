"""Text to words to tokens, the same for what is found and for what is asked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from search.danish.compounds import Splitter
from search.danish.folding import COMBINING, INVISIBLE, fold
from search.danish.lexicon import Lexicon
from search.danish.stemming import STOP_WORDS, stem

VERSION = 6  # raise it when the tokens change: the index is then made again

REMEMBERED = 60_000  # words in each of two generations: about 50 MB when both are full
LONGEST_REMEMBERED = 60  # letters as written
LONGEST_READ = 400  # letters of a word, marks included
_WORD = re.compile(rf"[^\W_]+(?:['’{COMBINING}{INVISIBLE}]+[^\W_]+)*[{COMBINING}]*")  # «VUM’s», soft hyphens
_INFLECTED = re.compile("['’](?:s|ere?n?s?|en?s?|ets?|erne?s?)$", re.IGNORECASE)  # «FFB’erne», «en § 107’er»
_Entry = tuple[str, str, tuple[str, ...], bool]


class Word(NamedTuple):
    """A word at `text[start:end]`: folded, its stem, the stems of its parts (() when no compound), whether it says
    nothing alone. `folded`, `stem` and `parts` are [a-z0-9]+ of at most 60."""

    start: int
    end: int
    folded: str
    stem: str
    parts: tuple[str, ...]
    stop: bool

    @property
    def token(self) -> str:
        """The stem, by its former name."""
        return self.stem


class Analysis:
    """The analysis with one lexicon and some extra words. Immutable but for what it remembers, safe for threads."""

    def __init__(self, lexicon: Lexicon | None = None, extra: Iterable[str] = ()) -> None:
        self.lexicon = lexicon or DEFAULT
        self.extra = frozenset(filter(None, map(fold, extra)))
        self._young: dict[str, _Entry] = {}
        self._old: dict[str, _Entry] = {}

    @cached_property
    def splitter(self) -> Splitter:
        """How this analysis takes compounds apart."""
        return Splitter(self.lexicon.with_words(self.extra) if self.extra else self.lexicon)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the tokens of a text may have changed: the version, the lexicon or the extra words did."""
        content = "\n".join([str(VERSION), self.lexicon.fingerprint, *sorted(self.extra)])
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def words(self, text: str) -> Iterator[Word]:
        """The words of the text in order, stop words included."""
        young, remember, make = self._young, self._remember, tuple.__new__
        for match in _WORD.finditer(text):
            written = match.group()
            entry = young.get(written) or remember(written)
            if entry[0]:
                yield make(Word, (*match.span(), *entry))

    def word(self, folded: str) -> Word:
        """One word, as `words` would have read it; it stands at 0."""
        return Word(0, len(folded), *(self._young.get(folded) or self._remember(folded)))

    def tokens(self, text: str) -> list[str]:
        """Stems without stop words.

        >>> Analysis().tokens("Borgerens støttebehov, og børnenes")
        ['borg', 'stoettebehov', 'boern']
        """
        return [word.stem for word in self.words(text) if not word.stop]

    def _remember(self, written: str) -> _Entry:
        entry = self._old.get(written) or self._analysed(written)
        if len(written) <= LONGEST_REMEMBERED:
            if len(self._young) >= REMEMBERED:
                # Whoever reads meanwhile keeps the dict it has; at worst a word is analysed twice.
                self._old, self._young = self._young, {}
            self._young[written] = entry
        return entry

    def _analysed(self, written: str) -> _Entry:
        folded = fold(_INFLECTED.sub("", written[:LONGEST_READ]))
        return folded, stem(folded), self.splitter.parts(folded), folded in STOP_WORDS


DEFAULT = Lexicon.shipped()
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
