"""Regular expressions of XML Schema, as QTI's patternMatch has them, on an engine that cannot hang (RE2).

What RE2 or this translation does not know is refused: class subtraction, back references, look-around, named blocks.
"""

from collections.abc import Callable
from functools import lru_cache

import re2

_LONGEST = 1000

# XML Schema 1.0, part 2, appendix F: digits and word characters are those of all scripts.
_OUTSIDE = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"[\p{P}\p{Z}\p{C}]",
    "s": r"[ \t\n\r]",
    "S": r"[^ \t\n\r]",
}
_IN_CLASS = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "W": r"\p{P}\p{Z}\p{C}",
    "s": r" \t\n\r",
}
_AS_THEY_ARE = frozenset("nrtpPbB")

_QUIET = re2.Options()
_QUIET.log_errors = False
_QUIET_ANY_CASE = re2.Options()
_QUIET_ANY_CASE.log_errors = False
_QUIET_ANY_CASE.case_sensitive = False


@lru_cache(maxsize=256)
def read_pattern(pattern: str, case_sensitive: bool = True) -> Callable[[str], bool]:
    """A test whether a whole text fits. Raises ValueError when the pattern cannot be used."""
    if len(pattern) > _LONGEST:
        raise ValueError("pattern too long")
    try:
        compiled = re2.compile(_translated(pattern), _QUIET if case_sensitive else _QUIET_ANY_CASE)
    except (re2.error, UnicodeError) as error:
        raise ValueError("pattern not understood") from error
    return lambda text: compiled.fullmatch(text) is not None


def _translated(pattern: str) -> str:
    written: list[str] = []
    in_class = False
    signs = iter(pattern)
    previous = ""
    for sign in signs:
        if sign == "\\":
            written.append(_escape(next(signs, ""), in_class))
            previous = "\\"
            continue
        if in_class and sign == "[":
            raise ValueError("class subtraction" if previous == "-" else "a bracket in a class")
        if sign == "[":
            in_class = True
        elif sign == "]":
            in_class = False
        written.append(r"[^\n\r]" if sign == "." and not in_class else sign)
        previous = sign
    return "".join(written)


def _escape(letter: str, in_class: bool) -> str:
    known = (_IN_CLASS if in_class else _OUTSIDE).get(letter)
    if known is not None:
        return known
    if not letter or (letter.isalnum() and letter not in _AS_THEY_ARE):
        raise ValueError("an escape that is not understood")
    return "\\" + letter
