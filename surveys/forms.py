"""The sheet to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from people.fields import SafeTextField
from surveys.models import SurveyQuestion
from surveys.rules import LONGEST_TEXT, SCALE, QuestionKind

WORDS = (_("Strongly disagree"), _("Disagree"), _("Neither nor"), _("Agree"), _("Strongly agree"))
AGREEMENT = [(str(step), word) for step, word in zip(SCALE, WORDS, strict=True)]


class SheetForm(forms.Form):
    """One field for each question, named by the question's key. No question must be answered, but one of them must."""

    def __init__(self, questions: Sequence[SurveyQuestion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[str(question.key)] = _field(question)

    def full_clean(self) -> None:
        """What no browser sends for a statement is refused: it is not the person who got it wrong."""
        super().full_clean()
        if any(isinstance(self.fields[name], forms.TypedChoiceField) for name in self.errors if name in self.fields):
            raise BadRequest("no answer from 1 to 5")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("Answer at least one question before you send."))
        return cleaned

    def answers(self) -> dict[str, int | str]:
        """{question key: 1–5, or text}, without the questions that were left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _field(question: SurveyQuestion) -> forms.Field:
    if question.kind == QuestionKind.TEXT:
        return SafeTextField(
            label=question.wording,
            required=False,
            max_length=LONGEST_TEXT,
            rows=4,
            help_text=_("Do not write names, and nothing about a particular citizen."),
            error_messages={
                "max_length": _("The text is too long: %(show_value)s characters. Shorten it to %(limit_value)s.")
            },
        )
    return forms.TypedChoiceField(
        label=question.wording,
        required=False,
        choices=AGREEMENT,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
