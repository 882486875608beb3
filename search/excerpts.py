"""The part of a text that says most about a query, with its words marked. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from search.danish import Analysis, Word
from search.danish.stemming import beginnings

LENGTH = 240  # letters shown
EARLIER = 60  # letters before the first mark at most
FALLBACK = 4_000  # letters that are read word for word when a word of the query may hide in other letters
MOST_PLACES = 400  # places that are looked at
_WORDLIKE = re.compile(r"[^\W_]+(?:['’\u00ad][^\W_]+)*")
_OTHER_LETTERS = re.compile(r"[^\W\d_a-zA-ZæøåÆØÅäöüéÄÖÜÉ]|[\u00ad\u200b-\u200f\u0300-\u036f\ufeff]")
_LETTERS = (("ae", "(?:ae|[æä])"), ("oe", "(?:oe|[øö])"), ("aa", "(?:aa|å)"), ("ss", "(?:ss|ß)"))
_ACCENTS = {"e": "[eéèêë]", "a": "[aáàâ]", "o": "[oóòô]", "u": "[uüúù]", "i": "[iíï]", "d": "[dð]"}
_CUT = {"a": "[aáàâåæä]", "o": "[oóòôøö]"}  # the stem of «udfører» ends in the middle of its ø


class Excerpt(NamedTuple):
    """`text` as it is shown, `marks` in it, and where in the whole text its first mark is (None without one)."""

    text: str
    marks: tuple[tuple[int, int], ...]
    first: int | None


def excerpt(text: str, tokens: Collection[str], analysis: Analysis, length: int = LENGTH) -> Excerpt:
    """About `length` letters of the text. White space is single in what is shown."""
    found = list(_marked(text, tokens, analysis))
    start = _best_start(found, length) if found else 0
    if start:
        start = max(text.rfind(" ", 0, start + 1), text.rfind("\n", 0, start + 1)) + 1
    whole = start + length >= len(text)
    end = len(text) if whole else max(text.rfind(" ", start, start + length + 1), start + length // 2)
    inside = [(word.start, word.end) for word, _ in found if start <= word.start and word.end <= end]
    shown, marks = _with_single_spaces(text, start, end, inside)
    before, after = ("… " if start else ""), ("" if whole else " …")
    moved = tuple((one + len(before), other + len(before)) for one, other in marks)
    return Excerpt(before + shown + after, moved, inside[0][0] if inside else None)


def marks(text: str, tokens: Collection[str], analysis: Analysis) -> tuple[tuple[int, int], ...]:
    """Where the words of the query stand in a short text, such as a title."""
    return tuple((word.start, word.end) for word, _ in _marked(text, tokens, analysis))


def _marked(text: str, tokens: Collection[str], analysis: Analysis) -> Iterator[tuple[Word, frozenset[str]]]:
    """Words that answer, each with the tokens that it answers. Only what looks like one is read."""
    wanted = frozenset(tokens)
    if not wanted:
        return
    any_found = False
    for word in _looked_at(text, wanted, analysis):
        own = wanted.intersection((word.stem, *word.parts))
        if own and not word.stop:
            any_found = True
            yield word, own
    if not any_found and _OTHER_LETTERS.search(text, 0, FALLBACK):
        for word in analysis.words(text[:FALLBACK]):
            own = wanted.intersection((word.stem, *word.parts))
            if own and not word.stop:
                yield word, own


def _looked_at(text: str, tokens: frozenset[str], analysis: Analysis) -> Iterator[Word]:
    position = 0
    for _ in range(MOST_PLACES):
        hint = _pattern(tokens).search(text, position)
        if hint is None:
            return
        start = hint.start()
        while start > position and (text[start - 1].isalnum() or text[start - 1] in "'’\u00ad"):
            start -= 1
        match = _WORDLIKE.search(text, start)
        if match is None:
            return
        for word in analysis.words(match.group()):
            yield word._replace(start=word.start + match.start(), end=word.end + match.start())
        position = max(match.end(), hint.end(), position + 1)


@lru_cache(maxsize=64)
def _pattern(tokens: frozenset[str]) -> re.Pattern[str]:
    """What a word with one of the tokens looks like somewhere inside, however it is written."""
    written = {_as_written(beginning) for token in tokens for beginning in beginnings(token)}
    return re.compile("|".join(sorted(written, key=lambda one: (-len(one), one))), re.IGNORECASE)


def _as_written(token: str) -> str:
    written, position = "", 0
    while position < len(token):
        pair = next((pattern for letters, pattern in _LETTERS if token.startswith(letters, position)), None)
        letters = _ACCENTS if position < len(token) - 1 else _ACCENTS | _CUT
        written += pair or letters.get(token[position], token[position])
        position += 2 if pair else 1
    return written


def _best_start(found: list[tuple[Word, frozenset[str]]], length: int) -> int:
    """Where the part begins that has the most different words of the query, the first of the best."""
    best, start = 0, 0
    for place, (first, _) in enumerate(found):
        inside: set[str] = set()
        count = 0
        for word, own in found[place:]:
            if word.end > first.start + length - EARLIER:
                break
            inside |= own
            count += 1
        worth = 10 * len(inside) + min(count, 9)
        if worth > best:
            best, start = worth, first.start
    if start <= length // 2 and start == found[0][0].start:
        return 0
    return max(0, start - EARLIER)


def _with_single_spaces(
    text: str, start: int, end: int, places: list[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]]]:
    """The part, every run of white space one blank, and the places where they are then."""
    pieces: list[str] = []
    length, position, moved = 0, start, []

    def add(piece: str) -> None:
        nonlocal length
        piece = re.sub(r"\s+", " ", piece)
        if piece.startswith(" ") and (not pieces or pieces[-1].endswith(" ")):
            piece = piece[1:]
        if piece:
            pieces.append(piece)
            length += len(piece)

    for one, other in places:
        add(text[position:one])
        began = length
        add(text[one:other])
        moved.append((began, length))
        position = other
    add(text[position:end])
    return "".join(pieces).rstrip(), moved
