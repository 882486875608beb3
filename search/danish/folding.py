"""One way to write a word: only a-z and 0-9, whatever was typed."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60  # letters of a token

INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
COMBINING = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_SPELLINGS = str.maketrans(
    dict(zip("üðłđı", "udldi", strict=True))
    | dict.fromkeys("æäǽ", "ae")
    | dict.fromkeys("øöǿœ", "oe")
    | dict.fromkeys("åǻ", "aa")
    | {"ß": "ss", "þ": "th"}
)
_OTHER = re.compile("[^a-z0-9]")


def fold(word: str) -> str:
    """The word in [a-z0-9]: small letters, æ ø å as ae oe aa, no accents, nothing invisible; at most `LONGEST` long.

    A letter of another script becomes "x" and its bytes. Folding twice is folding once.

    >>> fold("Støttebehov"), fold("STOETTEBEHOV"), fold("idéer på åen"), fold("støtte\\u00adbehov"), fold("д")
    ('stoettebehov', 'stoettebehov', 'ideerpaaaaen', 'stoettebehov', 'xd0b4')
    """
    if word.isascii():
        folded = word.lower()
        return folded[:LONGEST] if folded.isalnum() else _OTHER.sub("", folded)[:LONGEST]
    folded = unicodedata.normalize("NFC", word).lower().translate(_SPELLINGS)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).lower().translate(_SPELLINGS)
    return _OTHER.sub(_as_ascii, folded)[:LONGEST]


def _as_ascii(match: re.Match[str]) -> str:
    letter = match.group()
    if not letter.isalnum() or letter.isascii():
        return ""
    digit = unicodedata.decimal(letter, None)
    return f"x{letter.encode().hex()}" if digit is None else str(digit)
