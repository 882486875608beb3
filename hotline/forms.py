"""What people write to the hotline, and what the hotline writes."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from content.models import Phase
from hotline.models import Publication
from hotline.rules import QUESTION_LENGTH
from hotline.rules.anonymise import Choice, Decision, Finding
from people.fields import SafeCharField

MACHINE_FIELDS = ("submission_key", "version", "draft_version")
REPLACEMENT_LENGTH = 100


class PlainText(SafeCharField):
    """Free text by a person, with our own sentences; a personal number is stopped and the text kept."""

    def __init__(self, *, rows: int = 5, label: Any, help_text: Any = "", empty: Any = "", **options: Any) -> None:
        options.setdefault("max_length", QUESTION_LENGTH)
        super().__init__(
            label=label,
            help_text=help_text,
            widget=options.pop("widget", forms.Textarea)(attrs={"class": "vp-full"} | ({"rows": rows} if rows else {})),
            error_messages={
                "required": empty or _("Write something before you send."),
                "max_length": _("The text is too long: %(show_value)s characters. Shorten it to %(limit_value)s."),
            },
            **options,
        )

    def to_python(self, value: Any) -> str:
        """Lines end as we store them."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class HotlineForm(forms.Form):
    """A form whose hidden fields only a machine can get wrong: then the request is refused, not the person."""

    def full_clean(self) -> None:
        super().full_clean()
        if any(name in self.errors for name in MACHINE_FIELDS):
            raise BadRequest("a hidden field is malformed")


class Submission(HotlineForm):
    """Sent once, however often it arrives."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AskForm(Submission):
    text = PlainText(
        label=_("What do you want to ask?"),
        help_text=_(
            "Describe the situation in ordinary words. Do not write about a particular citizen: no name, CPR number "
            "or address."
        ),
        empty=_("Write your question before you send."),
        rows=6,
    )
    phase = forms.ModelChoiceField(
        label=_("Phase of the case"),
        queryset=Phase.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("Not chosen, or across phases"),
        error_messages={"invalid_choice": _("Choose one of the phases in the list.")},
    )
    may_publish = forms.ChoiceField(
        label=_("May others learn from the answer?"),
        choices=[("ja", _("Yes, publish it without names and places")), ("nej", _("No, answer only me"))],
        initial="ja",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether others may learn from the answer."),
            "invalid_choice": _("Choose yes or no."),
        },
    )


class FollowUpForm(Submission):
    text = PlainText(
        label=_("Write to the hotline"),
        help_text=_("Do not write about a particular citizen."),
        empty=_("Write your question before you send."),
    )


class Versioned(HotlineForm):
    """Says which version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class AnswerForm(Versioned, Submission):
    """The answer; saved as a draft, sent, or turned into a question to the asker."""

    draft_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    text = PlainText(
        label=_("Your answer"),
        help_text=_("Begin with yes, no, or what to do. Then the reason and the source."),
        empty=_("Write the answer before you send."),
        max_length=2 * QUESTION_LENGTH,
        rows=9,
    )


class DraftForm(HotlineForm):
    draft_version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    text = PlainText(label=_("Your answer"), max_length=2 * QUESTION_LENGTH, required=False)


class NoteForm(Submission):
    text = PlainText(
        label=_("Internal note"), help_text=_("Only the hotline reads it."), empty=_("Write the note first."), rows=3
    )


class SendBackForm(HotlineForm):
    comment = PlainText(
        label=_("What must be changed?"), empty=_("Write what must be changed."), max_length=1000, rows=3
    )


class PublicationForm(Versioned):
    """The public text, and a decision on each finding."""

    title = PlainText(
        label=_("The question as a heading"),
        help_text=_("One sentence that ends with a question mark."),
        max_length=200,
        empty=_("Write the question as a heading."),
        rows=0,
        widget=forms.TextInput,
    )
    question_text = PlainText(
        label=_("The question, as all will see it"),
        empty=_("Write the question, as all will see it."),
        max_length=2 * QUESTION_LENGTH,
        rows=7,
    )
    short = PlainText(
        label=_("The answer in one sentence"),
        help_text=_("Yes, no, or what to do."),
        max_length=400,
        empty=_("Write the answer in one sentence."),
        rows=0,
        widget=forms.TextInput,
    )
    answer_text = PlainText(
        label=_("The answer, as all will see it"),
        empty=_("Write the answer, as all will see it."),
        max_length=4 * QUESTION_LENGTH,
        rows=7,
    )
    phases = forms.ModelMultipleChoiceField(
        label=_("Phases"),
        queryset=Phase.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Choose phases from the list."),
            "invalid_list": _("Choose phases from the list."),
        },
    )

    @classmethod
    def of(cls, publication: Publication) -> PublicationForm:
        return cls(
            initial={
                "version": publication.version,
                "title": publication.title,
                "question_text": publication.question_text,
                "short": publication.short,
                "answer_text": publication.answer_text,
                "phases": [phase.slug for phase in publication.phases.all()],
            }
        )


def read_decisions(data: Any, findings: list[Finding], known: dict[str, Decision]) -> dict[str, Decision]:
    """The decisions in a post, on top of those already made. Words for a finding that is gone are passed over."""
    decisions = dict(known)
    for finding in findings:
        wanted = data.get(f"choice-{finding.id}")
        if wanted is None:
            continue
        if wanted not in [choice.value for choice in Choice]:
            raise BadRequest("an unknown decision")
        replacement = " ".join(str(data.get(f"words-{finding.id}", "")).split())[:REPLACEMENT_LENGTH]
        decisions[finding.id] = Decision(Choice(wanted), replacement)
    return decisions
