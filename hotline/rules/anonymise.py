"""What in a text can tell who it is about, and the text without it. Plain Python.

`find` marks, a person decides, `apply` carries out. Rather one finding too many than one name too few: a decision to
keep costs a click, a published name cannot be taken back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from people import personal_numbers


class Kind(StrEnum):
    """What was found. In this order one finding swallows another that lies inside it."""

    PERSONAL_NUMBER = "personal_number"
    SIGNATURE = "signature"
    E_MAIL = "e_mail"
    ADDRESS = "address"
    PHONE = "phone"
    ASKER = "asker"
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    PERSON = "person"
    AGE = "age"
    MAYBE_NAME = "maybe_name"


class Choice(StrEnum):
    REPLACE = "replace"
    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True)
class Context:
    """What we know about the asker, and which capitalised words are terms and no names."""

    asker: str = ""
    organisation: str = ""
    municipalities: frozenset[str] = field(default_factory=frozenset)  # the short names: Odense, København
    terms: frozenset[str] = field(default_factory=frozenset)  # titles of themes, subthemes and phases


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Finding:
    """The same words, wherever they stand in the texts. `number` counts from 1 in the order of reading."""

    number: int
    kind: Kind
    text: str

    @property
    def id(self) -> str:
        """The same for the same words: a decision holds when the texts are read again."""
        return hashlib.sha256(_folded(self.text).encode()).hexdigest()[:12]

    @property
    def suggestion(self) -> str:
        """What could stand instead; empty when removing is better."""
        return _suggest(self.kind, self.text)

    @property
    def may_be_kept(self) -> bool:
        return self.kind is not Kind.PERSONAL_NUMBER


@dataclass(frozen=True)
class Decision:
    choice: Choice
    replacement: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of a text. `finding` is None for what stands between the findings; `text` is what is shown."""

    text: str
    finding: Finding | None = None
    decision: Decision | None = None


Decisions = Mapping[str, Decision]

_NAME = r"[A-ZÆØÅÉ][a-zæøåéüöäA-ZÆØÅ]*[a-zæøåéüöä](?:-[A-ZÆØÅ][a-zæøåé]+)?"
_NAMES = rf"{_NAME}(?:[ \t]+{_NAME}){{0,3}}"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w.,-])(?:(?:\+|00)45[ ]?)?"
    r"(?:\d{8}|\d{2}(?:[ .-]\d{2}){3}|\d{4}[ .-]\d{4}|\d{2} \d{3} \d{3})(?![\w]|[.,-]\d)"
)
_ROAD = re.compile(
    r"\b[A-ZÆØÅ][\w.]*(?:[ ][A-ZÆØÅ][\w.]*)*"
    r"(?:vej|vejen|gade|gaden|alle|allé|stræde|torv|torvet|plads|vænge|vænget|parken|boulevard|toften)"
    r"[ ]\d{1,3}[A-Z]?\b(?:,?[ ]\d\.(?:[ ](?:th|tv|mf)\.?)?)?"
)
_TOWN = re.compile(rf"\b(?!19\d\d|20[0-4]\d)[1-9]\d{{3}}[ ]{_NAME}(?:[ ][A-ZÆØÅ]\b)?")
_SIGNATURE = re.compile(
    r"(?:^|\n|(?<=[.!?][ ]))[ \t]*"
    r"((?:med[ ]|de[ ])?(?:venlige?[ ]|mange[ ]|bedste[ ])?(?:hilsen|hilsner|mvh|vh|kh)\b.{0,200})\Z",
    re.IGNORECASE | re.DOTALL,
)
_AGE = re.compile(r"\b(?:på )?(1[01]\d|[1-9]?\d)(?:-årig(?:e|t|es)?|[ ]årig(?:e)?|[ ]år(?:[ ]gammel|[ ]gamle)?)\b")
_NO_AGE_BEFORE = re.compile(
    r"(?:\b(?:i|efter|om|sidste|seneste|næste|hver|hvert|mindst|højst|cirka|ca\.|end|siden)|\d)[ ]$", re.IGNORECASE
)
_AGE_AFTER_ALL = re.compile(r"årig|gam", re.IGNORECASE)
_BORN = re.compile(r"\bfødt(?: den| i)? (?:\d{1,2}[./ -]+(?:\d{1,2}|[a-zæøå]{3,9})[./ -]+)?(?:19|20)?\d{2}\b")
_MUNICIPALITY = re.compile(rf"\b{_NAME}(?:[ -]{_NAME})?[ ](?:[Kk]ommunes?|Regionskommunes?)\b")
_PLACES = (
    r"(?:bo)?tilbud(?:det)?|bosted(?:et)?|væksted(?:et)?|værested(?:et)?|plejehjem(?:met)?|plejecent(?:er|ret)"
    r"|opholdssted(?:et)?|dagtilbud(?:det)?|center|centret|institution(?:en)?|bofællesskab(?:et)?"
)
_PLACE = re.compile(rf"\b(?:{_PLACES})[ ,]+[«\"]?({_NAMES})[»\"]?")
_CUES = (
    r"borger(?:en)?|beboer(?:en)?|(?:team|afdelings)?leder(?:en)?|chef(?:en)?|kollega(?:en)?|koordinator(?:en)?"
    r"|sagsbehandler(?:en)?|rådgiver(?:en)?|konsulent(?:en)?|støtteperson(?:en)?|kontaktperson(?:en)?|pædagog(?:en)?"
    r"|medarbejder(?:en)?|mor|far|søster|bror|søn|datter|kæreste|kone|mand|ven|veninde|værge"
    r"|hedder|kaldet|navn(?:et)?|hr\.|fru|frk\."
)
_CUED = re.compile(rf"\b(?i:{_CUES})(?:[ ](?:er|hedder|i[ ]sagen))?[ ]?[,:]?[ ]+({_NAMES})")
_CAPITALISED = re.compile(rf"\b{_NAMES}\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…][\"»”)]?\s+|\n\s*|[«\"“]\s*|[-–•*]\s+)$")

# Capitalised words that name nobody: the polite and plural «you», the house's own words, laws, levels, greetings.
# fmt: off
_NOBODY = frozenset([
    "i", "de", "dem", "deres", "jer", "jeres", "vi", "det", "den", "en", "et", "vum", "ffb", "kl", "gdpr",
    "cpr", "it", "danmark", "dansk", "socialstyrelsen", "social", "boligstyrelsen", "vum-portalen",
    "voksenudredningsmetoden", "fælles", "faglige", "begreber", "serviceloven", "barnets", "lov",
    "forvaltningsloven", "retssikkerhedsloven", "sundhedsloven", "almenboligloven", "udvikle", "fastholde",
    "begrænse", "ikke", "ingen", "let", "moderat", "svært", "fuldstændig", "hej", "kære", "tak", "ps", "modul",
    "selvtest", "temadag", "hotline", "hotlinen", "panelet", "metoden",
])
# Words that begin a sentence and stand right before a name: «Kan Henrik …».
_OPENINGS = frozenset([
    "kan", "skal", "må", "vil", "har", "er", "når", "hvis", "så", "men", "og", "eller", "hos", "fra", "til",
    "med", "på", "under", "i", "min", "mit", "mine", "vores", "hvad", "hvem", "hvor", "borger", "borgeren",
    "leder", "lederen", "kontakt", "spørg", "ring", "siger", "mener", "tænk", "kære", "hilsen", "også", "da",
    "fordi", "både", "casen",
])
# fmt: on
# A municipality whose name is an ordinary word: «Vejen frem er …».
_ORDINARY_WORDS = frozenset({"Vejen"})
_DECADES = {1: "teenagealderen", 2: "tyverne", 3: "trediverne", 4: "fyrrerne", 5: "halvtredserne"} | {
    6: "tresserne",
    7: "halvfjerdserne",
    8: "firserne",
    9: "halvfemserne",
}


def find(text: str, context: Context) -> list[Span]:
    """What in the text can tell who it is about, in order, never overlapping."""
    rank = {kind: place for place, kind in enumerate(Kind)}
    taken: list[Span] = []
    for span in sorted(_candidates(text, context), key=lambda s: (rank[s.kind], s.start, -s.end)):
        if span.start < span.end and all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def gather(texts: Sequence[str], context: Context) -> list[Finding]:
    """The findings of several texts as one list: the same words once, numbered in the order of reading."""
    seen: dict[str, Finding] = {}
    for text in texts:
        for span in find(text, context):
            words = text[span.start : span.end]
            if _folded(words) not in seen:
                seen[_folded(words)] = Finding(number=len(seen) + 1, kind=span.kind, text=words)
    return list(seen.values())


def segments(text: str, findings: Iterable[Finding], decisions: Decisions | None = None) -> list[Segment]:
    """The text in pieces, so that each occurrence of a finding can be marked with its number."""
    pieces: list[Segment] = []
    position = 0
    for start, end, finding in _occurrences(text, findings):
        if start > position:
            pieces.append(Segment(text[position:start]))
        pieces.append(Segment(text[start:end], finding, (decisions or {}).get(finding.id)))
        position = end
    if position < len(text):
        pieces.append(Segment(text[position:]))
    return pieces


def apply(text: str, findings: Iterable[Finding], decisions: Decisions) -> str:
    """The text as decided: replaced and removed; what is kept or not yet decided stays."""
    out: list[str] = []
    for piece in segments(text, findings, decisions):
        if piece.finding is None or piece.decision is None or piece.decision.choice is Choice.KEEP:
            out.append(piece.text)
        elif piece.decision.choice is Choice.REPLACE:
            out.append(_as_begun(piece.decision.replacement, "".join(out)))
    return tidy("".join(out))


def undecided(findings: Iterable[Finding], decisions: Decisions) -> list[Finding]:
    """The findings that still want a decision. A personal number can never be kept."""
    return [finding for finding in findings if not _is_decided(finding, decisions.get(finding.id))]


def remaining(texts: Sequence[str], findings: Iterable[Finding], decisions: Decisions) -> list[Finding]:
    """Findings that were to be replaced or removed, and still stand in a text."""
    gone = [f for f in findings if (d := decisions.get(f.id)) is not None and d.choice is not Choice.KEEP]
    return [finding for finding in gone if any(True for text in texts for _ in _occurrences(text, [finding]))]


def tidy(text: str) -> str:
    """Without the holes that removed words leave: double spaces and commas, space before a full stop.

    >>> tidy("Min leder, , mener det  . Ring på .")
    'Min leder, mener det. Ring på.'
    """
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"[ \t]+([.,;:!?])", r"\1", text)
    text = re.sub(r",(?:[ ]*,)+", ",", text)
    text = re.sub(r",(?=[.!?])", "", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"(?m)^[ \t]*[,.;:][ \t]*$", "", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()


def tidy_joint(before: str, after: str) -> str:
    """Two pieces of a text as one, without the hole between them; the ends stay as they are.

    >>> tidy_joint("Min leder, ", ", mener ")
    'Min leder, mener '
    """
    whole = before + after
    if not before or not whole.strip():
        return whole
    return whole[: len(whole) - len(whole.lstrip())] + tidy(whole) + whole[len(whole.rstrip()) :]


# ── how it is found ─────────────────────────────────────────────────────────────────────────────────────────
def _candidates(text: str, context: Context) -> Iterator[Span]:
    for number in personal_numbers.find(text):
        yield Span(number.start, number.end, Kind.PERSONAL_NUMBER)
    for match in _SIGNATURE.finditer(text):
        if "?" not in match[1]:
            yield Span(*match.span(1), Kind.SIGNATURE)
    for pattern, kind in ((_EMAIL, Kind.E_MAIL), (_ROAD, Kind.ADDRESS), (_TOWN, Kind.ADDRESS), (_PHONE, Kind.PHONE)):
        for match in pattern.finditer(text):
            yield Span(*match.span(), kind)
    yield from _named(text, _name_forms(context.asker), Kind.ASKER)
    yield from _named(text, [context.organisation] if context.organisation else [], Kind.ORGANISATION)
    for match in _PLACE.finditer(text):
        if not _is_term(match[1], context):
            yield Span(*match.span(), Kind.ORGANISATION)
    for match in _MUNICIPALITY.finditer(text):
        yield Span(*match.span(), Kind.MUNICIPALITY)
    for span in _named(text, sorted(context.municipalities, key=len, reverse=True), Kind.MUNICIPALITY):
        if text[span.start : span.end] not in _ORDINARY_WORDS or not _begins_sentence(text, span.start):
            yield span
    for match in _CUED.finditer(text):
        if not _is_term(match[1], context):
            yield Span(*match.span(1), Kind.PERSON)
    yield from _ages(text)
    yield from _maybe_names(text, context)


def _named(text: str, names: Iterable[str], kind: Kind) -> Iterator[Span]:
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", text, re.IGNORECASE if " " in name else 0):
            yield Span(*match.span(), kind)


def _name_forms(name: str) -> list[str]:
    parts = [part for part in name.split() if len(part) > 2]
    return [name, *parts] if name.strip() else []


def _ages(text: str) -> Iterator[Span]:
    for match in _AGE.finditer(text):
        if _AGE_AFTER_ALL.search(match[0]) or not _NO_AGE_BEFORE.search(text[: match.start()]):
            yield Span(*match.span(), Kind.AGE)
    for match in _BORN.finditer(text):
        yield Span(*match.span(), Kind.AGE)


def _maybe_names(text: str, context: Context) -> Iterator[Span]:
    """Capitalised words inside a sentence, and two in a row anywhere, that are no terms."""
    for match in _CAPITALISED.finditer(text):
        words = match[0].split()
        start = match.start()
        if _begins_sentence(text, start):
            if len(words) == 1 or words[0].lower() in _NOBODY | _OPENINGS:
                start += len(words[0])
                words = words[1:]
                start += len(text[start:]) - len(text[start:].lstrip())
            if not words:
                continue
        while words and words[0].lower() in _NOBODY:
            start += len(words[0])
            start += len(text[start:]) - len(text[start:].lstrip())
            words = words[1:]
        if words and not _is_term(text[start : match.end()], context, text[start:]):
            yield Span(start, match.end(), Kind.MAYBE_NAME)


def _is_term(words: str, context: Context, rest: str = "") -> bool:
    """Whether the words are, or begin, a term of the method (`rest` is the text from there on)."""
    folded = _folded(words)
    if all(part in _NOBODY for part in folded.split()):
        return True
    after = _folded(rest or words)
    return any(
        folded == term or (after.startswith(term) and not after[len(term) : len(term) + 1].isalnum())
        for term in (_folded(term) for term in context.terms)
    )


def _begins_sentence(text: str, start: int) -> bool:
    return _SENTENCE_START.search(text[:start]) is not None


def _occurrences(text: str, findings: Iterable[Finding]) -> list[tuple[int, int, Finding]]:
    """(start, end, finding) of each whole-word occurrence, in order, the longest first where they overlap."""
    found: list[tuple[int, int, Finding]] = []
    for finding in sorted(findings, key=lambda f: -len(f.text)):
        for match in re.finditer(rf"(?<!\w){re.escape(finding.text)}(?!\w)", text):
            if all(match.end() <= start or end <= match.start() for start, end, _ in found):
                found.append((match.start(), match.end(), finding))
    return sorted(found, key=lambda item: item[0])


def _is_decided(finding: Finding, decision: Decision | None) -> bool:
    if decision is None:
        return False
    if decision.choice is Choice.KEEP:
        return finding.may_be_kept
    if decision.choice is Choice.REPLACE:
        replacement = decision.replacement.strip()
        return bool(replacement) and _folded(finding.text) not in _folded(replacement)
    return True


def _suggest(kind: Kind, text: str) -> str:
    if kind is Kind.AGE and text.startswith("født"):
        return ""
    if kind is Kind.AGE:
        years = int(re.search(r"\d+", text)[0])  # type: ignore[index]
        if "årig" in text:
            return "voksen" if years >= 18 else "ung"
        if years < 13 or years // 10 not in _DECADES:
            return "ung" if years < 18 else "ældre"
        return f"i {_DECADES[years // 10]}"
    if kind is Kind.ORGANISATION:
        return "et botilbud" if re.match(r"bo(?:tilbud|sted)", text, re.IGNORECASE) else "et tilbud"
    return {
        Kind.ASKER: "en kollega",
        Kind.MAYBE_NAME: "en person",
        Kind.MUNICIPALITY: "en kommune",
        Kind.ADDRESS: "et sted",
    }.get(kind, "")


def _as_begun(replacement: str, before: str) -> str:
    """With a capital when it begins a sentence: «En leder mener …»."""
    return replacement[:1].upper() + replacement[1:] if _begins_sentence(before, len(before)) else replacement


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
