r"""Short text: write a word or a few; the first answer whose pattern matches gives the mark.

Source: Moodle 4.5, question/type/shortanswer/question.php: the answers are tried in order and the first that matches
wins, also when a later one would give more. In a pattern `*` is any run of characters and `\*` a star; the whole text
must match; nothing matching gives 0.

Beyond Moodle: white space is folded and not only trimmed, straight and typographic quotes and dashes are the same, and
accents can be left out of the comparison (see `grading/patterns.py`).

Data: {"answers": [{"id", "pattern", "fraction", "feedback"?}], "match_case"?: false, "match_accents"?: true}. A
pattern has at most 2,000 characters, a fraction is 0..1.
Raw response: the text, at most 2,000 characters; only blanks is unanswered. Answer: str, cleaned.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Self

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds.base import ONLY_PART, Question, Review
from grading.marks import RIGHT_ABOVE, ZERO, Mark, Outcome, PartMark
from grading.patterns import Pattern, cleaned, folded
from grading.reading import Fields, Stem, refuse_doubled_ids, refuse_few
from grading.strict_json import UNSTORABLE, Json

LONGEST_ANSWER = 2_000


@dataclass(frozen=True)
class TextAnswer:
    """A pattern and what a text that matches it gives, 0..1."""

    id: str
    pattern: str
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortTextReview(Review):
    """`given` is "" when there was no answer; `right` is the first fully right pattern, with … for a wildcard.

    `answer_feedback` is that of the answer that matched.
    """

    given: str
    right: str
    answer_feedback: str


@dataclass(frozen=True)
class Plan:
    """`literals` has for each text without wildcards its first place among the answers.

    `wildcards` are the other patterns with their places, `marks` the mark by place, and `no_match` that of no place.
    """

    literals: dict[str, int]
    wildcards: tuple[tuple[int, Pattern], ...]
    marks: tuple[Mark, ...]
    no_match: Mark


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """The order of the answers counts."""

    kind: ClassVar[str] = "short_text"

    answers: tuple[TextAnswer, ...]
    match_case: bool = False
    match_accents: bool = True

    @classmethod
    def read(cls, fields: Fields, stem: Stem) -> Self:
        return cls(
            answers=fields.rows("answers", _read_answer),
            match_case=fields.boolean("match_case", default=False),
            match_accents=fields.boolean("match_accents", default=True),
            **stem,
        )

    def check(self) -> None:
        refuse_few("answers", self.answers, least=1)
        refuse_doubled_ids("answers", self.answers)
        for index, (answer, pattern) in enumerate(zip(self.answers, self._patterns, strict=True)):
            where = f"answers[{index}].pattern"
            if len(answer.pattern) > LONGEST_ANSWER:
                raise BadQuestion(QuestionFault.TOO_LONG, where=where, limit=LONGEST_ANSWER)
            if pattern.literal == "":
                raise BadQuestion(QuestionFault.BLANK_TEXT, where=where)

    def check_fair(self) -> None:
        if not any(answer.fraction > RIGHT_ABOVE for answer in self.answers):
            raise BadQuestion(QuestionFault.NO_RIGHT_ANSWER)
        for index, (answer, pattern) in enumerate(zip(self.answers, self._patterns, strict=True)):
            for earlier, wins in zip(self.answers[:index], self._patterns[:index], strict=True):
                if wins.covers(pattern):
                    raise BadQuestion(QuestionFault.UNREACHABLE_ANSWER, id=answer.id, by=earlier.id)

    def write(self) -> dict[str, Json]:
        return {
            "answers": [
                {
                    "id": answer.id,
                    "pattern": answer.pattern,
                    "fraction": str(answer.fraction),
                    "feedback": answer.feedback,
                }
                for answer in self.answers
            ],
            "match_case": self.match_case,
            "match_accents": self.match_accents,
        }

    def part_ids(self) -> tuple[str, ...]:
        return ONLY_PART

    def read_answer(self, raw: object) -> str | None:
        if not isinstance(raw, str):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        if len(raw) > LONGEST_ANSWER:
            raise BadResponse(ResponseFault.TOO_LONG)
        if UNSTORABLE.search(raw):
            raise BadResponse(ResponseFault.UNSTORABLE_TEXT)
        text = cleaned(raw)
        if len(text) > LONGEST_ANSWER:  # some signs become two when they are made normal
            raise BadResponse(ResponseFault.TOO_LONG)
        return text or None

    def write_answer(self, answer: str) -> Json:
        return answer

    def grade(self, answer: str) -> Mark:
        place = self._place(answer)
        return self._plan.no_match if place is None else self._plan.marks[place]

    def view(self, seed: str) -> dict[str, Json]:
        return {}

    def review(self, answer: str | None, mark: Mark) -> ShortTextReview:
        place = None if answer is None else self._place(answer)
        return ShortTextReview(
            given=answer or "",
            right=self._right,
            answer_feedback="" if place is None else self.answers[place].feedback,
            **self.told(mark),
        )

    def _place(self, answer: str) -> int | None:
        """Where the first answer that matches stands."""
        text = folded(answer, match_case=self.match_case, match_accents=self.match_accents)
        literal = self._plan.literals.get(text)
        for place, pattern in self._plan.wildcards:
            if literal is not None and literal < place:
                break
            if pattern.matches(text):
                return place
        return literal

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        return tuple(
            Pattern.read(folded(cleaned(answer.pattern), match_case=self.match_case, match_accents=self.match_accents))
            for answer in self.answers
        )

    @cached_property
    def _plan(self) -> Plan:
        literals: dict[str, int] = {}
        wildcards = []
        for place, pattern in enumerate(self._patterns):
            if pattern.literal is None:
                wildcards.append((place, pattern))
            else:
                literals.setdefault(pattern.literal, place)
        marks = tuple(_mark(answer.fraction) for answer in self.answers)
        return Plan(literals, tuple(wildcards), marks, _mark(ZERO))

    @cached_property
    def _right(self) -> str:
        best = max(self.answers, key=lambda answer: answer.fraction)
        return "…".join(Pattern.read(cleaned(best.pattern)).pieces).strip()


def _mark(score: Fraction) -> Mark:
    outcome = Outcome.of(score)
    return Mark(score, outcome, (PartMark(ONLY_PART[0], score, outcome),))


def _read_answer(fields: Fields) -> TextAnswer:
    return TextAnswer(
        id=fields.identifier("id"),
        pattern=fields.text("pattern"),
        fraction=fields.fraction("fraction", lowest=ZERO),
        feedback=fields.optional_text("feedback"),
    )
