"""allauth's forms with the portal's words: what to write, and what to do when it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """What a field is called, what helps to fill it in, and what to do when it is empty."""

    label: Any
    hint: Any = ""
    empty: Any = ""


EMAIL = Words(_("E-mail"), empty=_("Write your e-mail address."))
PASSWORD = Words(_("Password"), empty=_("Write your password."))
NEW_PASSWORD = Words(
    _("New password"),
    _("At least 12 characters. A sentence that only you know is easy to remember."),
    _("Choose a password of at least 12 characters."),
)
AGAIN = Words(_("The same password again"), empty=_("Write the same password again."))
SIX_DIGITS = Words(_("Code from your app"), _("Six digits. A new code comes every half minute."), _("Write the code."))
ANY_CODE = Words(
    _("Code"),
    _("Six digits from your authenticator app, or one of your recovery codes."),
    _("Write the code from your app, or a recovery code."),
)


class WithWords:
    """Puts the words on the fields; a placeholder that repeats the label is taken away."""

    words: dict[str, Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = words.label, words.hint
            field.widget.attrs.pop("placeholder", None)
            if words.empty:
                field.error_messages["required"] = words.empty


class SignupForm(WithWords, account.SignupForm):
    words = {
        "email": Words(_("Work e-mail"), _("We send a link to it, so that you can confirm it."), EMAIL.empty),
        "password1": Words(_("Password"), NEW_PASSWORD.hint, NEW_PASSWORD.empty),
        "password2": AGAIN,
    }


class LoginForm(WithWords, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}


class ReauthenticateForm(WithWords, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class ResetPasswordForm(WithWords, account.ResetPasswordForm):
    words = {"email": EMAIL}


class ResetPasswordKeyForm(WithWords, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class SetPasswordForm(WithWords, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ChangePasswordForm(WithWords, account.ChangePasswordForm):
    words = {
        "oldpassword": Words(_("Your password now"), empty=_("Write the password you use now.")),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class AddEmailForm(WithWords, account.AddEmailForm):
    words = {"email": Words(_("New e-mail"), _("We send a link to it. Until you confirm it, the old one holds."))}


class ActivateTOTPForm(WithWords, totp.ActivateTOTPForm):
    words = {"code": SIX_DIGITS}


class AuthenticateForm(WithWords, mfa.AuthenticateForm):
    words = {"code": ANY_CODE}


class SecondFactorAgainForm(WithWords, mfa.ReauthenticateForm):
    words = {"code": ANY_CODE}
