"""Questions in the engine's words made into what an editor writes: the way back from each block's `engine_data`.

What a block has no field for is not kept; `left_out` says what that was.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images import get_image_model

from courses.models.bank import PENALTIES, Question
from grading import read_question, write_question
from grading.imported import Loss
from grading.moodle.canonical import differing_fields
from grading.placeholders import placeholders, with_placeholders

Data = dict[str, Any]
NEAR = ("1/2", "1/3", "0")  # what an editor can choose that a near answer gives
MOST_GROUPS = 8
LONGEST_TITLE = 150


class CannotKeep(Exception):
    """The bank cannot hold the question. `reason` is a code of `import_messages.PROBLEMS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def question_from(name: str, data: Mapping[str, Any], *, tags: Iterable[str] = ()) -> Question:
    """An unsaved draft that says what the data does. Raises CannotKeep, and BadQuestion where it is not fair."""
    whole = write_question(read_question(data))
    feedback = whole["feedback"]
    question = Question(
        title=(" ".join(name.split()) or " ".join(whole["prompt"].split()))[:LONGEST_TITLE],
        prompt=whole["prompt"],
        quote=whole["quote"],
        explanation=whole["explanation"],
        rule=whole["rule"],
        feedback_right=feedback["right"],
        feedback_near=feedback["near"],
        feedback_wrong=feedback["wrong"],
        hints="\n".join(" ".join(hint.split()) for hint in whole["hints"]),
        penalty=whole["penalty"] if whole["penalty"] in dict(PENALTIES) else "1/3",
        content=json.dumps([{"type": whole["kind"], "value": block_value(whole), "id": _new()}]),
    )
    block = question.content[0]
    try:
        block.block.clean(block.value)
    except ValidationError as error:
        raise CannotKeep("too_long_here") from error
    question.engine_data()
    question.tags.add(*dict.fromkeys(tag.strip()[:100] for tag in tags if tag.strip()))
    return question


def left_out(question: Question, data: Mapping[str, Any]) -> list[Loss]:
    """What of the data the draft does not say."""
    theirs = write_question(read_question(data))
    return [Loss("not_kept", {"field": field}) for field in differing_fields(theirs, question.engine_data())]


def block_value(data: Mapping[str, Any]) -> Data:
    """The raw value of the kind's block. `data` is as `write_question` gives it."""
    return _VALUES[data["kind"]](data)


def _new() -> str:
    return str(uuid.uuid4())


def _rows(values: Iterable[Any]) -> list[Data]:
    return [{"type": "item", "value": value, "id": _new()} for value in values]


def _share(fraction: str) -> Data:
    """Right, and the share where it is not all or nothing."""
    worth = Fraction(fraction)
    return {"right": worth == 1, "share": "" if worth in (0, 1) else fraction}


def _decimal(number: str) -> str:
    """As Danes write it, so that 1.500 is not taken for thousands."""
    return number.replace(".", ",")


def _near(near: str) -> str:
    return near if near in NEAR else NEAR[0]


def _option(option: Mapping[str, Any]) -> Data:
    return {
        "text": option["text"],
        "right": Fraction(option["fraction"]) > 0,
        "share": option["fraction"],
        "feedback": option["feedback"],
    }


def _single(data: Mapping[str, Any]) -> Data:
    options = []
    for option in data["options"]:
        options.append({"text": option["text"], "feedback": option["feedback"], **_share(option["fraction"])})
    return {"options": _rows(options)}


def _multiple(data: Mapping[str, Any]) -> Data:
    options = _rows(_option(option) for option in data["options"])
    return {"options": options, "scoring": data["scoring"], "none_right": data["none_right"]}


def _true_false(data: Mapping[str, Any]) -> Data:
    return {
        "right": "true" if data["right"] else "false",
        "feedback_true": data["feedback_true"],
        "feedback_false": data["feedback_false"],
    }


def _match(data: Mapping[str, Any]) -> Data:
    texts = {choice["id"]: choice["text"] for choice in data["choices"]}
    used = {pair["right_id"] for pair in data["pairs"]}
    pairs = [
        {"left": pair["left"], "right": texts[pair["right_id"]], "feedback": pair["feedback"]} for pair in data["pairs"]
    ]
    distractors = [text for choice_id, text in texts.items() if choice_id not in used]
    return {"pairs": _rows(pairs), "distractors": _rows(distractors), "scoring": data["scoring"]}


def _order(data: Mapping[str, Any]) -> Data:
    return {"items": _rows(item["text"] for item in data["items"]), "grader": data["grader"]}


def _rating(data: Mapping[str, Any]) -> Data:
    panel = data.get("panel", [])
    return {
        "level": "" if panel else str(data["level"]),
        "panel": _rows(str(level) for level in panel),
        "near": _near(data["near"]),
        "level_feedback": {f"level_{level}": data["level_feedback"].get(str(level), "") for level in range(5)},
    }


def _slider(data: Mapping[str, Any]) -> Data:
    numbers = ("low", "high", "step", "value", "tolerance", "near_tolerance")
    return {
        **{name: _decimal(data[name]) for name in numbers},
        "near": _near(data["near"]),
        "unit_text": data["unit_text"],
    }


def _short_text(data: Mapping[str, Any]) -> Data:
    answers = [
        {"pattern": answer["pattern"], "feedback": answer["feedback"], **_share(answer["fraction"])}
        for answer in data["answers"]
    ]
    return {
        "answers": _rows(answers),
        "match_case": data["match_case"],
        "ignore_accents": not data["match_accents"],
    }


def _numeric(data: Mapping[str, Any]) -> Data:
    units = [{"text": unit["text"], "multiplier": _decimal(unit["multiplier"])} for unit in data["units"]]
    return {
        "answers": _rows(_number_answer(answer) for answer in data["answers"]),
        "units": _rows(units),
        "unit_rule": data["unit_rule"],
        "unit_penalty": data["unit_penalty"],
        "unit_penalty_of": data["unit_penalty_of"],
        "number_format": data["number_format"],
    }


def _number_answer(answer: Mapping[str, Any]) -> Data:
    return {
        "value": _decimal(answer.get("value", "")),
        "tolerance": _decimal(answer.get("tolerance", "")),
        "tolerance_kind": answer.get("tolerance_kind", "absolute"),
        "low": _decimal(answer.get("low", "")),
        "high": _decimal(answer.get("high", "")),
        "include_low": answer.get("include_low", True),
        "include_high": answer.get("include_high", True),
        "feedback": answer["feedback"],
        **_share(answer["fraction"]),
    }


def _gaps(data: Mapping[str, Any]) -> Data:
    """Rows in the order of the gaps; groups get the numbers that an editor can choose."""
    choices = {choice["id"]: choice for choice in data["choices"]}
    names = list(dict.fromkeys(choice["group"] for choice in data["choices"]))
    if len(names) > MOST_GROUPS:
        raise CannotKeep("unsupported_response")
    groups = {name: str(number) for number, name in enumerate(names, start=1)}
    rows = [
        {
            "right": choices[gap["right_id"]]["text"],
            "group": groups[choices[gap["right_id"]]["group"]],
            "feedback": gap["feedback"],
        }
        for gap in data["gaps"]
    ]
    used = {gap["right_id"] for gap in data["gaps"]}
    extras = [
        {"text": choice["text"], "group": groups[choice["group"]]}
        for choice in data["choices"]
        if choice["id"] not in used
    ]
    text = _numbered(data["text"], [gap["id"] for gap in data["gaps"]])
    return {"text": text, "gaps": _rows(rows), "extras": _rows(extras)}


def _numbered(text: str, ids: list[str]) -> str:
    """The text with [[1]] for the first id, and so on."""
    numbers = {row_id: str(number) for number, row_id in enumerate(ids, start=1)}
    return with_placeholders(text, lambda row_id: numbers[row_id])


def _parts(data: Mapping[str, Any]) -> list[Data]:
    return [
        {
            "type": part["question"]["kind"],
            "value": {
                "prompt": part["question"]["prompt"],
                "weight": part["weight"],
                "answers": block_value(part["question"]),
            },
            "id": _new(),
        }
        for part in data["parts"]
    ]


def _cloze(data: Mapping[str, Any]) -> Data:
    """The parts in the order that they stand in the text."""
    ids = [part["id"] for part in data["parts"]]
    assert set(placeholders(data["text"])) == set(ids)
    return {"text": _numbered(data["text"], ids), "parts": _parts(data)}


def _composite(data: Mapping[str, Any]) -> Data:
    return {"parts": _parts(data)}


def _areas(data: Mapping[str, Any]) -> Data:
    image = data["image"]
    found = get_image_model().objects.filter(file_hash=image["key"]).order_by("pk").first()
    if found is None or (found.width, found.height) != (image["width"], image["height"]):
        raise CannotKeep("picture_not_here")
    areas = [
        {
            "label": area["label"],
            "shape": area["shape"],
            "coords": ", ".join(map(str, area["coords"])),
            "right": Fraction(area["fraction"]) > 0,
            "share": area["fraction"],
            "feedback": area["feedback"],
        }
        for area in data["areas"]
    ]
    return {"image": found.pk, "alt": image["alt"], "areas": _rows(areas), "most": data["most"] or None}


def _points(data: Mapping[str, Any]) -> Data:
    return {**_areas(data), "miss": data["default_fraction"]}


_VALUES: Mapping[str, Callable[[Mapping[str, Any]], Data]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "match": _match,
    "order": _order,
    "rating": _rating,
    "slider": _slider,
    "short_text": _short_text,
    "numeric": _numeric,
    "gap_select": _gaps,
    "drag_text": _gaps,
    "cloze": _cloze,
    "composite": _composite,
    "hotspot": _areas,
    "points": _points,
}
