"""The grading engine: plain Python, exact fractions, no Django.

    question = read_question(data)            # strict; BadQuestion says what an author must mend
    shown = public_view(question, seed=...)   # the only thing a browser may have before the answer is in
    response = read_response(question, raw)   # strict; BadResponse says what was wrong with what was sent
    mark = grade(question, response)          # exact score, outcome, parts
    told = review(question, response, mark)   # what is shown after the answer

A kind of question is one file in `grading/kinds/`; its docstring gives the data, the raw response and the
answer. Every kind's data has {"kind", "prompt", "quote"?, "explanation"?, "rule"?, "feedback"?: {"right"?, "near"?,
"wrong"?}, "hints"?: [text], "penalty"?: "1/3"}; to the engine all text is plain. Ids (of options, pairs, choices,
items) go to the browser as they are, so they must be opaque: nothing in an id may tell which is right or what comes
first. Random ids are; `with_opaque_ids` makes them so.
"""

from collections.abc import Mapping
from typing import Any

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.kinds import KINDS
from grading.kinds.base import Question, Response, Review
from grading.kinds.choice import fair_fractions
from grading.kinds.whole import mark_of, read_whole, read_whole_answer, view_of, write_whole
from grading.marks import Mark, Outcome, PartMark
from grading.opaque import with_opaque_ids
from grading.reading import Fields
from grading.strict_json import Json

# Stored with every mark. Raise it whenever some response could get another mark than before.
ENGINE_VERSION = "2.0"

__all__ = [
    "ENGINE_VERSION",
    "KINDS",
    "BadQuestion",
    "BadResponse",
    "Mark",
    "Outcome",
    "PartMark",
    "Question",
    "QuestionFault",
    "Response",
    "ResponseFault",
    "Review",
    "fair_fractions",
    "grade",
    "public_view",
    "read_question",
    "read_response",
    "review",
    "with_opaque_ids",
    "write_question",
    "write_response",
]


def read_question(data: Mapping[str, Any], *, fair: bool = True) -> Question:
    """The question in the data. Raises BadQuestion, and nothing else, whatever the data is.

    `fair=False` is for grading what another system wrote: it takes a question that can be graded but that no editor
    here may keep (one where ticking everything pays, say).
    """
    fields = Fields(data)
    question = read_whole(fields, KINDS)
    fields.refuse_unread()
    question.check()
    if fair:
        question.check_fair()
    return question


def write_question(question: Question) -> dict[str, Json]:
    """The question as JSON data with every field named; `read_question` gives an equal question back."""
    return write_whole(question)


def read_response(question: Question, raw: object) -> Response:
    """The response in what was sent (JSON values). Raises BadResponse, and nothing else, whatever it is.

    None, "" and the kind's own empty list or object are an unanswered response.
    """
    return Response(question.kind, read_whole_answer(question, raw))


def write_response(question: Question, response: Response) -> Json:
    """The response as JSON data, one form for equal responses; `read_response` gives an equal one back."""
    _refuse_stranger(question, response)
    return question.write_answer(response.answer) if response.answered else None


def grade(question: Question, response: Response) -> Mark:
    """The mark. An unanswered response scores 0 with the outcome UNANSWERED in every part."""
    _refuse_stranger(question, response)
    return mark_of(question, response.answer)


def public_view(question: Question, *, seed: str) -> dict[str, Json]:
    """What a browser may have before the answer is in: no key, no fractions, no feedback, no rule.

    {"kind", "prompt", "quote"} and by kind:
    single, multiple  "options": [{"id", "text"}], shuffled
    true_false        nothing more
    match             "pairs": [{"id", "left"}], and "choices": [{"id", "text"}], shuffled
    order             "items": [{"id", "text"}], shuffled and never in the right order
    rating            "levels": [0, 1, 2, 3, 4]
    slider            "low", "high", "step", "unit_text", all text
    hotspot           "image": {"key", "alt", "width", "height"}, "areas": [{"id", "shape", "coords", "label"}],
                      shuffled, and "most"
    points            "image" and "most": where the areas are is the key
    composite         "parts": [{"id", "question": the part's own public view}]
    cloze             the same "parts", and "pieces": [{"text"} | {"part": id}], the text in order
    short_text        nothing more
    numeric           "number_format" and "unit_rule"; the units are not shown, as which one to give can be asked
    gap_select        "pieces": [{"text"} | {"gap": id, "group"}], the text in order, and "choices": [{"id", "text",
                      "group", "unlimited"}], shuffled; a gap takes the choices of its group
    drag_text         the same

    The same seed (an attempt's key, say) gives the same order again.
    """
    return view_of(question, seed)


def review(question: Question, response: Response, mark: Mark) -> Review:
    """What may be shown once the answer is in; the kind's own Review class says what it adds."""
    _refuse_stranger(question, response)
    return question.review(response.answer, mark)


def _refuse_stranger(question: Question, response: Response) -> None:
    if response.kind != question.kind:
        raise ValueError(f"a {response.kind} response cannot answer a {question.kind} question")
