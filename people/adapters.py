"""How allauth behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open. E-mails are lower case: one address, one account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Write to the portal if it should be opened again."),
        "duplicate_email": _("You use that address already. Write another one."),
        "email_password_mismatch": _(
            "The e-mail and the password do not belong together. Check both, or choose a new password."
        ),
        "email_taken": _("There is an account with that address already. Sign in, or choose a new password."),
        "enter_current_password": _("That is not your password now. Write it again."),
        "incorrect_code": _("The code is not right, or it is too old. Write the newest code."),
        "incorrect_password": _("The password is not right. Write it again."),
        "invalid_or_expired_key": _("The link has been used or is too old. Ask for a new one."),
        "invalid_login": _("Write your e-mail address and your password."),
        "invalid_password_reset": _("The link has been used or is too old. Ask for a new one."),
        "rate_limited": _("There have been too many tries in a short time. Wait a few minutes, and try again."),
        "same_as_current": _("You use that address already. Write another one."),
        "too_many_login_attempts": _("There have been too many tries. Wait five minutes, and try again."),
    }

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).strip().lower()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.email = form.cleaned_data["email"].lower()
        user.name = form.cleaned_data["name"]
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user


class SecondFactorAdapter(DefaultMFAAdapter):
    """Staff cannot turn the second factor off."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Turn the second factor off before you change your e-mail, or write to the portal."),
        "cannot_delete_authenticator": _("The agency's staff sign in with a second factor: it cannot be turned off."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app first."),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": _("Confirm your e-mail before you set up a second factor."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (settings.STAFF_SECOND_FACTOR and authenticator.user.is_staff)
