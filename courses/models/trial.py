"""A question as an editor tries it beside the editor's form: graded by the same engine, and nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

from csp.constants import SELF
from django.core import signing
from django.http import HttpResponse

from courses.messages import about_outcome
from courses.models.open_form import AnswerFields, Sent
from grading import Outcome, Review, grade, public_view, read_question, read_response, review

SALT = "courses.models.trial"
LONGEST = 24 * 60 * 60  # seconds that a trial stays open
MOST_TRIES = 50
AT = "proeve"

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Try:
    """How one answer went."""

    number: int
    sentence: str
    score: str


@dataclass(frozen=True)
class PartRow:
    """What one part of the question gave."""

    name: str
    outcome: str
    score: str


@dataclass(frozen=True)
class Trial:
    """The question with its key, and the tries so far, sealed so that only the server can have written them.

    `fields` while it waits for an answer, `review` when the answer is in.
    """

    data: Data
    tries: tuple[Try, ...] = ()
    fields: AnswerFields | None = None
    review: Review | None = None
    parts: tuple[PartRow, ...] = ()
    problem: str = ""

    @classmethod
    def of(cls, data: Data, *, tries: tuple[Try, ...] = (), sent: Sent | None = None, problem: str = "") -> Self:
        """The question, open. Raises BadQuestion when it cannot be given to anybody."""
        shown = public_view(read_question(data), seed=AT)
        return cls(
            data=data,
            tries=tries,
            fields=AnswerFields(**AnswerFields.fields(shown, sent or {}, at=AT)),
            problem=problem,
        )

    @classmethod
    def opened(cls, sealed: str) -> Self:
        """The trial in a sealed text. Raises signing.BadSignature when it is old or somebody else's work."""
        content = signing.loads(sealed, salt=SALT, max_age=LONGEST)
        return cls.of(content["data"], tries=tuple(Try(*row) for row in content["tries"]))

    @property
    def sealed(self) -> str:
        tries = [(row.number, row.sentence, row.score) for row in self.tries[-MOST_TRIES:]]
        return signing.dumps({"data": self.data, "tries": tries}, salt=SALT, compress=True)

    @property
    def kind(self) -> str:
        return str(self.data["kind"])

    @property
    def prompt(self) -> str:
        return str(self.data["prompt"])

    @property
    def quote(self) -> str:
        return str(self.data["quote"])

    @property
    def hint(self) -> str:
        """The hint that a learner has by now: one more after each try that was not right."""
        hints = self.data["hints"]
        given = sum(row.score != "1" for row in self.tries)
        return str(hints[min(given, len(hints)) - 1]) if hints and given else ""

    def answered(self, raw: object) -> Self:
        """The trial with one more try, told. Raises BadResponse; an answer with nothing in it stays open."""
        question = read_question(self.data)
        response = read_response(question, raw)
        mark = grade(question, response)
        if mark.outcome is Outcome.UNANSWERED:
            return self
        told = review(question, response, mark)
        number = self.tries[-1].number + 1 if self.tries else 1
        names = names_in(self.data)
        parts = tuple(PartRow(names.get(part.id, ""), part.outcome.value, str(part.score)) for part in mark.parts)
        return replace(
            self,
            tries=(*self.tries, Try(number, about_outcome(told), str(mark.score))),
            fields=None,
            review=told,
            parts=parts,
        )

    @property
    def score(self) -> str:
        """The newest score as a Dane reads it: 67 % (2/3)."""
        score = Fraction(self.tries[-1].score) if self.tries else Fraction(0)
        whole = round(score * 100)
        return f"{whole} %" if score.denominator == 1 or score * 100 == whole else f"{whole} % ({score})"


def framed_by_ourselves(response: HttpResponse) -> HttpResponse:
    """The response may be shown in a frame of our own pages: the editor's side panel."""
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response


def names_in(data: Data) -> dict[str, str]:
    """What each row of a question is called, by its id."""
    found: dict[str, str] = {}
    for rows in data.values():
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, Mapping) and "id" in row:
                inner = row.get("question")
                name = row.get("text") or row.get("left") or row.get("label")
                found[row["id"]] = str(name or (inner["prompt"] if isinstance(inner, Mapping) else ""))
    return found
