"""One small question of each kind, as the data an author's content becomes."""

from typing import Any

Data = dict[str, Any]


def single(**changes: Any) -> Data:
    return {
        "kind": "single",
        "prompt": "Hvad er VUM 2.0?",
        "explanation": "VUM 2.0 er en metode.",
        "options": [
            {"id": "k7", "text": "Et it-system", "fraction": "0", "feedback": "Nej."},
            {"id": "p2", "text": "En metode", "fraction": "1", "feedback": "Ja."},
            {"id": "z4", "text": "En arbejdsgang", "fraction": "1/3", "feedback": "Noget af det."},
            {"id": "b9", "text": "En test", "fraction": "-1/3", "feedback": "Borgeren bliver ikke testet."},
        ],
        **changes,
    }


def multiple(**changes: Any) -> Data:
    return {
        "kind": "multiple",
        "prompt": "Hvorfor blev VUM videreudviklet?",
        "options": [
            {"id": "k7", "text": "Retssikkerhed", "fraction": "1/3"},
            {"id": "p2", "text": "Recovery", "fraction": "1/3"},
            {"id": "z4", "text": "Data om progression", "fraction": "1/3"},
            {"id": "b9", "text": "Afskaffe handleplaner", "fraction": "-1", "feedback": "Nej."},
        ],
        **changes,
    }


def true_false(**changes: Any) -> Data:
    return {
        "kind": "true_false",
        "prompt": "VUM 2.0 slutter ved afgørelsen.",
        "right": False,
        "feedback_true": "Ikke helt.",
        "feedback_false": "Rigtigt.",
        **changes,
    }


def match(**changes: Any) -> Data:
    return {
        "kind": "match",
        "prompt": "Hvem gør hvad?",
        "pairs": [
            {"id": "r1", "left": "Afgørelse", "right_id": "my", "feedback": "Det er myndighedens opgave."},
            {"id": "r2", "left": "Bestilling", "right_id": "my"},
            {"id": "r3", "left": "Delmål", "right_id": "ud"},
            {"id": "r4", "left": "Ønsker", "right_id": "bo"},
        ],
        "choices": [
            {"id": "my", "text": "Myndighed"},
            {"id": "ud", "text": "Udfører"},
            {"id": "bo", "text": "Borger"},
            {"id": "an", "text": "Ankestyrelsen"},
        ],
        **changes,
    }


def order(**changes: Any) -> Data:
    return {
        "kind": "order",
        "prompt": "Fra lavest til højest",
        "items": [
            {"id": "q3", "text": "Ingen"},
            {"id": "a8", "text": "Let"},
            {"id": "m5", "text": "Moderat"},
            {"id": "c1", "text": "Svært"},
        ],
        "grader": "absolute",
        **changes,
    }


def rating(**changes: Any) -> Data:
    return {
        "kind": "rating",
        "prompt": "Vurdér niveauet for personlig hygiejne",
        "quote": "Jeg går i bad, når min søster minder mig om det.",
        "rule": "Støtte fra netværket trækkes fra.",
        "level": 2,
        "near": "1/2",
        "level_feedback": {"1": "Lidt for lavt.", "2": "Moderat støtte."},
        **changes,
    }


def slider(**changes: Any) -> Data:
    return {
        "kind": "slider",
        "prompt": "Hvor mange timers støtte om ugen?",
        "low": "0",
        "high": "10",
        "step": "0.5",
        "value": "7.5",
        "tolerance": "0.5",
        "near_tolerance": "2",
        "near": "1/3",
        "unit_text": "timer",
        **changes,
    }


IMAGE = {"key": "koekken.png", "alt": "Et køkken med komfur, vask og skab", "width": 400, "height": 300}


def areas() -> list[Data]:
    return [
        {"id": "a1", "shape": "rect", "coords": [10, 10, 110, 60], "label": "Komfur", "fraction": "1/2"},
        {"id": "a2", "shape": "circle", "coords": [200, 100, 40], "label": "Vask", "fraction": "1/2"},
        {
            "id": "a3",
            "shape": "poly",
            "coords": [300, 200, 390, 200, 345, 290],
            "label": "Skab",
            "fraction": "-1",
            "feedback": "Skabet er ikke en støtte.",
        },
    ]


def hotspot(**changes: Any) -> Data:
    return {"kind": "hotspot", "prompt": "Hvor skal der støtte til?", "image": IMAGE, "areas": areas(), **changes}


def points(**changes: Any) -> Data:
    return {"kind": "points", "prompt": "Peg på det, der er farligt.", "image": IMAGE, "areas": areas(), **changes}


def composite(**changes: Any) -> Data:
    return {
        "kind": "composite",
        "prompt": "Om Idas sag",
        "parts": [
            {"id": "c1", "question": single()},
            {"id": "c2", "weight": "2", "question": match()},
            {"id": "c3", "weight": "1/2", "question": true_false()},
        ],
        **changes,
    }


def cloze(**changes: Any) -> Data:
    return {
        "kind": "cloze",
        "prompt": "Sæt de rigtige ord ind.",
        "text": "VUM 2.0 er [[d1]], og den giver [[d2]].",
        "parts": [
            {"id": "d1", "question": single(prompt="")},
            {"id": "d2", "weight": "3", "question": multiple(prompt="")},
        ],
        **changes,
    }


def short_text(**changes: Any) -> Data:
    return {
        "kind": "short_text",
        "prompt": "Hvad hedder den metode, myndigheden udreder efter?",
        "answers": [
            {"id": "k7", "pattern": "Voksenudredningsmetoden", "fraction": "1", "feedback": "Ja."},
            {"id": "p2", "pattern": "VUM*", "fraction": "1", "feedback": "Ja, kort sagt."},
            {"id": "z4", "pattern": "*metode*", "fraction": "1/3", "feedback": "Hvilken metode?"},
            {"id": "b9", "pattern": "ICF", "fraction": "0", "feedback": "ICF er en klassifikation."},
        ],
        **changes,
    }


def numeric(**changes: Any) -> Data:
    return {
        "kind": "numeric",
        "prompt": "Hvor mange timers støtte er det om ugen?",
        "answers": [
            {"id": "k7", "value": "7.5", "tolerance": "0.25", "fraction": "1", "feedback": "Ja."},
            {"id": "p2", "low": "7", "high": "9", "include_high": False, "fraction": "1/2", "feedback": "Næsten."},
            {"id": "z4", "value": "*", "fraction": "0", "feedback": "Læg alle aftalerne sammen."},
        ],
        "units": [
            {"id": "u1", "text": "timer", "multiplier": "1"},
            {"id": "u2", "text": "min.", "multiplier": "60"},
        ],
        "unit_rule": "required",
        "unit_penalty": "1/5",
        **changes,
    }


def gap_select(**changes: Any) -> Data:
    return {
        "kind": "gap_select",
        "prompt": "Vælg de rigtige ord.",
        "text": "[[g1]] træffer afgørelsen, og [[g2]] skriver [[g3]].",
        "gaps": [
            {"id": "g1", "right_id": "my", "feedback": "Det er myndighedens opgave."},
            {"id": "g2", "right_id": "ud"},
            {"id": "g3", "right_id": "de"},
        ],
        "choices": [
            {"id": "my", "text": "Myndigheden"},
            {"id": "ud", "text": "udføreren", "unlimited": False},
            {"id": "bo", "text": "borgeren", "unlimited": False},
            {"id": "de", "text": "delmål", "group": "2"},
            {"id": "be", "text": "bestillingen", "group": "2"},
        ],
        **changes,
    }


def drag_text(**changes: Any) -> Data:
    return gap_select(**{"kind": "drag_text", "prompt": "Træk de rigtige ord ind.", **changes})


ALL = (
    single,
    multiple,
    true_false,
    match,
    order,
    rating,
    slider,
    hotspot,
    points,
    composite,
    cloze,
    short_text,
    numeric,
    gap_select,
    drag_text,
)
