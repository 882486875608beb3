"""What a query asks for: its words, what counts as each of them, and what must stand together. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple, Protocol

from search.danish import Analysis, Word, fold
from search.danish.spelling import danish_letters

LONGEST = 400  # letters that are read
MOST_WORDS = 12
MOST_ALTERNATIVES = 12  # of one word
SHORTEST_START = 3  # letters that may be the beginning of a word
MOST_STARTS = 12  # words that a beginning may stand for
SHORTEST_HALF = 4  # letters of a half of an unknown word
SHORTEST_OF_OTHERS = 6  # letters of a matter of others that an unknown word begins or ends with
CLEARLY_MORE = 4  # times as many things
LINKS = ("", "s", "e")  # what may stand between two words that are written as one

WORD, JOINED, PARTS, SYNONYM, SYNONYM_PARTS, SPELLING, PREFIX, PART = 1.0, 1.0, 0.7, 0.7, 0.35, 0.8, 0.5, 0.3
SHORTEST_PART = 4  # letters of a part that may stand for the whole
PLAIN_LETTERS = (("ae", "e"), ("ae", "a"), ("oe", "o"), ("aa", "a"))  # æ, ø and å on a keyboard without them
MOST_PLAIN = 3  # such letters in one word
_ASKING = re.compile(
    r"\b(?:hvor (?:mange|meget|længe|tit|ofte|hurtigt)|hvornår|hvem|hvorfor|hvordan|hvilke[nt]?|må|skal|kan)\b", re.I
)
_SAME_ASKING = {"hvor tit": "hvor ofte", "hvilken": "hvilke", "hvilket": "hvilke"}
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b\.?)?")  # «b.p.a.», «p.g.a»
_WITH_NUMBER = re.compile(r"[a-z]+([0-9]+)")  # «sel85»
_SECTION = re.compile(r"([0-9]+) ?([a-z])")  # «82a», «82 a»
_QUOTED = re.compile(r'["“”„»«]([^"“”„»«]{1,200})["“”„»«]')
Tokens = tuple[str, ...]


class Alternative(NamedTuple):
    """Tokens that, all together, count as a word of the query; `weight` says how well, `why` where they come from."""

    tokens: Tokens
    weight: float
    why: str  # "word", "joined", "parts", "part", "synonym", "spelling", "prefix"


@dataclass(frozen=True)
class QueryWord:
    """A word of the query at `start:end`. It is met where one of its alternatives is; without any it never is.

    `everyday`: no word of the field, so that to be met says little. `elsewhere`: nothing here has it, and it is known
    to be a matter of others.
    """

    text: str
    start: int
    end: int
    folded: str
    stem: str
    parts: Tokens
    alternatives: tuple[Alternative, ...] = ()
    everyday: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class Query:
    """The words that matter, once each; `phrases`: stems that must stand in this order, nothing between them.

    `written`: (stem, start) of every word as it was typed, also of those that say nothing alone.
    """

    text: str = ""
    words: tuple[QueryWord, ...] = ()
    phrases: tuple[Tokens, ...] = ()
    written: tuple[tuple[str, int], ...] = ()

    @property
    def half(self) -> int:
        """Half of the words, rounded up: so many a thing must have."""
        return (len(self.words) + 1) // 2

    @property
    def at_least(self) -> int:
        """Or half of those of the field, where there are several: in a long sentence most words say nothing."""
        telling = sum(not word.everyday for word in self.words)
        return (telling + 1) // 2 if telling > 1 else self.half

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The words that are a matter of others, as they were typed."""
        return tuple(word.text for word in self.words if word.elsewhere)

    @property
    def tokens(self) -> frozenset[str]:
        """All tokens that count as some word."""
        return frozenset(token for word in self.words for each in word.alternatives for token in each.tokens)


def asking(text: str) -> frozenset[str]:
    """What a question asks for: «hvor mange», «hvornår», «må»."""
    return frozenset(_SAME_ASKING.get(each, each) for each in map(str.lower, _ASKING.findall(text)))


class Vocabulary(Protocol):
    """The tokens of what can be found."""

    def known(self, tokens: Collection[str]) -> Mapping[str, int]:
        """In how many things each of the tokens is; without those that are in none."""

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        """Tokens that begin so, those in most things first."""

    def correct(self, folded: str) -> str | None:
        """What was meant by a word that nothing answers: folded, its stem or its parts known."""

    def near(self, token: str) -> Sequence[str]:
        """Other tokens that are one slip away."""

    def surface(self, token: str) -> str:
        """How people write a token that `known` has told of."""


def parse(query: str, analysis: Analysis) -> Query:
    """The query as it was typed: never raises, whatever it holds."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", "").ljust(len(found[0])), query[:LONGEST])
    found = list(analysis.words(text))
    matter = [word for word, before in zip(found, [None, *found], strict=False) if _matters(word, before)] or found
    once = list({word.stem: word for word in reversed(matter)}.values())[::-1][:MOST_WORDS]
    words = tuple(_read(word, text, analysis) for word in once)
    quoted = (tuple(w.stem for w in analysis.words(m[1]) if not w.stop) for m in _QUOTED.finditer(text))
    written = tuple((word.stem, word.start) for word in found)
    return Query(text, words, tuple(dict.fromkeys(phrase for phrase in quoted if phrase)), written)


def _matters(word: Word, before: Word | None) -> bool:
    """A letter alone says nothing, but for «§ 82 a»; nor does what stands after the point of a number, «2.0»."""
    after_number = before is not None and before.folded.isdigit()
    if word.folded.isdigit():
        return not (after_number and before is not None and word.start - before.end == 1)
    return not word.stop and (len(word.folded) > 1 or after_number)


def _read(word: Word, text: str, analysis: Analysis) -> QueryWord:
    return QueryWord(
        text=text[word.start : word.end],
        start=word.start,
        end=word.end,
        folded=word.folded,
        stem=word.stem,
        parts=word.parts,
        alternatives=tuple(_of_word(word, analysis)),
    )


def _of_word(word: Word, analysis: Analysis, *, whole: float = WORD, why: str = "word") -> Iterator[Alternative]:
    yield Alternative((word.stem,), whole, why)
    if parts := smallest(word, analysis):
        yield Alternative(parts, whole * PARTS, "parts" if why == "word" else why)


def smallest(word: Word, analysis: Analysis) -> Tokens:
    """The parts of a compound that are no compounds themselves; () when it is none."""
    least = tuple(part for part in word.parts if not analysis.word(part).parts)
    return least if len(least) > 1 else word.parts


# ── Synonyms ────────────────────────────────────────────────────────────────────────────────────────────────


class Synonyms:
    """What words and phrases also mean, ready for looking up: stems in order -> alternatives.

    `of` takes the words that matter. `as_written` is for phrases of which only one word matters, «sige nej»: all of
    their words must be there.
    """

    def __init__(self, meanings: Iterable[tuple[str, tuple[str, ...]]], analysis: Analysis) -> None:
        self.of: dict[Tokens, tuple[Alternative, ...]] = {}
        self.as_written: dict[Tokens, tuple[Alternative, ...]] = {}
        for typed, means in meanings:
            every, matter = list(analysis.words(typed)), _mattering(typed, analysis)
            held, key = (self.as_written, every) if len(matter) == 1 < len(every) else (self.of, matter)
            if stems := tuple(word.stem for word in key):
                found = [each for meaning in means for each in _of_meaning(meaning, analysis)]
                held[stems] = (*held.get(stems, ()), *found)
        self.longest = max(map(len, self.of), default=0)
        self.longest_written = max(map(len, self.as_written), default=0)

    def __bool__(self) -> bool:
        return bool(self.of or self.as_written)


def _mattering(text: str, analysis: Analysis) -> list[Word]:
    found = list(analysis.words(text))
    return [word for word in found if not word.stop] or found


def _of_meaning(meaning: str, analysis: Analysis) -> Iterator[Alternative]:
    words = _mattering(meaning, analysis)
    if not words:
        return
    yield Alternative(tuple(dict.fromkeys(word.stem for word in words)), SYNONYM, "synonym")
    parted = [smallest(word, analysis) or (word.stem,) for word in words]
    if any(len(each) > 1 for each in parted):
        yield Alternative(tuple(dict.fromkeys(t for each in parted for t in each)), SYNONYM_PARTS, "synonym")


@lru_cache(maxsize=8)
def synonyms_for(meanings: tuple[tuple[str, tuple[str, ...]], ...], analysis: Analysis) -> Synonyms:
    """The same object for the same list and the same analysis."""
    return Synonyms(meanings, analysis)


# ── Expanding ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Expanded:
    """The query with all that counts as its words and is known; `things`: in how many things each token is.

    `corrected`: what was taken for a word that nothing answers, both as people write them.
    """

    query: Query
    things: Mapping[str, int] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)


class Expander:
    """Adds to a query what else counts as its words: synonyms, words written as one, what was meant by a slip."""

    def __init__(
        self, analysis: Analysis, vocabulary: Vocabulary, synonyms: Synonyms, elsewhere: frozenset[str] = frozenset()
    ) -> None:
        """`elsewhere`: stems of what is a matter of others when nothing here has it."""
        self.analysis, self.vocabulary, self.synonyms, self.elsewhere = analysis, vocabulary, synonyms, elsewhere

    def expand(self, query: Query, *, exact: bool = False) -> Expanded:
        """`exact`: the words as they were typed, and nothing taken for something else."""
        if not exact:
            query = self._without_plain_stops(query)
        drafts = [[*word.alternatives] for word in query.words]
        for place, extra in (*self._together(query.words), *self._as_written(query)):
            drafts[place].append(extra)
        things = dict(self.vocabulary.known({t for draft in drafts for each in draft for t in each.tokens}))
        words = [replace(w, alternatives=_kept(d, things)) for w, d in zip(query.words, drafts, strict=True)]
        if self.elsewhere and not exact:
            words = [replace(w, alternatives=(), elsewhere=True) if self._is_of_others(w) else w for w in words]
        corrected: dict[str, str] = {}
        for place, word in enumerate(words):
            if word.alternatives or word.elsewhere:
                continue
            cut, several = query.text[word.end : word.end + 1] == ".", len(words) > 1  # «opf.», «sagsbeh.»
            last = cut or place == len(words) - 1
            others, taken = self._otherwise(word, last=last, several=several, exact=exact, things=things)
            words[place] = replace(word, alternatives=others)
            if taken:
                corrected[word.text] = taken
        if not all(word.alternatives for word in words):
            words = [replace(word, alternatives=()) if self._is_chance(word) else word for word in words]
        words = [replace(word, everyday=self._is_everyday(word)) for word in words]
        return Expanded(replace(query, words=tuple(words)), things, corrected)

    def _is_everyday(self, word: QueryWord) -> bool:
        """Whether it is no word of the field, and no word of the field is known to mean it."""
        said = {word.stem, *(token for each in word.alternatives for token in each.tokens)}
        meant = any(each.why in ("synonym", "joined") for each in word.alternatives)
        return not meant and said.isdisjoint(self.analysis.lexicon.subject)

    def _is_chance(self, word: QueryWord) -> bool:
        """Whether only parts answer what is no word of the field: «kort» and «køre» are no «kørekort til trailer»."""
        strange = word.stem not in self.analysis.lexicon.subject
        by_part = (len(each.tokens) > 1 or each.why == "part" for each in word.alternatives)
        return strange and bool(word.parts) and all(by_part)

    def _is_of_others(self, word: QueryWord) -> bool:
        """Whether it is a matter of others, or a compound of one that is no word of the field: nothing has it as it is,
        nor what it means."""
        if any(len(each.tokens) == 1 for each in word.alternatives):
            return False
        if word.stem in self.elsewhere or word.stem in self.analysis.lexicon.subject:
            return word.stem in self.elsewhere
        ends = range(SHORTEST_OF_OTHERS, len(word.stem))
        said = {*word.parts, *(word.stem[:at] for at in ends), *(word.stem[-at:] for at in ends)}
        return not self.elsewhere.isdisjoint(said)

    def loosened(self, expanded: Expanded) -> Expanded | None:
        """For a query that finds little: what compounds of the field are about suffices, where nothing has the compound
        itself; None when nothing changes."""
        things, subject = dict(expanded.things), self.analysis.lexicon.subject
        words = [
            replace(word, alternatives=_kept([*word.alternatives, *self._one_part(word, things, alone=True)], things))
            if word.stem not in things and (word.stem in subject or len(expanded.query.words) == 1)
            else word
            for word in expanded.query.words
        ]
        if words == [*expanded.query.words]:
            return None
        return replace(expanded, query=replace(expanded.query, words=tuple(words)), things=things)

    def meant(self, expanded: Expanded) -> dict[str, str]:
        """Words that are known, but for which a like one is in clearly more things: typed -> meant."""
        found = {}
        for word in expanded.query.words:
            own = max((min(expanded.things[t] for t in each.tokens) for each in word.alternatives), default=0)
            if not own or not word.folded.isalpha() or word.text in expanded.corrected:
                continue
            things = self.vocabulary.known(self.vocabulary.near(word.stem))
            other = max(things, key=lambda token: (things[token], token), default=None)
            if other is not None and things[other] >= max(CLEARLY_MORE, CLEARLY_MORE * own):
                found[word.text] = self.vocabulary.surface(other)
        return found

    def _together(self, words: Sequence[QueryWord]) -> Iterator[tuple[int, Alternative]]:
        """(place of a word, what else counts as it): by the words around it, its synonyms, and those of its parts."""
        stems = [word.stem for word in words]
        for place, word in enumerate(words):
            for length in range(1, min(self.synonyms.longest, len(words) - place) + 1):
                for each in self.synonyms.of.get(tuple(stems[place : place + length]), ()):
                    yield from ((at, each) for at in range(place, place + length))
            for each in self._of_parts(word):
                yield place, each
            if section := _SECTION.fullmatch(word.folded):
                own = Alternative(section.groups(), JOINED, "joined")
                yield from ((place, each) for each in (own, *self.synonyms.of.get(own.tokens, ())))
            for length in (2, 3):
                some = words[place : place + length]
                plain = all(w.folded.isalpha() for w in some) or _SECTION.fullmatch(" ".join(w.folded for w in some))
                if len(some) == length and plain:
                    for token in self._joined([w.folded for w in some]):
                        yield from (
                            (at, Alternative((token,), JOINED, "joined")) for at in range(place, place + length)
                        )

    def _as_written(self, query: Query) -> Iterator[tuple[int, Alternative]]:
        """(place of a word, what else the phrase around it means)."""
        places = {word.start: place for place, word in enumerate(query.words)}
        stems = tuple(stem for stem, _ in query.written)
        for at in range(len(stems)):
            for end in range(at + 2, min(len(stems), at + self.synonyms.longest_written) + 1):
                for each in self.synonyms.as_written.get(stems[at:end], ()):
                    yield from ((places[start], each) for _, start in query.written[at:end] if start in places)

    def _of_parts(self, word: QueryWord) -> Iterator[Alternative]:
        """«hjælpebehov» with «hjælp = støtte»: both «støtte» and «behov»."""
        if not self.synonyms or len(word.parts) < 2:
            return
        parts = next((each.tokens for each in word.alternatives if len(each.tokens) > 1), word.parts)
        for part in parts:
            for meaning in self.synonyms.of.get((part,), ())[:3]:
                tokens = tuple(dict.fromkeys(t for own in parts for t in (meaning.tokens if own == part else (own,))))
                yield Alternative(tokens, SYNONYM_PARTS, "synonym")

    def _joined(self, folded: Sequence[str]) -> set[str]:
        """Stems of what the words may be when they are written as one."""
        if folded[0].isdigit():
            return {"".join(folded)}
        written = [folded[0]]
        for following in folded[1:]:
            written = [f"{before}{link}{following}" for before in written for link in LINKS]
        return {self.analysis.word(each).stem for each in written}

    def _otherwise(
        self, word: QueryWord, *, last: bool, several: bool, exact: bool, things: dict[str, int]
    ) -> tuple[tuple[Alternative, ...], str]:
        """What an unknown word may be, and how that is written if it is a correction."""
        if exact:
            return (), ""
        if numbered := _WITH_NUMBER.fullmatch(word.folded):
            number = (numbered[1],)
            drafts = [Alternative(number, PARTS, "parts"), *self.synonyms.of.get(number, ())]
            things.update(self.vocabulary.known({token for each in drafts for token in each.tokens}))
            return _kept(drafts, things), ""
        if not word.folded.isalpha():
            return (), ""
        if danish := self._in_danish_letters(word.folded, things):
            return danish
        if last and len(word.folded) >= SHORTEST_START:
            starts = self.vocabulary.beginning(word.folded, MOST_STARTS)
            things.update(self.vocabulary.known(starts))
            if known := _kept([Alternative((token,), PREFIX, "prefix") for token in starts], things):
                return known, ""
        taken = self.vocabulary.correct(word.folded)
        if taken is None:
            return self._halves(word.folded, things) or self._one_part(word, things, alone=not several), ""
        other = self.analysis.word(taken)
        drafts = list(_of_word(other, self.analysis, whole=SPELLING, why="spelling"))
        drafts += [each._replace(weight=each.weight * SPELLING) for each in self.synonyms.of.get((other.stem,), ())]
        things.update(self.vocabulary.known({token for each in drafts for token in each.tokens}))
        known = _kept(drafts, things)
        return known, self._as_people_write(taken, other.stem) if known else ""

    def _as_people_write(self, folded: str, stem: str) -> str:
        shortest = self.vocabulary.surface(stem)
        return shortest if fold(shortest) == folded or shortest.isupper() else danish_letters(folded)

    def _without_plain_stops(self, query: Query) -> Query:
        """«pa» is «på», when «pa» is nowhere and other words remain."""
        may = [w for w in query.words if any(self.analysis.word(each).stop for each in _danish_letters(w.folded))]
        known = self.vocabulary.known({w.stem for w in may}) if may else {}
        words = tuple(word for word in query.words if word not in may or word.stem in known)
        return replace(query, words=words) if words else query

    def _in_danish_letters(self, folded: str, things: dict[str, int]) -> tuple[tuple[Alternative, ...], str] | None:
        """«kobe» as «købe»: the way to read o, a and e as ø, å and æ that is in most things."""
        stems = {self.analysis.word(each).stem: each for each in _danish_letters(folded)}
        known = self.vocabulary.known(stems)
        if not known:
            return None
        token = max(known, key=lambda each: (known[each], each))
        things[token] = known[token]
        return (Alternative((token,), SPELLING, "spelling"),), self.vocabulary.surface(token) or stems[token]

    def _one_part(self, word: QueryWord, things: dict[str, int], *, alone: bool) -> tuple[Alternative, ...]:
        """A part of a compound that is a word of the field: «klage» of «klagefrist», but no «kort» of «kørekort».

        `alone`: there is nothing else to go by, so only what the compound is about, its first part.
        """
        subject = self.analysis.lexicon.subject
        parts = tuple(
            part for part in word.parts[: 1 if alone else None] if len(part) >= SHORTEST_PART and part in subject
        )
        things.update(self.vocabulary.known(parts))
        return _kept([Alternative((part,), PART, "part") for part in parts], things)

    def _halves(self, folded: str, things: dict[str, int]) -> tuple[Alternative, ...]:
        """The word as two known ones that were written as one: the longest first half that leaves a known second."""
        drafts = []
        for at in range(len(folded) - SHORTEST_HALF, SHORTEST_HALF - 1, -1):
            first, second = self.analysis.word(folded[:at]), self.analysis.word(folded[at:])
            if not (first.stop or second.stop):
                drafts.append(Alternative((first.stem, second.stem), PARTS, "parts"))
        if not drafts:
            return ()
        known = self.vocabulary.known({token for each in drafts for token in each.tokens})
        kept = _kept(drafts, known)[:1]
        things.update({token: known[token] for each in kept for token in each.tokens})
        return kept


def _danish_letters(folded: str) -> list[str]:
    """The word with some of its o, a and e read as ø, å and æ (folded: oe, aa, ae), the fewest first."""
    found = {folded: 0}
    for danish, plain in PLAIN_LETTERS:
        for each, many in list(found.items()):
            places = [at for at in range(len(each)) if each.startswith(plain, at) and not _is_danish(each, at)]
            for at in places[:MOST_PLAIN]:
                if many < MOST_PLAIN:
                    found.setdefault(each[:at] + danish + each[at + len(plain) :], many + 1)
    return sorted((each for each in found if each != folded), key=lambda each: (found[each], each))


def _is_danish(folded: str, at: int) -> bool:
    """Whether the letter is half of a folded æ, ø or å already."""
    return folded[at : at + 2] in ("ae", "oe", "aa") or (at > 0 and folded[at - 1 : at + 1] in ("ae", "oe", "aa"))


def _kept(drafts: Iterable[Alternative], things: Mapping[str, int]) -> tuple[Alternative, ...]:
    """Those of which all tokens are known, the best way to each once."""
    best: dict[Tokens, Alternative] = {}
    for each in drafts:
        if all(token in things for token in each.tokens):
            held = best.get(each.tokens)
            if held is None or held.weight < each.weight:
                best[each.tokens] = each
    return tuple(sorted(best.values(), key=lambda each: -each.weight))[:MOST_ALTERNATIVES]
