"""A file of questions that was read and waits for an editor's choice."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.bank import Question
from grading.imported import Loss
from people.privacy import Handling


class ImportState(models.TextChoices):
    """It waits until an editor takes questions from it, once."""

    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("Taken")


@dataclass(frozen=True)
class Row:
    """A question in a file. `problem` is a code, "" where there is none; `known` is the key of the same in the bank."""

    place: int
    name: str
    line: int | None
    kind: str
    data: dict[str, Any]
    losses: tuple[Loss, ...]
    problem: str
    params: dict[str, str | int]
    known: str
    tags: tuple[str, ...]

    @property
    def takeable(self) -> bool:
        return not self.problem

    @property
    def ticked(self) -> bool:
        """What is suggested: all that can be taken, but for what is there already."""
        return self.takeable and not self.known

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {
            "losses": [[loss.reason, dict(loss.params)] for loss in self.losses],
            "tags": list(self.tags),
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Row:
        losses = tuple(Loss(reason, params) for reason, params in stored["losses"])
        return cls(**(stored | {"losses": losses, "tags": tuple(stored["tags"])}))


class QuestionImport(models.Model):
    """What a file held, until the editor who sent it has chosen; then also what was made of it."""

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "by": Handling.ERASE,
        "created": Handling.KEEP,
        "file_name": Handling.KEEP,
        "data": Handling.KEEP,
        "state": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)
    data = models.JSONField(help_text="The rows of the file, in its order.")
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.WAITING)
    made = models.ManyToManyField(Question, related_name="+")

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rows(self) -> list[Row]:
        return [Row.of(stored) for stored in self.data]

    @property
    def taken(self) -> bool:
        return self.state == ImportState.TAKEN


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a question's data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from texts_in(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from texts_in(member)
