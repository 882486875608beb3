"""The known word that a misspelled one most likely was meant to be, or nothing: a wrong guess is worse than none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.danish.analysis import Analysis, current
from search.danish.lexicon import LONGEST_PART
from search.danish.stemming import STOP_WORDS, stem

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
SHORTEST = 5  # letters of a word that is guessed at
SHORTEST_HEARD = 4  # letters of a word that is mended only when a known one sounds the same
SHORTEST_STEM = 4  # with so few letters only two that changed places are mended
SHORTEST_CUT = 6  # letters of a stem whose word had an ending
SHORTEST_FOR_TWO = 9  # letters of a stem that may have two slips
LONGEST_SHORT = 7  # letters of a word whose last letter is taken at its word
SHORTEST_INFLECTED = 8  # letters of a word whose ending is guessed at
SHORTEST_MENDED_HEAD = 6
SHORTEST_HEAD = 4  # letters of each side when a compound is mended part by part
_ENDINGS = (
    "e",
    "en",
    "er",
    "et",
    "ne",
    "ene",
    "erne",
    "s",
    "ens",
    "ets",
    "ede",
    "ende",
    "else",
    "elsen",
    "elser",
    "ing",
    "ingen",
    "inger",
)
_OF_VERBS = ("ning", "ningen", "ninger", "ningens", "ningerne")

_SOUNDS = tuple(  # how written letters are heard, in this order; æ, ø and å are one letter here
    (re.compile(written), heard)
    for written, heard in (
        ("(?:t|s|sj|ss)ion", "sjon"),
        ("sch|sh|ch", "sj"),
        ("ph", "f"),
        ("th|dt", "t"),
        ("w", "v"),
        ("qu", "kv"),
        ("pp", "b"),
        ("kk", "g"),
        ("q|ck|c(?![eiyæø])", "k"),
        ("[cz]", "s"),
        ("x", "ks"),
        ("h(?=[vj])", ""),
        ("ou", "u"),
        ("(?:[ae]j|ai|eg(?![eiyæøaou]))", "aj"),
        ("(?<=[nlr])d|d(?=s)", ""),
        ("æ", "e"),
        ("å", "o"),
        (r"(\w)\1+", r"\1"),
        ("(?:er|re|rer|ere)$", "r"),
    )
)
_VOWEL = re.compile("[aeiouyø]+")
SHORTEST_SKELETON = 7  # letters of a word of which any vowel may be another

Key = tuple[int, int, int, int, str]


class Speller:
    """Corrects against the tokens of an index; make it once for many words.

    `tokens` are stems, with how many things hold each when that is known: the commoner of two equally near wins.
    `forms` tell how people write a token, where that is known, folded: slips beside the stem are then seen too, and
    the answer is the form nearest to what was typed. æ, ø and å count as one letter.
    """

    def __init__(
        self,
        tokens: Mapping[str, int] | Iterable[str],
        forms: Mapping[str, Collection[str]] | None = None,
        analysis: Analysis | None = None,
    ) -> None:
        self._known = dict(tokens) if isinstance(tokens, Mapping) else dict.fromkeys(tokens, 1)
        self._analysis = analysis or current()
        self._tokens: dict[str, str] = {}  # form, in Danish letters -> token
        self._written = {token: [each for each in own if stem(each) == token] for token, own in (forms or {}).items()}
        self._alike: dict[tuple[int, str], list[str]] = defaultdict(list)  # (length, first letter) -> forms
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._forms_heard: dict[str, str] = {}  # how it sounds -> the commonest form that sounds so
        for token in self._known:
            for form in sorted(map(danish_letters, {token, *(forms or {}).get(token, ())})):
                if token.isalpha() and form.isalpha() and len(form) >= SHORTEST_STEM and stem(_folded(form)) == token:
                    self._tokens[form] = token
                    self._alike[len(form), form[0]].append(form)
                    for heard in _heard(form):
                        self._forms_heard[heard] = max(self._forms_heard.get(heard, form), form, key=self._how_common)
            self._by_start[danish_letters(token)[:3]].append(token)

    def correct(self, folded: str) -> str | None:
        """A folded word whose stem, or whose parts, the index holds; None when the word is right or nothing is near.

        >>> tokens = ["samtyk", "udred", "voksenudredningsmetod", "vok", "metod"]
        >>> Speller(tokens).correct("samtkye"), Speller(tokens).correct("voksenudrednng")
        ('samtyk', 'voksenudredning')
        """
        found = self._meant(folded)
        return self._as_people_write(folded, found) if found else None

    def _as_people_write(self, folded: str, form: str) -> str:
        """Of what people write for the same token what is nearest: «diagnose», not «diagnos»."""
        written = self._written.get(self._tokens.get(danish_letters(form), ""))
        return min(written, key=lambda each: (OSA.distance(folded, each), each)) if written else form

    def _meant(self, folded: str) -> str | None:
        if len(folded) < SHORTEST_HEARD or not folded.isalpha() or self._is_known(folded):
            return None
        if len(folded) < SHORTEST:
            same = next(self._by_sound(danish_letters(folded)), None)
            return same[-1] if same and same[0] == 1 and not self._is_right(folded) else None
        whole = self._nearest(folded)
        if self._is_right(folded):
            # «handelplan» can be read, yet one slip away stands what the index holds
            long = bool(self._analysis.word(folded).parts) and len(folded) >= SHORTEST_FOR_TWO
            return whole[-1] if long and whole and whole[0] <= 1 else None
        if whole and whole[0] <= 1:
            return whole[-1]
        parts = min(self._by_parts(folded), default=None)
        if whole and parts and self._analysis.word(whole[-1]).parts == self._analysis.word(parts[-1]).parts:
            return _as_written(folded, whole[-1])  # «serviceloven», as people write it, not put together from its stems
        found = min(filter(None, (whole, parts)), default=None)
        return found[-1] if found else None

    def _how_common(self, form: str) -> tuple[int, str]:
        return self._known[self._tokens[form]], form

    def _is_known(self, folded: str) -> bool:
        if stem(folded) in self._known or folded in self._known or folded in STOP_WORDS:
            return True
        parts = self._analysis.word(folded).parts
        return bool(parts) and all(part in self._known for part in parts)

    def _is_right(self, folded: str) -> bool:
        """Danish that the index only happens not to hold."""
        own, lexicon = stem(folded), self._analysis.lexicon
        return own in lexicon.atoms or own in lexicon.lasts or bool(self._analysis.word(folded).parts)

    def _nearest(self, folded: str) -> Key | None:
        """(slips, the first letter differs, difference in length, minus how common, form) of the nearest form."""
        own = stem(folded)
        written = danish_letters(folded)
        keys = [*self._near(written), *self._near_inflected(folded), *self._by_sound(written)]
        if own != folded:
            # What a short word is without its ending looks like much: only letters that changed places count.
            near = self._near(danish_letters(own))
            keys += [key for key in near if len(own) >= SHORTEST_CUT or sorted(own) == sorted(key[-1])]
        return min(keys, default=None)

    def _near(self, word: str) -> Iterator[Key]:
        if len(word) < SHORTEST_STEM:
            return
        most = 2 if len(word) >= SHORTEST_FOR_TWO else 1
        for choices in self._worth_comparing(word, most):
            for form, slips, _ in process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None):
                if _plausible(word, form, int(slips)):
                    yield self._key(word, form, int(slips), self._tokens[form])

    def _worth_comparing(self, word: str, most: int) -> Iterator[list[str]]:
        """Forms that may be plausible: a few of a large vocabulary. The first letter is right, or has changed places
        with the second, or is missing."""
        first, second = word[0], word[1]
        for length in range(len(word) - most, len(word) + most + 1):
            yield self._alike.get((length, first), [])
        if second != first:
            yield self._alike.get((len(word), second), [])
        yield [form for letter in LETTERS if letter != first and (form := letter + word) in self._tokens]

    def _near_inflected(self, folded: str) -> Iterator[Key]:
        """Slips in or beside the ending: «samtykek»."""
        if len(folded) < SHORTEST_INFLECTED:
            return
        for token in self._by_start.get(danish_letters(folded)[:3], ()):
            if len(token) >= SHORTEST and -1 <= len(folded) - len(token) <= 6:
                doubled = (f"{token[-1]}{ending}" for ending in ("e", "en", "er", "et"))
                if any(OSA.distance(folded, token + ending, score_cutoff=1) <= 1 for ending in (*_ENDINGS, *doubled)):
                    yield self._key(folded, token, 1, token)

    def _by_sound(self, word: str) -> Iterator[Key]:
        """The known form that sounds so, «funksjonsevne», or so but for its vowels, «medesin»."""
        for slips, heard in enumerate(_heard(word), start=1):
            form = self._forms_heard.get(heard)
            if form and (slips == 1 or form[0] == word[0]):
                yield self._key(word, form, slips, self._tokens[form])

    def _key(self, word: str, form: str, slips: int, token: str) -> Key:
        return slips, word[0] != form[0], abs(len(word) - len(form)), -self._known[token], _folded(form)

    def _by_parts(self, folded: str) -> Iterator[Key]:
        """The word with one part mended, when all of its parts are then known to the index."""
        if len(folded) > 2 * LONGEST_PART:
            return
        splitter, lasts = self._analysis.splitter, self._analysis.lexicon.lasts
        for at in range(SHORTEST_HEAD, len(folded) - SHORTEST_HEAD + 1):
            head, tail = folded[:at], folded[at:]
            if splitter.base(head) or splitter.split(head):
                mended = self._nearest(tail)
                if mended and not mended[1]:
                    yield from self._if_known(head + _as_written(tail, mended[-1]), mended)
            if at >= SHORTEST_MENDED_HEAD and stem(tail) in lasts:
                for bare, link in ((head, ""), (head[:-1], head[-1]) if head[-1] in "se" else (head, "s")):
                    mended = self._nearest(bare)
                    if mended and not mended[1]:
                        yield from self._if_known(mended[-1] + link + tail, mended)

    def _if_known(self, word: str, key: Key) -> Iterator[Key]:
        read = self._analysis.word(word)
        if read.stem in self._known or (read.parts and all(part in self._known for part in read.parts)):
            yield (*key[:-1], word)


def correct(folded: str, tokens: Mapping[str, int] | Iterable[str]) -> str | None:
    """`Speller(tokens).correct(folded)`, for one word."""
    return Speller(tokens).correct(folded)


def is_slip(folded: str, other: str) -> bool:
    """Whether one slip makes one of the other, and is believed: «vælge» is no «værge»."""
    written, meant = danish_letters(folded), danish_letters(other)
    return OSA.distance(written, meant, score_cutoff=1) <= 1 and _plausible(written, meant, 1)


def _as_written(folded: str, form: str) -> str:
    """The form with the ending that is nearest to what was written: «udredning», not «udred», for «udrednng»."""
    inflected = [each for ending in ("", *_ENDINGS, *_OF_VERBS) if stem(each := form + ending) == stem(form)]
    return min(inflected, key=lambda each: (OSA.distance(folded, each), -len(each)))


def _heard(word: str) -> Iterator[str]:
    """How a word in Danish letters sounds, and, if it is long, with any vowels: the surest first."""
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    yield word
    if len(word) >= SHORTEST_SKELETON:
        yield _VOWEL.sub("*", word)


def danish_letters(folded: str) -> str:
    """How a folded word is most likely written: «afgørelse»."""
    return folded.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")


def _folded(danish: str) -> str:
    return danish.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def _plausible(word: str, token: str, slips: int) -> bool:
    """Whether such slips in so short a word are believed: two other letters are another word, not two slips."""
    if not slips:
        return True
    replaced = len(word) == len(token) and sum(one != other for one, other in zip(word, token, strict=True)) == slips
    swapped = slips == 1 and len(word) == len(token) and not replaced
    if min(len(word), len(token)) <= SHORTEST_STEM:
        return swapped
    if word[0] != token[0]:
        return swapped or (slips == 1 and len(word) >= 7 and word == token[1:])
    if slips == 2:
        return not replaced and min(len(word), len(token)) >= SHORTEST_FOR_TWO
    return not (replaced and word[:-1] == token[:-1] and len(word) <= LONGEST_SHORT)  # «statue» is no «status»
