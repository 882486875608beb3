"""The fields a question's form had, made again from the answer that is stored: `forms.raw_response` backwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Fields = dict[str, list[str]]


def fields_of_answer(data: Mapping[str, Any], answer: Any) -> Fields:
    """The form's fields for an answer as the engine writes it, to the question in `data`; {} where there is none.

    >>> fields_of_answer({"kind": "order"}, ["b", "a"])
    {'place-b': ['1'], 'place-a': ['2']}
    """
    if answer is None:
        return {}
    match data["kind"]:
        case "match":
            return {f"pair-{pair}": [choice] for pair, choice in answer.items()}
        case "gap_select" | "drag_text":
            return {f"gap-{gap}": [choice] for gap, choice in answer.items()}
        case "order":
            return {f"place-{item}": [str(place)] for place, item in enumerate(answer, start=1)}
        case "points":
            return {
                f"{axis}-{number}": [str(at)]
                for number, point in enumerate(answer, start=1)
                for axis, at in zip("xy", point, strict=True)
            }
        case "cloze" | "composite":
            found: Fields = {}
            for part in data["parts"]:
                prefix = f"part/{part['question']['kind']}/{part['id']}/"
                own = fields_of_answer(part["question"], answer.get(part["id"]))
                found |= {f"{prefix}{name}": values for name, values in own.items()}
            return found
        case "true_false":
            return {"answer": ["true" if answer else "false"]}
    return {"answer": [str(one) for one in answer] if isinstance(answer, list) else [str(answer)]}
