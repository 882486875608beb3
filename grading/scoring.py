"""The score command: responses to the questions of files, a line at a time.

A line is {"id", "file", "question", "response"}; `file` is relative to the directory of items and stays inside it, and
`question` is a Moodle question's name (left out for a QTI item, or where a file has but one question). A result is
{"id", "score"}, {"id", "outcomes"} or {"id", "error"}: nothing that comes in ends the reading of the lines.

Moodle's rules hold for Moodle's files: a response that is blank scores 0, and so does a text that is no number where a
number is asked for; numbers have a decimal point, and a unit that nobody asked for is passed over. A response that
does not fit its question (a text that is no option, a list where there is one answer) is an error.
"""

import json
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO

from grading import grade, read_question, read_response
from grading.errors import BadResponse, ResponseFault
from grading.foreign import raw_response
from grading.imported import ImportedFile, Problem, UnreadableFile
from grading.kinds.base import Question
from grading.kinds.composite import Cloze
from grading.kinds.numeric import Numeric
from grading.moodle import read_gift, read_xml
from grading.qti.item import Item
from grading.qti.reading import read_item
from grading.safe_xml import MAX_BYTES
from grading.strict_json import BadJson, Json, JsonFault, loads

LONGEST_LINE = 32_000_000  # bytes: a response of 10 MB is refused by its question, under its own id
DEEPEST = 32
MOST_FILES = 64  # kept read at a time; reading one again costs time only
LONGEST_ID = 1_000

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(quiz|assessmentItem|qti-assessment-item)[\s/>]")
_ID_FIRST = re.compile(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]){0,1000}"|-?[0-9]{1,18})\s*[,}]')

_FAULTS: Mapping[ResponseFault, str] = {
    ResponseFault.WRONG_TYPE: "The response has the wrong shape for this kind of question.",
    ResponseFault.TOO_LONG: "The response is longer than any answer to this question can be.",
    ResponseFault.UNKNOWN_ID: "The response names something that the question does not have.",
    ResponseFault.DOUBLED_ID: "The response uses the same choice more than once.",
    ResponseFault.MISSING_ID: "The response leaves out some of the items that it has to put in order.",
    ResponseFault.OUT_OF_RANGE: "The response is a number outside the range that can be graded.",
    ResponseFault.NOT_A_NUMBER: "The response is not a number.",
    ResponseFault.UNEXPECTED_UNIT: "The response has a unit where the question asks for a number alone.",
    ResponseFault.UNSTORABLE_TEXT: "The response has characters that no text can have.",
}
_JSON_FAULTS: Mapping[JsonFault, str] = {
    JsonFault.TOO_BIG: f"The line is longer than {LONGEST_LINE:,} bytes.",
    JsonFault.TOO_DEEP: f"The line has values nested more than {DEEPEST} deep.",
    JsonFault.NOT_UTF8: "The line is not UTF-8.",
    JsonFault.NOT_JSON: "The line is not JSON.",
    JsonFault.NOT_A_FINITE_NUMBER: "The line has a number that is not finite or has too many digits.",
    JsonFault.DOUBLED_KEY: "The line has an object with the same key twice.",
    JsonFault.UNSTORABLE_TEXT: "The line has characters that no text can have.",
}


class CannotScore(Exception):
    """One clear sentence for whoever sent the line."""


@dataclass(frozen=True)
class Bank:
    """A Moodle file: questions by name, and why others cannot be graded. None for a name that two questions have."""

    questions: Mapping[str, Question | Problem | None]

    def question(self, name: object) -> Question:
        if name is None and len(self.questions) == 1:
            name = next(iter(self.questions))
        if not isinstance(name, str):
            raise CannotScore('"question" has to be the name of a question in the file.')
        if name not in self.questions:
            name = self._as_read.get(_as_read(name), "")
        if name not in self.questions:
            raise CannotScore("The file has no question of that name.")
        found = self.questions[name]
        if found is None:
            raise CannotScore("The file has several questions of that name.")
        if isinstance(found, Problem):
            place = f" (line {found.line})" if found.line else ""
            raise CannotScore(f"The question cannot be graded: {found.reason.replace('_', ' ')}{place}.")
        return found

    @cached_property
    def _as_read(self) -> dict[str, str]:
        """The names by what a reader sees; not those that two questions would share."""
        names: dict[str, str] = {}
        doubled: set[str] = set()
        for name in self.questions:
            seen = _as_read(name)
            if names.setdefault(seen, name) != name:
                doubled.add(seen)
        return {seen: name for seen, name in names.items() if seen not in doubled}


def _as_read(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unescape(name[:LONGEST_ID])).split())


class Files:
    """The files of one directory, each read once as long as it is among the most recently used."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()
        self._read: dict[str, Bank | Item | CannotScore] = {}

    def __getitem__(self, name: object) -> Bank | Item:
        if not isinstance(name, str):
            raise CannotScore('"file" has to be the path of a file, relative to the directory of items.')
        found = self._read.pop(name, None)
        if found is None:
            found = self._load(name)
            while len(self._read) >= MOST_FILES:
                del self._read[next(iter(self._read))]
        self._read[name] = found
        if isinstance(found, CannotScore):
            raise found
        return found

    def _load(self, name: str) -> Bank | Item | CannotScore:
        """A file that cannot be read is remembered too."""
        try:
            return read_file(self._bytes(name))
        except UnreadableFile as bad:
            return CannotScore(f"The file cannot be read: {bad}.")
        except CannotScore as cannot:
            return cannot

    def _bytes(self, name: str) -> bytes:
        outside = CannotScore("The file is not inside the directory of items.")
        if not name or "\x00" in name or "\\" in name or name.startswith("/") or ".." in name.split("/"):
            raise outside
        try:
            path = (self._directory / name).resolve()
            if not path.is_relative_to(self._directory):
                raise outside
            if not path.is_file():
                raise CannotScore("There is no such file in the directory of items.")
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except (OSError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
            raise CannotScore("The file cannot be opened.") from error


def read_file(data: bytes) -> Bank | Item:
    """A Moodle XML, QTI or GIFT file, told apart by its content. Raises UnreadableFile or CannotScore."""
    root = _ROOT.search(_beginning(data))
    if root is not None:
        return _bank(read_xml(data)) if root[1] == b"quiz" else read_item(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<!DOCTYPE")):
        raise CannotScore("The file is XML, but neither Moodle XML nor a QTI item.")
    return _bank(read_gift(data))


def _beginning(data: bytes) -> bytes:
    start = data[:8192]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return start.decode("utf-16", "ignore").encode()
    return re.sub(rb"<!--.*?-->", b"", start, flags=re.DOTALL)


def _bank(file: ImportedFile) -> Bank:
    questions: dict[str, Question | Problem | None] = {}

    def add(name: str, found: Question | Problem) -> None:
        questions[name] = None if name in questions else found

    for imported in file.questions:
        add(imported.name, read_question(_as_moodle(imported.data), fair=False))
    for problem in file.problems:
        add(problem.name, problem)
    return Bank(questions)


def _as_moodle(data: Mapping[str, Any]) -> dict[str, Any]:
    """The question's data, with Moodle's way to write numbers in it and in its parts."""
    changed = dict(data)
    if data["kind"] == "numeric":
        changed["number_format"] = "plain"
        changed.setdefault("unit_rule", "optional")
    if data["kind"] == "cloze":
        changed["parts"] = [{**part, "question": _as_moodle(part["question"])} for part in data["parts"]]
    return changed


def score_lines(lines: BinaryIO, directory: Path) -> Iterator[bytes]:
    """A result for each line, in order, each ending with a line break. Empty lines give nothing.

    A byte order mark before the first line is passed over.
    """
    files = Files(directory)
    first = True
    while line := lines.readline(LONGEST_LINE + 1):
        if first:
            first, line = False, line.removeprefix(BOM_UTF8)
        too_long = len(line) > LONGEST_LINE
        rest = line
        while too_long and rest and not rest.endswith(b"\n"):
            rest = lines.readline(LONGEST_LINE)
        if too_long or line.strip():
            yield (json.dumps(_result(line, files), ensure_ascii=False) + "\n").encode()


def _result(line: bytes, files: Files) -> dict[str, Json]:
    try:
        request = loads(line, max_bytes=LONGEST_LINE, max_depth=DEEPEST)
    except BadJson as bad:
        return {"id": _id_of_refused(line, bad.reason), "error": _JSON_FAULTS[bad.reason]}
    if not isinstance(request, dict):
        return {"id": None, "error": "The line is not a JSON object."}
    request_id = request.get("id")
    if isinstance(request_id, dict | list | bool) or (isinstance(request_id, str) and len(request_id) > LONGEST_ID):
        return {"id": None, "error": '"id" has to be a text or a number.'}
    try:
        return {"id": request_id, **_scored(request, files)}
    except CannotScore as cannot:
        return {"id": request_id, "error": str(cannot)}
    except BadResponse as bad_response:
        return {"id": request_id, "error": _FAULTS[bad_response.reason]}
    except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError):
        return {"id": request_id, "error": "The response could not be graded: the engine has a fault of its own."}


def _id_of_refused(line: bytes, reason: JsonFault) -> Json:
    """The id where the line begins with it and is JSON but for what it holds; else None."""
    if reason is JsonFault.NOT_JSON:
        return None
    found = _ID_FIRST.match(line)
    try:
        return loads(found[1], max_bytes=LONGEST_ID) if found else None
    except BadJson:
        return None


def _scored(request: dict[str, Json], files: Files) -> dict[str, Json]:
    file = files[request.get("file")]
    if isinstance(file, Item):
        responses = request.get("response")
        if responses is None:
            responses = {}
        return {"outcomes": file.process(responses)}  # type: ignore[arg-type]  # process refuses what is no mapping
    question = file.question(request.get("question"))
    raw = _without_wrong_numbers(question, raw_response(question, request.get("response")))
    return {"score": float(grade(question, read_response(question, raw)).score)}


def _without_wrong_numbers(question: Question, raw: Json) -> Json:
    """Moodle takes a text that is no number for no number: it scores 0 and so counts as blank here.

    A number too great to be held is near no answer either: PHP makes it infinite.
    """
    if isinstance(question, Cloze) and isinstance(raw, dict):
        parts = {part.id: part.question for part in question.parts}
        return {part_id: _without_wrong_numbers(parts[part_id], sent) for part_id, sent in raw.items()}
    if isinstance(question, Numeric) and isinstance(raw, str):
        try:
            question.read_answer(raw)
        except BadResponse as bad:
            if bad.reason in (ResponseFault.NOT_A_NUMBER, ResponseFault.OUT_OF_RANGE):
                return None
            raise
    return raw
