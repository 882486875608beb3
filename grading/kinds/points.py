"""Points: click in an image. Where the right areas are is the key, so nobody sees them before the answer is in.

Source: QTI 2.2, selectPointInteraction with mapResponsePoint (qti-sdk, MapResponsePointProcessor.php; qtiworks,
MapResponsePointTest.java): an area counts once however many points are in it, each point outside every area adds
`default_fraction`, and the first area wins where imported areas overlap. The same point twice is one point.

Data: as in `areas.py`, and {"default_fraction"?: "0"}; without `most`, as many points as there are right areas.
Raw response: [[x, y], ...], whole pixels inside the image, from the upper left corner; [] is unanswered.
Answer: frozenset[tuple[int, int]].
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.geometry import Point, Shape
from grading.kinds.areas import Areas, AreasReview, read_area, read_image
from grading.marks import ZERO, Mark, Outcome, PartMark, Scale
from grading.reading import MOST_ROWS, Fields, Stem
from grading.strict_json import Json

OUTSIDE = "_outside"  # the part of the points in no area; no area's id begins so


@dataclass(frozen=True)
class PointReview:
    """`area_id` is "" for a point outside every area."""

    x: int
    y: int
    area_id: str


@dataclass(frozen=True, kw_only=True)
class PointsReview(AreasReview):
    """The points from left to right."""

    points: tuple[PointReview, ...]


@dataclass(frozen=True, kw_only=True)
class Points(Areas):
    """Click. Each area is a part, and all that is outside them is one more (`OUTSIDE`), last."""

    kind: ClassVar[str] = "points"

    default_fraction: Fraction = ZERO

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            image=fields.optional_group("image", read_image),
            areas=fields.rows("areas", read_area),
            lowest=fields.fraction("lowest", default=ZERO, highest=0),
            most=fields.integer("most", lowest=0, highest=MOST_ROWS, default=0),
            default_fraction=fields.fraction("default_fraction", default=ZERO),
            **stem,
        )

    @cached_property
    def limit(self) -> int:
        return self.most or max(1, len(self.rights))

    def check_fair(self) -> None:
        """Clicking at random must not pay: more points than right areas only where a miss costs."""
        super().check_fair()
        if self.default_fraction > 0:
            raise BadQuestion(QuestionFault.FRACTION_OUT_OF_RANGE, where="default_fraction")
        if self.default_fraction == 0 and self.limit > len(self.rights):
            raise BadQuestion(QuestionFault.OUT_OF_RANGE, where="most", lowest=1, highest=len(self.rights))

    def write(self) -> dict[str, Json]:
        return {**super().write(), "default_fraction": str(self.default_fraction)}

    def part_ids(self) -> tuple[str, ...]:
        return (*(area.id for area in self.areas), OUTSIDE)

    def read_answer(self, raw: object) -> frozenset[Point] | None:
        if not isinstance(raw, list):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if len(raw) > self.limit:
            raise BadResponse(ResponseFault.TOO_LONG)
        return frozenset(self._read_point(point) for point in raw) or None

    def _read_point(self, raw: object) -> Point:
        if not isinstance(raw, list) or len(raw) != 2:
            raise BadResponse(ResponseFault.WRONG_TYPE)
        x, y = raw
        if type(x) is not int or type(y) is not int:
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if not (0 <= x <= self.image.width and 0 <= y <= self.image.height):
            raise BadResponse(ResponseFault.OUT_OF_RANGE)
        return x, y

    def write_answer(self, answer: frozenset[Point]) -> Json:
        return [[x, y] for x, y in sorted(answer)]

    def grade(self, answer: frozenset[Point]) -> Mark:
        found = [self._area_at(point) for point in answer]
        total, parts = self.marked(frozenset(found))
        misses = found.count("")
        parts.append(self._outside(misses))
        return self.scale.mark(total + misses * self.scale.whole(self.default_fraction), tuple(parts))

    @cached_property
    def scale(self) -> Scale:
        return Scale((self.default_fraction, *(area.fraction for area in self.areas)), lowest=self.lowest)

    def _area_at(self, point: Point) -> str:
        """The first area with the point in it, "" when there is none."""
        return next((area_id for area_id, shape in self._shapes if shape.contains(*point)), "")

    @cached_property
    def _shapes(self) -> tuple[tuple[str, Shape], ...]:
        return tuple((area.id, area.drawn) for area in self.areas)

    def _outside(self, misses: int) -> PartMark:
        return PartMark(OUTSIDE, misses * self.default_fraction, Outcome.WRONG if misses else Outcome.RIGHT)

    def view(self, seed: str) -> dict[str, Json]:
        return {"image": self.image.view(), "most": self.limit}

    def review(self, answer: frozenset[Point] | None, mark: Mark) -> PointsReview:
        points = tuple(PointReview(*point, self._area_at(point)) for point in sorted(answer or ()))
        return PointsReview(
            image=self.image,
            areas=self.told_areas(frozenset(point.area_id for point in points)),
            points=points,
            **self.told(mark),
        )
