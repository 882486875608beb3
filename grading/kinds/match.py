"""Match: give each left-hand side its right-hand side.

Source: Moodle 4.5, question/type/match: right pairs / all pairs; a pair left blank counts as wrong in the
score. Its part mark still says unanswered. `"scoring": "all_or_nothing"` gives 1 when every pair is right, else 0.

Data: {"pairs": [{"id", "left", "right_id", "feedback"?}], "choices": [{"id", "text"}], "scoring"?: "sum"}, at least two
of each.
Several pairs may share a choice; a choice that no pair has is a distractor. No id is both a pair's and a
choice's.
Raw response: {"pair id": "choice id"}; null or "" for a pair is that pair left blank.
Answer: tuple of (pair id, choice id), in the question's order, the blank ones left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self, TypeAlias

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import Question, Review, ReviewRow
from grading.marks import ZERO, Mark, Outcome, PartMark, Scale
from grading.reading import (
    Fields,
    Stem,
    read_id,
    refuse_doubled_ids,
    refuse_doubled_texts,
    refuse_few,
)
from grading.shuffling import shuffled
from grading.strict_json import Json

MatchAnswer: TypeAlias = tuple[tuple[str, str], ...]
# A pair's id, its right choice, and its part when right, wrong and blank.
PairRow: TypeAlias = tuple[str, str, PartMark, PartMark, PartMark]

SCORINGS = ("sum", "all_or_nothing")


@dataclass(frozen=True)
class Pair:
    """A left-hand side and the id of the choice that belongs to it."""

    id: str
    left: str
    right_id: str
    feedback: str = ""


@dataclass(frozen=True)
class MatchChoice:
    """A right-hand side."""

    id: str
    text: str


@dataclass(frozen=True)
class PairReview(ReviewRow):
    """`chosen_text` is "" for a pair left blank."""

    id: str
    left: str
    chosen_text: str
    right_text: str
    feedback: str
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class MatchReview(Review):
    pairs: tuple[PairReview, ...]


@dataclass(frozen=True, kw_only=True)
class Match(Question):
    """Each pair weighs the same."""

    kind: ClassVar[str] = "match"

    pairs: tuple[Pair, ...]
    choices: tuple[MatchChoice, ...]
    scoring: str = "sum"

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            pairs=fields.rows("pairs", _read_pair),
            choices=fields.rows("choices", _read_choice),
            scoring=fields.optional_text("scoring", default="sum"),
            **stem,
        )

    def check(self) -> None:
        refuse_few("pairs", self.pairs, least=1)
        refuse_few("choices", self.choices, least=1)
        # One check over both: a pair whose id is its choice's id would carry the key to the browser.
        refuse_doubled_ids("pairs, choices", (*self.pairs, *self.choices))
        for pair in self.pairs:
            if pair.right_id not in self._texts:
                raise BadQuestion(QuestionFault.UNKNOWN_RIGHT_ID, id=pair.id)
        if self.scoring not in SCORINGS:
            raise BadQuestion(QuestionFault.UNKNOWN_SCORING, where="scoring")

    def check_fair(self) -> None:
        refuse_few("pairs", self.pairs, least=2)
        refuse_few("choices", self.choices, least=2)
        refuse_doubled_texts("pairs", ((pair.id, pair.left) for pair in self.pairs))
        refuse_doubled_texts("choices", ((choice.id, choice.text) for choice in self.choices))

    def write(self) -> dict[str, Json]:
        return {
            "pairs": [
                {
                    "id": pair.id,
                    "left": pair.left,
                    "right_id": pair.right_id,
                    "feedback": pair.feedback,
                }
                for pair in self.pairs
            ],
            "choices": [{"id": choice.id, "text": choice.text} for choice in self.choices],
            "scoring": self.scoring,
        }

    def part_ids(self) -> tuple[str, ...]:
        return self._ids

    def read_answer(self, raw: object) -> MatchAnswer | None:
        if not isinstance(raw, Mapping):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if len(raw) > len(self.pairs):
            raise BadResponse(ResponseFault.TOO_LONG)
        texts, pair_ids = self._texts, self._ids
        given: dict[str, str] = {}
        for left, right in raw.items():
            pair_id = read_id(left, pair_ids)
            if right is not None and right != "":
                given[pair_id] = read_id(right, texts)
        return tuple([(pair_id, given[pair_id]) for pair_id in pair_ids if pair_id in given]) or None

    def write_answer(self, answer: MatchAnswer) -> Json:
        return dict(answer)

    def grade(self, answer: MatchAnswer) -> Mark:
        """Under all_or_nothing a right pair adds nothing as long as another is not right."""
        scale, rows, full = self._plan
        given = dict(answer)
        rights = 0
        parts = []
        for pair_id, right_id, right, wrong, blank in rows:
            chosen = given.get(pair_id)
            if chosen == right_id:
                rights += 1
                parts.append(right)
            else:
                parts.append(blank if chosen is None else wrong)
        if rights == len(rows):
            return full
        return scale.mark(rights if self.scoring == "sum" else 0, tuple(parts))

    @cached_property
    def _plan(self) -> tuple[Scale, tuple[PairRow, ...], Mark]:
        """The scale of pairs, a row for each pair, and the mark of the whole key."""
        share = Fraction(1, len(self.pairs))
        share_alone = share if self.scoring == "sum" else ZERO
        rows = tuple(
            (
                pair.id,
                pair.right_id,
                PartMark(pair.id, share_alone, Outcome.RIGHT),
                PartMark(pair.id, ZERO, Outcome.WRONG),
                PartMark(pair.id, ZERO, Outcome.UNANSWERED),
            )
            for pair in self.pairs
        )
        return Scale([share]), rows, Mark.of(PartMark(pair.id, share, Outcome.RIGHT) for pair in self.pairs)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(pair.id for pair in self.pairs)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {choice.id: choice.text for choice in self.choices}

    def view(self, seed: str) -> dict[str, Json]:
        """The lefts stay as the author wrote them; the choices are shuffled, so their places tell nothing."""
        return {
            "pairs": [{"id": pair.id, "left": pair.left} for pair in self.pairs],
            "choices": [{"id": choice.id, "text": choice.text} for choice in shuffled(self.choices, seed=seed)],
        }

    def review(self, answer: MatchAnswer | None, mark: Mark) -> MatchReview:
        given, texts = dict(answer or ()), self._texts
        return MatchReview(
            pairs=tuple(
                PairReview(
                    id=pair.id,
                    left=pair.left,
                    chosen_text=texts[given[pair.id]] if pair.id in given else "",
                    right_text=texts[pair.right_id],
                    feedback=pair.feedback,
                    outcome=part.outcome,
                )
                for pair, part in zip(self.pairs, mark.parts, strict=True)
            ),
            **self.told(mark),
        )


def _read_pair(fields: Fields) -> Pair:
    return Pair(
        id=fields.identifier("id"),
        left=fields.text("left"),
        right_id=fields.identifier("right_id"),
        feedback=fields.optional_text("feedback"),
    )


def _read_choice(fields: Fields) -> MatchChoice:
    return MatchChoice(id=fields.identifier("id"), text=fields.text("text"))
