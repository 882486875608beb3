"""The words that a compound can be made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from search.danish.folding import fold
from search.danish.stemming import STOP_WORDS, stem

DATA = Path(__file__).parent / "data"
SHORTEST, SHORTEST_GENERAL = 3, 4  # letters of a part
LONGEST_PART = 30
_ENDINGS = frozenset(("bar", "dom", "giv", "hed", "lig", "mes", "port", "ring", "skab", "som"))  # mostly no word there


class Lexicon:
    """Words as building blocks. It never changes; two with the same words have the same fingerprint.

    `words` belong to the field: three letters suffice for a part, and they may be compounds themselves. `simple` words
    are general language: parts of four letters or more, never split. `whole` words are never split and no parts.
    A word may give its own parts: «bo|støtte».
    """

    def __init__(self, words: Iterable[str] = (), *, simple: Iterable[str] = (), whole: Iterable[str] = ()) -> None:
        self._given = tuple(words), tuple(simple), tuple(whole)

    def with_words(self, words: Iterable[str]) -> Lexicon:
        """This lexicon and more words of the field, of four letters or more, without what it says is whole."""
        more = [word for word in map(fold, words) if len(word) >= SHORTEST_GENERAL and stem(word) not in self.atoms]
        own, simple, whole = self._given
        return Lexicon([*own, *more], simple=simple, whole=whole)

    @classmethod
    def shipped(cls) -> Lexicon:
        """The lists in `data/`."""
        return cls(_lines("domain.txt"), simple=_lines("general.txt"), whole=_lines("whole.txt"))

    @cached_property
    def _sorted_out(self) -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, tuple[str, ...]]]:
        words, simple, whole = self._given
        given: dict[str, tuple[str, ...]] = {}
        firsts: set[str] = set()
        for line in words:
            parts = tuple(filter(None, map(fold, line.split("|"))))
            word = "".join(parts)
            stems = tuple(map(stem, parts))
            if len(parts) > 1 and stem(word) not in stems:
                given[stem(word)] = stems
            if SHORTEST <= len(word) <= LONGEST_PART and word not in STOP_WORDS:
                firsts.add(word)
        general = {word for word in map(fold, simple) if word not in STOP_WORDS}
        firsts |= {word for word in general if SHORTEST_GENERAL <= len(word) <= LONGEST_PART}
        atoms = frozenset(stem(word) for word in general | set(map(fold, whole))) - given.keys()
        return frozenset(firsts), frozenset(map(stem, firsts)) - _ENDINGS, atoms, given

    @property
    def firsts(self) -> frozenset[str]:
        """Folded words that a compound may begin with."""
        return self._sorted_out[0]

    @property
    def lasts(self) -> frozenset[str]:
        """Stems of what a compound may end with."""
        return self._sorted_out[1]

    @property
    def atoms(self) -> frozenset[str]:
        """Stems that are never split."""
        return self._sorted_out[2]

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        """Stem -> stems of its parts, where the list says them."""
        return self._sorted_out[3]

    @cached_property
    def subject(self) -> frozenset[str]:
        """Stems of the words of the field."""
        return frozenset(stem("".join(map(fold, line.split("|")))) for line in self._given[0])

    def __contains__(self, folded: str) -> bool:
        return folded in self.firsts or stem(folded) in self.lasts

    def __len__(self) -> int:
        return len(self.firsts)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with the words."""
        content = "\n".join(
            [*sorted(self.firsts), "", *sorted(self.atoms), "", *(f"{w}={p}" for w, p in sorted(self.given.items()))]
        )
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if word := line.partition("#")[0].strip():
            yield word
