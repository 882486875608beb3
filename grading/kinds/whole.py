"""What can be done with a whole question of whatever kind, be it one that stands alone or a part of another."""

from collections.abc import Mapping
from typing import Any

from grading.errors import QuestionFault
from grading.kinds.base import Question
from grading.marks import Mark
from grading.reading import Fields
from grading.strict_json import Json


def read_whole(fields: Fields, kinds: Mapping[str, type[Question]], *, may_be_blank: bool = False) -> Question:
    """The question in the fields, not yet checked. Raises BadQuestion on a wrong shape or a kind not in `kinds`.

    `may_be_blank` lets its prompt be left out, where the text around it asks.
    """
    kind = kinds.get(fields.text("kind"))
    if kind is None:
        raise fields.fault(QuestionFault.UNKNOWN_KIND, "kind")
    return kind.read(fields, fields.stem(may_be_blank=may_be_blank))


def write_whole(question: Question) -> dict[str, Json]:
    return {
        "kind": question.kind,
        "prompt": question.prompt,
        "quote": question.quote,
        "explanation": question.explanation,
        "rule": question.rule,
        "feedback": {
            "right": question.feedback.right,
            "near": question.feedback.near,
            "wrong": question.feedback.wrong,
        },
        "hints": list(question.hints),
        "penalty": str(question.penalty),
        **question.write(),
    }


def read_whole_answer(question: Question, raw: object) -> Any:
    """The answer in what was sent, None when it holds none. Raises BadResponse."""
    return None if raw is None or raw == "" else question.read_answer(raw)


def mark_of(question: Question, answer: Any) -> Mark:
    """The mark of an answer, or of None. An unanswered question scores 0, with UNANSWERED in every part."""
    return Mark.unanswered(question.part_ids()) if answer is None else question.grade(answer)


def view_of(question: Question, seed: str) -> dict[str, Json]:
    """What a browser may have before the answer is in."""
    return {"kind": question.kind, "prompt": question.prompt, "quote": question.quote, **question.view(seed)}
