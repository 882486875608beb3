"""How well a thing answers a query. Plain Python on tokens, so that every engine ranks alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from search.danish import Word, words

TITLE_WEIGHT = 4.0
EXACT, PREFIX, INSIDE = 3.0, 1.5, 1.0
SHORTEST_PART = 3  # a shorter token is found only as a whole word
LONGEST_QUERY = 12  # words
SHORTEST_TO_MEND = 5  # a shorter word is not guessed at
LONGEST_ENDING = 3  # what a misspelled word may keep of its inflection


@dataclass(frozen=True)
class Term:
    """One word of the query, and the tokens that count as it."""

    tokens: tuple[str, ...]

    def strength(self, token: str) -> float:
        """How well a token of a text answers this word: 0 when it does not."""
        best = 0.0
        for own in self.tokens:
            if token == own:
                return EXACT
            if len(own) >= SHORTEST_PART and own in token:
                best = max(best, PREFIX if token.startswith(own) else INSIDE)
        return best


def terms(query: str) -> list[Term]:
    """The words of the query that matter, once each. A query of stop words only keeps them all."""
    found = list(words(query[:400]))
    matter = [word for word in found if not word.stop] or found
    return list(dict.fromkeys(Term((word.token,)) for word in matter))[:LONGEST_QUERY]


def score(
    query: Collection[Term], title: Mapping[str, int], body: Mapping[str, int], rarity: Callable[[Term], float]
) -> float:
    """0 when less than half of the words are there; else more for rarer words, in the title, as whole words."""
    total, met = 0.0, 0
    for term in query:
        in_title = max((term.strength(token) for token in title), default=0.0)
        in_body = sum(strength * (1 + math.log(n)) for t, n in body.items() if (strength := term.strength(t)))
        if in_title or in_body:
            met += 1
            total += rarity(term) * (TITLE_WEIGHT * in_title + min(in_body, 3 * EXACT))
    if not query or met * 2 < len(query):
        return 0.0
    return total * met / len(query)


def excerpt(query: Collection[Term], text: str, length: int = 240) -> tuple[str, list[tuple[int, int]]]:
    """The part of the text that says most about the query, and where its words stand in that part."""
    text = " ".join(text.split())
    found = list(words(text))
    hits = [word for word in found if _answers(query, word)]
    start = 0
    if hits:
        best = max(hits, key=lambda first: (_worth(query, hits, first.start, first.start + length), -first.start))
        if best.end > length * 3 // 4:
            earlier = [word.start for word in found if best.start - 60 <= word.start <= best.start]
            start = min(earlier, default=best.start)
    ends = [word.end for word in found if start < word.end <= start + length]
    whole = start + length >= len(text)
    end = len(text) if whole else (ends[-1] if ends else min(len(text), start + length))
    before, after = ("… " if start else ""), ("" if whole else " …")
    shift = len(before) - start
    marks = [(word.start + shift, word.end + shift) for word in hits if start <= word.start and word.end <= end]
    return before + text[start:end] + after, marks


def _answers(query: Iterable[Term], word: Word) -> bool:
    return not word.stop and any(term.strength(word.token) for term in query)


def _worth(query: Iterable[Term], hits: list[Word], start: int, end: int) -> int:
    """How many different words of the query stand between start and end."""
    inside = [word.token for word in hits if start <= word.start and word.end <= end]
    return sum(1 for term in query if any(term.strength(token) for token in inside))


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known token, or beginning of one, that the word most likely is a slip of the finger for.

    >>> meant("voksenudrednng", ["voksenudredningsmetod", "voksen"])
    'voksenudredning'
    >>> meant("samtykket", ["samtyk"])
    'samtyk'
    """
    if len(word) < SHORTEST_TO_MEND:
        return None
    best: str | None = None
    for candidate in known:
        if len(candidate) < SHORTEST_TO_MEND or candidate[0] != word[0]:
            continue
        for length in (len(word), len(word) + 1, len(word) - 1):
            if one_slip(word, candidate[:length]):
                return candidate[:length]
        if 0 < len(word) - len(candidate) <= LONGEST_ENDING and word.startswith(candidate[:-1]):
            best = max(best or "", candidate, key=len)
    return best


def one_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, added, changed, or swapped with its neighbour (or none).

    >>> one_slip("samtyke", "samtykke"), one_slip("udrendig", "udredning")
    (True, False)
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[at:], other[at:]
    return (
        rest[1:] == other_rest
        or rest == other_rest[1:]
        or rest[1:] == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
