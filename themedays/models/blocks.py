"""What editors put into a theme day besides its text: the rows of the programme, and the materials."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from themedays.rules import RowKind

KIND_CHOICES = [
    (RowKind.TALK.value, _("Talk")),
    (RowKind.WORKSHOP.value, _("Workshop")),
    (RowKind.EXERCISE.value, _("Exercise")),
    (RowKind.BREAK.value, pgettext_lazy("programme", "Break")),
    (RowKind.EVALUATION.value, _("Evaluation")),
]


class ProgrammeRow(blocks.StructValue):
    @property
    def kind_name(self) -> str:
        return str(dict(KIND_CHOICES).get(self["kind"], ""))


class ProgrammeRowBlock(blocks.StructBlock):
    time = blocks.CharBlock(label=_("Time"), max_length=20, help_text=_("For example 9.15."))
    title = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.TextBlock(label=_("What happens"), required=False, max_length=600)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KIND_CHOICES, default=RowKind.TALK.value)

    class Meta:
        icon = "time"
        label = _("Row of the programme")
        value_class = ProgrammeRow
        preview_value = {"time": "9.15", "title": "Oplæg: Hvad tæller med?", "text": "", "kind": "talk"}


class MaterialBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.TextBlock(label=_("What it is"), required=False, max_length=600)
    document = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(label=_("Or an address"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Material")
        preview_value = {"title": "Huskekort", "text": "Reglen på én side."}

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned.get("document") and cleaned.get("url"):
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Choose a file or an address, not both."))}
            )
        return cleaned
