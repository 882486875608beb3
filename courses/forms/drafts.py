"""What a self-test's form says besides the answer: the tab it stands in, and what it has seen of what is stored.

`tab` (a random name), `revision` (of the draft the form knows), `seen` (how many answers there were), `certainty`.
"""

from __future__ import annotations

import re
import uuid

from django.http import QueryDict

from courses.actions.attempts import Typed
from courses.forms.answers import Malformed, raw_response
from grading import BadResponse
from people.personal_numbers import find

CONTROLS = {"version", "submission_key", "tab", "revision", "seen", "do", "csrfmiddlewaretoken"}
NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
OWN_ID = re.compile(r"[0-9a-f]{16,40}|[0-9a-f-]{36}", re.ASCII)
MOST_FIELDS = 200
MOST_VALUES = 60
LONGEST_NAME = 200
LONGEST_VALUE = 20_000
LONGEST_FORM = 60_000


class HoldsPersonalNumber(ValueError):
    """Somebody's personal number stands in the answer. It is not stored."""


def read_typed(kind: str, post: QueryDict, *, strict: bool) -> Typed:
    """The form as it stands. A draft is read strictly: it names its tab and revision, as a form without scripts cannot.

    Raises Malformed for what no form of ours sends, HoldsPersonalNumber when an answer holds one.
    """
    fields = {name: post.getlist(name) for name in post if name not in CONTROLS}
    _refuse_too_much(fields)
    if any(find(value) for values in fields.values() for value in values if not OWN_ID.fullmatch(value)):
        raise HoldsPersonalNumber
    try:
        raw = raw_response(kind, post)
    except BadResponse:  # half-filled
        raw = None
    return Typed(
        fields=fields,
        raw=raw,
        tab=_tab(post, required=strict),
        revision=_number(post, "revision", required=strict),
        seen=_number(post, "seen", required=False),
    )


def read_certainty(post: QueryDict) -> int | None:
    """1, 2 or 3; None when nothing is said."""
    said = post.getlist("certainty")
    if not said or said == [""]:
        return None
    if len(said) > 1 or said[0] not in ("1", "2", "3"):
        raise Malformed("certainty")
    return int(said[0])


def _refuse_too_much(fields: dict[str, list[str]]) -> None:
    if len(fields) > MOST_FIELDS:
        raise Malformed("fields")
    length = 0
    for name, values in fields.items():
        if len(name) > LONGEST_NAME or len(values) > MOST_VALUES or not _storable(name):
            raise Malformed("name")
        for value in values:
            if len(value.encode(errors="replace")) > LONGEST_VALUE or not _storable(value):
                raise Malformed(name)
            length += len(name) + len(value)
    if length > LONGEST_FORM:
        raise Malformed("fields")


def _storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _tab(post: QueryDict, *, required: bool) -> uuid.UUID | None:
    values = post.getlist("tab")
    if not required and values in ([], [""]):
        return None
    if len(values) != 1 or not re.fullmatch(r"[0-9a-fA-F-]{32,36}", values[0]):
        raise Malformed("tab")
    try:
        return uuid.UUID(values[0])
    except ValueError as error:
        raise Malformed("tab") from error


def _number(post: QueryDict, name: str, *, required: bool) -> int | None:
    values = post.getlist(name)
    if not required and values in ([], [""]):
        return None
    if len(values) != 1 or not NUMBER.fullmatch(values[0]):
        raise Malformed(name)
    return int(values[0])
