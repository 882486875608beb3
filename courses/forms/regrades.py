"""The form that applies a corrected key."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import QuestionVersion
from people.fields import SafeTextField


class RegradeForm(forms.Form):
    """Why, which version was shown, and the key that makes a double submit one regrade."""

    reason = SafeTextField(
        label=_("Why is the key corrected?"),
        help_text=_("Those whose result changes get this text by e-mail. One or two sentences."),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Write why the key is corrected.")},
    )
    version = forms.UUIDField(widget=forms.HiddenInput)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: QuestionVersion, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": version.key, "submission_key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.question_id = version.question_id

    def clean_version(self) -> uuid.UUID:
        key: uuid.UUID = self.cleaned_data["version"]
        if not QuestionVersion.objects.filter(key=key, question=self.question_id).exists():
            raise forms.ValidationError(_("This version is not of the question. Load the page again."))
        return key

    def shown_version(self) -> QuestionVersion:
        return QuestionVersion.objects.select_related("question").get(key=self.cleaned_data["version"])

    def for_version(self, version: QuestionVersion) -> RegradeForm:
        """The same form with the reason kept, about a newer version."""
        data = self.data.copy()
        data["version"] = str(version.key)
        form = RegradeForm(data, version=version)
        form.is_valid()
        for problem in self.non_field_errors():
            form.add_error(None, problem)
        return form
