"""The sheet on which a case is rated: a level and a reason for each subtheme."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases_library.actions.works import Typed
from cases_library.models import CaseItem, CasePage
from cases_library.rules import LEVELS, LONGEST_REASON
from content.rules import FUNCTION_LEVELS, NOT_ASSESSED
from people.fields import SafeTextField

NOT = "none"  # as the component for ratings sends it
LEVEL_CHOICES = [*((str(level), FUNCTION_LEVELS[level]) for level in LEVELS), (NOT, NOT_ASSESSED)]
SAVE, SUBMIT = "save", "submit"


class ItemForm(forms.Form):
    """One subtheme. Nothing need be filled in until the sheet is handed in."""

    level = forms.ChoiceField(label=_("Level"), choices=LEVEL_CHOICES, required=False, widget=forms.RadioSelect)
    reason = SafeTextField(
        label=_("Your reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vp-full"}),
        error_messages={"max_length": _("Write at most 1,000 characters.")},
    )

    def __init__(self, data: QueryDict | None, *, key: uuid.UUID, subtheme: str, theme: str, initial: Any) -> None:
        super().__init__(data, prefix=str(key), initial=initial)
        self.key = key
        self.subtheme = subtheme
        self.theme = theme
        self.elsewhere: Typed | None = None  # what another tab saved meanwhile

    @property
    def typed(self) -> Typed:
        level = self.cleaned_data["level"]
        return Typed(
            level=int(level) if level and level != NOT else None,
            not_assessed=level == NOT,
            reason=self.cleaned_data["reason"],
        )

    def ask_for_the_rest(self) -> None:
        """Errors for what is missing before the panel may be seen."""
        if not self.errors and not self.cleaned_data["level"]:
            self.add_error("level", _("Choose a level, or choose «Not assessed»."))
        elif not self.errors and not self.typed.complete:
            self.add_error("reason", _("Write a short reason first."))


class RatingSheet:
    """The forms of a case's items, in order."""

    def __init__(
        self, items: Iterable[CaseItem], *, stored: dict[uuid.UUID, Typed] | None = None, data: QueryDict | None = None
    ) -> None:
        self.forms = [
            ItemForm(
                data,
                key=item.key,
                subtheme=item.subtheme.title,
                theme=item.subtheme.theme.title,
                initial=_initial((stored or {}).get(item.key, Typed())),
            )
            for item in items
        ]

    @property
    def valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    @property
    def answers(self) -> dict[uuid.UUID, Typed]:
        """What can be saved: an item with an error keeps what it had."""
        return {form.key: form.typed for form in self.forms if form.is_valid()}

    def ask_for_the_rest(self) -> None:
        for form in self.forms:
            form.is_valid()
            form.ask_for_the_rest()

    def lay_beside(self, stored: dict[uuid.UUID, Typed]) -> None:
        """Show what another tab saved under what was typed here."""
        for form in self.forms:
            form.elsewhere = stored.get(form.key)

    @property
    def faults(self) -> list[dict[str, str]]:
        """For the summary: which field, and what to do."""
        return [
            {"target": f"id_{form.prefix}-{name}", "about": form.subtheme, "text": str(error)}
            for form in self.forms
            for name, errors in form.errors.items()
            for error in errors
        ]

    @property
    def chosen_count(self) -> int:
        """How many items have a level (or «not assessed») in what was stored or sent."""
        return sum(bool(form["level"].value()) for form in self.forms)


@dataclass(frozen=True)
class Received:
    """A sheet as it was sent: what to do, which tab sends, and which version it saw."""

    sheet: RatingSheet
    do: str
    tab: uuid.UUID
    version: int


def receive(data: QueryDict, case: CasePage) -> Received:
    """Raises BadRequest when no page of ours could have sent it: a level that does not exist, a field twice …"""
    items = list(case.items_in_order())
    fields = {f"{item.key}-{name}" for item in items for name in ("level", "reason")}
    levels = {"", *(value for value, _label in LEVEL_CHOICES)}
    strangers = [name for name in data if name.endswith(("-level", "-reason")) and name not in fields]
    if strangers or any(one(data, f"{item.key}-level", "") not in levels for item in items):
        raise BadRequest
    for item in items:
        one(data, f"{item.key}-reason", "")
    do, version = one(data, "do", SAVE), one(data, "version")
    if do not in {SAVE, SUBMIT} or not (version.isascii() and version.isdigit() and len(version) < 10):
        raise BadRequest
    try:
        tab = uuid.UUID(one(data, "tab"))
    except ValueError as malformed:
        raise BadRequest from malformed
    return Received(RatingSheet(items, data=data), do, tab, int(version))


def one(data: QueryDict, name: str, default: str | None = None) -> str:
    """The only value of a field; the default when it was not sent."""
    values = data.getlist(name)
    if not values and default is not None:
        return default
    if len(values) != 1:
        raise BadRequest
    return str(values[0])


def _initial(typed: Typed) -> dict[str, str]:
    level = NOT if typed.not_assessed else "" if typed.level is None else str(typed.level)
    return {"level": level, "reason": typed.reason}
