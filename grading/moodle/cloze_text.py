"""The little questions inside a Moodle cloze text, as in {2:SHORTANSWER:=Berlin~%50%Bonn#Once}.

Source: Moodle 4.5, question/type/multianswer/questiontype.php, qtype_multianswer_extract_question and its regular
expressions, read here in one pass: an answer ends at ~ # or }, unless \\ or & stands before it (an entity such as
&#39; has a # of its own); a feedback ends at ~ or }, unless \\ does.
"""

import re
from fractions import Fraction

from grading.marks import ZERO
from grading.moodle.building import CannotRead, Data, Draft
from grading.moodle.fields import choice_fields, short_text_fields
from grading.moodle.markup import unescaped
from grading.moodle.numbers import Row, numeric_fields
from grading.moodle.percents import read_decimal

_KINDS = {
    "NUMERICAL": "numeric",
    "NM": "numeric",
    **dict.fromkeys(("SHORTANSWER", "SA", "MW"), "short_text"),
    **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), "short_text_case"),
    **dict.fromkeys(("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"), "single"),
    **dict.fromkeys(("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"), "single"),
    **dict.fromkeys(("MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"), "multiple"),
    **dict.fromkeys(("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"), "multiple"),
}
_START = re.compile(r"\{([0-9]{0,9}):(" + "|".join(sorted(_KINDS, key=len, reverse=True)) + r"):")
_WEIGHT = re.compile(r"=|%(-?[0-9]{1,9}(?:[.,][0-9]{0,20})?)%")
_NUMBER = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?"
_NUMBER_AND_TOLERANCE = re.compile(rf"({_NUMBER})(?::({_NUMBER}))?")
_LONGEST_NUMBER = 100
_ANSWER_END = re.compile(r"(?<![\\&])(?<!&amp;)[~#}]")
_FEEDBACK_END = re.compile(r"(?<!\\)[~}]")

Alternative = tuple[str, Fraction, str, bool]  # text, fraction, feedback, whether the fraction was written as %n%


def read_parts(source: str, draft: Draft) -> tuple[str, list[Data]]:
    """The text with [[part id]] where each little question stood, and the parts."""
    pieces: list[str] = []
    parts: list[Data] = []
    at = 0
    while start := _START.search(source, at):
        alternatives, end = _alternatives(source, start.end())
        if end < 0:  # never closed, and nor is any after it
            break
        if not alternatives:  # ordinary text
            pieces.append(source[at : start.end()])
            at = start.end()
            continue
        number = len(parts) + 1
        part_id = draft.new_id(f"part {number}")
        question = _question(_KINDS[start[2]], alternatives, draft, f"part {number} ")
        parts.append({"id": part_id, "weight": start[1] or "1", "question": question})
        pieces += [source[at : start.start()], f"[[{part_id}]]"]
        at = end
    if not parts:
        raise CannotRead("no_gaps")
    return "".join([*pieces, source[at:]]), parts


def _alternatives(source: str, at: int) -> tuple[list[Alternative], int]:
    """What stands from `at` to the closing brace, and where that ends; -1 when nowhere."""
    found: list[Alternative] = []
    while source[at : at + 1] != "}":
        weight = _WEIGHT.match(source, at)
        text_at = weight.end() if weight else at
        end = _end(_ANSWER_END, source, text_at + 1)
        text, feedback = source[text_at:end], ""
        if end >= 0 and source[end] == "#":
            closed = _end(_FEEDBACK_END, source, end + 1)
            feedback, end = source[end + 1 : closed], closed
        if end < 0:
            return [], -1
        found.append((text, _fraction(weight), feedback, bool(weight and weight[1])))
        at = end if source[end] == "}" else end + 1
    return found, at + 1


def _end(ends: re.Pattern[str], source: str, at: int) -> int:
    """Where the first of them stands; -1 when nowhere."""
    found = ends.search(source, at)
    return found.start() if found else -1


def _fraction(weight: re.Match[str] | None) -> Fraction:
    if weight is None:
        return Fraction(0)
    return read_decimal(weight[1].replace(",", "."), percent=True) if weight[1] else Fraction(1)


def _said(written: str) -> str:
    return unescaped(written).replace("\\}", "}").replace("\\#", "#").strip()


def _question(kind: str, alternatives: list[Alternative], draft: Draft, place: str) -> Data:
    rows = [
        (_said(text), fraction, draft.text(_said(feedback), "html")) for text, fraction, feedback, _ in alternatives
    ]
    if kind == "numeric":
        numbers = [_number(*row) for row in rows]
        return numeric_fields(numbers, draft=draft, place=place)
    if kind.startswith("short_text"):
        return short_text_fields(rows, match_case=kind == "short_text_case", draft=draft, place=place)
    rows = [(draft.text(text, "html"), fraction, feedback) for text, fraction, feedback in rows]
    if kind == "multiple":
        shared = _shared([fraction for _, fraction, _ in rows], any(written for *_, written in alternatives))
        rows = [(text, fraction, feedback) for (text, _, feedback), fraction in zip(rows, shared, strict=True)]
    return choice_fields(rows, single=kind == "single", draft=draft, place=place)


def _number(text: str, fraction: Fraction, feedback: str) -> Row:
    found = _NUMBER_AND_TOLERANCE.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    value, tolerance = (found[1], found[2] or "0") if found else (text, "0")
    return value, tolerance, fraction, feedback, "nominal"


def _shared(fractions: list[Fraction], written: bool) -> list[Fraction]:
    """As Moodle: the right ones of several add up to 1; a wrong one costs a right one, unless weights were written."""
    total = sum((fraction for fraction in fractions if fraction > 0), ZERO)
    if not total:
        return fractions
    wrong = None if written else max(Fraction(-1), -1 / total)
    return [fraction / total if fraction > 0 else (fraction if wrong is None else wrong) for fraction in fractions]
