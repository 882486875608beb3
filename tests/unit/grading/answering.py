"""One answer to one question, as a page takes it: from data and what was sent, to the mark and to what is told."""

from typing import Any

from grading import Mark, Review, grade, read_question, read_response, review


def mark_of(data: dict[str, Any], raw: object, *, fair: bool = True) -> Mark:
    question = read_question(data, fair=fair)
    return grade(question, read_response(question, raw))


def told_of(data: dict[str, Any], raw: object) -> Review:
    question = read_question(data)
    response = read_response(question, raw)
    return review(question, response, grade(question, response))
