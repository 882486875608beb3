"""The fields of a question that waits for an answer, made from the engine's public view and nothing else of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from courses.models.bank import QuestionVersion

Sent = Mapping[str, Sequence[str]]

# The kinds that share a template with others.
TEMPLATES = {"single": "choice", "multiple": "choice", "gap_select": "gaps", "drag_text": "gaps"}


def template_of(what: str, kind: str) -> str:
    """The template of a kind; `what` is "form" or "told"."""
    return f"courses/_{what}_{TEMPLATES.get(kind, kind)}.html"


def part_prefix(kind: str, part_id: str) -> str:
    """What the names of a part's fields begin with. No id has a slash."""
    return f"part/{kind}/{part_id}/"


@dataclass(frozen=True)
class Choice:
    """Something to choose; `chosen` when it was chosen in a form that came back. `once`: it is used up by one gap."""

    id: str
    text: str
    chosen: bool = False
    once: bool = False


@dataclass(frozen=True)
class Row:
    """A row to give a choice or a place; `place` is what a form that came back had there."""

    id: str
    text: str
    place: int | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, or what stands between two: a gap with its choices, or a part with its fields.

    `number` counts gaps and parts from 1.
    """

    text: str = ""
    number: int = 0
    id: str = ""
    choices: tuple[Choice, ...] = ()
    part: AnswerFields | None = None


@dataclass(frozen=True)
class Area:
    """An area of the picture to choose."""

    id: str
    shape: str
    coords: tuple[int, ...]
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Point:
    """Where a point is set, as text; "" when it is not."""

    number: int
    x: str = ""
    y: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerFields:
    """The fields of one question, or of one part of a question.

    `at` begins the ids of its elements, `prefix` the names of its fields. `value` is what was written; `view` the
    engine's public view, for what needs no words of its own here.
    """

    kind: str
    at: str
    prefix: str = ""
    number: int = 0
    prompt: str = ""
    quote: str = ""
    view: Mapping[str, Any] = field(default_factory=dict)
    value: str = ""
    options: tuple[Choice, ...] = ()
    pairs: tuple[Row, ...] = ()
    items: tuple[Row, ...] = ()
    pieces: tuple[Piece, ...] = ()
    words: tuple[Choice, ...] = ()
    areas: tuple[Area, ...] = ()
    points: tuple[Point, ...] = ()
    parts: tuple[AnswerFields, ...] = ()

    @property
    def template(self) -> str:
        return template_of("form", self.kind)

    @property
    def level(self) -> str:
        """The level chosen in a form that came back."""
        return self.value

    @classmethod
    def fields(cls, shown: Mapping[str, Any], sent: Sent, *, at: str, prefix: str = "") -> dict[str, Any]:
        """What the public view and a form that came back say of the fields."""
        read = _Reader(shown, sent, at, prefix)
        return {
            "kind": shown["kind"],
            "at": at,
            "prefix": prefix,
            "prompt": shown["prompt"],
            "quote": shown["quote"],
            "view": shown,
            "value": next(iter(sent.get(f"{prefix}answer", [])), ""),
            "options": read.options(),
            "pairs": read.pairs(),
            "items": read.items(),
            "pieces": read.pieces(),
            "words": read.words(),
            "areas": read.areas(),
            "points": read.points(),
            "parts": read.parts,
        }


@dataclass(frozen=True)
class Draft:
    """What was sent and not taken: the sentence that says why, and the fields as they were."""

    question: uuid.UUID
    problem: str
    values: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OpenForm(AnswerFields):
    """A whole question's form. Made from the public view alone."""

    version_key: uuid.UUID
    submission_key: uuid.UUID
    problem: str = ""

    @classmethod
    def of(cls, version: QuestionVersion, shown: Mapping[str, Any], draft: Draft | None) -> Self:
        return cls(
            version_key=version.key,
            submission_key=uuid.uuid4(),
            problem=draft.problem if draft else "",
            **cls.fields(shown, draft.values if draft else {}, at=f"q{version.key.hex[:10]}"),
        )


class _Reader:
    """Reads one question's public view beside what was sent."""

    def __init__(self, shown: Mapping[str, Any], sent: Sent, at: str, prefix: str) -> None:
        self.shown, self.sent, self.prefix = shown, sent, prefix
        self.parts = tuple(self._part(number, part, at) for number, part in enumerate(shown.get("parts", []), start=1))

    def _sent(self, name: str) -> Sequence[str]:
        return self.sent.get(f"{self.prefix}{name}", [])

    def _part(self, number: int, part: Mapping[str, Any], at: str) -> AnswerFields:
        shown = part["question"]
        prefix = part_prefix(shown["kind"], part["id"])
        found = AnswerFields.fields(shown, self.sent, at=f"{at}-{part['id']}", prefix=prefix)
        return AnswerFields(number=number, **found)

    def options(self) -> tuple[Choice, ...]:
        if self.shown["kind"] == "true_false":
            return _choices([{"id": "true", "text": ""}, {"id": "false", "text": ""}], self._sent("answer"))
        return _choices(self.shown.get("options", []), self._sent("answer"))

    def pairs(self) -> tuple[Row, ...]:
        return tuple(
            Row(
                pair["id"],
                pair["left"],
                choices=_choices(self.shown["choices"], self._sent(f"pair-{pair['id']}")),
            )
            for pair in self.shown.get("pairs", [])
        )

    def items(self) -> tuple[Row, ...]:
        return tuple(
            Row(item["id"], item["text"], place=_place(self._sent(f"place-{item['id']}")))
            for item in self.shown.get("items", [])
        )

    def pieces(self) -> tuple[Piece, ...]:
        parts = {part["id"]: fields for part, fields in zip(self.shown.get("parts", []), self.parts, strict=True)}
        found = []
        number = 0
        for piece in self.shown.get("pieces", []):
            number += "text" not in piece
            if "text" in piece:
                found.append(Piece(text=piece["text"]))
            elif "gap" in piece:
                own = [choice for choice in self.shown["choices"] if choice["group"] == piece["group"]]
                chosen = self._sent(f"gap-{piece['gap']}")
                found.append(Piece(number=number, id=piece["gap"], choices=_choices(own, chosen)))
            else:
                found.append(Piece(number=number, id=piece["part"], part=parts[piece["part"]]))
        return tuple(found)

    def words(self) -> tuple[Choice, ...]:
        """The words to put into a text."""
        return _choices(self.shown["choices"], []) if self.shown["kind"] == "drag_text" else ()

    def areas(self) -> tuple[Area, ...]:
        chosen = set(self._sent("answer"))
        return tuple(
            Area(area["id"], area["shape"], tuple(area["coords"]), area["label"], area["id"] in chosen)
            for area in self.shown.get("areas", [])
        )

    def points(self) -> tuple[Point, ...]:
        if self.shown["kind"] != "points":
            return ()
        return tuple(
            Point(number, *(next(iter(self._sent(f"{axis}-{number}")), "")[:6] for axis in "xy"))
            for number in range(1, self.shown["most"] + 1)
        )


def _choices(rows: Sequence[Mapping[str, Any]], taken: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(row["id"], row["text"], row["id"] in taken, once=not row.get("unlimited", True)) for row in rows
    )


def _place(sent: Sequence[str]) -> int | None:
    return int(sent[0]) if sent and re.fullmatch("[0-9]{1,2}", sent[0]) else None
