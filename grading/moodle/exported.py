"""What writing a Moodle file takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grading.imported import Loss


@dataclass(frozen=True)
class Exporting:
    """A question to write: `data` as `read_question` takes it, and where it stands in the bank."""

    name: str
    data: Mapping[str, Any]
    category: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """The file's text, and for each question, in order, what the file could not carry.

    A question that the format has no words for is left out of the file; its only loss is then `kind_not_in_format`.
    """

    text: str
    losses: tuple[tuple[Loss, ...], ...]
