"""Files with questions in, and out."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from content.models import Phase
from courses.import_messages import CHOOSE_QUESTIONS, FILE_TOO_BIG, NOTHING_TO_EXPORT, WRONG_SUFFIX
from courses.models import Question, QuestionState, SelfTestPage
from courses.models.imports import QuestionImport
from grading.safe_xml import MAX_BYTES

SUFFIXES = (".xml", ".gift", ".txt", ".zip")


class UploadForm(forms.Form):
    """A file, and the key that makes a double submit one upload."""

    file = forms.FileField(
        label=_("File with questions"),
        help_text=_("Moodle XML, GIFT, a QTI question or a QTI package (zip). At most 5 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": _("Choose a file.")},
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"submission_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(FILE_TOO_BIG)
        if not str(file.name).lower().endswith(SUFFIXES):
            raise forms.ValidationError(WRONG_SUFFIX)
        return file


class ChooseForm(forms.Form):
    """Which rows of a file to take, by their places."""

    row = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": CHOOSE_QUESTIONS})

    def __init__(self, *args: Any, waiting: QuestionImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(row.place, row.name) for row in waiting.rows if row.takeable]  # type: ignore[attr-defined]


FORMATS = [("qti", _("QTI 3.0 (zip)")), ("moodle", _("Moodle XML")), ("gift", _("GIFT"))]


class ExportForm(forms.Form):
    """Which questions, and in which format."""

    self_test = forms.ModelChoiceField(
        label=_("Self-test"),
        queryset=SelfTestPage.objects.none(),
        required=False,
        to_field_name="translation_key",
        empty_label=_("All questions in the bank"),
        error_messages={"invalid_choice": _("Choose a self-test from the list.")},
    )
    tag = forms.ModelChoiceField(
        label=_("Tag"), queryset=Tag.objects.none(), required=False, to_field_name="slug", empty_label=_("Any")
    )
    phase = forms.ModelChoiceField(
        label=_("Case phase"), queryset=Phase.objects.all(), required=False, empty_label=_("Any")
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *QuestionState.choices], required=False)
    file_format = forms.ChoiceField(label=_("Format"), choices=FORMATS, initial="qti")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tests = SelfTestPage.objects.live().order_by("path")
        tags = Tag.objects.filter(courses_questiontag_items__isnull=False).distinct().order_by("name")
        self.fields["self_test"].queryset = tests  # type: ignore[attr-defined]
        self.fields["self_test"].label_from_instance = _test_name  # type: ignore[attr-defined]
        self.fields["tag"].queryset = tags  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.questions().exists():
            raise forms.ValidationError(NOTHING_TO_EXPORT)
        return cleaned

    def questions(self) -> QuerySet[Question]:
        chosen = self.cleaned_data
        found = Question.objects.all()
        if chosen.get("self_test"):
            found = found.filter(placements__page=chosen["self_test"])
        if chosen.get("tag"):
            found = found.filter(tagged_items__tag=chosen["tag"])
        if chosen.get("phase"):
            found = found.filter(phase=chosen["phase"])
        if chosen.get("state"):
            found = found.filter(state=chosen["state"])
        return found.distinct().order_by("title", "pk")


def _test_name(page: SelfTestPage) -> str:
    return f"{page.get_parent().title}: {page.title}"
