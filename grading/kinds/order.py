"""Order: put the items in the right order.

Source: Moodle 4.5, question/type/ordering/question.php, grade_response. Its ways of grading, by their numbers there:
all_or_nothing         (-1) 1 when every item stands in its own place, else 0
absolute               (0) the share of items that stand in their own place
next_exclude_last      (1) the share of items followed by the right one; the last item does not count
next_include_last      (2) the same, and the last item counts when nothing follows it
previous_and_next      (3) each item has two sides, the open ends too: the share of sides with the right neighbour
all_previous_and_next  (4) the share of (item, other item) where the other stands on the right side of it
longest_subset         (5) the most items that stand in order among themselves, others between them or not
longest_contiguous     (6) the same, of items that also follow each other in the right order
distance               (7) each item gives n-1 less the places it is off, of n-1
In 5 and 6 one item is no subset and gives 0.

Data: {"items": [{"id", "text"}] in the right order, "grader"?: "absolute"}, at least three items: of two
that are never shown in the right order, the order shown would be the key.
Raw response: ["id", ...] with every item once; [] is unanswered. Answer: tuple[str, ...].
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar, Self, TypeAlias

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import Question, Review, ReviewRow
from grading.marks import ZERO, Mark, Outcome, PartMark, Scale
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

# Where each item of the right order was put (from 0) -> the points of each.
Points: TypeAlias = Callable[[Sequence[int]], Sequence[int]]
# For each item, its part by points.
Rows: TypeAlias = tuple[tuple[PartMark, ...], ...]


def own_place(places: Sequence[int]) -> list[int]:
    return [int(place == right) for right, place in enumerate(places)]


def next_item(places: Sequence[int]) -> list[int]:
    followed = [int(after == place + 1) for place, after in pairwise(places)]
    return [*followed, int(places[-1] == len(places) - 1)]


def previous_and_next(places: Sequence[int]) -> list[int]:
    after = next_item(places)
    before = [int(places[0] == 0), *after[:-1]]
    return [one + other for one, other in zip(before, after, strict=True)]


def all_previous_and_next(places: Sequence[int]) -> list[int]:
    points = [0] * len(places)
    for right, place in enumerate(places):
        for later in range(right + 1, len(places)):
            if places[later] > place:
                points[right] += 1
                points[later] += 1
    return points


def longest_subset(places: Sequence[int]) -> list[int]:
    """Where several are as long, the one that begins first in the right order, and so on through it."""
    count = len(places)
    lengths = [1] * count  # of the longest subset that begins with this item
    following = [count] * count
    for right in range(count - 2, -1, -1):
        for later in range(right + 1, count):
            if places[later] > places[right] and lengths[later] >= lengths[right]:
                lengths[right] = lengths[later] + 1
                following[right] = later
    points = [0] * count
    best = max(lengths)
    item = lengths.index(best) if best > 1 else count
    while item < count:
        points[item] = 1
        item = following[item]
    return points


def longest_contiguous(places: Sequence[int]) -> list[int]:
    """Where several are as long, the first of them in the right order."""
    points = [0] * len(places)
    first, longest = 0, range(1)
    for right in range(1, len(places)):
        if places[right] < places[right - 1]:
            first = right
        elif right - first >= len(longest):
            longest = range(first, right + 1)
    if len(longest) > 1:
        for right in longest:
            points[right] = 1
    return points


def distance(places: Sequence[int]) -> list[int]:
    most = len(places) - 1
    return [most - abs(right - place) for right, place in enumerate(places)]


@dataclass(frozen=True)
class Grader:
    """One way of grading: `most(n)` is the points that each of n items can have."""

    points: Points
    most: Callable[[int], int] = lambda items: 1
    last_counts: bool = True
    all_or_nothing: bool = False


GRADERS: Mapping[str, Grader] = MappingProxyType(
    {
        "all_or_nothing": Grader(own_place, all_or_nothing=True),
        "absolute": Grader(own_place),
        "next_exclude_last": Grader(next_item, last_counts=False),
        "next_include_last": Grader(next_item),
        "previous_and_next": Grader(previous_and_next, most=lambda items: 2),
        "all_previous_and_next": Grader(all_previous_and_next, most=lambda items: items - 1),
        "longest_subset": Grader(longest_subset),
        "longest_contiguous": Grader(longest_contiguous),
        "distance": Grader(distance, most=lambda items: items - 1),
    }
)


@dataclass(frozen=True)
class Item:
    """Something with a place in the order."""

    id: str
    text: str


@dataclass(frozen=True)
class ItemReview(ReviewRow):
    """Places count from 1; `given_place` is None when there was no answer."""

    id: str
    text: str
    place: int
    given_place: int | None
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class OrderReview(Review):
    """The items in the right order. `grader` tells what a right item means: only some of them ask for its own place."""

    items: tuple[ItemReview, ...]
    grader: str


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
        return self._ids

    def read_answer(self, raw: object) -> tuple[str, ...] | None:
        ids = read_ids(raw, self._ids)
        if not ids:
            return None
        if len(ids) < len(self.items):
            raise BadResponse(ResponseFault.MISSING_ID)
        return ids

    def write_answer(self, answer: tuple[str, ...]) -> Json:
        return list(answer)

    def grade(self, answer: tuple[str, ...]) -> Mark:
        """What an item adds is its points over all there are; its outcome is its points over those it can have.

        So the last item may be right and add nothing, where it does not count, and under all_or_nothing the items
        that stand right add nothing as long as one does not.
        """
        scale, rows, bare_rows = self._plan
        place_of = {item_id: place for place, item_id in enumerate(answer)}
        grader = GRADERS[self.grader]
        points = grader.points([place_of[item_id] for item_id in self._ids])
        if grader.all_or_nothing and not all(points):
            return scale.mark(0, tuple([row[point] for row, point in zip(bare_rows, points, strict=True)]))
        total = sum(points if grader.last_counts else points[:-1])
        return scale.mark(total, tuple([row[point] for row, point in zip(rows, points, strict=True)]))

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)

    @cached_property
    def _plan(self) -> tuple[Scale, Rows, Rows]:
        """The scale of points, and for each item its part by points: what it adds, and the same adding nothing."""
        grader, count = GRADERS[self.grader], len(self.items)
        most = grader.most(count)
        point = Fraction(1, most * (count if grader.last_counts else count - 1))
        outcomes = [Outcome.of(Fraction(points, most)) for points in range(most + 1)]
        bare = tuple(tuple(PartMark(item_id, ZERO, outcome) for outcome in outcomes) for item_id in self._ids)
        rows = tuple(
            tuple(PartMark(item_id, point * points, outcome) for points, outcome in enumerate(outcomes))
            for item_id in self._ids
        )
        return Scale([point]), rows if grader.last_counts else (*rows[:-1], bare[-1]), bare

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
            grader=self.grader,
            **self.told(mark),
        )


def _read_item(fields: Fields) -> Item:
    return Item(id=fields.identifier("id"), text=fields.text("text"))
