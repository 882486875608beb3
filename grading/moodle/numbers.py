"""Moodle's numbers with their tolerances and units, as our numeric question.

Source: Moodle 4.5, question/type/numerical/questiontype.php and question.php: the first answer that is near enough
wins; `*` is any number; a blank tolerance is 0; a unit's multiplier is how many of it make the first.
"""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from grading.marks import ZERO
from grading.moodle.building import CannotRead, Data, Draft, without_blanks
from grading.moodle.percents import read_decimal

_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
TOLERANCE_KINDS = {"1": "relative", "relative": "relative", "2": "absolute", "nominal": "absolute"} | {
    "3": "geometric",
    "geometric": "geometric",
}
UNIT_PENALTIES_OF = {"1": "response", "2": "maximum"}

Row = tuple[str, str, Fraction, str, str]  # value, tolerance, fraction, feedback, tolerance type


def read_number(written: str) -> str:
    """The number as an author's decimal: "0.5", "-3", "1.6e-19". Raises CannotRead."""
    number = written.strip().replace(" ", "").replace(",", ".")
    if not _DECIMAL.fullmatch(number):
        raise CannotRead("not_a_number", written=written[:50])
    try:
        return str(Decimal(number)).lower()
    except InvalidOperation as error:
        raise CannotRead("not_a_number", written=written[:50]) from error


def numeric_fields(rows: list[Row], *, draft: Draft, place: str = "") -> Data:
    """The answers in the file's order, the first that is near enough first."""
    answers: list[Data] = []
    for n, (value, tolerance, fraction, said, kind) in enumerate(rows):
        if fraction < 0:
            draft.lose("negative_fraction", text=value[:100])
        answers.append(
            without_blanks(
                {
                    "id": draft.new_id(f"{place}answer {n}"),
                    "value": "*" if value.strip() == "*" else read_number(value),
                    "tolerance": read_number(tolerance or "0").lstrip("-"),
                    "tolerance_kind": TOLERANCE_KINDS.get(kind, "absolute"),
                    "fraction": str(max(ZERO, fraction)),
                    "feedback": said,
                }
            )
        )
    if not answers:
        raise CannotRead("no_answers")
    return {"kind": "numeric", "answers": answers}


def unit_fields(units: list[tuple[str, str]], *, graded: str, penalty: str, left: bool, draft: Draft) -> Data:
    """`graded` is Moodle's unitgradingtype: 0 not at all, 1 a share of the answer's mark, 2 of the whole mark."""
    rows = [
        {"id": draft.new_id(f"unit {n}"), "text": name, "multiplier": read_number(multiplier)}
        for n, (name, multiplier) in enumerate(units)
        if name
    ]
    if not rows:
        return {}
    if graded not in UNIT_PENALTIES_OF:
        return {"units": rows, "unit_rule": "optional", "units_left": left}
    return {
        "units": rows,
        "units_left": left,
        "unit_rule": "required",
        "unit_penalty": _penalty(penalty),
        "unit_penalty_of": UNIT_PENALTIES_OF[graded],
    }


def _penalty(written: str) -> str:
    try:
        return str(read_decimal(written))
    except ValueError as error:
        raise CannotRead("bad_penalty") from error
