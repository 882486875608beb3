"""Responses given by text, as people and Moodle's own exports name them, made into our raw responses.

single: the option's text · multiple: a list of them · true_false: true or false · short_text, numeric: the text ·
match: {left: right} · gap_select, drag_text: {"1": choice text}, gaps counted through the text · order: the items'
texts · cloze: {"1": the part's response}, counted alike · composite: the same, in the order of its parts.

Texts are compared as a reader sees them: after Unicode NFC and with spaces folded; a text with markup or entities that
the question does not have as it stands is compared as it shows. A text that the question does not have is refused,
never counted as some other answer; a blank one leaves its place unanswered.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from grading.errors import BadResponse, ResponseFault
from grading.kinds.base import Question
from grading.kinds.composite import Cloze, Composite
from grading.kinds.gaps import Gaps
from grading.kinds.match import Match
from grading.moodle.markup import read_text
from grading.placeholders import placeholders
from grading.reading import Row
from grading.strict_json import Json

Placed = TypeVar("Placed", bound=Row)

_LONGEST = 20_000  # no text of a question is longer


def raw_response(question: Question, given: object) -> Json:
    """The response as `read_response` takes it. Raises BadResponse, and nothing else, whatever was given."""
    if given is None or given == "":
        return None
    by_text = _BY_TEXT.get(question.kind)
    if by_text is None:
        return given  # type: ignore[return-value]  # read_response refuses what is no response
    return by_text(question, given)


def _seen(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if len(given) > _LONGEST:
        raise BadResponse(ResponseFault.TOO_LONG)
    return _seen(given)


def _list(given: object, most: int) -> list[str]:
    if not isinstance(given, list):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if len(given) > most:
        raise BadResponse(ResponseFault.TOO_LONG)
    return [_text(member) for member in given]


def _mapping(given: object, most: int) -> Mapping[Any, object]:
    if given == []:  # how PHP writes an empty mapping
        return {}
    if not isinstance(given, Mapping):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if len(given) > most:
        raise BadResponse(ResponseFault.TOO_LONG)
    return given


def _named(rows: Iterable[tuple[str, str]], text: str) -> list[str]:
    """The ids of the rows, (id, text), that have this text. Raises BadResponse when none has."""
    seen = [(row_id, _seen(said)) for row_id, said in rows]
    found = [row_id for row_id, said in seen if said == text]
    if not found and ("<" in text or "&" in text):
        shown = _seen(read_text(text, "html").text)
        found = [row_id for row_id, said in seen if shown and said == shown]
    if not found:
        raise BadResponse(ResponseFault.UNKNOWN_ID)
    return found


def _pick(rows: Iterable[Any], text: str, taken: Iterable[str] = ()) -> str:
    """The id of the first row with this text that is not taken."""
    found = _named(((row.id, row.text) for row in rows), text)
    free = [row_id for row_id in found if row_id not in taken]
    if not free:
        raise BadResponse(ResponseFault.DOUBLED_ID)
    return free[0]


def _single(question: Any, given: object) -> Json:
    text = _text(given)
    return _pick(question.options, text) if text else None


def _picked(rows: tuple[Any, ...], given: object) -> Json:
    ids: list[Json] = []
    for text in _list(given, len(rows)):
        ids.append(_pick(rows, text, [str(row_id) for row_id in ids]))
    return ids


def _multiple(question: Any, given: object) -> Json:
    """A lone text is a list of one."""
    return _picked(question.options, [given] if isinstance(given, str) else given)


def _order(question: Any, given: object) -> Json:
    return _picked(question.items, given)


def _match(question: Match, given: object) -> Json:
    """Pairs that read alike on the left get the same answer."""
    sent: dict[str, Json] = {}
    for left, right in _mapping(given, len(question.pairs)).items():
        pairs = _named(((pair.id, pair.left) for pair in question.pairs), _text(left))
        text = "" if right is None else _text(right)
        for pair_id in pairs:
            sent[pair_id] = _pick(question.choices, text) if text else None
    return sent


def _place(number: object, places: int) -> int:
    """ "1" is the first."""
    if not isinstance(number, str):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if not (number.isascii() and number.isdigit() and len(number) <= 4 and 1 <= int(number) <= places):
        raise BadResponse(ResponseFault.UNKNOWN_ID)
    return int(number) - 1


def _in_text(rows: tuple[Placed, ...], text: str) -> tuple[Placed, ...]:
    """The rows in the order in which their [[id]] stand in the text."""
    by_id = {row.id: row for row in rows}
    return tuple(by_id[row_id] for row_id in placeholders(text))


def _gaps(question: Gaps, given: object) -> Json:
    """A gap takes the choices of its own group."""
    groups = {choice.id: choice.group for choice in question.choices}
    in_order = _in_text(question.gaps, question.text)
    sent: dict[str, Json] = {}
    for number, chosen in _mapping(given, len(question.gaps)).items():
        gap = in_order[_place(number, len(in_order))]
        text = "" if chosen is None else _text(chosen)
        group = [choice for choice in question.choices if choice.group == groups[gap.right_id]]
        taken = [str(used) for used in sent.values() if used is not None and not _unlimited(question, str(used))]
        sent[gap.id] = _pick(group, text, taken) if text else None
    return sent


def _unlimited(question: Gaps, choice_id: str) -> bool:
    return question.kind == "gap_select" or any(
        choice.unlimited for choice in question.choices if choice.id == choice_id
    )


def _parts(question: Cloze | Composite, given: object) -> Json:
    parts = _in_text(question.parts, question.text) if isinstance(question, Cloze) else question.parts
    sent: dict[str, Json] = {}
    for number, response in _mapping(given, len(parts)).items():
        part = parts[_place(number, len(parts))]
        sent[part.id] = raw_response(part.question, response)
    return sent


_BY_TEXT: Mapping[str, Callable[[Any, object], Json]] = MappingProxyType(
    {
        "single": _single,
        "multiple": _multiple,
        "order": _order,
        "match": _match,
        "gap_select": _gaps,
        "drag_text": _gaps,
        "cloze": _parts,
        "composite": _parts,
    }
)
