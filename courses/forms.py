"""What a learner sent. The fields are read strictly: what cannot have come from our own form is refused.

A question's form has `version`, `submission_key`, `do` (check or skip) and, by kind:
single, multiple, true_false, rating  `answer`, as often as there are ticks
match                                 `pair-<pair id>`, with a choice's id or nothing
order                                 `place-<item id>`, with 1 for the first
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from django.http import QueryDict

from grading import BadResponse, ResponseFault

SECONDS = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,9})?")
PLACE = re.compile(r"[1-9][0-9]?")
LEVEL = re.compile(r"[0-4]")
TRUTHS = {"true": True, "false": False}


class Malformed(ValueError):
    """What was sent did not come from our form."""


@dataclass(frozen=True)
class Submission:
    """Which version was shown, and the key that makes a double submit one result."""

    version: uuid.UUID
    key: uuid.UUID


def read_submission(post: QueryDict) -> Submission:
    return Submission(_one_uuid(post, "version"), _one_uuid(post, "submission_key"))


def _one_uuid(post: QueryDict, name: str) -> uuid.UUID:
    values = post.getlist(name)
    if len(values) != 1 or not re.fullmatch(r"[0-9a-fA-F-]{32,36}", values[0]):
        raise Malformed(name)
    try:
        return uuid.UUID(values[0])
    except ValueError as error:
        raise Malformed(name) from error


def read_seconds(post: QueryDict) -> int:
    """A position in a video, in whole seconds below a day."""
    values = post.getlist("position")
    if len(values) != 1 or not SECONDS.fullmatch(values[0]):
        raise Malformed("position")
    return min(int(float(values[0])), 24 * 60 * 60)


def raw_response(kind: str, post: QueryDict) -> object:
    """The fields as the grading engine takes a raw response of the kind. Raises BadResponse."""
    if kind == "match":
        return {name: value for name, value in _named(post, "pair-").items() if value}
    if kind == "order":
        return _in_order(_named(post, "place-"))
    answers = post.getlist("answer")
    if kind == "multiple":
        return answers
    if len(answers) > 1:
        raise BadResponse(ResponseFault.WRONG_TYPE)
    answer = answers[0] if answers else ""
    if not answer:
        return None
    if kind == "true_false":
        return TRUTHS.get(answer, answer)
    if kind == "rating":
        return int(answer) if LEVEL.fullmatch(answer) else answer
    return answer


def _named(post: QueryDict, prefix: str) -> dict[str, str]:
    """The fields that begin with the prefix, without it; each may come once."""
    found = {}
    for name in post:
        if name.startswith(prefix):
            values = post.getlist(name)
            if len(values) != 1:
                raise BadResponse(ResponseFault.DOUBLED_ID)
            found[name.removeprefix(prefix)] = values[0]
    return found


def _in_order(places: dict[str, str]) -> list[str]:
    """The items by place; [] when no place is given. Each place from 1 must be used once."""
    if not any(places.values()):
        return []
    if not all(places.values()):
        raise BadResponse(ResponseFault.MISSING_ID)
    if not all(PLACE.fullmatch(place) for place in places.values()):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if sorted(int(place) for place in places.values()) != list(range(1, len(places) + 1)):
        raise BadResponse(ResponseFault.DOUBLED_ID)
    return sorted(places, key=lambda item: int(places[item]))
