"""A text as a person reads it, with the way back to the text as it was written. Plain Python.

Tags, entities, invisible characters, full-width and Arabic digits, and all kinds of dash hide numbers from a pattern.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

_BLOCKS = "address|article|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
_MARKUP = re.compile(
    r"(?P<comment><!--.{0,2000}?-->)"
    r"|(?P<tag></?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]{0,1000})?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,24});)"
    r"|(?P<escape>\\u[0-9a-fA-F]{4})"
    r"|(?P<percent>%(?:2[dD]|20|2[eE]|2[fF]))",
    re.S,
)
_BLOCK = re.compile(_BLOCKS, re.I)
_OTHER_DASHES = frozenset("\u02d7\u2043\u2212\u30fc\uff70\u00ac\u2500\u2501")


@dataclass(frozen=True)
class Reading:
    """`text[i]` was written at `written[i] = (start, end)` of the original."""

    text: str
    written: list[tuple[int, int]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original."""
        return self.written[start][0], self.written[end - 1][1]


def read(original: str) -> Reading:
    """The original without markup and invisible characters; digits are ASCII, dashes "-", spaces " " or a newline."""
    letters: list[str] = []
    written: list[tuple[int, int]] = []

    def add(text: str, start: int, end: int) -> None:
        seen = _readable(text)
        for letter in seen:
            letters.append(letter)
            written.append((start, end))
        if not seen and written and written[-1][1] == start and unicodedata.category(text[:1] or " ")[0] == "M":
            written[-1] = (written[-1][0], end)  # a mark belongs to the letter before it

    position = 0
    for markup in _MARKUP.finditer(original):
        for index in range(position, markup.start()):
            add(original[index], index, index + 1)
        add(_meaning(markup), markup.start(), markup.end())
        position = markup.end()
    for index in range(position, len(original)):
        add(original[index], index, index + 1)
    return Reading("".join(letters), written)


def _meaning(markup: re.Match[str]) -> str:
    """What a reader sees instead of the markup."""
    if markup["entity"]:
        return html.unescape(markup["entity"])
    if markup["escape"]:
        return chr(int(markup["escape"][2:], 16))
    if markup["percent"]:
        return chr(int(markup["percent"][1:], 16))
    return " " if markup["name"] and _BLOCK.fullmatch(markup["name"]) else ""


def _readable(text: str) -> str:
    """NFKC of the text, letter for letter, without what cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    out = []
    for letter in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(letter)
        if category in {"Mn", "Me", "Cf", "Cs"} or (category == "Cc" and not letter.isspace()):
            continue
        if category == "Pd" or letter in _OTHER_DASHES:
            out.append("-")
        elif category == "Nd":
            out.append(str(unicodedata.decimal(letter)))
        elif letter in "\n\r\u2028\u2029":
            out.append("\n")
        elif letter.isspace():
            out.append(" ")
        else:
            out.append(letter)
    return "".join(out)
