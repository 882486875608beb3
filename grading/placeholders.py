"""The [[id]] in a text that says where a gap or a part stands."""

import re
from collections.abc import Callable, Collection

from grading.errors import BadQuestion, QuestionFault
from grading.strict_json import Json

_PLACEHOLDER = re.compile(r"\[\[([0-9A-Za-z][0-9A-Za-z_.:-]{0,63})\]\]")


def placeholders(text: str) -> list[str]:
    """The ids, in the order of the text, doubles kept."""
    return _PLACEHOLDER.findall(text)


def check_placeholders(text: str, ids: Collection[str]) -> None:
    """Raise BadQuestion unless each of the ids stands in the text exactly once, and no other does."""
    seen: set[str] = set()
    for found in placeholders(text):
        if found not in ids:
            raise BadQuestion(QuestionFault.UNKNOWN_PLACEHOLDER, id=found)
        if found in seen:
            raise BadQuestion(QuestionFault.DOUBLED_PLACEHOLDER, id=found)
        seen.add(found)
    for missing in ids:
        if missing not in seen:
            raise BadQuestion(QuestionFault.MISSING_PLACEHOLDER, id=missing)


def pieces(text: str, *, name: str) -> list[Json]:
    """The text cut at its placeholders: {"text": "..."} and {`name`: id}, in order, no empty texts."""
    found: list[Json] = []
    for index, piece in enumerate(_PLACEHOLDER.split(text)):
        if index % 2:
            found.append({name: piece})
        elif piece:
            found.append({"text": piece})
    return found


def with_placeholders(text: str, change: Callable[[str], str]) -> str:
    """The same text with every id in it changed."""
    return _PLACEHOLDER.sub(lambda found: f"[[{change(found[1])}]]", text)
