"""Free text is refused when it holds a personal number, and kept as it was typed."""

import pytest
from django import forms

from people.fields import SafeCharField, SafeTextField


class Question(forms.Form):
    subject = SafeCharField(max_length=50)
    text = SafeTextField(required=False)


def test_a_personal_number_is_refused_with_what_to_do_and_without_repeating_it():
    form = Question({"subject": "Om 050583-1234"})
    assert not form.is_valid()
    (error,) = form.errors["subject"]
    assert error.startswith("Teksten ligner et CPR-nummer. Fjern det, før du sender.")
    assert "1234" not in error
    assert form["subject"].value() == "Om 050583-1234"


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800"])
def test_what_a_database_cannot_store_is_refused(text):
    assert not Question({"subject": text}).is_valid()
    assert not Question({"subject": "Fint", "text": text}).is_valid()


def test_spaces_at_the_ends_go_and_line_ends_count_as_one():
    form = Question({"subject": "  Fint ", "text": "a\r\nb" + "x" * 3997})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["subject"] == "Fint"
    assert len(form.cleaned_data["text"]) == 4000
