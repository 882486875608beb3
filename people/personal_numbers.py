"""Where does a text hold a Danish personal number (CPR)? Plain Python, never raises, and never changes the text.

A number is ddmmyy-xxxx, written in many ways. Each way of writing has a weight, and so has what stands around it: a
label such as «cpr-nr.» speaks for, a label such as «sagsnr.» against. The check digit (modulus 11) speaks for a number
and never against it: numbers without one are issued (cpr.dk, since 2007). Days 61-91 are replacement numbers.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from people.plain_reading import read

ENOUGH = 2.0


@dataclass(frozen=True)
class Found:
    """A personal number at `text[start:end]`."""

    start: int
    end: int
    kind: str = "cpr"


def find(text: str) -> list[Found]:
    """The personal numbers in the text, in order and not overlapping. Offsets are those of the text as given."""
    reading = read(text)
    weighed = sorted(
        [*_in_digits(reading.text), *_in_letters(reading.text), *_in_two_parts(reading.text), *_in_words(reading.text)],
        key=lambda candidate: (-candidate.weight, candidate.start),
    )
    chosen: list[_Candidate] = []
    for candidate in weighed:
        if candidate.weight >= ENOUGH and all(c.end <= candidate.start or candidate.end <= c.start for c in chosen):
            chosen.append(candidate)
    return [Found(*reading.span(c.start, c.end)) for c in sorted(chosen, key=lambda c: c.start)]


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class _Group:
    """A run of digits."""

    start: int
    end: int
    digits: str


# ── The number itself ───────────────────────────────────────────────────────────────────────────────────────
def has_a_date(digits: str) -> bool:
    """Whether ten digits begin with a day that exists; 61 to 91 counts as 1 to 31.

    >>> has_a_date("3102701234"), has_a_date("2802701234"), has_a_date("6102701234")
    (False, True, True)
    """
    day, month, year, seventh = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        dt.date(century + year, month, day - 60 if 61 <= day <= 91 else day)
    except ValueError:
        return False
    return True


def has_check_digit(digits: str) -> bool:
    """Whether the tenth digit checks the nine before it (modulus 11). Many true numbers do not pass."""
    return sum(int(d) * w for d, w in zip(digits, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11 == 0


def _ten_digits(groups: list[_Group]) -> str | None:
    """The ten digits that the groups stand for; years with a century and days without a zero are accepted."""
    digits = "".join(group.digits for group in groups)
    lengths = [len(group.digits) for group in groups]
    if len(digits) == 10:
        return digits
    if (len(digits) == 12 and lengths[-1] == 4) or lengths == [12]:
        if digits[4:6] in ("19", "20"):
            return digits[:4] + digits[6:]
        if digits[:2] in ("19", "20"):
            return digits[6:8] + digits[4:6] + digits[2:4] + digits[8:]
        return None
    if len(lengths) == 4 and lengths[0] <= 2 and lengths[1] <= 2 and lengths[2:] in ([2, 4], [4, 4]):
        return groups[0].digits.zfill(2) + groups[1].digits.zfill(2) + groups[2].digits[-2:] + groups[3].digits
    if lengths in ([5, 4], [9]):  # a spreadsheet took the leading zero away
        return "0" + digits
    return None


# ── What stands around it ───────────────────────────────────────────────────────────────────────────────────
_START = r"(?<![a-zæøåA-ZÆØÅ])"
_FOR = (
    r"(?:[a-zæøå]*c[. ]?p[. ]?r\b\.?|[a-zæøå]*cpr[a-zæøå]*|[a-zæøå]*pers(?:on|\.)?[ -]?(?:nummer|nr|id)[a-zæøå]*"
    r"|fødsels[ -]?(?:nummer|nr)[a-zæøå]*|erstatnings[ -]?(?:nummer|nr)[a-zæøå]*|sygesikring[a-zæøå]*"
    r"|(?:patient|borger|klient|beboer)[ -]?(?:nummer|nr|id)[a-zæøå]*"
    r"|sundhedskort[a-zæøå]*|sikringsnummer|ssn|social security number)"
)
_NUMBERED = r"(?:nummer|numre|nummeret|nr|no|id|id'et|kode|ident)"
_AGAINST = (  # begins a word: «telefonnr.», «ordrebekræftelse»; or is one: «tlf.»; or a word that ends in «-nummer»
    r"(?:(?:telefon|mobil|produktionsenhed|konto|dankort|kreditor|faktura|ordre|bestilling|artikel|track|sporing|pakke"
    r"|forsendelse|medlemsk|abonnement|licens|kontrakt|police|acadre|sbsys|dokumentn|reference"
    r"|matrikel|ejendom|stregkode|barcode|rekvisition|nemkonto|timestamp|beløb|tidsstempel)[a-zæøå]*"
    r"|sags|journal(?=[ .-]{0,2}(?:nr|nummer))"
    r"|tlf|tel|mob|fax|sms|lokal|cvr|p[ -]?(?:nr|nummer)|se-?nr|ean|gln|gtin|iban|swift|bic|regnr|reg|giro|s/n|sn|imei"
    r"|vare|serie|kunde|medlem|aftale|skade|bilag|j\.? ?nr|jour|esdh|kle|dok|arkiv|ref|billet|ticket|bfe|isbn|issn"
    r"|doi|orcid|version|build|måler|møde-?id|meeting|zoom|teams|pin|lbk|lov|bekendtgørelse|kr|dkk|eur|usd|projekt|lot)"
    rf"(?:[ .-]{{0,2}}{_NUMBERED}(?![a-zæøå]))?(?![a-zæøå])"
    rf"|(?!id-?n)[a-zæøå]{{2,}}-?{_NUMBERED}(?![a-zæøå])"
)
_DOUBTFUL = r"(?:ring|sag|sagen|journal|dokument|kode|log|id|nr|no)(?![a-zæøå])"
_BETWEEN = r"(?:nr|no|nummer|nummeret|id|er|lyder|hedder|står som)"
_LINK = rf"[\s:.#=(\[\"'«»,_/-]*(?:{_BETWEEN}\b[\s:.#=(\"'«-]*){{0,3}}"
_FOR_TIGHT = re.compile(rf"{_START}{_FOR}{_LINK}(?:[a-zæøå.]{{1,12}}[\s:]+){{0,2}}$", re.I)
_FOR_NEAR = re.compile(rf"{_START}{_FOR}(?![a-zæøå])", re.I)
_FOR_AFTER = re.compile(
    rf"^[\s,.:;(\[-]{{0,4}}(?:(?:er|som|hans|hendes|mit|borgerens)\s){{0,3}}{_FOR}(?![a-zæøå])", re.I
)
_AGAINST_TIGHT = re.compile(rf"{_START}(?:{_AGAINST}){_LINK}$", re.I)
_DOUBTFUL_TIGHT = re.compile(rf"{_START}{_DOUBTFUL}{_LINK}$", re.I)
_AGAINST_AFTER = re.compile(
    r"^[\s,(\[]{0,3}(?:(?:er|som|vores|mit|deres|et|en)\s){0,3}"
    r"(?:(?:kr|dkk|eur|euro|kroner|stk|tlf|kontonr|kontonummer|p-?nr|p-?nummer|ean|cvr|isbn)\b"
    r"|[a-zæøå]{3,}-?(?:nummer|nr)\b)",
    re.I,
)
_BORN = re.compile(rf"{_START}(?:født|f\.|fødselsdato|fødselsdag|fødselsd\.|fødsdato|borger|borgeren){_LINK}$", re.I)
_A_LETTER = re.compile(r"[^\W\d_]")
_IN_AN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.I)


def _surroundings(text: str, start: int, end: int) -> tuple[float, bool]:
    """(weight of what stands around, whether a label says that this is a personal number)."""
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if not _A_LETTER.search(before) and not _A_LETTER.search(after):
        return -3.0 if re.search(r"[+§$€£]\s?$", before) else 0.0, False
    labelled = bool(_FOR_TIGHT.search(before)) or bool(_FOR_AFTER.match(after))
    if labelled:
        return 3.0, True
    weight = 0.0
    if _FOR_NEAR.search(before):
        weight += 1
    if _BORN.search(before):
        weight += 1
    elif _AGAINST_TIGHT.search(before) or _AGAINST_AFTER.match(after):
        weight -= 3
    elif _DOUBTFUL_TIGHT.search(before):
        weight -= 1
    if re.search(r"[+§$€£]\s?$", before):
        weight -= 3
    if before[-1:].isalpha() or (after[:1].isalpha() and not re.match(r"(?:er|og|i)\b", after)):
        weight -= 1
    if re.match(r"-[A-Z0-9]{1,3}\b", after):
        weight -= 2
    if _IN_AN_ADDRESS.search(before):
        weight -= 1
    return weight, False


# ── Ways of writing ─────────────────────────────────────────────────────────────────────────────────────────
_DIGITS = re.compile(r"\d+")
_JOINT = re.compile(r"[\s.\-/\\_:*()\[\]'\"|~=+`´’]{0,8}|,\s?|;|\s?(?:bindestreg|streg|minus|skråstreg)\s?", re.I)
_DATE_MARK = frozenset({".", "-", "/"})


def _in_digits(text: str) -> Iterator[_Candidate]:
    groups = [_Group(m.start(), m.end(), m.group()) for m in _DIGITS.finditer(text)]
    for first in range(len(groups)):
        total = 0
        for last in range(first, min(first + 12, len(groups))):
            if last > first and not _JOINT.fullmatch(text, groups[last - 1].end, groups[last].start):
                break
            total += len(groups[last].digits)
            if total > 12:
                break
            if total >= 8:
                candidate = _weigh(text, groups, first, last)
                if candidate is not None:
                    yield candidate


def _weigh(text: str, groups: list[_Group], first: int, last: int) -> _Candidate | None:
    window = groups[first : last + 1]
    digits = _ten_digits(window)
    if digits is None:
        return None
    start, end = window[0].start, window[-1].end
    joints = [text[a.end : b.start] for a, b in itertools.pairwise(window)]
    around, labelled = _surroundings(text, start, end)
    lengths = [len(group.digits) for group in window]
    if not has_a_date(digits):
        plain = lengths in ([10], [6, 4], [2, 2, 2, 4], [2, 2, 2, 2, 2]) and not any("," in j for j in joints)
        return _Candidate(start, end, ENOUGH) if labelled and plain else None
    before = text[groups[first - 1].end : start] if first else "?"
    after = text[end : groups[last + 1].start] if last + 1 < len(groups) else "?"
    weight = _shape(lengths, [joint.strip() for joint in joints], digits) + around + has_check_digit(digits)
    if any("\n" in joint and "-" not in joint for joint in joints):
        weight -= 1
    if not labelled:
        weight -= _neighbours(groups, first, last, before, after, lengths)
        weight -= _looks_like_a_moment(text, end, lengths, joints, digits)
    return _Candidate(start, end, weight)


def _shape(lengths: list[int], joints: list[str], digits: str) -> float:
    """How much this way of grouping ten digits looks like a personal number."""
    boundary = joints[-1] if joints else ""
    dash = set(boundary) == {"-"} or boundary.lower() in {"bindestreg", "streg", "minus"}
    if any("," in joint or ";" in joint for joint in joints):
        return 1.0 if lengths == [6, 4] else 0.0
    if lengths == [6, 4]:
        if dash:
            return 3.0
        return 1.0 if "/" in boundary and digits[6:8] in ("19", "20") else 2.0
    if lengths == [10]:
        return 2.0
    if lengths in ([2, 2, 2, 4], [2, 2, 4, 4], [8, 4]):
        return 2.5 if dash else 2.0
    if lengths == [6, 2, 2]:
        return 2.0 if boundary in ("", "-") else 0.0
    if lengths == [4, 2, 4]:
        return 2.0
    if lengths == [2, 2, 2, 2, 2]:
        regular = joints[0] == joints[1] and joints[3] in ("", "-")
        return 2.0 if regular else 0.0
    if lengths == [1] * 10:
        return 2.5 if "-" in joints[5] else 2.0 if max(digits) > "4" else 1.5  # ten levels 0-4 are no number
    if lengths in ([1, 1, 2, 4], [1, 2, 2, 4], [2, 1, 2, 4], [5, 4]):
        return 1.5 if dash else 0.5
    if lengths in ([1, 3, 3, 3], [4, 6], [9], [12]):
        return 0.0
    return 1.0 if len(lengths) <= 4 else 0.0


def _neighbours(groups: list[_Group], first: int, last: int, before: str, after: str, lengths: list[int]) -> float:
    """What digits beside the number take away: case numbers, accounts and phone numbers go on."""
    loss = 0.0
    if first and len(before) <= 3 and not _is_a_number(groups[max(0, first - 2) : first]):
        loss += _tie(before, lengths)
        if len(groups[first - 1].digits) == 4 and lengths == [10] and not before.strip(" "):
            loss += 1  # registration number and account
    if last + 1 < len(groups) and len(after) <= 3 and not _is_a_number(groups[last + 1 : last + 3]):
        loss += _tie(after, lengths)
    return loss


def _tie(joint: str, lengths: list[int]) -> float:
    if joint.strip(" ") in {"-", "/", ".", ":", "_", "+"} and (joint != ". " or len(lengths) > 2):
        return 3.0
    if not joint.strip(" "):
        return 2.0 if len(lengths) > 2 else 1.0
    return 0.0


def _is_a_number(groups: list[_Group]) -> bool:
    """Whether the neighbour looks like a personal number itself, as in a list of them."""
    lengths = [len(group.digits) for group in groups]
    return lengths == [6, 4] or 10 in lengths


def _looks_like_a_moment(text: str, end: int, lengths: list[int], joints: list[str], digits: str) -> float:
    """What is taken away when a date with marks is followed by a time, a year or a postal code."""
    if not joints or joints[0].strip() not in _DATE_MARK or lengths[:2] != [2, 2]:
        return 0.0
    year_follows = 1900 <= int(digits[6:]) <= 2099
    this_time = 19 <= int(digits[4:6]) <= 39  # nobody logs the hour of a day in 1971
    time_follows = this_time and int(digits[6:8]) < 24 and int(digits[8:]) < 60
    town_follows = re.match(r",? [A-ZÆØÅ][a-zæøå]", text[end : end + 4]) is not None
    if "-" in joints[-1].strip():
        return 1.0 if lengths[2] == 4 and (year_follows or time_follows) else 0.0
    return 1.0 if year_follows or time_follows or town_follows else 0.0


_LOOKALIKE = re.compile(r"(?<!\w)(?=[\dOoIl])(?=(?:[- OoIl]{0,6}\d){7})[\dOoIl]{6}[- ]{0,3}[\dOoIl]{4}(?!\w)")
_WITH_LETTERS = re.compile(r"(?<!\w)\d{6}[- ]{0,3}(?=[A-Z]{0,3}\d)\d?[A-Z]{1,3}\d{1,2}(?!\w)")


def _in_letters(text: str) -> Iterator[_Candidate]:
    """The letters O and l typed for 0 and 1; replacement numbers with letters, where a label says so."""
    for match in _LOOKALIKE.finditer(text):
        digits = re.sub(r"[- ]", "", match.group().translate(str.maketrans("OoIl", "0011")))
        if not digits.isdigit() or re.sub(r"[- ]", "", match.group()).isdigit() or not has_a_date(digits):
            continue
        yield _Candidate(match.start(), match.end(), 2.5 + _surroundings(text, match.start(), match.end())[0])
    for match in _WITH_LETTERS.finditer(text):
        tail = re.sub(r"[- ]", "", match.group())[6:]
        if len(tail) == 4 and has_a_date(match.group()[:6] + "0000"):
            yield _Candidate(match.start(), match.end(), _surroundings(text, match.start(), match.end())[0])


_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_TAIL = (
    r"(?:(?:de\s|hans\s|hendes\s)?(?:sidste\s(?:fire|4|cifre|tal)|(?:fire|4)\ssidste)(?:\s(?:cifre|tal|numre))?"
    r"|løbe(?:nr|nummer)\.?|kontrolcifre(?:ne)?|ender\spå|slutter\spå|efterfulgt\saf)"
)
_TWO_PARTS = re.compile(
    rf"(?<![\w.])(?P<date>\d{{6}}|\d{{1,2}}[./ -]{{1,2}}\d{{1,2}}[./ -]{{1,2}}(?:19|20)?\d\d"
    rf"|\d{{1,2}}\.?\s?(?:{'|'.join(_MONTHS)})[a-z]*\.?\s(?:19|20)?\d\d)(?!\d)"
    rf"(?:[^\d\n]{{0,40}}?\b{_TAIL}[^\d\n]{{0,20}}?|(?P<dash>\s?-\s?))(?P<tail>\d{{4}})(?![\d-])",
    re.I,
)


def _in_two_parts(text: str) -> Iterator[_Candidate]:
    """«født 5. maj 1983, de sidste fire er 1234», «5. maj 1983-1234»."""
    for match in _TWO_PARTS.finditer(text):
        date, tail = match["date"].lower(), match["tail"]
        month = next((n for n, name in enumerate(_MONTHS, 1) if name in date), None)
        if match["dash"] and (month is None or 1900 <= int(tail) <= 2099):
            continue  # other rules weigh these; or years from and to
        numbers = re.findall(r"\d+", date)
        if len(numbers) == 1:
            digits = numbers[0]
        elif month is not None:
            digits = f"{int(numbers[0]):02}{month:02}{numbers[-1][-2:]}"
        else:
            digits = f"{int(numbers[0]):02}{int(numbers[1]):02}{numbers[-1][-2:]}"
        if has_a_date(digits + tail):
            yield _Candidate(match.start(), match.end(), ENOUGH)


_UNITS = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TEENS = ("ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten")
_TENS = ("tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems")
_SPOKEN = (
    {word: str(n) for n, word in enumerate(_UNITS)}
    | {"et": "1", "én": "1", "ét": "1"}
    | {word: str(n) for n, word in enumerate(_TEENS, 10)}
    | {word: str(n) for n, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {f"{u}og{t}": str(10 * n + m) for n, t in enumerate(_TENS, 2) for m, u in enumerate(_UNITS) if m}
)
_WORD = re.compile(r"[a-zæøåéA-ZÆØÅÉ]+|\d+|[^\w\s]|_")
_PAUSES = frozenset({"bindestreg", "streg", "minus", "og", "så", "-", ",", ".", "/"})


def _in_words(text: str) -> Iterator[_Candidate]:
    """«nul fem nul fem otte tre bindestreg en to tre fire»"""
    digits, words, start, end = "", 0, 0, 0
    for match in [*_WORD.finditer(text), None]:
        word = match.group().lower() if match else ""
        said = _SPOKEN.get(word) or (word if word.isascii() and word.isdigit() and len(word) <= 2 else None)
        if match and said is not None:
            if not digits:
                start = match.start()
            digits, words, end = digits + said, words + (word in _SPOKEN), match.end()
        elif not (digits and word in _PAUSES):
            if len(digits) == 10 and words >= 3 and has_a_date(digits):
                yield _Candidate(start, end, 3.0)
            digits, words = "", 0
