"""Which questions, versions and attempts?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from courses.rules import GRACE

if TYPE_CHECKING:
    from courses.models import Answer, Attempt, Mark, PartProgress, QuestionVersion  # noqa: F401
    from people.models import User

Row = TypeVar("Row", bound=models.Model)


class AppendOnly(RuntimeError):
    """A row that is written once was about to be written again."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows that are written once. They go away only together with what they belong to."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self.model.__name__} rows are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self.model.__name__} rows are never changed")


class QuestionVersionQuerySet(AppendOnlyQuerySet["QuestionVersion"]):
    def current(self) -> QuestionVersionQuerySet:
        """The newest version of each question."""
        newer = self.model._default_manager.filter(question=OuterRef("question"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, person: User) -> AttemptQuerySet:
        return self.filter(person=person)

    def open(self) -> AttemptQuerySet:
        return self.filter(finished=None)

    def overdue(self, now: dt.datetime) -> AttemptQuerySet:
        """Open, and too late for any answer."""
        return self.open().filter(deadline__lt=now - GRACE)

    def newest_of(self, person: User, self_test: Page) -> Attempt | None:
        """The attempt a person sees on the self-test's page: the open one, or the last finished."""
        return self.of(person).filter(self_test=self_test.pk).order_by("-started", "-pk").first()

    def lock(self, pk: int) -> Attempt:
        """The attempt, with writers of the same attempt waiting until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("self_test", "person").get(pk=pk)


class AnswerQuerySet(AppendOnlyQuerySet["Answer"]):
    def newest_first(self) -> AnswerQuerySet:
        return self.order_by("-created", "-pk")

    def in_full(self) -> AnswerQuerySet:
        """With the version answered and the marks, in a constant number of queries."""
        return self.select_related("version__question").prefetch_related("marks__version")


class MarkQuerySet(AppendOnlyQuerySet["Mark"]):
    pass


class PartProgressQuerySet(models.QuerySet["PartProgress"]):
    def of(self, person: User) -> PartProgressQuerySet:
        return self.filter(person=person)
