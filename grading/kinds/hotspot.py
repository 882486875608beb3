"""Hotspot: choose areas drawn on an image.

Source: QTI 2.2, hotspotInteraction with mapResponse; scored as `choice.py` scores `single` and `multiple`.

Data: as in `areas.py`; without `most`, all areas may be chosen. With `most` 1 it is a single choice.
Raw response: ["area id", ...] in any order, [] is unanswered. Answer: frozenset[str].
"""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Self

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.areas import Areas, AreasReview, read_area, read_image
from grading.kinds.base import ONLY_PART
from grading.marks import ZERO, Mark, Outcome, PartMark
from grading.reading import MOST_ROWS, Fields, Stem, read_ids, refuse_few
from grading.shuffling import shuffled
from grading.strict_json import Json


@dataclass(frozen=True, kw_only=True)
class Hotspot(Areas):
    """Choose areas. With `most` 1 it is a single choice with one part; else each area is a part."""

    kind: ClassVar[str] = "hotspot"

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            image=fields.optional_group("image", read_image),
            areas=fields.rows("areas", read_area),
            lowest=fields.fraction("lowest", default=ZERO, highest=0),
            most=fields.integer("most", lowest=0, highest=MOST_ROWS, default=0),
            **stem,
        )

    def check_fair(self) -> None:
        """Whoever may choose more areas than are right must lose by choosing them all."""
        refuse_few("areas", self.areas, least=2)
        super().check_fair()
        total = sum((area.fraction for area in self.areas), ZERO)
        if total > 0 and len(self.rights) < min(self.limit, len(self.areas)):
            raise BadQuestion(QuestionFault.TICKING_EVERYTHING_PAYS, total=str(total))

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART if self.limit == 1 else tuple(area.id for area in self.areas)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(area.id for area in self.areas)

    def read_answer(self, raw: object) -> frozenset[str] | None:
        ids = read_ids(raw, self._ids)
        if len(ids) > self.limit:
            raise BadResponse(ResponseFault.TOO_LONG)
        return frozenset(ids) or None

    def write_answer(self, answer: frozenset[str]) -> Json:
        return [area.id for area in self.areas if area.id in answer]

    def grade(self, answer: frozenset[str]) -> Mark:
        if self.limit == 1:
            (chosen,) = answer
            return self._marks[chosen]
        total, parts = self.marked(answer)
        return self.scale.mark(total, tuple(parts))

    @cached_property
    def _marks(self) -> dict[str, Mark]:
        """The mark of each area, where one is chosen."""
        return {
            area.id: Mark.of((PartMark(*ONLY_PART, area.fraction, Outcome.of(area.fraction)),), lowest=self.lowest)
            for area in self.areas
        }

    def view(self, seed: str) -> dict[str, Json]:
        areas: list[Json] = [area.view() for area in shuffled(self.areas, seed=seed)]
        return {"image": self.image.view(), "areas": areas, "most": self.limit}

    def review(self, answer: frozenset[str] | None, mark: Mark) -> AreasReview:
        return AreasReview(image=self.image, areas=self.told_areas(answer or frozenset()), **self.told(mark))
