"""Questions made of questions: one after the other (`composite`), or inside a text (`cloze`).

Source: Moodle 4.5, question/type/multianswer/question.php, grade_response: each part's fraction counts by its mark,
over the sum of the marks; a part left blank gives 0 for that part only. Its part mark still says unanswered.

Data: {"parts": [{"id", "weight"?: "1", "question": {a whole question's data}}]}, 1..50 parts; a weight is above 0 and
at most 1000. Cloze also has {"text"}, where each part's [[id]] stands once, and its parts' prompts may be blank. A
composite's parts are of any kind that stands alone (`plain.py`), a cloze's of the kinds in `INLINE`.
Score: each part's score, clamped as that question clamps it, by its weight over all the weights.
Raw response: {"part id": that question's raw response}; null or "" is that part left blank, and a response with
nothing in any part is unanswered. Answer: tuple of (part id, that question's answer), in the question's order, the
blank ones left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar, Self, TypeAlias

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import Question, Review
from grading.kinds.plain import PLAIN_KINDS
from grading.kinds.whole import mark_of, read_whole, read_whole_answer, view_of, write_whole
from grading.marks import ONE, ZERO, Mark, Outcome, PartMark
from grading.placeholders import check_placeholders, pieces
from grading.reading import Fields, Stem, read_id, refuse_doubled_ids, refuse_few
from grading.strict_json import Json

PartsAnswer: TypeAlias = tuple[tuple[str, Any], ...]

# What can stand in a line of text: Moodle's SHORTANSWER, NUMERICAL, MULTICHOICE and MULTIRESPONSE.
INLINE = frozenset({"short_text", "numeric", "single", "multiple"})
INLINE_KINDS: Mapping[str, type[Question]] = {name: kind for name, kind in PLAIN_KINDS.items() if name in INLINE}

HEAVIEST = 1000
_MOST_KEPT = 1024


@dataclass(frozen=True)
class Part:
    """A question and how much it counts against the others."""

    id: str
    weight: Fraction
    question: Question


@dataclass(frozen=True)
class PartReview:
    """`share` is how much of the whole the part is, 0..1; `review` is the part's own, its score a share of 1."""

    id: str
    share: Fraction
    review: Review
    prompt: str = ""
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class PartsReview(Review):
    parts: tuple[PartReview, ...]


@dataclass(frozen=True, kw_only=True)
class _Parts(Question):
    """What the two kinds share."""

    parts: tuple[Part, ...]

    def check(self) -> None:
        refuse_few("parts", self.parts, least=1)
        refuse_doubled_ids("parts", self.parts)
        for index, part in enumerate(self.parts):
            if part.weight <= 0:
                raise BadQuestion(QuestionFault.FRACTION_OUT_OF_RANGE, where=f"parts[{index}].weight")
        self._check_parts(lambda question: question.check())

    def check_fair(self) -> None:
        """A question of fair questions is fair."""
        self._check_parts(lambda question: question.check_fair())

    def _check_parts(self, check: Callable[[Question], None]) -> None:
        """A part's fault says in which part it is."""
        for index, part in enumerate(self.parts):
            try:
                check(part.question)
            except BadQuestion as fault:
                place = f"parts[{index}].question"
                inner = fault.params.get("where")
                params = {**fault.params, "where": f"{place}.{inner}" if inner else place}
                raise BadQuestion(fault.reason, **params) from fault

    def write(self) -> dict[str, Json]:
        return {
            "parts": [
                {"id": part.id, "weight": str(part.weight), "question": write_whole(part.question)}
                for part in self.parts
            ]
        }

    def part_ids(self) -> tuple[str, ...]:
        return tuple(part.id for part in self.parts)

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {part.id: part.question for part in self.parts}

    def read_answer(self, raw: object) -> PartsAnswer | None:
        if not isinstance(raw, Mapping):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if len(raw) > len(self.parts):
            raise BadResponse(ResponseFault.TOO_LONG)
        given: dict[str, Any] = {}
        for sent_id, sent in raw.items():
            part_id = read_id(sent_id, self._by_id)
            given[part_id] = read_whole_answer(self._by_id[part_id], sent)
        return tuple((part_id, given[part_id]) for part_id in self._by_id if given.get(part_id) is not None) or None

    def write_answer(self, answer: PartsAnswer) -> Json:
        return {part_id: self._by_id[part_id].write_answer(given) for part_id, given in answer}

    def grade(self, answer: PartsAnswer) -> Mark:
        given = dict(answer)
        parts = tuple(share.of(given.get(share.part.id)) for share in self._shares)
        return Mark.of(parts, lowest=-ONE)

    @cached_property
    def _shares(self) -> tuple["_Share", ...]:
        total = sum((part.weight for part in self.parts), ZERO)
        return tuple(_Share(part, part.weight / total) for part in self.parts)

    def view(self, seed: str) -> dict[str, Json]:
        """The parts in the author's order, each shuffled in its own way."""
        return {
            "parts": [
                {"id": part.id, "question": view_of(part.question, f"{seed}\x1e{part.id}")} for part in self.parts
            ]
        }

    def _told_parts(self, answer: PartsAnswer | None) -> tuple[PartReview, ...]:
        given = dict(answer or ())
        return tuple(
            PartReview(
                share.part.id,
                share.size,
                share.review(given.get(share.part.id)),
                prompt=share.part.question.prompt,
                quote=share.part.question.quote,
            )
            for share in self._shares
        )


class _Share:
    """A part and how much of the whole it is: marks it, and remembers what its scores come to."""

    def __init__(self, part: Part, size: Fraction) -> None:
        self.part = part
        self.size = size
        self._known: dict[tuple[int, int, Outcome], PartMark] = {}

    def of(self, answer: Any) -> PartMark:
        mark = mark_of(self.part.question, answer)
        key = (mark.score.numerator, mark.score.denominator, mark.outcome)
        known = self._known.get(key)
        if known is None:
            known = PartMark(self.part.id, mark.score * self.size, mark.outcome)
            if len(self._known) < _MOST_KEPT:
                self._known[key] = known
        return known

    def review(self, answer: Any) -> Review:
        return self.part.question.review(answer, mark_of(self.part.question, answer))


@dataclass(frozen=True, kw_only=True)
class Composite(_Parts):
    """Questions one after the other."""

    kind: ClassVar[str] = "composite"

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(parts=fields.rows("parts", _read_part), **stem)

    def review(self, answer: PartsAnswer | None, mark: Mark) -> PartsReview:
        return PartsReview(parts=self._told_parts(answer), **self.told(mark))


@dataclass(frozen=True, kw_only=True)
class ClozeReview(PartsReview):
    """`pieces` are the text in order, as in the public view."""

    pieces: list[Json]


@dataclass(frozen=True, kw_only=True)
class Cloze(_Parts):
    """Questions inside a text."""

    kind: ClassVar[str] = "cloze"

    text: str

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(text=fields.text("text"), parts=fields.rows("parts", _read_inline), **stem)

    def check(self) -> None:
        super().check()
        check_placeholders(self.text, self.part_ids())

    def write(self) -> dict[str, Json]:
        return {"text": self.text, **super().write()}

    def view(self, seed: str) -> dict[str, Json]:
        return {"pieces": pieces(self.text, name="part"), **super().view(seed)}

    def review(self, answer: PartsAnswer | None, mark: Mark) -> ClozeReview:
        return ClozeReview(pieces=pieces(self.text, name="part"), parts=self._told_parts(answer), **self.told(mark))


def _read_part(fields: Fields) -> Part:
    return _part(fields, lambda inner: read_whole(inner, PLAIN_KINDS))


def _read_inline(fields: Fields) -> Part:
    return _part(fields, lambda inner: read_whole(inner, INLINE_KINDS, may_be_blank=True))


def _part(fields: Fields, read: Callable[[Fields], Question]) -> Part:
    return Part(
        id=fields.identifier("id"),
        weight=fields.fraction("weight", default=ONE, lowest=ZERO, highest=HEAVIEST),
        question=fields.optional_group("question", read),
    )
