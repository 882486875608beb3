"""Areas drawn on an image: what `hotspot` and `points` share.

Data: {"image": {"key", "alt", "width", "height"}, "areas": [{"id", "shape", "coords": [int, ...], "label",
"fraction", "feedback"?}], "lowest"?: "0", "most"?: 0}; shapes and coordinates as in `grading/geometry.py`; `key` is
what the interface finds the image by, its sides are in pixels. `most` (0..50) is how many areas may be chosen or
points set; 0 leaves it to the kind. Scored by fractions as a choice is, clamped to `lowest`..1. Each area has a label,
so that it can be chosen, and told of afterwards, without seeing or pointing.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from grading.errors import BadQuestion, QuestionFault
from grading.geometry import MOST_COORDS, Shape, make_shape
from grading.kinds.base import Question, Review, ReviewChoice
from grading.marks import RIGHT_ABOVE, ZERO, Outcome, PartMark, Scale
from grading.reading import Fields, refuse_doubled_ids, refuse_doubled_texts, refuse_few
from grading.strict_json import Json

LARGEST_IMAGE = 20_000  # pixels a side
FURTHEST = 100_000
MOST_COORDS_TOGETHER = 2_000  # every corner is compared with every other: half a million steps at most


@dataclass(frozen=True)
class Image:
    """`alt` says to whoever cannot see it what the image shows; sides in pixels."""

    key: str
    alt: str
    width: int
    height: int

    def view(self) -> dict[str, Json]:
        return {"key": self.key, "alt": self.alt, "width": self.width, "height": self.height}


@dataclass(frozen=True)
class Area:
    """`fraction` in -1..1 is what choosing it, or clicking in it, adds."""

    id: str
    shape: str
    coords: tuple[int, ...]
    label: str
    fraction: Fraction
    feedback: str = ""

    @cached_property
    def drawn(self) -> Shape:
        """Raises ValueError when the coordinates do not make the shape."""
        return make_shape(self.shape, self.coords)

    @property
    def outcome(self) -> Outcome:
        return Outcome.RIGHT if self.fraction > 0 else Outcome.WRONG

    def view(self) -> dict[str, Json]:
        return {"id": self.id, "shape": self.shape, "coords": list(self.coords), "label": self.label}


@dataclass(frozen=True)
class AreaReview(ReviewChoice):
    """`chosen` is chosen or clicked in; `outcome` tells what the area is, right or wrong."""

    id: str
    shape: str
    coords: tuple[int, ...]
    label: str
    feedback: str
    chosen: bool
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class AreasReview(Review):
    image: Image
    areas: tuple[AreaReview, ...]


@dataclass(frozen=True, kw_only=True)
class Areas(Question):
    """What the two kinds share. `limit` is what `most` comes to."""

    image: Image
    areas: tuple[Area, ...]
    lowest: Fraction = ZERO
    most: int = 0

    @property
    def rights(self) -> list[Fraction]:
        return [area.fraction for area in self.areas if area.fraction > 0]

    @cached_property
    def limit(self) -> int:
        """How many areas may be chosen, or points set."""
        return self.most or len(self.areas)

    def check(self) -> None:
        refuse_few("areas", self.areas, least=1)
        refuse_doubled_ids("areas", self.areas)
        for area in self.areas:
            try:
                _ = area.drawn
            except ValueError as error:
                raise BadQuestion(QuestionFault.BAD_SHAPE, where="areas", id=area.id) from error

    def check_fair(self) -> None:
        """The right areas that can be reached together add up to 1, and more of them than `limit` is no way round."""
        _refuse_blank("image.alt", self.image.alt)
        for index, area in enumerate(self.areas):
            _refuse_blank(f"areas[{index}].label", area.label)
            if area.drawn.flat:
                raise BadQuestion(QuestionFault.FLAT_AREA, id=area.id)
            if not area.drawn.inside(self.image.width, self.image.height):
                raise BadQuestion(QuestionFault.AREA_OUTSIDE_IMAGE, id=area.id)
        refuse_doubled_texts("areas", ((area.id, area.label) for area in self.areas))
        if sum(len(area.coords) for area in self.areas) > MOST_COORDS_TOGETHER:
            raise BadQuestion(QuestionFault.TOO_LONG, where="areas", limit=MOST_COORDS_TOGETHER)
        for area, other in combinations(self.areas, 2):
            if area.drawn.overlaps(other.drawn):
                raise BadQuestion(QuestionFault.AREAS_OVERLAP, id=area.id, other=other.id)
        if not self.rights:
            raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)
        best = sum(sorted(self.rights, reverse=True)[: self.limit], ZERO)
        if best <= RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.CANNOT_REACH_ONE, best=str(best))
        if best >= 2 - RIGHT_ABOVE:
            raise BadQuestion(QuestionFault.ABOVE_ONE, best=str(best))

    def write(self) -> dict[str, Json]:
        return {
            "image": self.image.view(),
            "areas": [
                {**area.view(), "fraction": str(area.fraction), "feedback": area.feedback} for area in self.areas
            ],
            "lowest": str(self.lowest),
            "most": self.most,
        }

    @cached_property
    def scale(self) -> Scale:
        return Scale((area.fraction for area in self.areas), lowest=self.lowest)

    @cached_property
    def _rows(self) -> tuple[tuple[str, PartMark, PartMark, int], ...]:
        """For each area: its id, its part when chosen and when left, and its whole worth when chosen."""
        return tuple(
            (
                area.id,
                PartMark(area.id, area.fraction, area.outcome),
                PartMark(area.id, ZERO, Outcome.WRONG if area.fraction > 0 else Outcome.RIGHT),
                self.scale.whole(area.fraction),
            )
            for area in self.areas
        )

    def marked(self, chosen: frozenset[str]) -> tuple[int, list[PartMark]]:
        """The total in units of the scale, and the areas' parts. Right is a right area chosen or a wrong one left."""
        total = 0
        parts = []
        for area_id, taken, left, worth in self._rows:
            if area_id in chosen:
                total += worth
                parts.append(taken)
            else:
                parts.append(left)
        return total, parts

    def told_areas(self, chosen: frozenset[str]) -> tuple[AreaReview, ...]:
        return tuple(
            AreaReview(
                id=area.id,
                shape=area.shape,
                coords=area.coords,
                label=area.label,
                feedback=area.feedback,
                chosen=area.id in chosen,
                outcome=area.outcome,
            )
            for area in self.areas
        )


def read_image(fields: Fields) -> Image:
    return Image(
        key=fields.text("key"),
        alt=fields.optional_text("alt"),
        width=fields.integer("width", lowest=1, highest=LARGEST_IMAGE),
        height=fields.integer("height", lowest=1, highest=LARGEST_IMAGE),
    )


def read_area(fields: Fields) -> Area:
    return Area(
        id=fields.identifier("id"),
        shape=fields.text("shape"),
        coords=fields.integers("coords", most=MOST_COORDS, furthest=FURTHEST),
        label=fields.optional_text("label"),
        fraction=fields.fraction("fraction"),
        feedback=fields.optional_text("feedback"),
    )


def _refuse_blank(where: str, text: str) -> None:
    if not text.strip():
        raise BadQuestion(QuestionFault.BLANK_TEXT, where=where)
