"""When two questions' data mean the same, and which fields differ when they do not."""

import pytest

from grading import read_question, write_question
from grading.moodle.canonical import canonical, differing_fields, same_but_for_ids
from tests.unit.grading import examples

OPTIONS = [{"id": "a", "text": "A", "fraction": "1"}, {"id": "b", "text": "B", "fraction": "-1/2"}]


def written(data):
    return write_question(read_question(data, fair=False))


def differing(one, other):
    return differing_fields(written(one), written(other))


def single(**changes):
    return {"kind": "single", "prompt": "?", "options": OPTIONS, **changes}


def numeric(*answers, **changes):
    rows = [{"id": f"n{place}", "fraction": "1", **answer} for place, answer in enumerate(answers)]
    return {"kind": "numeric", "prompt": "?", "answers": rows, **changes}


def gaps(text="[[x]] [[y]]", *, kind="drag_text", order=1, groups="gh", unlimited=True, right="ab"):
    choices = [
        {"id": "a", "text": "A", "group": groups[0], "unlimited": unlimited},
        {"id": "b", "text": "B", "group": groups[1], "unlimited": unlimited},
    ]
    rows = [{"id": "x", "right_id": right[0]}, {"id": "y", "right_id": right[1]}]
    return {"kind": kind, "prompt": "?", "text": text, "gaps": rows[::order], "choices": choices[::order]}


def cloze(*weights, text="[[p0]] [[p1]]"):
    parts = [
        {"id": f"p{n}", "weight": weight, "question": numeric({"value": f"{n}"})} for n, weight in enumerate(weights)
    ]
    return {"kind": "cloze", "prompt": "?", "text": text, "parts": parts}


UNIT = [{"id": "m", "text": "m", "multiplier": "1"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (single(prompt="?"), single(prompt=" ?\n")),
        (single(lowest="-1/2"), single(lowest="-1")),
        (numeric({"value": "10", "tolerance": "2"}), numeric({"low": "8", "high": "12"})),
        (
            numeric({"value": "-10", "tolerance": "0.1", "tolerance_kind": "relative"}),
            numeric({"low": "-11", "high": "-9"}),
        ),
        (numeric({"value": "*"}), numeric({"value": "*", "tolerance": "5"})),
        (
            numeric({"value": "1"}, units=UNIT, unit_rule="optional", unit_penalty="1/5"),
            numeric({"value": "1"}, units=UNIT, unit_rule="optional", unit_penalty_of="maximum"),
        ),
        (gaps(), gaps(order=-1)),
        (gaps(), gaps(groups="12")),
        (gaps(), gaps("[[y]] [[x]]", right="ba")),
        (gaps(kind="gap_select"), gaps(kind="gap_select", unlimited=False)),
        (cloze("1", "2"), cloze("1/2", "1")),
    ],
)
def test_what_grades_alike_is_the_same(one, other):
    assert differing(one, other) == []
    assert same_but_for_ids(written(one), written(other))


@pytest.mark.parametrize(
    ("one", "other", "fields"),
    [
        (single(), single(prompt="!"), ["prompt"]),
        (single(lowest="-1/4"), single(lowest="-1"), ["lowest"]),
        (single(), single(options=[*OPTIONS, {"id": "c", "text": "C", "fraction": "0"}]), ["options"]),
        (
            single(quote="x"),
            single(options=[OPTIONS[0], {**OPTIONS[1], "text": "X", "feedback": "y"}]),
            ["options.feedback", "options.text", "quote"],
        ),
        (single(), {"kind": "true_false", "prompt": "?", "right": True}, ["kind"]),
        (
            numeric({"low": "8", "high": "12", "include_low": False}),
            numeric({"low": "8", "high": "12", "include_high": False}),
            ["answers.include_high", "answers.include_low"],
        ),
        (
            numeric({"value": "1", "tolerance": "1", "tolerance_kind": "geometric"}),
            numeric({"value": "1", "tolerance": "2", "tolerance_kind": "geometric"}),
            ["answers.tolerance"],
        ),
        (
            numeric({"value": "1", "feedback": "a"}),
            numeric({"value": "2"}),
            ["answers.feedback", "answers.high", "answers.low"],
        ),
        (
            numeric({"value": "1"}, units=UNIT, unit_rule="required", unit_penalty="1/5"),
            numeric({"value": "1"}, units=UNIT, unit_rule="required", units_left=True, unit_penalty_of="maximum"),
            ["unit_penalty", "unit_penalty_of", "units_left"],
        ),
        (gaps(), gaps(groups="gg"), ["choices.group"]),
        (gaps(), gaps(unlimited=False), ["choices.unlimited"]),
        (gaps(), gaps("[[x]], [[y]]"), ["text"]),
        (gaps(groups="gg"), gaps(groups="gg", right="ba"), ["gaps.right_id"]),
        (cloze("1", "2"), cloze("1", "1"), ["parts.weight"]),
        (cloze("1", "1"), cloze("1", "1", text="[[p1]] [[p0]]"), ["parts.question"]),
    ],
)
def test_what_differs_is_named(one, other, fields):
    assert differing(one, other) == differing(other, one) == fields


@pytest.mark.parametrize("make", [examples.single, examples.match, examples.order])
def test_ids_become_places_and_the_data_itself_is_left_alone(make):
    data = written(make())
    before = str(data)
    rows = next(value for value in canonical(data).values() if isinstance(value, list) and value)
    assert [row["id"] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]
    assert str(data) == before
