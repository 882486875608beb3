"""The fields a question's form had, made again from the answer that is stored: `forms.raw_response` backwards."""

from __future__ import annotations

from typing import Any

Fields = dict[str, list[str]]


def fields_of_answer(kind: str, answer: Any) -> Fields:
    """The form's fields for an answer as the engine writes it; {} where there is none.

    >>> fields_of_answer("order", ["b", "a"])
    {'place-b': ['1'], 'place-a': ['2']}
    """
    if answer is None:
        return {}
    if kind == "order":
        return {f"place-{item}": [str(place)] for place, item in enumerate(answer, start=1)}
    if isinstance(answer, dict):
        return {f"pair-{row}": [str(choice)] for row, choice in answer.items() if isinstance(choice, str)}
    if isinstance(answer, bool):
        return {"answer": ["true" if answer else "false"]}
    if isinstance(answer, list):
        return {"answer": [str(one) for one in answer]}
    return {"answer": [str(answer)]}
