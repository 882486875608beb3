"""Gaps in a text: choose from a list at each gap (`gap_select`) or drag words into the text (`drag_text`).

Source: Moodle 4.5, question/type/gapselect/questionbase.php and question/type/ddwtos: right gaps / all gaps; a gap
left empty counts as wrong in the score. Its part mark still says unanswered.

Data: {"text": "... [[g1]] ...", "gaps": [{"id", "right_id", "feedback"?}], "choices": [{"id", "text", "group"?: "1",
"unlimited"?: true}]}. Each gap stands once in the text. A gap takes only choices of its right choice's group. When
dragging, a choice that is not unlimited is used up by one gap; in a list every choice can be chosen at every gap. No
id is both a gap's and a choice's.
Raw response: {"gap id": "choice id"}; null or "" for a gap is that gap left empty.
Answer: tuple of (gap id, choice id), in the question's order, the empty ones left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self, TypeAlias

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import Question, Review, ReviewRow
from grading.marks import ZERO, Mark, Outcome, PartMark, Scale
from grading.placeholders import check_placeholders, pieces
from grading.reading import LONGEST_ID, Fields, Stem, read_id, refuse_doubled_ids, refuse_doubled_texts, refuse_few
from grading.shuffling import shuffled
from grading.strict_json import Json

DEFAULT_GROUP = "1"

GapAnswer: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Gap:
    """A place in the text and the id of the choice that belongs there."""

    id: str
    right_id: str
    feedback: str = ""


@dataclass(frozen=True)
class GapChoice:
    """Words for the gaps of its group."""

    id: str
    text: str
    group: str = DEFAULT_GROUP
    unlimited: bool = True


@dataclass(frozen=True)
class GapReview(ReviewRow):
    """`chosen_text` is "" for a gap left empty."""

    id: str
    chosen_text: str
    right_text: str
    feedback: str
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class GapsReview(Review):
    """`pieces` is the text in order, as in the public view; `gaps` are in the question's order."""

    pieces: tuple[Json, ...]
    gaps: tuple[GapReview, ...]


@dataclass(frozen=True)
class GapPlan:
    """What a gap can hold, and its part when it is empty, wrong and right."""

    id: str
    right_id: str
    choice_ids: frozenset[str]
    empty: PartMark
    wrong: PartMark
    right: PartMark


@dataclass(frozen=True, kw_only=True)
class Gaps(Question):
    """What the two kinds share. Each gap weighs the same."""

    text: str
    gaps: tuple[Gap, ...]
    choices: tuple[GapChoice, ...]

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            text=fields.text("text"),
            gaps=fields.rows("gaps", _read_gap),
            choices=fields.rows("choices", _read_choice),
            **stem,
        )

    def check(self) -> None:
        refuse_few("gaps", self.gaps, least=1)
        refuse_few("choices", self.choices, least=1)
        # One check over both: a gap whose id is its choice's id would carry the key to the browser.
        refuse_doubled_ids("gaps, choices", (*self.gaps, *self.choices))
        for index, choice in enumerate(self.choices):
            if not choice.group.strip():
                raise BadQuestion(QuestionFault.BLANK_TEXT, where=f"choices[{index}].group")
            if len(choice.group) > LONGEST_ID:
                raise BadQuestion(QuestionFault.TOO_LONG, where=f"choices[{index}].group", limit=LONGEST_ID)
        for gap in self.gaps:
            if gap.right_id not in self._choices:
                raise BadQuestion(QuestionFault.UNKNOWN_RIGHT_ID, id=gap.id)
        check_placeholders(self.text, self.part_ids())

    def check_fair(self) -> None:
        refuse_few("choices", self.choices, least=2)
        for group in {choice.group: None for choice in self.choices}:
            refuse_doubled_texts(
                "choices", ((choice.id, choice.text) for choice in self.choices if choice.group == group)
            )

    def write(self) -> dict[str, Json]:
        return {
            "text": self.text,
            "gaps": [{"id": gap.id, "right_id": gap.right_id, "feedback": gap.feedback} for gap in self.gaps],
            "choices": [
                {"id": choice.id, "text": choice.text, "group": choice.group, "unlimited": choice.unlimited}
                for choice in self.choices
            ],
        }

    def part_ids(self) -> tuple[str, ...]:
        return tuple(gap.id for gap in self.gaps)

    def read_answer(self, raw: object) -> GapAnswer | None:
        if not isinstance(raw, Mapping):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        _, plans = self._plan
        if len(raw) > len(plans):
            raise BadResponse(ResponseFault.TOO_LONG)
        given: dict[str, str] = {}
        for gap, choice in raw.items():
            gap_id = read_id(gap, plans)
            if choice is not None and choice != "":
                given[gap_id] = read_id(choice, plans[gap_id].choice_ids)
        self.refuse_used_up(given)
        return tuple((gap_id, given[gap_id]) for gap_id in plans if gap_id in given) or None

    def refuse_used_up(self, given: Mapping[str, str]) -> None:
        """Raise BadResponse where a choice that can be used once is used twice. From a list all can be reused."""

    def write_answer(self, answer: GapAnswer) -> Json:
        return dict(answer)

    def grade(self, answer: GapAnswer) -> Mark:
        given = dict(answer)
        scale, plans = self._plan
        parts = []
        rights = 0
        for gap in plans.values():
            choice_id = given.get(gap.id)
            if choice_id is None:
                parts.append(gap.empty)
            elif choice_id == gap.right_id:
                parts.append(gap.right)
                rights += 1
            else:
                parts.append(gap.wrong)
        return scale.mark(rights, tuple(parts))

    def view(self, seed: str) -> dict[str, Json]:
        return {
            "pieces": list(self._pieces),
            "choices": [
                {"id": choice.id, "text": choice.text, "group": choice.group, "unlimited": choice.unlimited}
                for choice in shuffled(self.choices, seed=seed)
            ],
        }

    def review(self, answer: GapAnswer | None, mark: Mark) -> GapsReview:
        given = dict(answer or ())
        return GapsReview(
            pieces=self._pieces,
            gaps=tuple(
                GapReview(
                    id=gap.id,
                    chosen_text=self._choices[given[gap.id]].text if gap.id in given else "",
                    right_text=self._choices[gap.right_id].text,
                    feedback=gap.feedback,
                    outcome=part.outcome,
                )
                for gap, part in zip(self.gaps, mark.parts, strict=True)
            ),
            **self.told(mark),
        )

    @cached_property
    def _choices(self) -> dict[str, GapChoice]:
        return {choice.id: choice for choice in self.choices}

    @cached_property
    def _pieces(self) -> tuple[Json, ...]:
        groups = {gap.id: self._choices[gap.right_id].group for gap in self.gaps}
        return tuple(
            {**piece, "group": groups[str(piece["gap"])]} if isinstance(piece, dict) and "gap" in piece else piece
            for piece in pieces(self.text, name="gap")
        )

    @cached_property
    def _plan(self) -> tuple[Scale, dict[str, GapPlan]]:
        share = Fraction(1, len(self.gaps))
        return Scale([share]), {
            gap.id: GapPlan(
                gap.id,
                gap.right_id,
                self._choice_ids(self._choices[gap.right_id].group),
                PartMark(gap.id, ZERO, Outcome.UNANSWERED),
                PartMark(gap.id, ZERO, Outcome.WRONG),
                PartMark(gap.id, share, Outcome.RIGHT),
            )
            for gap in self.gaps
        }

    def _choice_ids(self, group: str) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices if choice.group == group)


@dataclass(frozen=True, kw_only=True)
class GapSelect(Gaps):
    """A list at each gap."""

    kind: ClassVar[str] = "gap_select"


@dataclass(frozen=True, kw_only=True)
class DragText(Gaps):
    """One box of words for the whole text; a word that is not unlimited can be dragged once."""

    kind: ClassVar[str] = "drag_text"

    def check_fair(self) -> None:
        super().check_fair()
        needed = [gap.right_id for gap in self.gaps]
        reachable = len({*needed}) + sum(
            needed.count(choice.id) - 1 for choice in self.choices if choice.unlimited and choice.id in needed
        )
        if reachable < len(needed):
            raise BadQuestion(QuestionFault.CANNOT_REACH_ONE, best=str(Fraction(reachable, len(needed))))

    def refuse_used_up(self, given: Mapping[str, str]) -> None:
        used: set[str] = set()
        for choice_id in given.values():
            if choice_id in used and not self._choices[choice_id].unlimited:
                raise BadResponse(ResponseFault.DOUBLED_ID)
            used.add(choice_id)


def _read_gap(fields: Fields) -> Gap:
    return Gap(
        id=fields.identifier("id"),
        right_id=fields.identifier("right_id"),
        feedback=fields.optional_text("feedback"),
    )


def _read_choice(fields: Fields) -> GapChoice:
    return GapChoice(
        id=fields.identifier("id"),
        text=fields.text("text"),
        group=fields.optional_text("group", DEFAULT_GROUP),
        unlimited=fields.boolean("unlimited", default=True),
    )
