"""Where a Danish compound comes apart: «støttebehov», «sag-s-behandler», «børn-e-faglig»."""

from __future__ import annotations

from collections.abc import Callable

from search.danish.lexicon import LONGEST_PART, SHORTEST, Lexicon
from search.danish.stemming import stem

SHORTEST_COMPOUND = 6
LONGEST_LINKED_BY_E = 6  # «børn-e-», «dreng-e-»: short words
_Found = tuple[int, int, tuple[str, ...]] | None  # how many parts, how many links, the parts


class Splitter:
    """Splits with one lexicon: the fewest parts, then the fewest links, then the longest first part."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._beginnings = frozenset(word[:SHORTEST] for word in lexicon.firsts)

    def parts(self, folded: str) -> tuple[str, ...]:
        """Stems of the parts on all levels, the outer before the inner; () when the word is no compound."""
        found: list[str] = []
        self._collect(folded, found)
        return tuple(found)

    def _collect(self, folded: str, found: list[str]) -> None:
        own = stem(folded)
        given = self._lexicon.given.get(own)
        if given:
            for part in given:
                self._add(part, part, found)
            return
        if len(folded) < SHORTEST_COMPOUND or own in self._lexicon.atoms or not folded.isalpha():
            return
        for piece in self.split(folded):
            self._add(stem(piece), piece, found)

    def _add(self, part: str, piece: str, found: list[str]) -> None:
        if part not in found:
            found.append(part)
            self._collect(piece, found)

    def split(self, folded: str) -> tuple[str, ...]:
        """The parts of the outermost level as they stand, without what links them; () when there are none."""
        best: dict[int, _Found] = {}

        def rest(start: int) -> _Found:
            if start not in best:
                best[start] = self._best_from(folded, start, rest)
            return best[start]

        found = rest(0)
        return found[2] if found else ()

    def _best_from(self, folded: str, start: int, rest: Callable[[int], _Found]) -> _Found:
        if folded[start : start + SHORTEST] not in self._beginnings:
            return None
        if start and self._is_last(folded[start:]):
            return 1, 0, (folded[start:],)
        best: _Found = None
        for end in range(min(len(folded) - SHORTEST, start + LONGEST_PART + 1), start + SHORTEST - 1, -1):
            base = self.base(folded[start:end])
            following = rest(end) if base else None
            if base is None or following is None:
                continue
            found = following[0] + 1, following[1] + (len(base) < end - start), (base, *following[2])
            if best is None or found[:2] < best[:2]:
                best = found
        return best

    def _is_last(self, piece: str) -> bool:
        return len(piece) <= LONGEST_PART + 6 and stem(piece) in self._lexicon.lasts

    def base(self, piece: str) -> str | None:
        """The word that a first or middle part is, without a linking s or e."""
        firsts = self._lexicon.firsts
        if piece in firsts:
            return piece
        bare, link = piece[:-1], piece[-1]
        if link == "s" and bare in firsts and bare[-1] != "s":
            return bare
        if link == "s" and f"{bare}e" in firsts and len(bare) > SHORTEST:
            return f"{bare}e"  # «arbejd-s-»
        if link == "e" and bare in firsts and len(bare) <= LONGEST_LINKED_BY_E:
            return bare
        return None
