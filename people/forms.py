"""What a person tells us about themselves when signing up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.actions import memberships
from people.models import ROLE_CHOICES, Organisation, User
from people.rules import ROLES_OF_KIND, STAFF_ROLES, OrganisationKind


class SignupDetails(forms.Form):
    """Name, organisation and role; allauth adds e-mail and password. Staff roles are not for choosing."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    organisation = forms.ModelChoiceField(
        label=_("Where do you work?"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_("Choose an organisation"),
    )
    role = forms.ChoiceField(
        label=_("What do you do there?"),
        choices=[choice for choice in ROLE_CHOICES if choice[0] not in STAFF_ROLES],
        widget=forms.RadioSelect,
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
