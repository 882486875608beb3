"""What no text from a person may hold."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.personal_numbers import find


def refuse_personal_numbers(value: str) -> None:
    """Raises ValidationError when the text holds a personal number; says what to do, never what the number was."""
    found = find(value)
    if found:
        raise ValidationError(
            _("The text looks as if it holds a CPR number. Remove it before you send. Write about the method instead."),
            code="personal_number",
            params={"count": len(found)},
        )


def refuse_null_bytes(value: str) -> None:
    """Raises ValidationError when the text holds a character that a database cannot store."""
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValidationError(_("The text holds a character that cannot be stored. Type it again."), code="null_byte")
