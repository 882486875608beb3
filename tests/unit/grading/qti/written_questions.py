"""Questions that are written as QTI: each kind with each of its options, by name."""

from typing import Any

from grading.kinds.order import GRADERS
from tests.unit.grading import examples

Data = dict[str, Any]

SAID = {"right": "Flot <3", "near": "Næsten", "wrong": "Nej\n\nLæs igen"}
UNITS = [{"id": "m", "text": "m", "multiplier": "1"}, {"id": "k", "text": "km", "multiplier": "0.001"}]


def options(*rows: tuple[str, ...]) -> list[Data]:
    """(text, fraction[, feedback]) of each."""
    return [
        {"id": f"o{place}", "text": text, "fraction": fraction, "feedback": "".join(said)}
        for place, (text, fraction, *said) in enumerate(rows)
    ]


def single(*rows: tuple[str, ...], **changes: Any) -> Data:
    return {"kind": "single", "prompt": "Vælg\nén", "options": options(*rows), **changes}


def multiple(*rows: tuple[str, ...], **changes: Any) -> Data:
    return {"kind": "multiple", "prompt": "Vælg flere", "options": options(*rows), **changes}


def true_false(right: bool, **changes: Any) -> Data:
    return {"kind": "true_false", "prompt": "Er det sandt?", "right": right, **changes}


def match(rights: str, **changes: Any) -> Data:
    """The right choice of each pair, of three."""
    return {
        "kind": "match",
        "prompt": "Par",
        "pairs": [
            {"id": f"p{place}", "left": f"Venstre {place}", "right_id": f"c{right}"}
            for place, right in enumerate(rights)
        ],
        "choices": [{"id": f"c{name}", "text": f"Højre {name}"} for name in "xyz"],
        **changes,
    }


def order(count: int, grader: str, **changes: Any) -> Data:
    items = [{"id": f"i{place}", "text": f"Trin {place}"} for place in range(count)]
    return {"kind": "order", "prompt": "Ordn", "items": items, "grader": grader, **changes}


def rating(**changes: Any) -> Data:
    return {"kind": "rating", "prompt": "Hvilket niveau?", **changes}


def slider(**changes: Any) -> Data:
    scale = {"low": "-2", "high": "4", "step": "0.5", "value": "1.5"}
    return {"kind": "slider", "prompt": "Hvor meget?", **scale, **changes}


def areas(*fractions: str, said: str = "") -> list[Data]:
    shapes = [
        {"shape": "rect", "coords": [10, 10, 110, 60]},
        {"shape": "circle", "coords": [200, 100, 40]},
        {"shape": "poly", "coords": [300, 200, 390, 200, 345, 290]},
        {"shape": "ellipse", "coords": [60, 200, 40, 20]},
    ]
    return [
        {
            "id": f"a{place}",
            "label": f"Sted {place}",
            "fraction": fraction,
            "feedback": said and f"{said} {place}",
            **shape,
        }
        for place, (fraction, shape) in enumerate(zip(fractions, shapes, strict=False))
    ]


def texts(*rows: tuple[str, ...], **changes: Any) -> Data:
    """(pattern, fraction[, feedback]) of each answer."""
    answers = [
        {"id": f"s{place}", "pattern": pattern, "fraction": fraction, "feedback": "".join(said)}
        for place, (pattern, fraction, *said) in enumerate(rows)
    ]
    return {"kind": "short_text", "prompt": "Hvem?", "answers": answers, **changes}


def numbers(*answers: Data, **changes: Any) -> Data:
    rows = [{"id": f"n{place}", "fraction": "1", **answer} for place, answer in enumerate(answers)]
    return {"kind": "numeric", "prompt": "Hvor langt?", "answers": rows, **changes}


def gaps(kind: str, rights: str, choices: list[Data], **changes: Any) -> Data:
    """A gap for each right choice of one letter."""
    text = " så ".join(f"[[g{place}]]" for place in range(len(rights)))
    rows = [{"id": f"g{place}", "right_id": right} for place, right in enumerate(rights)]
    return {
        "kind": kind,
        "prompt": "Udfyld",
        "text": f"Først {text}\nog <slut>.",
        "gaps": rows,
        "choices": choices,
        **changes,
    }


ONE_GROUP = [{"id": name, "text": f"ord {name}"} for name in "xyz"]
TWO_GROUPS = [
    {"id": "x", "text": "ja <nej>", "group": "g", "unlimited": False},
    {"id": "y", "text": "to", "group": "h"},
    {"id": "z", "text": "tre", "group": "h", "unlimited": False},
    {"id": "w", "text": "fire", "group": "g"},
]


def parts(*rows: tuple[str, Data]) -> list[Data]:
    """(weight, question) of each."""
    return [
        {"id": f"d{place}", "weight": weight, "question": question} for place, (weight, question) in enumerate(rows)
    ]


def cloze(*rows: tuple[str, Data], **changes: Any) -> Data:
    inner = [(weight, {**question, "prompt": ""}) for weight, question in rows]
    text = ", ".join(f"del [[d{place}]]" for place in range(len(rows)))
    return {"kind": "cloze", "prompt": "Sæt ind", "text": f"Her: {text}.", "parts": parts(*inner), **changes}


def composite(*rows: tuple[str, Data], **changes: Any) -> Data:
    return {"kind": "composite", "prompt": "Om sagen", "parts": parts(*rows), **changes}


TWO = (("Ja", "1"), ("Nej", "0"))
RIGHT_AND_WRONG = (("A", "1/2"), ("B", "1/2"), ("C", "-1/2"))
THIRDS = (("A", "1/3"), ("B", "1/3"), ("C", "1/3"), ("D", "-1"))
GEOMETRIC = {"tolerance": "1", "tolerance_kind": "geometric"}
LEVEL_FEEDBACK = {"0": "Nul", "3": "Tre"}

QUESTIONS: dict[str, Data] = {
    **{f"eksempel {make.__name__}": make() for make in examples.ALL},
    "single plain": single(*TWO),
    "single two lines and signs": single(("A\nB < C & D", "1"), ("E\x07F\ufffe", "0")),
    "single quoted": single(*TWO, quote='Hun sagde: "nej"\n\nog gik', rule="Reglen", explanation="Fordi\nsådan"),
    "single outcomes": single(("A", "1"), ("B", "1/2"), ("C", "0"), feedback=SAID),
    "single right only": single(("A", "1"), ("B", "1/2"), ("C", "0"), feedback={"right": "Ja"}),
    "single near only": single(("A", "1"), ("B", "1/2"), ("C", "0"), feedback={"near": "Tja"}),
    "single wrong only": single(("A", "1"), ("B", "1/2"), ("C", "0"), feedback={"wrong": "Nej"}),
    "single said": single(("A", "1", "Ja\n\nnetop"), ("B", "0"), ("C", "0", "Nej")),
    "single decimals": single(("A", "1"), ("B", "1/4"), ("C", "-3/4"), lowest="-1/2"),
    "single thirds": single(("A", "1"), ("B", "1/3"), ("C", "-2/7"), lowest="-1/7"),
    "single two right": single(("A", "1"), ("B", "1"), ("C", "0")),
    "single floor alone": single(*TWO, lowest="-1/3"),
    "single strange ids": single(prompt="?")
    | {
        "options": [
            {"id": name, "text": f"Svar {place}", "fraction": "1" if name == "1a" else "0"}
            for place, name in enumerate(["1a", "i1a", "a:b_c", "a_b", "Z.9-x"])
        ]
    },
    "multiple halves of one": multiple(*RIGHT_AND_WRONG),
    "multiple thirds": multiple(*THIRDS, lowest="-1/3"),
    "multiple floor": multiple(*RIGHT_AND_WRONG, lowest="-1/2"),
    "multiple all": multiple(*RIGHT_AND_WRONG, scoring="all_or_nothing"),
    "multiple all said": multiple(("A", "1/3", "Ja"), ("B", "2/3"), ("C", "-1", "Nej"), scoring="all_or_nothing"),
    **{
        f"multiple {scoring} of {count}": multiple(
            *((f"Valg {place}", "1/2" if place < 2 else "-1") for place in range(count)), scoring=scoring
        )
        for scoring in ("each_option", "halves")
        for count in (2, 3, 4, 5)
    },
    "multiple each option outcomes": multiple(*RIGHT_AND_WRONG, scoring="each_option", feedback=SAID),
    **{
        f"multiple none right {scoring}": multiple(
            ("A", "-1/2"), ("B", "-1/2", "Nej"), ("C", "-1/2"), none_right=True, scoring=scoring
        )
        for scoring in ("sum", "all_or_nothing", "each_option", "halves")
    },
    "true": true_false(True),
    "false": true_false(False, feedback_true="Nej, for …"),
    "true said": true_false(True, feedback_true="Ja", feedback_false="Nej", feedback=SAID),
    "match sum": match("xyxz"),
    "match thirds": match("xxz", feedback=SAID),
    "match all": match("zyx", scoring="all_or_nothing", explanation="Sådan"),
    **{f"order {grader}": order(4, grader) for grader in GRADERS},
    **{f"order of two {grader}": order(2, grader) for grader in GRADERS},
    "order said": order(3, "next_include_last", feedback=SAID, explanation="Sådan"),
    "rating": rating(level=0),
    "rating thirds": rating(level=4, near="1/3", level_feedback=LEVEL_FEEDBACK),
    "rating nothing near": rating(level=2, near="0", rule="Reglen"),
    "rating of a panel": rating(panel=[1, 2, 2, 1], near="1/4"),
    "slider": slider(),
    "slider tolerant": slider(tolerance="1", unit_text="timer"),
    "slider near": slider(tolerance="0.5", near_tolerance="1.5", near="1/3", feedback=SAID),
    "hotspot": {"kind": "hotspot", "prompt": "Hvor?", "image": examples.IMAGE, "areas": areas("1/2", "1/2", "-1")},
    "hotspot one": {
        "kind": "hotspot",
        "prompt": "Hvor?",
        "image": examples.IMAGE,
        "areas": areas("1", "1/2", "-1/4", said="Om"),
        "lowest": "-1/4",
        "most": 1,
    },
    "hotspot two": {
        "kind": "hotspot",
        "prompt": "Hvor?",
        "image": examples.IMAGE,
        "areas": areas("1/3", "2/3", "0", "-1/3"),
        "most": 2,
    },
    "points": {"kind": "points", "prompt": "Peg", "image": examples.IMAGE, "areas": areas("1/2", "1/2", "-1/2")},
    "points one": {
        "kind": "points",
        "prompt": "Peg",
        "image": examples.IMAGE,
        "areas": areas("1", "1/4", "0", said="Om"),
        "most": 1,
        "default_fraction": "-1/4",
        "lowest": "-1/2",
    },
    "points thirds": {
        "kind": "points",
        "prompt": "Peg",
        "image": examples.IMAGE,
        "areas": areas("1/3", "2/3", "-1/3", "-1"),
        "default_fraction": "-1/3",
        "lowest": "-1/3",
    },
    "text plain": texts(("York", "1"), ("Jorvik", "1/2")),
    "text thirds": texts(("York", "1/3"), ("Jorvik*", "1"), ("*", "1/7")),
    "text mapped thirds": texts(("York", "1"), ("Jorvik", "1/3"), match_case=True),
    "text said": texts(("York", "1", "Ja"), ("Jørvik", "1/2"), ("Leeds", "0", "Nej"), feedback=SAID),
    "text said with case": texts(("York", "1", "Ja"), match_case=True),
    "text wildcards": texts(("ug*le", "1"), ("*Æø", "1/2", "Næsten"), (r"a\*.(b)", "1/4")),
    "text wildcards with case": texts(("ug*LE", "1"), (r"*3.5 [m]\*", "1/2"), match_case=True),
    "text of a letter with two capitals": texts(("*ß", "1")),
    "text of signs": texts((r"*\\.?+{}()[]|^$-&~", "1"), match_case=True),
    "text of anything": texts(("*", "1")),
    "number": numbers({"value": "7"}, {"value": "-0.25", "fraction": "1/3"}),
    "number tolerant": numbers(
        {"value": "7.5", "tolerance": "0.25", "feedback": "Ja"},
        {"value": "20", "tolerance": "0.1", "tolerance_kind": "relative", "fraction": "1/2"},
        {"value": "*", "fraction": "0", "feedback": "Nej"},
        feedback=SAID,
    ),
    "number in ranges": numbers(
        {"low": "7", "high": "9", "fraction": "1/2"},
        {"low": "-3", "high": "-1.5", "include_low": False, "include_high": False},
        number_format="plain",
    ),
    "number half open": numbers(
        {"low": "7", "high": "9", "include_low": False}, {"low": "0", "high": "1", "include_high": False}
    ),
    "number geometric": numbers({"value": "8", **GEOMETRIC}, {"value": "-8", **GEOMETRIC, "fraction": "1/2"}),
    "number of nothing": numbers({"value": "0", "tolerance": "0.5", "tolerance_kind": "relative"}),
    "number of anything": numbers({"value": "*"}, number_format="plain"),
    "number with a unit": numbers({"value": "12", "tolerance": "1"}, units=UNITS, unit_rule="optional"),
    "number with a unit before": numbers({"value": "12"}, units=UNITS[:1], unit_rule="optional", units_left=True),
    "gap list": gaps("gap_select", "xyx", ONE_GROUP),
    "gap list of one": gaps("gap_select", "x", ONE_GROUP, explanation="Sådan"),
    "gap list of groups": gaps("gap_select", "xyz", TWO_GROUPS, feedback=SAID, quote="Et citat"),
    "gap drag": gaps("drag_text", "xyxz", ONE_GROUP),
    "gap drag of groups": gaps("drag_text", "xyz", TWO_GROUPS, feedback=SAID),
    "cloze": cloze(("1", single(("A", "1"), ("B", "0", "Nej"))), ("3", texts(("York*", "1", "Ja")))),
    "cloze of one": cloze(("1", numbers({"value": "3"}))),
    "cloze of all": cloze(
        ("1/2", single(("A", "1"), ("B", "1/3"))),
        ("1/3", multiple(*THIRDS)),
        ("1", numbers({"value": "3", "tolerance": "1"})),
        feedback=SAID,
        explanation="Sådan",
    ),
    "composite": composite(("1", single(*TWO)), ("1", true_false(False))),
    "composite of one": composite(("2", true_false(True))),
    "composite of all": composite(
        ("1/2", single(*TWO, quote="Et citat", explanation="Fordi", feedback=SAID)),
        ("1/3", texts(("York", "1"), ("Jorvik", "1/2"))),
        ("1", numbers({"value": "3"}, units=UNITS[:1], unit_rule="optional")),
        ("2", gaps("gap_select", "xy", ONE_GROUP)),
        feedback=SAID,
        quote="Om det hele",
    ),
    "composite of tasks": composite(
        ("1", order(3, "absolute", explanation="Om orden")),
        ("1", match("xyz", feedback=SAID)),
        ("1", gaps("drag_text", "xy", ONE_GROUP)),
        ("1", slider(near_tolerance="1", near="1/4")),
        ("1", rating(level=1)),
        ("1", multiple(*RIGHT_AND_WRONG, scoring="each_option")),
        ("1", {"kind": "hotspot", "prompt": "Hvor?", "image": examples.IMAGE, "areas": areas("1", "-1"), "most": 1}),
    ),
}
