"""What a person tells us about themselves when signing up, and afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.actions import memberships
from people.fields import SafeCharField
from people.models import KIND_CHOICES, ROLE_CHOICES, Organisation, User
from people.rules import ROLES_OF_KIND, STAFF_ROLES, OrganisationKind, danish_order


class ByKind(ModelChoiceIterator):
    """Organisations in groups, one for each kind, in Danish order; typing letters finds one."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        organisations = sorted(self.queryset, key=lambda each: danish_order(str(each)))
        for kind, name in KIND_CHOICES:
            choices = [self.choice(each) for each in organisations if each.kind == kind]
            if choices:
                yield name, choices


class OrganisationField(forms.ModelChoiceField):
    iterator = ByKind

    def to_python(self, value: Any) -> Organisation | None:
        try:
            return super().to_python(value)
        except ValidationError as problem:  # also a key that is no key at all
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from problem


class PersonName(forms.Form):
    """The name that others see."""

    name = SafeCharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )


class SignupDetails(PersonName):
    """Name, organisation and role; allauth adds e-mail and password. Staff roles are not for choosing."""

    organisation = OrganisationField(
        label=_("Where do you work?"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_("Choose an organisation"),
        help_text=_("Type the first letters of its name to find it in the list."),
        error_messages={
            "required": _("Choose the organisation you work in."),
            "invalid_choice": _("Choose an organisation from the list."),
        },
    )
    role = forms.ChoiceField(
        label=_("What do you do there?"),
        choices=[choice for choice in ROLE_CHOICES if choice[0] not in STAFF_ROLES],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you do."),
            "invalid_choice": _("Choose one of the roles in the list."),
        },
    )

    field_order = ["name", "email", "organisation", "role", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.open_for_signup()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        organisation, role = cleaned.get("organisation"), cleaned.get("role")
        if organisation and role and role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
            self.add_error("role", _("That role does not exist in the organisation you chose. Choose another."))
        return cleaned

    def signup(self, request: HttpRequest, user: User) -> None:
        memberships.join(
            person=user,
            organisation=self.cleaned_data["organisation"],
            role=self.cleaned_data["role"],
            by=user,
        )
