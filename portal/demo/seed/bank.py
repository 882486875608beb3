"""The question bank: every kind of question, from the scripts in `content/`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from content.models import Phase, Subtheme, Theme
from courses.models import Question, QuestionState
from portal.demo.seed import pictures

NAMES = uuid.UUID("9b1f0f0e-4f2c-4d5e-9a53-2f3b7d1c6a10")  # the same rows get the same ids in every seed

Text = Mapping[str, Any]


def key_of(name: str) -> uuid.UUID:
    """The key of the question that has this id in the scripts."""
    return _name(name)


def question(text: Text, phases: Mapping[str, Phase]) -> Question:
    """The question in the bank. One whose key was corrected has its first version with the key it had (`was`)."""
    row = Question(
        key=key_of(text["id"]),
        state=QuestionState(text.get("state", "ready")),
        title=text["prompt"][:150],
        prompt=text["prompt"],
        quote=text.get("quote", "").strip(),
        explanation=text.get("explanation", ""),
        rule=text.get("rule", ""),
        source=text.get("source", ""),
        phase=phases.get(text.get("phase", "")),
        theme=Theme.objects.filter(title=text.get("theme", "")).first(),
        subtheme=Subtheme.objects.filter(title=text.get("subtheme", "")).first(),
        feedback_right=text.get("feedback_right", ""),
        feedback_near=text.get("feedback_near", text.get("feedback_wrong", "")),
        feedback_wrong=text.get("feedback_wrong", ""),
        hints="\n".join(text.get("hints", [])),
    )
    row.tags.add(*text.get("tags", []))
    for said in ([_as_it_was(text)] if "was" in text else []) + [text]:
        row.content = json.dumps(
            [{"type": said["kind"], "id": str(_name(said["id"], "content")), "value": _answers(said, said["id"])}]
        )
        row.save()
    return row


def _as_it_was(text: Text) -> Text:
    """The question before its key was corrected: other answers, or other options marked as right."""
    was = text["was"]
    if "answers" in was:
        return {**text, "answers": was["answers"]}
    return {**text, "options": [{**option, "right": option["text"] in was["right"]} for option in text["options"]]}


def _answers(text: Text, name: str) -> dict[str, Any]:
    """The value of the kind's block. `name` begins the names of its rows."""

    def rows(kind: str, values: list[Any]) -> list[dict[str, Any]]:
        return [
            {"type": "item", "id": str(_name(name, f"{kind}{place}")), "value": value}
            for place, value in enumerate(values)
        ]

    match text["kind"]:
        case "single" | "multiple":
            options = [
                {"text": item["text"], "right": item["right"], "share": "", "feedback": item["feedback"]}
                for item in text["options"]
            ]
            return {"options": rows("option", options)}
        case "true_false":
            return {
                "right": "true" if text["right"] else "false",
                "feedback_true": text["feedback_true"],
                "feedback_false": text["feedback_false"],
            }
        case "match":
            pairs = [{key: pair.get(key, "") for key in ("left", "right", "feedback")} for pair in text["pairs"]]
            return {"pairs": rows("pair", pairs), "distractors": rows("distractor", text.get("distractors", []))}
        case "order":
            return {"items": rows("item", text["items"]), "grader": text.get("grader", "absolute")}
        case "rating":
            return {
                "level": str(text.get("level", "")),
                "panel": rows("panel", [str(level) for level in text.get("panel", [])]),
                "near": "1/2",
                "level_feedback": {f"level_{level}": words for level, words in text["level_feedback"].items()},
            }
        case "short_text" | "numeric":
            return {"answers": rows("answer", [{"share": "", **answer} for answer in text["answers"]])}
        case "slider":
            limits = {key: text[key] for key in ("low", "high", "step", "value", "near_tolerance")}
            return {**limits, "unit_text": text["unit"], "near": "1/2"}
        case "gap_select" | "drag_text":
            gaps = [{"group": "1", **gap} for gap in text["gaps"]]
            extras = [{"group": "1", **extra} for extra in text["extras"]]
            return {"text": text["text"].strip(), "gaps": rows("gap", gaps), "extras": rows("extra", extras)}
        case "hotspot" | "points":
            picture = pictures.picture(text["picture"])
            areas = [
                {"label": area.label, "shape": "circle", "coords": area.coords, "share": "", **said}
                for said in text["areas"]
                for area in [pictures.AREAS[said["at"]]]
            ]
            return {
                "image": picture.pk,
                "alt": picture.description,
                "areas": rows("area", areas),
                "most": text.get("most"),
            }
        case "cloze" | "composite":
            parts = [
                {"type": part["kind"], "id": str(_name(name, f"part{place}")), "value": _part(part, f"{name}/{place}")}
                for place, part in enumerate(text["parts"])
            ]
            return {"text": text.get("text", "").strip(), "parts": parts}
        case other:
            raise ValueError(f"unknown kind of question in the script: {other}")


def _part(part: Text, name: str) -> dict[str, Any]:
    return {"prompt": part["prompt"], "answers": _answers(part, name), "weight": "1"}


def _name(*parts: str) -> uuid.UUID:
    return uuid.uuid5(NAMES, "/".join(parts))
