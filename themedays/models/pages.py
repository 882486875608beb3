"""Public: the list of theme days, and each day with its programme, workshops and materials."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from content.blocks import BODY_BLOCKS
from content.models import AUDIENCE_CHOICES, BasePage, stream_text
from people.privacy import Handling
from themedays.models.blocks import MaterialBlock, ProgrammeRowBlock
from themedays.querysets import ThemeDayManager, WorkshopQuerySet
from themedays.rules import DayState, free_seats, is_open, state_of

if TYPE_CHECKING:
    from themedays.models.registrations import Registration


@dataclass(frozen=True)
class Standing:
    """How a day stands right now: `state`, and how many have a seat or wait for one."""

    state: DayState
    seats: int
    seated: int
    queued: int

    @property
    def free(self) -> int:
        return free_seats(seats=self.seats, taken=self.seated)

    @property
    def is_full(self) -> bool:
        return not self.free


SEATS = [MinValueValidator(1), MaxValueValidator(10_000)]
IN_THE_CALENDAR = ("starts_at", "ends_at", "online", "location")


class ThemeDayIndexPage(BasePage):
    """All theme days: those to come, and those that have been."""

    template = "themedays/index.html"
    subpage_types = ["themedays.ThemeDayPage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of theme days")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["upcoming"] = list(ThemeDayPage.objects.upcoming().with_counts())
        context["past"] = ThemeDayPage.objects.past()
        return context


class ThemeDayPageForm(WagtailAdminPageForm):
    """Audiences are ticked; a workshop that people have chosen stays; times and deadline follow each other."""

    audiences = forms.MultipleChoiceField(
        label=_("Audiences"), choices=AUDIENCE_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        starts, ends, deadline = (cleaned.get(name) for name in ("starts_at", "ends_at", "registration_deadline"))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The day must end after it begins."))
        if starts and deadline and deadline > timezone.localdate(starts):
            self.add_error("registration_deadline", _("The deadline cannot be after the day itself."))
        return cleaned

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and self._keeps_chosen_workshops()

    def _keeps_chosen_workshops(self) -> bool:
        """The formset of workshops is known only after both have been validated."""
        removed = [row.instance.pk for row in self.formsets["workshops"].deleted_forms if row.instance.pk]
        chosen = Workshop.objects.chosen().filter(pk__in=removed)
        titles = ", ".join(f"«{workshop.title}»" for workshop in chosen)
        if titles:
            self.add_error(
                None,
                _("People have chosen the workshop %(titles)s. Move them to another one before you remove it.")
                % {"titles": titles},
            )
        return not titles


class ThemeDayPage(BasePage):
    """A theme day. States: open → closed (after the deadline) → past; full when all seats are taken.

    `key` names the day in addresses and topics; `registration_deadline` is the last day on which one can sign up.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    registration_deadline = models.DateField(_("deadline"), help_text=_("The last day on which one can sign up."))
    seats = models.PositiveIntegerField(_("seats"), validators=SEATS)
    online = models.BooleanField(_("online"), default=True)
    location = models.CharField(_("venue"), max_length=200, blank=True, help_text=_("When it is not online."))
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    programme = StreamField([("row", ProgrammeRowBlock())], verbose_name=_("programme"), blank=True)
    about = StreamField(BODY_BLOCKS, verbose_name=_("about the day"), blank=True)
    materials = StreamField([("material", MaterialBlock())], verbose_name=_("materials"), blank=True)
    survey = models.ForeignKey(
        "surveys.Survey",
        verbose_name=_("evaluation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="theme_days",
        help_text=_("Opens for those who had a seat when the day is over."),
    )

    has_moved = False
    objects = ThemeDayManager()
    base_form_class = ThemeDayPageForm
    template = "themedays/day.html"
    parent_page_types = ["themedays.ThemeDayIndexPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["key"]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("registration_deadline"), FieldPanel("seats")]),
                FieldRowPanel([FieldPanel("online"), FieldPanel("location")]),
            ],
            _("When, where and how many"),
        ),
        FieldPanel("about"),
        FieldPanel("programme"),
        InlinePanel("workshops", heading=_("Workshops"), label=_("Workshop")),
        FieldPanel("materials"),
        FieldPanel("survey"),
    ]
    promote_panels = [MultiFieldPanel([FieldPanel("audiences")], _("Where it is found")), *BasePage.promote_panels]

    class Meta:
        verbose_name = _("theme day")
        verbose_name_plural = _("theme days")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="themedays_day_ends_after_it_begins"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A draft or an older revision, published, takes no workshop away that people have chosen meanwhile.

        Afterwards `has_moved` says whether what people have in their calendars is no longer right.
        """
        if self.pk and kwargs.get("update_fields") is None:
            kept = [workshop.pk for workshop in self.workshops.all()]
            chosen = list(Workshop.objects.chosen().filter(day=self.pk).exclude(pk__in=kept))
            if chosen:
                self.workshops.add(*chosen)
            before = ThemeDayPage.objects.filter(pk=self.pk).values_list(*IN_THE_CALENDAR).first()
            self.has_moved = before is not None and before != tuple(getattr(self, name) for name in IN_THE_CALENDAR)
        super().save(*args, **kwargs)

    @property
    def topic(self) -> str:
        """What the pages about this day listen to."""
        return f"theme-day.{self.key}"

    def state(self, now: dt.datetime | None = None) -> DayState:
        return state_of(
            now=now or timezone.now(), deadline=self.registration_deadline, starts=self.starts_at, ends=self.ends_at
        )

    def is_open(self, now: dt.datetime | None = None) -> bool:
        return is_open(now=now or timezone.now(), deadline=self.registration_deadline, starts=self.starts_at)

    def has_begun(self, now: dt.datetime | None = None) -> bool:
        return (now or timezone.now()) >= self.starts_at

    @cached_property
    def standing(self) -> Standing:
        """In no query of its own when the day comes from `with_counts()`."""
        counted = self if hasattr(self, "seated_count") else ThemeDayPage.objects.with_counts().get(pk=self.pk)
        return Standing(self.state(), self.seats, counted.seated_count, counted.queued_count)

    @property
    def audience_names(self) -> list[str]:
        names = dict(AUDIENCE_CHOICES)
        return [str(names[audience]) for audience in self.audiences if audience in names]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        person = getattr(request, "user", None)
        context["day"] = self
        context["own"] = self.registration_of(person)
        context["workshops"] = list(self.workshops.all())
        return context

    def registration_of(self, person: Any) -> Registration | None:
        """The person's registration that is not cancelled."""
        if not getattr(person, "is_authenticated", False):
            return None
        own: Registration | None = self.registrations.live().filter(person=person).first()
        return own

    def search_text(self) -> str:
        workshops = [f"{workshop.title} {workshop.text}" for workshop in self.workshops.all()]
        told = [stream_text(stream) for stream in (self.about, self.programme, self.materials)]
        return "\n".join([self.lead, self.location, *told, *workshops])

    def search_summary(self) -> str:
        return self.lead

    def search_audiences(self) -> list[str]:
        return list(self.audiences)

    def search_year(self) -> int:
        return timezone.localdate(self.starts_at).year

    @classmethod
    def search_prepared(cls, pages: Any) -> Any:
        return pages.prefetch_related("workshops")


class Workshop(Orderable):
    """A part of the day that one chooses, with seats of its own. `key` names it in forms."""

    privacy = {
        "id": Handling.KEEP,
        "sort_order": Handling.KEEP,
        "key": Handling.KEEP,
        "day": Handling.KEEP,
        "slot": Handling.KEEP,
        "title": Handling.KEEP,
        "text": Handling.KEEP,
        "seats": Handling.KEEP,
    }

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    day = ParentalKey(ThemeDayPage, on_delete=models.CASCADE, related_name="workshops", verbose_name=_("theme day"))
    slot = models.CharField(_("time"), max_length=20, help_text=_("For example 11.00."))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    seats = models.PositiveIntegerField(_("seats"), validators=SEATS)

    objects = WorkshopQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="themedays_one_workshop_per_key_and_day")]

    def __str__(self) -> str:
        return self.title
