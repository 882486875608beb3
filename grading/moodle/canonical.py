"""When two questions' data mean the same: the rows' ids and groups may be called otherwise, and nothing else.

Data that is written otherwise but grades alike is the same too: white space around texts, the order of a match's or a
gap's choices (they are shuffled) and of the gaps themselves (the text has theirs), weights in the same proportion, an
absolute or relative tolerance and the range it makes, a lowest score that no answer can reach.
"""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from grading.placeholders import placeholders, with_placeholders

Data = dict[str, Any]


def canonical(data: Mapping[str, Any]) -> Data:
    """The data, as `write_question` writes it, in the one form of all data that mean the same."""
    plain = _stripped(data)
    if plain["kind"] in ("match", "gap_select", "drag_text"):
        plain["choices"].sort(key=lambda choice: (choice["text"], choice.get("group", "")))
    if plain["kind"] == "gap_select":  # a list can always be chosen from again
        for choice in plain["choices"]:
            del choice["unlimited"]
    if plain["kind"] == "single" and min(Fraction(row["fraction"]) for row in plain["options"]) >= Fraction(
        plain["lowest"]
    ):
        plain["lowest"] = "any"
    if plain["kind"] == "numeric":
        plain["answers"] = [_ranged(answer) for answer in plain["answers"]]
        if plain["unit_rule"] != "required":
            del plain["unit_penalty"], plain["unit_penalty_of"]
        if not plain["units"]:
            del plain["units_left"]
    if plain["kind"] in ("cloze", "composite"):
        total = sum(Fraction(part["weight"]) for part in plain["parts"])
        plain["parts"] = [
            {
                **part,
                "weight": str(Fraction(part["weight"]) / total),
                "question": canonical(part["question"]),
            }
            for part in plain["parts"]
        ]
    if isinstance(plain.get("text"), str):
        places = {row_id: place for place, row_id in enumerate(placeholders(plain["text"]))}
        for name in ("gaps", "parts"):
            if name in plain:
                plain[name].sort(key=lambda row: places[row["id"]])
    return _renamed(plain)


def same_but_for_ids(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return canonical(one) == canonical(other)


def differing_fields(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The fields that are not the same in both: "rule", or "options.feedback" where only that differs in rows."""
    ours, theirs = canonical(one), canonical(other)
    if ours["kind"] != theirs["kind"]:
        return ["kind"]
    return [name for field in sorted(ours.keys() | theirs.keys()) for name in _differing(field, ours, theirs)]


def _differing(field: str, ours: Data, theirs: Data) -> Iterator[str]:
    one, other = ours.get(field), theirs.get(field)
    if one == other:
        return
    if not _are_rows(one) or not _are_rows(other) or len(one) != len(other):  # type: ignore[arg-type]
        yield field
        return
    pairs = list(zip(one, other, strict=True))  # type: ignore[arg-type]
    names = {name for pair in pairs for row in pair for name in row}
    for name in sorted(names):
        if any(row.get(name) != back.get(name) for row, back in pairs):
            yield f"{field}.{name}"


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_stripped(member) for member in value]
    if isinstance(value, Mapping):
        return {name: _stripped(member) for name, member in value.items()}
    return value


def _ranged(answer: Data) -> Data:
    """An answer as the range it takes; a geometric tolerance and an open end stay as they are."""
    if "low" in answer:
        low, high = Fraction(answer["low"]), Fraction(answer["high"])
        open_ends = {name: False for name in ("include_low", "include_high") if not answer[name]}
    elif answer["value"] == "*" or answer["tolerance_kind"] == "geometric":
        return {**answer, "tolerance": "" if answer["value"] == "*" else answer["tolerance"]}
    else:
        value, tolerance = Fraction(answer["value"]), Fraction(answer["tolerance"])
        wide = tolerance * abs(value) if answer["tolerance_kind"] == "relative" else tolerance
        low, high, open_ends = value - wide, value + wide, {}
    kept = {name: answer[name] for name in ("id", "fraction", "feedback")}
    return {**kept, "low": str(low), "high": str(high), **open_ends}


def _renamed(data: Data) -> Data:
    """Ids become their places; a group becomes the place of its first choice."""
    names: dict[str, str] = {}
    groups: dict[str, str] = {}
    placed = placeholders(data["text"]) if isinstance(data.get("text"), str) else []
    for row_id in (*placed, *(row["id"] for rows in data.values() if _are_rows(rows) for row in rows)):
        names.setdefault(row_id, f"{len(names) + 1}")
    found: Data = json.loads(json.dumps(data))
    for rows in found.values():
        for row in rows if _are_rows(rows) else ():
            for name in ("id", "right_id"):
                if name in row:
                    row[name] = names[row[name]]
            if "group" in row:
                row["group"] = groups.setdefault(row["group"], f"{len(groups) + 1}")
    if placed:
        found["text"] = with_placeholders(found["text"], lambda row_id: names[row_id])
    return found
