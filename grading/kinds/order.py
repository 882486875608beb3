"""Order: put the items in the right order.

Source: Moodle 4.5, question/type/ordering, grade_response. Its ways of grading are named functions here; the
one there is, `absolute`, is Moodle's 0: an item counts when it stands in its own place.

Data: {"items": [{"id", "text"}] in the right order, "grader"?: "absolute"}, at least three items: of two
that are never shown in the right order, the order shown would be the key.
Raw response: ["id", ...] with every item once; [] is unanswered. Answer: tuple[str, ...].
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Self, TypeAlias

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import Question, Review
from grading.marks import ZERO, Mark, Outcome, PartMark
from grading.reading import (
    Fields,
    Stem,
    read_ids,
    refuse_doubled_ids,
    refuse_doubled_texts,
    refuse_few,
)
from grading.shuffling import shuffled_away
from grading.strict_json import Json

# (right order, order given) -> what each item adds, in right order; a fully right order adds up to 1.
Grader: TypeAlias = Callable[[tuple[str, ...], tuple[str, ...]], tuple[Fraction, ...]]


def absolute(right: tuple[str, ...], given: tuple[str, ...]) -> tuple[Fraction, ...]:
    """An item counts when it stands in its own place."""
    share = Fraction(1, len(right))
    return tuple(share if item == placed else ZERO for item, placed in zip(right, given, strict=True))


GRADERS: Mapping[str, Grader] = MappingProxyType({"absolute": absolute})


@dataclass(frozen=True)
class Item:
    """Something with a place in the order."""

    id: str
    text: str


@dataclass(frozen=True)
class ItemReview:
    """Places count from 1; `given_place` is None when there was no answer."""

    id: str
    text: str
    place: int
    given_place: int | None
    outcome: Outcome

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT


@dataclass(frozen=True, kw_only=True)
class OrderReview(Review):
    """The items in the right order."""

    items: tuple[ItemReview, ...]


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """`items` stand in the right order; `grader` names how nearly right is counted."""

    kind: ClassVar[str] = "order"

    items: tuple[Item, ...]
    grader: str = "absolute"

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            items=fields.rows("items", _read_item),
            grader=fields.optional_text("grader", default="absolute"),
            **stem,
        )

    def check(self) -> None:
        refuse_few("items", self.items, least=2)
        refuse_doubled_ids("items", self.items)
        if self.grader not in GRADERS:
            raise BadQuestion(QuestionFault.UNKNOWN_GRADER)

    def check_fair(self) -> None:
        refuse_few("items", self.items, least=3)
        refuse_doubled_texts("items", ((item.id, item.text) for item in self.items))

    def write(self) -> dict[str, Json]:
        return {
            "items": [{"id": item.id, "text": item.text} for item in self.items],
            "grader": self.grader,
        }

    def part_ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)

    def read_answer(self, raw: object) -> tuple[str, ...] | None:
        ids = read_ids(raw, self.part_ids())
        if not ids:
            return None
        if len(ids) < len(self.items):
            raise BadResponse(ResponseFault.MISSING_ID)
        return ids

    def write_answer(self, answer: tuple[str, ...]) -> Json:
        return list(answer)

    def grade(self, answer: tuple[str, ...]) -> Mark:
        right = self.part_ids()
        shares = GRADERS[self.grader](right, answer)
        return Mark.of(
            PartMark(item_id, share, Outcome.of(share * len(right)))
            for item_id, share in zip(right, shares, strict=True)
        )

    def view(self, seed: str) -> dict[str, Json]:
        return {"items": [{"id": item.id, "text": item.text} for item in shuffled_away(self.items, seed=seed)]}

    def review(self, answer: tuple[str, ...] | None, mark: Mark) -> OrderReview:
        given_places = {item_id: place for place, item_id in enumerate(answer or (), start=1)}
        return OrderReview(
            items=tuple(
                ItemReview(
                    id=item.id,
                    text=item.text,
                    place=place,
                    given_place=given_places.get(item.id),
                    outcome=part.outcome,
                )
                for place, (item, part) in enumerate(zip(self.items, mark.parts, strict=True), start=1)
            ),
            **self.told(mark),
        )


def _read_item(fields: Fields) -> Item:
    return Item(id=fields.identifier("id"), text=fields.text("text"))
