"""The fields of a question that waits for an answer, made from the engine's public view and nothing else of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from courses.models.bank import QuestionVersion


@dataclass(frozen=True)
class Choice:
    """Something to choose; `chosen` when it was chosen in a form that came back."""

    id: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class Row:
    """A row to give a choice or a place; `place` is what a form that came back had there."""

    id: str
    text: str
    place: int | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What was sent and not taken: the sentence that says why, and the fields as they were."""

    question: uuid.UUID
    problem: str
    values: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenForm:
    """The fields of a question that waits for an answer. Made from the public view alone."""

    version_key: uuid.UUID
    submission_key: uuid.UUID
    options: tuple[Choice, ...] = ()
    pairs: tuple[Row, ...] = ()
    items: tuple[Row, ...] = ()
    level: str = ""
    problem: str = ""

    @classmethod
    def of(cls, version: QuestionVersion, shown: Mapping[str, Any], draft: Draft | None) -> OpenForm:
        sent = draft.values if draft else {}
        chosen = set(sent.get("answer", []))

        def choices(rows: list[dict[str, str]], taken: set[str]) -> tuple[Choice, ...]:
            return tuple(Choice(row["id"], row["text"], row["id"] in taken) for row in rows)

        truths = [{"id": "true", "text": ""}, {"id": "false", "text": ""}] if shown["kind"] == "true_false" else []
        return cls(
            version_key=version.key,
            submission_key=uuid.uuid4(),
            options=choices(shown.get("options", truths), chosen),
            pairs=tuple(
                Row(
                    pair["id"],
                    pair["left"],
                    choices=choices(shown["choices"], set(sent.get(f"pair-{pair['id']}", []))),
                )
                for pair in shown.get("pairs", [])
            ),
            items=tuple(
                Row(item["id"], item["text"], place=_place(sent.get(f"place-{item['id']}", [])))
                for item in shown.get("items", [])
            ),
            level=next(iter(chosen), ""),
            problem=draft.problem if draft else "",
        )


def _place(sent: list[str]) -> int | None:
    return int(sent[0]) if sent and re.fullmatch("[0-9]{1,2}", sent[0]) else None
