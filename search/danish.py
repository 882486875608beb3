"""Danish words for the search: pure, deterministic, the same for every engine.

Small on purpose: words, stop words, stems, and one way to spell æ, ø and å. Compounds are matched by their parts inside
`search.ranking`.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

VERSION = 1  # raise it when the tokens change: the index is then made again

_STOP_WORDS = """
af alle alt at blev blive bliver da de dem den denne der deres det dette dig din dine dit dog du efter eller en er et
for fra få får ham han hans har havde have hende hendes her hos hun hvad hvis hvor hvordan hvornår i ikke ind jeg jer
jo kan kunne lave man mange med meget men mig min mine mit mod må ned nej nogle noget nok nu når og også om op os over
på sig sin sine sit skal skulle som så sådan til ud under var ved vi vil ville vor være været
"""
_WORD = re.compile(r"(?:[^\W_]|(?<=\w)['’](?=\w)|(?<=\w)[\u0300-\u036f\u00ad\u200b])+")
_INVISIBLE = re.compile("[\u00ad\u200b]")
_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "ß": "ss", "ð": "d"})
_own = threading.local()  # a stemmer keeps what it works on in itself


@dataclass(frozen=True)
class Word:
    """A word at `text[start:end]`, and its token."""

    start: int
    end: int
    token: str
    stop: bool


def words(text: str) -> Iterator[Word]:
    """The words of the text in order, stop words included."""
    for match in _WORD.finditer(text):
        lower = unicodedata.normalize("NFC", _INVISIBLE.sub("", match.group())).lower()
        yield Word(match.start(), match.end(), token(lower), fold(lower) in STOP_WORDS)


def tokens(text: str) -> list[str]:
    """The tokens that the index holds: stems without stop words.

    >>> tokens("Borgerens støttebehov, og børnenes")
    ['borg', 'stoettebehov', 'boern']
    """
    return [word.token for word in words(text) if not word.stop]


@lru_cache(maxsize=50_000)
def token(word: str) -> str:
    """The stem of a word in lower case, spelled without æ, ø and å: «støttebehovet» and «stoettebehov» are the same."""
    if not hasattr(_own, "stemmer"):
        _own.stemmer = snowballstemmer.stemmer("danish")
    return fold(_own.stemmer.stemWord(word[:60]))


def fold(word: str) -> str:
    """æ, ø, å as ae, oe, aa; other accents gone.

    >>> fold("idéer på åen")
    'ideer paa aaen'
    """
    folded = word.translate(_SPELLINGS)
    if folded.isascii():
        return folded
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


STOP_WORDS = frozenset(map(fold, _STOP_WORDS.split()))
