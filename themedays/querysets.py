"""Which theme days, which registrations?"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet

from themedays.rules import Place

if TYPE_CHECKING:
    from people.models import User
    from themedays.models import Registration, ThemeDayPage, Workshop  # noqa: F401


def seated(prefix: str = "") -> Q:
    """A live registration with a seat."""
    return Q(**{f"{prefix}cancelled_at__isnull": True, f"{prefix}place": Place.SEAT.value})


def queued(prefix: str = "") -> Q:
    """A live registration in the queue."""
    return Q(**{f"{prefix}cancelled_at__isnull": True, f"{prefix}place": Place.QUEUE.value})


class ThemeDayQuerySet(PageQuerySet):
    def upcoming(self, now: dt.datetime | None = None) -> ThemeDayQuerySet:
        """Public days that have not ended, the nearest first."""
        return self.live().public().filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: dt.datetime | None = None) -> ThemeDayQuerySet:
        """Public days that have ended, the latest first."""
        return self.live().public().filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def with_counts(self) -> ThemeDayQuerySet:
        """Each day with `seated_count` and `queued_count`, in the same query."""
        return self.annotate(
            seated_count=Count("registrations", filter=seated("registrations__")),
            queued_count=Count("registrations", filter=queued("registrations__")),
        )

    def lock(self, pk: int) -> ThemeDayPage:
        """The day, guarded against every other registration until the transaction ends."""
        day: ThemeDayPage = self.select_for_update(of=("self",)).get(pk=pk)
        return day


_ThemeDayManager: Any = PageManager.from_queryset(ThemeDayQuerySet)


class ThemeDayManager(_ThemeDayManager):
    """`ThemeDayPage.objects`: the words of ThemeDayQuerySet."""

    if TYPE_CHECKING:

        def upcoming(self, now: dt.datetime | None = None) -> ThemeDayQuerySet: ...
        def past(self, now: dt.datetime | None = None) -> ThemeDayQuerySet: ...
        def with_counts(self) -> ThemeDayQuerySet: ...
        def lock(self, pk: int) -> ThemeDayPage: ...


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def chosen(self) -> WorkshopQuerySet:
        """Those that people have chosen: they cannot be taken away."""
        return self.filter(registrations__isnull=False).distinct()

    def with_counts(self) -> WorkshopQuerySet:
        """Each workshop with `seated_count` and `queued_count`: those with a seat at the day."""
        at_the_day = seated("registrations__")
        return self.annotate(
            seated_count=Count("registrations", filter=at_the_day & Q(registrations__workshop_place=Place.SEAT.value)),
            queued_count=Count("registrations", filter=at_the_day & Q(registrations__workshop_place=Place.QUEUE.value)),
        )


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def of(self, person: User) -> RegistrationQuerySet:
        """The person's own that are not cancelled, the newest first, with the day."""
        return self.live().filter(person=person).select_related("day", "workshop").order_by("-created_at", "-pk")

    def for_list(self) -> RegistrationQuerySet:
        """Those with a seat by name, then those who wait in their order; with all that a list shows."""
        with_people = self.live().select_related("person", "workshop")
        by_name = models.Case(models.When(place=Place.SEAT.value, then=models.F("person__name")))
        return with_people.prefetch_related("person__memberships__organisation").order_by("-place", by_name, "pk")

    def live(self) -> RegistrationQuerySet:
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def seated(self) -> RegistrationQuerySet:
        return self.filter(seated())

    def queued(self) -> RegistrationQuerySet:
        """Those who wait, the first to come first."""
        return self.filter(queued()).order_by("pk")

    def seated_in(self, workshop: Workshop) -> RegistrationQuerySet:
        return self.seated().filter(workshop=workshop, workshop_place=Place.SEAT)

    def waiting_for(self, workshop: Workshop) -> RegistrationQuerySet:
        """Those with a seat at the day who wait for the workshop, the first to choose it first."""
        waiting = self.seated().filter(workshop=workshop, workshop_place=Place.QUEUE)
        return waiting.order_by("workshop_chosen_at", "pk")

    def submitted_as(self, submission_key: uuid.UUID, person: User) -> RegistrationQuerySet:
        """What came of a form that was sent before."""
        return self.filter(person=person, submission_key=submission_key)

    def without_survey(self, now: dt.datetime) -> RegistrationQuerySet:
        """Seated at a public day that has ended and has a survey that is open, and not yet asked."""
        return self.seated().filter(
            survey_opened_at__isnull=True,
            day__live=True,
            day__ends_at__lte=now,
            day__survey__opens_at__lte=now,
            day__survey__closes_at__gt=now,
        )
