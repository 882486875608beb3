r"""Wildcard patterns for short answers, and the form in which texts are compared.

Source: Moodle 4.5, question/type/shortanswer/question.php, compare_string_with_wildcard: `*` is any run of characters,
also none; `\*` is a star; every other backslash is itself; the whole text must match. Moodle makes a regular
expression of it; here the pieces are looked for one after another, so no pattern can take long.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

_WILDCARDS = re.compile(r"(?<!\\)\*+")
_RING = "\u030a"
# Stands for what a wildcard matched where patterns are compared; no text that may come in holds it.
_ANYTHING = "\x00"

# Signs that a keyboard or a word processor chooses, not the writer.
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
    }
)


def cleaned(text: str) -> str:
    """Unicode NFC, trimmed, every run of white space one space, straight quotes and dashes, nothing invisible."""
    if not text.isascii():
        # Normal before, as some signs are quotes in disguise, and after, as what stood apart may now be one letter.
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY))
    else:
        text = text.replace("`", "'")
    return " ".join(text.split())


def folded(text: str, *, match_case: bool, match_accents: bool) -> str:
    """Cleaned text in the form that is compared: equal forms are the same answer."""
    if text.isascii():
        return text if match_case else text.lower()
    if not match_accents:
        text = _without_accents(text)
    return text if match_case else unicodedata.normalize("NFC", text.casefold())


def _without_accents(text: str) -> str:
    """Without combining marks, except the ring of å, which is a letter of its own, as æ and ø are."""
    kept: list[str] = []
    base = ""
    for sign in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(sign):
            base = sign
        elif sign != _RING or base not in {"a", "A"}:
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


@dataclass(frozen=True, slots=True)
class Pattern:
    """The pieces of a pattern between its wildcards; one piece is a pattern without wildcards."""

    pieces: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Text in the form that is compared, see `folded`."""
        return cls(tuple(piece.replace("\\*", "*") for piece in _WILDCARDS.split(text)))

    @property
    def literal(self) -> str | None:
        """The only text that matches, or None where there is a wildcard."""
        return self.pieces[0] if len(self.pieces) == 1 else None

    def matches(self, text: str) -> bool:
        """Whether the whole text matches. The earliest place for each piece leaves most for the rest."""
        if len(self.pieces) == 1:
            return text == self.pieces[0]
        first, *middle, last = self.pieces
        end = len(text) - len(last)
        if end < len(first) or not text.startswith(first) or not text.endswith(last):
            return False
        place = len(first)
        for piece in middle:
            place = text.find(piece, place, end)
            if place < 0:
                return False
            place += len(piece)
        return True

    def covers(self, other: Self) -> bool:
        """Whether everything that matches the other matches this one too.

        A sign that no pattern has can only be matched by a wildcard; if this pattern matches the other with that sign
        for its wildcards, then it matches whatever they stand for.
        """
        return self.matches(_ANYTHING.join(other.pieces))
