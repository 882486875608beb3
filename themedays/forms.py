"""What people fill in to sign up."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from themedays.models import ThemeDayPage, Workshop
from themedays.rules import free_seats


def label_of(workshop: Workshop, *, own: Workshop | None = None) -> str:
    """The workshop with its time, and the seats that are left or that it is one's own."""
    if workshop == own:
        return gettext("%(slot)s %(title)s – your choice now") % {"slot": workshop.slot, "title": workshop.title}
    free = free_seats(seats=workshop.seats, taken=workshop.seated_count)  # type: ignore[attr-defined]
    left = ngettext("%(n)s seat left", "%(n)s seats left", free) % {"n": free} if free else gettext("no seats left")
    return gettext("%(slot)s %(title)s – %(left)s") % {"slot": workshop.slot, "title": workshop.title, "left": left}


def titles(workshops: Iterable[Workshop]) -> str:
    """«A» eller «B»."""
    names = [f"«{workshop.title}»" for workshop in workshops]
    if len(names) < 2:
        return "".join(names)
    return gettext("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


class WorkshopForm(forms.Form):
    """One workshop of the day, and whether one will wait for it when it is full."""

    workshop = forms.ChoiceField(
        label=_("Choose a workshop"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a workshop."),
            "invalid_choice": _("Choose one of the workshops in the list."),
        },
    )
    wait = forms.BooleanField(
        label=_("Put me on the waiting list if the workshop is full"), required=False, initial=False
    )

    def __init__(self, day: ThemeDayPage, *args: Any, own: Workshop | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshops = list(Workshop.objects.filter(day=day).with_counts())
        if self.workshops:
            self.fields["workshop"].choices = [(str(each.key), label_of(each, own=own)) for each in self.workshops]  # type: ignore[attr-defined]
        else:
            del self.fields["workshop"], self.fields["wait"]

    def full_clean(self) -> None:
        """A field that only a machine can get wrong: the request is refused, not the person."""
        super().full_clean()
        if "submission_key" in self.errors:
            raise BadRequest("a hidden field is malformed")

    @property
    def some_full(self) -> bool:
        return not all(free_seats(seats=each.seats, taken=each.seated_count) for each in self.workshops)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Workshop | None:
        """Behind `is_valid`."""
        key = self.cleaned_data.get("workshop")
        return next((each for each in self.workshops if str(each.key) == key), None)

    def say_full(self, workshop: Workshop, free: list[Workshop]) -> None:
        """The workshop was taken while the person read: what can be done instead."""
        names = titles(free)
        wait = gettext("Or tick that you will wait for a seat.")
        if names:
            advice = gettext("There are seats in %(names)s.") % {"names": names}
        else:
            advice = gettext("All workshops are full.")
        full = gettext("«%(title)s» is full.") % {"title": workshop.title}
        self.add_error("workshop", f"{full} {advice} {wait}")


class RegisterForm(WorkshopForm):
    """Sent once, however often it arrives."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class OnlineLinkForm(forms.Form):
    url = forms.URLField(
        label=_("Link to the meeting"),
        help_text=_("Only those with a seat see it, on their own page. Empty removes it."),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address; it begins with https://.")},
    )
