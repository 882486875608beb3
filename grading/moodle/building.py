"""What every reader of a Moodle file does alike: ids that tell nothing, losses, and the last check of a question."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from grading import read_question
from grading.errors import BadQuestion
from grading.imported import Imported, ImportedFile, Loss, Problem
from grading.moodle.markup import PlainText, read_prompt, read_text
from grading.strict_json import Json

Data = dict[str, Any]


class CannotRead(Exception):
    """This question cannot be taken in. `reason` and `params` become its Problem."""

    def __init__(self, reason: str, **params: str | int) -> None:
        super().__init__(reason, params)
        self.reason = reason
        self.params = params


class Draft:
    """A question while it is read: its name and line, what was lost so far, and ids for its rows."""

    def __init__(self, name: str, line: int, number: int, secret: str) -> None:
        self.name = name
        self.line = line
        self.losses: list[Loss] = []
        self._secret = f"{secret}\x1f{number}\x1f{name}".encode("utf-8", "surrogatepass")

    def new_id(self, place: str) -> str:
        """The same id each time the same file is read with the same secret."""
        return hmac.new(self._secret, place.encode(), hashlib.sha256).hexdigest()[:16]

    def lose(self, reason: str, **params: str | int) -> None:
        loss = Loss(reason, params)
        if loss not in self.losses:
            self.losses.append(loss)

    def text(self, source: str, text_format: str) -> str:
        try:
            return self._kept(read_text(source, text_format)).text
        except ValueError as error:
            raise CannotRead("too_much_markup") from error

    def prompt(self, source: str, text_format: str) -> PlainText:
        try:
            return self._kept(read_prompt(source, text_format))
        except ValueError as error:
            raise CannotRead("too_much_markup") from error

    def _kept(self, found: PlainText) -> PlainText:
        for loss in found.losses:
            self.lose(loss.reason, **loss.params)
        return found


class Reading:
    """The file so far."""

    def __init__(self) -> None:
        self._questions: list[Imported] = []
        self._problems: list[Problem] = []

    def refuse(self, draft: Draft, reason: str, params: Mapping[str, str | int]) -> None:
        self._problems.append(Problem(draft.name, draft.line, reason, params))

    def keep(self, draft: Draft, data: Data, *, category: str, tags: tuple[str, ...]) -> None:
        """Keep the question, or say why the engine cannot grade it."""
        if not data["prompt"].strip():
            data["prompt"] = draft.name or "?"
            draft.lose("no_question_text")
        try:
            read_question(data, fair=False)
        except BadQuestion as bad:
            self.refuse(draft, bad.reason.value, bad.params)
            return
        self._questions.append(Imported(draft.name, draft.line, data, tuple(draft.losses), category, tags))

    def done(self) -> ImportedFile:
        return ImportedFile(tuple(self._questions), tuple(self._problems))


def category_of(path: str) -> str:
    """The category's path without Moodle's own beginning: "$course$/top/Love/VUM" is "Love/VUM"."""
    steps = path.strip().split("/")
    while steps and (steps[0] in ("", "top") or (steps[0].startswith("$") and steps[0].endswith("$"))):
        steps.pop(0)
    return "/".join(steps)


def without_blanks(data: Mapping[str, Json]) -> Data:
    """The data without the fields that say nothing."""
    return {name: value for name, value in data.items() if value not in ("", [], {})}
