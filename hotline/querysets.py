"""Which enquiries, which answers?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet

from hotline.rules import OPEN, WITH_US, MessageKind, PublicationState, Status

if TYPE_CHECKING:
    import datetime as dt

    from content.models import Phase
    from hotline.models import Enquiry, EnquiryMessage, LabelSeries, Publication  # noqa: F401
    from people.models import User


class AnswerPageQuerySet(PageQuerySet):
    def newest(self) -> AnswerPageQuerySet:
        """What the public may read and what still holds, the newest first."""
        return self.live().public().current().order_by("-first_published_at", "-pk").prefetch_related("phases")

    def current(self, on: dt.date | None = None) -> AnswerPageQuerySet:
        """Those that are not outdated, see `AnswerPage.is_outdated`."""
        today = on or timezone.localdate()
        unreplaced = Q(superseded_by=None) | Q(superseded_by__valid_from__gt=today)
        return self.filter(unreplaced, Q(valid_to=None) | Q(valid_to__gte=today))

    def in_phase(self, phase: Phase) -> AnswerPageQuerySet:
        return self.filter(phases=phase)

    def counts_per_phase(self) -> dict[str, int]:
        """How many answers each phase has: {phase's address: number}; phases without answers are left out."""
        rows = self.live().public().current().order_by().values("phases__slug").annotate(n=Count("pk", distinct=True))
        return {row["phases__slug"]: row["n"] for row in rows if row["phases__slug"]}


_AnswerPageManager: Any = PageManager.from_queryset(AnswerPageQuerySet)


class AnswerPageManager(_AnswerPageManager):
    """`AnswerPage.objects`: the words of AnswerPageQuerySet."""

    if TYPE_CHECKING:

        def newest(self) -> AnswerPageQuerySet: ...
        def counts_per_phase(self) -> dict[str, int]: ...


class LabelSeriesQuerySet(models.QuerySet["LabelSeries"]):
    def lock(self, year: int) -> LabelSeries:
        """The year's series (made when it is the first), guarded until the transaction ends: no gaps, no doubles."""
        self.get_or_create(year=year)
        return self.select_for_update().get(year=year)


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def of(self, person: User) -> EnquiryQuerySet:
        """What the person asked, the newest first."""
        return self.filter(asker=person).order_by("-received_at", "-pk")

    def with_people(self) -> EnquiryQuerySet:
        """What a list shows, in the same query."""
        return self.select_related("asker", "assignee", "organisation", "phase", "publication")

    def by_deadline(self) -> EnquiryQuerySet:
        """What is with us first, the nearest deadline on top; then the rest, the newest on top."""
        waiting = models.Case(models.When(status__in=WITH_US, then=F("due_at")))
        return self.order_by(waiting.asc(nulls_last=True), "-received_at", "-pk")

    def unassigned(self) -> EnquiryQuerySet:
        return self.filter(assignee__isnull=True, status__in=OPEN)

    def of_consultant(self, person: User) -> EnquiryQuerySet:
        """What the consultant has to do: open, or answered and not yet dealt with."""
        return self.filter(assignee=person).exclude(status=Status.CLOSED)

    def awaiting(self) -> EnquiryQuerySet:
        return self.filter(status=Status.AWAITING)

    def open(self) -> EnquiryQuerySet:
        return self.filter(status__in=OPEN)

    def late(self, now: dt.datetime | None = None) -> EnquiryQuerySet:
        return self.filter(status__in=WITH_US, due_at__lt=now or timezone.now())

    def counts_per_phase(self) -> dict[str, int]:
        """How many enquiries are open in each phase: {phase's address: number}."""
        rows = self.open().order_by().values("phase__slug").annotate(n=Count("pk"))
        return {row["phase__slug"]: row["n"] for row in rows if row["phase__slug"]}

    def lock(self, pk: int) -> Enquiry:
        """The enquiry, guarded against every other writer until the transaction ends."""
        return self.select_for_update().get(pk=pk)


class MessageQuerySet(models.QuerySet["EnquiryMessage"]):
    def for_the_asker(self) -> MessageQuerySet:
        return self.exclude(kind=MessageKind.NOTE)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def awaiting_approval(self) -> PublicationQuerySet:
        return self.filter(state=PublicationState.AWAITING_APPROVAL).order_by("prepared_at", "pk")

    def lock(self, pk: int) -> Publication:
        return self.select_for_update().get(pk=pk)
