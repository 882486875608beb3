"""Facts about content: audiences, levels, captions. Plain Python."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    CASEWORKER = "caseworker"
    LEADER = "leader"
    PROVIDER_EMPLOYEE = "provider_employee"
    TRAINER = "trainer"
    CITIZEN = "citizen"


class ThemeCategory(StrEnum):
    """The three categories of FFB. Only activity and participation is rated 0-4."""

    FUNCTIONS_AND_CONDITIONS = "functions_and_conditions"
    ACTIVITY_PARTICIPATION = "activity_participation"
    ENVIRONMENTAL_FACTORS = "environmental_factors"


CATEGORY_NAMES = {  # FFB's own Danish names: data, not interface text
    ThemeCategory.FUNCTIONS_AND_CONDITIONS: "Funktioner og forhold",
    ThemeCategory.ACTIVITY_PARTICIPATION: "Aktivitet og deltagelse",
    ThemeCategory.ENVIRONMENTAL_FACTORS: "Omgivelsesfaktorer",
}

# The exact labels of FFB (KL Terminologi 2.3.0). Index = level.
FUNCTION_LEVELS = (
    "Ingen nedsat funktionsevne",
    "Let nedsat funktionsevne",
    "Moderat nedsat funktionsevne",
    "Svært nedsat funktionsevne",
    "Fuldstændig nedsat funktionsevne",
)
FUNCTION_LEVEL_WORDS = ("Ingen", "Let", "Moderat", "Svært", "Fuldstændig")
SUPPORT_LEVELS = (
    "Intet støttebehov",
    "Let støttebehov",
    "Moderat støttebehov",
    "Højt støttebehov",
    "Fuldstændigt støttebehov",
)
NOT_ASSESSED = "Ikke vurderet"


@dataclass(frozen=True)
class Cue:
    """One caption: from `start` to `end` seconds."""

    start: float
    end: float
    text: str


def plain_text(markup: str) -> str:
    """The words of some HTML: tags become spaces, so that a word at the end of a paragraph stays a word.

    >>> plain_text("<p>et tilbud.</p><p>Skalaen &amp; resten</p>")
    'et tilbud. Skalaen & resten'
    """
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


class BadCaptions(ValueError):
    """The text is not WebVTT with at least one cue in order; `line` is the first line at fault (1-based)."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


_TIMING = re.compile(
    r"^((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?$"
)


def read_captions(text: str) -> list[Cue]:
    """The cues of a WebVTT text, in order. Raises BadCaptions."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if not lines[0].startswith("WEBVTT"):
        raise BadCaptions(1)
    cues: list[Cue] = []
    number = 1
    while number < len(lines):
        line = lines[number]
        if "-->" not in line:
            number += 1
            continue
        timing = _TIMING.match(line.strip())
        if timing is None:
            raise BadCaptions(number + 1)
        start, end = _seconds(timing[1]), _seconds(timing[2])
        if end <= start or (cues and start < cues[-1].start):
            raise BadCaptions(number + 1)
        body = []
        number += 1
        while number < len(lines) and lines[number].strip():
            body.append(lines[number].strip())
            number += 1
        cues.append(Cue(start, end, re.sub(r"<[^>]*>", "", " ".join(body))))
    if not cues:
        raise BadCaptions(len(lines))
    return cues


def write_captions(cues: list[Cue]) -> str:
    """WebVTT of the cues; `read_captions(write_captions(cues)) == cues` to the millisecond."""
    blocks = [f"{_timestamp(cue.start)} --> {_timestamp(cue.end)}\n{cue.text}" for cue in cues]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _seconds(timestamp: str) -> float:
    total = 0.0
    for part in timestamp.split(":"):
        total = total * 60 + float(part)
    return total


def _timestamp(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def clock(seconds: float) -> str:
    """A position in a video as people write it in Danish: «2.14».

    >>> clock(134.6)
    '2.14'
    """
    return f"{int(seconds) // 60}.{int(seconds) % 60:02}"


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a `Range: bytes=` header with one range, or None when it cannot be satisfied.

    >>> byte_range("bytes=0-", 10)
    (0, 9)
    >>> byte_range("bytes=-3", 10)
    (7, 9)
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end < size else None
