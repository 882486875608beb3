"""What a learner sent. The fields are read strictly: what cannot have come from our own form is refused.

A question's form has `version`, `submission_key`, `do` (check or skip) and, by kind:
single, multiple, true_false, rating, hotspot  `answer`, as often as there are ticks
short_text, numeric, slider                    `answer`, what was written
match                                          `pair-<pair id>`, with a choice's id or nothing
order                                          `place-<item id>`, with 1 for the first
gap_select, drag_text                          `gap-<gap id>`, with a choice's id or nothing
points                                         `x-<n>` and `y-<n>`, both or neither, n from 1
cloze, composite                               `part/<kind>/<part id>/` before the names of each part's own fields, and
                                               `part/<kind>/<part id>/here`, so that a part left blank is there too
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from grading import BadResponse, ResponseFault

SECONDS = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,9})?")
PLACE = re.compile(r"[1-9][0-9]?")
PIXEL = re.compile(r"[0-9]{1,6}")
PART = re.compile(r"part/([a-z_]{1,20})/([^/]{1,64})/(.{1,100})")
LEVEL = re.compile(r"[0-4]")
TRUTHS = {"true": True, "false": False}
NESTING = frozenset({"cloze", "composite"})


Posted = Mapping[str, list[str]]


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
    return _raw(kind, {name: post.getlist(name) for name in post})


def _raw(kind: str, post: Posted) -> object:
    match kind:
        case "cloze" | "composite":
            return _parts(post)
        case "match":
            return {name: value for name, value in _named(post, "pair-").items() if value}
        case "gap_select" | "drag_text":
            return {name: value for name, value in _named(post, "gap-").items() if value}
        case "order":
            return _in_order(_named(post, "place-"))
        case "points":
            return _points(_named(post, "x-"), _named(post, "y-"))
        case "multiple" | "hotspot":
            return post.get("answer", [])
    return _one(kind, post.get("answer", []))


def _one(kind: str, answers: list[str]) -> object:
    """The answer of a kind that has but one field; None when it is empty."""
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


def _parts(post: Posted) -> dict[str, object]:
    """Each part's own raw response. A part names its kind, and the engine knows which kind it has."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for name, values in post.items():
        if name.startswith("part/"):
            read = PART.fullmatch(name)
            if read is None:
                raise BadResponse(ResponseFault.WRONG_TYPE)
            kind, part_id, field = read.groups()
            if kind in NESTING:
                raise BadResponse(ResponseFault.WRONG_TYPE)
            found.setdefault((part_id, kind), {})[field] = values
    if len({part_id for part_id, _ in found}) < len(found):
        raise BadResponse(ResponseFault.DOUBLED_ID)
    return {part_id: _raw(kind, fields) for (part_id, kind), fields in found.items()}


def _points(xs: dict[str, str], ys: dict[str, str]) -> list[list[int]]:
    """The points that are set; each has both coordinates, in whole pixels."""
    points = []
    for number in sorted({*xs, *ys}):
        x, y = xs.get(number, "").strip(), ys.get(number, "").strip()
        if x or y:
            if not (PIXEL.fullmatch(x) and PIXEL.fullmatch(y)):
                raise BadResponse(ResponseFault.NOT_A_NUMBER)
            points.append([int(x), int(y)])
    return points


def _named(post: Posted, prefix: str) -> dict[str, str]:
    """The fields that begin with the prefix, without it; each may come once."""
    found = {}
    for name, values in post.items():
        if name.startswith(prefix):
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
