"""Strict reading of question data and of what learners send: the checks that every kind shares."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypedDict, TypeVar

from grading.errors import BadQuestion, BadResponse, QuestionFault, ResponseFault
from grading.marks import Outcome
from grading.strict_json import UNSTORABLE

LONGEST_TEXT = 20_000
MOST_ROWS = 50
LONGEST_ID = 64
MOST_HINTS = 10
DEFAULT_PENALTY = Fraction(1, 3)  # Moodle's 0.3333333

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:-]*")
_FRACTION = re.compile(r"-?[0-9]{1,9}(?:/[0-9]{1,9}|\.[0-9]{1,9})?")

T = TypeVar("T")


@dataclass(frozen=True)
class Feedback:
    """What the author says to every answer that is right, near or wrong; "" where there is nothing to say."""

    right: str = ""
    near: str = ""
    wrong: str = ""

    def on(self, outcome: Outcome) -> str:
        return {Outcome.RIGHT: self.right, Outcome.NEAR: self.near, Outcome.WRONG: self.wrong}.get(outcome, "")


NO_FEEDBACK = Feedback()


class Stem(TypedDict):
    """What every kind of question has."""

    prompt: str
    quote: str
    explanation: str
    rule: str
    feedback: Feedback
    hints: tuple[str, ...]
    penalty: Fraction


class Row(Protocol):
    """Anything with an id of its own inside a question."""

    @property
    def id(self) -> str: ...


class Fields:
    """A mapping read field by field; every fault names its place, as in `options[2].fraction`."""

    def __init__(self, data: object, where: str = "") -> None:
        if not isinstance(data, Mapping):
            raise BadQuestion(QuestionFault.NOT_A_MAPPING, where=where)
        self._data = data
        self._where = where
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        """Whether the field is there, read or not."""
        return name in self._data

    def _place(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name

    def fault(self, reason: QuestionFault, name: str, **params: str | int) -> BadQuestion:
        """The fault to raise about that field."""
        return BadQuestion(reason, where=self._place(name), **params)

    def _take(self, name: str) -> object:
        self._read.add(name)
        if name not in self._data:
            raise BadQuestion(QuestionFault.MISSING_FIELD, where=self._place(name))
        return self._data[name]

    def stem(self, *, may_be_blank: bool = False) -> Stem:
        """`may_be_blank` is for a question inside a text that already asks."""
        return Stem(
            prompt=self.optional_text("prompt") if may_be_blank else self.text("prompt"),
            quote=self.optional_text("quote"),
            explanation=self.optional_text("explanation"),
            rule=self.optional_text("rule"),
            feedback=self.optional_group("feedback", _read_feedback),
            hints=self.texts("hints", most=MOST_HINTS),
            penalty=self.fraction("penalty", default=DEFAULT_PENALTY, lowest=Fraction(0)),
        )

    def text(self, name: str) -> str:
        """Text that says something."""
        text = self._text(name, self._take(name))
        if not text.strip():
            raise BadQuestion(QuestionFault.BLANK_TEXT, where=self._place(name))
        return text

    def optional_text(self, name: str, default: str = "") -> str:
        """Text that may be left out."""
        return self._text(name, self._take(name)) if name in self._data else default

    def _text(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=self._place(name))
        if len(value) > LONGEST_TEXT:
            raise BadQuestion(QuestionFault.TOO_LONG, where=self._place(name), limit=LONGEST_TEXT)
        if UNSTORABLE.search(value):
            raise BadQuestion(QuestionFault.UNSTORABLE_TEXT, where=self._place(name))
        return value

    def identifier(self, name: str) -> str:
        """1 to 64 ASCII letters, digits and `_.:-`, so that it stands unescaped in any form or address."""
        value = self._take(name)
        if not isinstance(value, str):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=self._place(name))
        if len(value) > LONGEST_ID or not _ID.fullmatch(value):
            raise BadQuestion(QuestionFault.BAD_ID, where=self._place(name))
        return value

    def fraction(
        self, name: str, *, default: Fraction | None = None, lowest: Fraction = Fraction(-1), highest: int = 1
    ) -> Fraction:
        """A fraction in `lowest`..`highest`, written "1", "-1/3" or "0.25". No floats: 1/3 must stay a third."""
        if default is not None and name not in self._data:
            return default
        value = self._take(name)
        if not isinstance(value, str):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=self._place(name))
        if not _FRACTION.fullmatch(value):
            raise BadQuestion(QuestionFault.BAD_FRACTION, where=self._place(name))
        try:
            fraction = Fraction(value)
        except ZeroDivisionError as error:
            raise BadQuestion(QuestionFault.BAD_FRACTION, where=self._place(name)) from error
        if not lowest <= fraction <= highest:
            raise BadQuestion(QuestionFault.FRACTION_OUT_OF_RANGE, where=self._place(name))
        return fraction

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        """A list of texts that say something; empty when left out."""
        value = self._take(name) if name in self._data else []
        place = self._place(name)
        if not isinstance(value, list | tuple):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=place)
        if len(value) > most:
            raise BadQuestion(QuestionFault.TOO_LONG, where=place, limit=most)
        found = tuple(self._text(f"{name}[{index}]", text) for index, text in enumerate(value))
        for index, text in enumerate(found):
            if not text.strip():
                raise BadQuestion(QuestionFault.BLANK_TEXT, where=f"{place}[{index}]")
        return found

    def boolean(self, name: str, *, default: bool | None = None) -> bool:
        if default is not None and name not in self._data:
            return default
        value = self._take(name)
        if not isinstance(value, bool):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=self._place(name))
        return value

    def integer(self, name: str, *, lowest: int, highest: int, default: int | None = None) -> int:
        if default is not None and name not in self._data:
            return default
        value = self._take(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=self._place(name))
        if not lowest <= value <= highest:
            raise BadQuestion(QuestionFault.OUT_OF_RANGE, where=self._place(name), lowest=lowest, highest=highest)
        return value

    def integers(self, name: str, *, most: int, furthest: int) -> tuple[int, ...]:
        """A list of whole numbers in -`furthest`..`furthest`."""
        value = self._take(name)
        place = self._place(name)
        if not isinstance(value, list | tuple):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=place)
        if len(value) > most:
            raise BadQuestion(QuestionFault.TOO_LONG, where=place, limit=most)
        for index, number in enumerate(value):
            if isinstance(number, bool) or not isinstance(number, int):
                raise BadQuestion(QuestionFault.WRONG_TYPE, where=f"{place}[{index}]")
            if not -furthest <= number <= furthest:
                where = f"{place}[{index}]"
                raise BadQuestion(QuestionFault.OUT_OF_RANGE, where=where, lowest=-furthest, highest=furthest)
        return tuple(value)

    def rows(self, name: str, read: Callable[["Fields"], T]) -> tuple[T, ...]:
        """A list of mappings, each read by `read`."""
        value = self._take(name)
        place = self._place(name)
        if not isinstance(value, list | tuple):
            raise BadQuestion(QuestionFault.WRONG_TYPE, where=place)
        if len(value) > MOST_ROWS:
            raise BadQuestion(QuestionFault.TOO_LONG, where=place, limit=MOST_ROWS)
        return tuple(_read_whole(row, f"{place}[{index}]", read) for index, row in enumerate(value))

    def optional_group(self, name: str, read: Callable[["Fields"], T]) -> T:
        """A mapping inside this one, read by `read`; empty when left out."""
        value = self._take(name) if name in self._data else {}
        return _read_whole(value, self._place(name), read)

    def refuse_unread(self) -> None:
        """A field that nobody reads is a misspelt field."""
        for name in self._data:
            if name not in self._read:
                where = self._place(ascii(name).strip("'")[:LONGEST_ID])
                raise BadQuestion(QuestionFault.UNKNOWN_FIELD, where=where)


def _read_feedback(fields: Fields) -> Feedback:
    return Feedback(fields.optional_text("right"), fields.optional_text("near"), fields.optional_text("wrong"))


def _read_whole(data: object, where: str, read: Callable[[Fields], T]) -> T:
    fields = Fields(data, where)
    found = read(fields)
    fields.refuse_unread()
    return found


def refuse_few(where: str, rows: Collection[object], *, least: int) -> None:
    if len(rows) < least:
        raise BadQuestion(QuestionFault.TOO_FEW, where=where, least=least)


def refuse_doubled_ids(where: str, rows: Iterable[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise BadQuestion(QuestionFault.DOUBLED_ID, where=where, id=row.id)
        seen.add(row.id)


def refuse_doubled_texts(where: str, texts: Iterable[tuple[str, str]]) -> None:
    """`texts` are (id, text). Equal after Unicode NFC and with spaces folded is equal to a reader."""
    seen: set[str] = set()
    for row_id, text in texts:
        looks = " ".join(unicodedata.normalize("NFC", text).split())
        if looks in seen:
            raise BadQuestion(QuestionFault.DOUBLED_TEXT, where=where, id=row_id)
        seen.add(looks)


def read_id(raw: object, known: Collection[str]) -> str:
    """One id that the question knows, matched exactly. Raises BadResponse."""
    if not isinstance(raw, str):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if len(raw) > LONGEST_ID:
        raise BadResponse(ResponseFault.TOO_LONG)
    if raw not in known:
        raise BadResponse(ResponseFault.UNKNOWN_ID)
    return raw


def read_ids(raw: object, known: Collection[str]) -> tuple[str, ...]:
    """Distinct ids that the question knows, in the order sent. Raises BadResponse."""
    if not isinstance(raw, list):
        raise BadResponse(ResponseFault.WRONG_TYPE)
    if len(raw) > len(known):
        raise BadResponse(ResponseFault.TOO_LONG)
    ids = tuple(read_id(member, known) for member in raw)
    if len(set(ids)) != len(ids):
        raise BadResponse(ResponseFault.DOUBLED_ID)
    return ids
