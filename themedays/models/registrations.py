"""Private: who takes part. Plain models: whoever has the editors' tool can read what a page holds."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.privacy import Handling
from themedays.models.pages import ThemeDayPage, Workshop
from themedays.querysets import RegistrationQuerySet
from themedays.rules import Place

PLACE_CHOICES = [(Place.SEAT.value, _("Seat")), (Place.QUEUE.value, _("Waiting list"))]


class OnlineLink(models.Model):
    """Where an online day takes place. Not on the page, which everybody can read: only who has a seat sees it."""

    privacy = {"id": Handling.KEEP, "day": Handling.KEEP, "url": Handling.KEEP}

    day = models.OneToOneField(
        ThemeDayPage, on_delete=models.CASCADE, related_name="online_link", verbose_name=_("theme day")
    )
    url = models.URLField(_("link to the meeting"), max_length=500)

    class Meta:
        verbose_name = _("link to an online day")
        verbose_name_plural = _("links to online days")

    def __str__(self) -> str:
        return self.url


class Registration(models.Model):
    """A person takes part. States: queue → seat → cancelled; from either of the first one may cancel.

    `sequence` counts the changes of the calendar file that the person has. Somebody who is erased keeps the seat's
    place in the figures, without a name. `workshop_place` is empty when no workshop is chosen.
    """

    privacy = {
        "id": Handling.KEEP,
        "key": Handling.KEEP,
        "day": Handling.KEEP,
        "person": Handling.ANONYMISE,
        "place": Handling.KEEP,
        "workshop": Handling.KEEP,
        "workshop_place": Handling.KEEP,
        "workshop_chosen_at": Handling.KEEP,
        "created_at": Handling.KEEP,
        "created_by": Handling.ANONYMISE,
        "cancelled_at": Handling.KEEP,
        "survey_opened_at": Handling.KEEP,
        "sequence": Handling.KEEP,
        "submission_key": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.ForeignKey(
        ThemeDayPage, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("theme day")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="theme_day_registrations",
    )
    place = models.CharField(_("place"), max_length=5, choices=PLACE_CHOICES)
    workshop = models.ForeignKey(
        Workshop,
        verbose_name=_("workshop"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    workshop_place = models.CharField(_("place in the workshop"), max_length=5, choices=PLACE_CHOICES, blank=True)
    workshop_chosen_at = models.DateTimeField(_("workshop chosen"), null=True, blank=True)
    created_at = models.DateTimeField(_("signed up"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("signed up by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    survey_opened_at = models.DateTimeField(_("asked to evaluate"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(default=uuid.uuid4)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["day", "place", "cancelled_at"], name="themedays_registration_places")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(cancelled_at__isnull=True),
                name="themedays_one_live_registration_per_person_and_day",
            ),
            models.UniqueConstraint(
                fields=["day", "person", "submission_key"], name="themedays_one_registration_per_submission"
            ),
            models.CheckConstraint(
                condition=Q(place__in=[place.value for place in Place]), name="themedays_registration_known_place"
            ),
            models.CheckConstraint(
                condition=Q(workshop__isnull=True, workshop_place="", workshop_chosen_at__isnull=True)
                | Q(
                    workshop__isnull=False,
                    workshop_place__in=[place.value for place in Place],
                    workshop_chosen_at__isnull=False,
                ),
                name="themedays_registration_workshop_has_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(place=Place.QUEUE.value, workshop_place=Place.SEAT.value),
                name="themedays_no_workshop_seat_without_a_seat_at_the_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id}: {self.key}"

    def belongs_to(self, person: User) -> bool:
        return self.person_id is not None and self.person_id == person.pk

    @property
    def organisation_name(self) -> str:
        """Where the person works; in no query of its own when the list comes from `for_list()`."""
        memberships = list(self.person.memberships.all()) if self.person else []
        return str(memberships[0].organisation) if memberships else ""

    @property
    def is_live(self) -> bool:
        return self.cancelled_at is None

    @property
    def has_seat(self) -> bool:
        return self.is_live and self.place == Place.SEAT

    @property
    def waits(self) -> bool:
        return self.is_live and self.place == Place.QUEUE

    @property
    def waits_for_workshop(self) -> bool:
        return self.has_seat and self.workshop_place == Place.QUEUE
