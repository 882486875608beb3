"""Who gets extra time, and how much."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import User


class FindPersonForm(forms.Form):
    """A person by the whole e-mail address: nobody can look through the accounts."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)

    person: User

    def clean_email(self) -> str:
        person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has an account with this e-mail. Look at the spelling."))
        self.person = person
        return str(person.email)


class ExtraTimeForm(forms.Form):
    """`person` is the key of the account."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    percent = forms.IntegerField(
        label=_("Extra time in per cent"),
        min_value=1,
        max_value=300,
        help_text=_("25 gives a quarter more: 75 minutes in place of 60. It holds for tests begun from now on."),
    )

    def clean_person(self) -> User:
        person = User.objects.filter(key=self.cleaned_data["person"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Find the person once more."))
        return person

    @classmethod
    def about(cls, person: User, percent: int | None, data: Any = None) -> ExtraTimeForm:
        return cls(data, initial={"person": person.key, "percent": percent})
