"""Rating: judge a level 0..4, as the experts did.

Full marks for the experts' level, `near` for one step away, nothing further off.

Data: {"level": 0..4, "near"?: "1/2", "level_feedback"?: {"0": "...", ... "4": "..."}}, or instead of "level"
{"panel": [level of each expert, ...]}, 1 to 50 of them: then the panel's median is right, and of an even panel both
middle levels are. A panel whose two middle levels are more than one step apart has no common view, and is refused.
`near` is at least 0 and below 1.
Raw response: 0..4, whole numbers only; "not_assessed" is unanswered, as null is. Answer: int.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import ONE, ZERO, Mark, Outcome, PartMark
from grading.reading import MOST_ROWS, Fields, Stem, refuse_few
from grading.strict_json import Json

LEVELS = range(5)
NOT_ASSESSED = "not_assessed"
HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class RatingReview(Review):
    """`feedback` belongs to the level chosen ("" when none was), `level_feedback` to the experts' level.

    `level` is the right level nearest the one chosen, the lower when there was none; `levels` are all that are right.
    `votes` tells how many of the panel chose each of the five levels; it is empty when there is no panel.
    """

    chosen: int | None
    level: int
    levels: tuple[int, ...]
    votes: tuple[int, ...]
    feedback: str
    level_feedback: str


@dataclass(frozen=True, kw_only=True)
class Rating(Question):
    """`level_feedback` has a text for each of the five levels, "" where there is none.

    `level` is the experts' level; when there is a `panel`, the lower of its middle levels.
    """

    kind: ClassVar[str] = "rating"

    level: int
    near: Fraction = HALF
    level_feedback: tuple[str, ...] = ("",) * len(LEVELS)
    panel: tuple[int, ...] = ()

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        panel = _read_panel(fields)
        return cls(
            level=_middle(panel)[0] if panel else fields.integer("level", lowest=LEVELS[0], highest=LEVELS[-1]),
            panel=panel,
            near=fields.fraction("near", default=HALF),
            level_feedback=fields.optional_group("level_feedback", _read_level_feedback),
            **stem,
        )

    def check(self) -> None:
        """`read` has seen to what must hold."""

    def check_fair(self) -> None:
        if not 0 <= self.near < 1:
            raise BadQuestion(QuestionFault.FRACTION_OUT_OF_RANGE, where="near")
        if self._right[-1] - self._right[0] > 1:
            raise BadQuestion(QuestionFault.SPLIT_PANEL, lower=self._right[0], upper=self._right[-1])

    def write(self) -> dict[str, Json]:
        return {
            **({"panel": list(self.panel)} if self.panel else {"level": self.level}),
            "near": str(self.near),
            "level_feedback": {str(level): text for level, text in enumerate(self.level_feedback) if text},
        }

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> int | None:
        if raw == NOT_ASSESSED:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if raw not in LEVELS:
            raise BadResponse(ResponseFault.OUT_OF_RANGE)
        return raw

    def write_answer(self, answer: int) -> Json:
        return answer

    def grade(self, answer: int) -> Mark:
        return self._marks[answer]

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        """The mark of each level."""
        steps_off = (abs(level - self._nearest(level)) for level in LEVELS)
        scores = ({0: ONE, 1: self.near}.get(steps, ZERO) for steps in steps_off)
        return tuple(Mark.of((PartMark(*ONLY_PART, score, Outcome.of(score)),)) for score in scores)

    @cached_property
    def _right(self) -> tuple[int, ...]:
        """The levels that are right, lowest first."""
        return _middle(self.panel) if self.panel else (self.level,)

    def _nearest(self, level: int) -> int:
        return min(self._right, key=lambda right: abs(level - right))

    def view(self, seed: str) -> dict[str, Json]:
        return {"levels": list(LEVELS)}

    def review(self, answer: int | None, mark: Mark) -> RatingReview:
        level = self.level if answer is None else self._nearest(answer)
        return RatingReview(
            chosen=answer,
            level=level,
            levels=self._right,
            votes=tuple(self.panel.count(vote) for vote in LEVELS) if self.panel else (),
            feedback="" if answer is None else self.level_feedback[answer],
            level_feedback=self.level_feedback[level],
            **self.told(mark),
        )


def _middle(panel: tuple[int, ...]) -> tuple[int, ...]:
    """The median of the levels; two when the panel is even and its middle levels differ."""
    ranked, half = sorted(panel), len(panel) // 2
    return tuple(sorted({ranked[(len(panel) - 1) // 2], ranked[half]}))


def _read_panel(fields: Fields) -> tuple[int, ...]:
    """The experts' levels; empty when the question has no panel. A level beside a panel is left unread, so refused."""
    if "panel" not in fields._data:
        return ()
    panel = fields._take("panel")
    if not isinstance(panel, list | tuple):
        raise BadQuestion(QuestionFault.WRONG_TYPE, where="panel")
    refuse_few("panel", panel, least=1)
    if len(panel) > MOST_ROWS:
        raise BadQuestion(QuestionFault.TOO_LONG, where="panel", limit=MOST_ROWS)
    votes = Fields({f"panel[{index}]": vote for index, vote in enumerate(panel)})
    return tuple(votes.integer(f"panel[{index}]", lowest=LEVELS[0], highest=LEVELS[-1]) for index in range(len(panel)))


def _read_level_feedback(fields: Fields) -> tuple[str, ...]:
    return tuple(fields.optional_text(str(level)) for level in LEVELS)
