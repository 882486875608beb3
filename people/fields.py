"""Form fields for what a person writes freely: no personal numbers, nothing that a database cannot store."""

from __future__ import annotations

from typing import Any

from django import forms

from people.validators import refuse_null_bytes, refuse_personal_numbers


class SafeCharField(forms.CharField):
    """One line of free text, without spaces at the ends."""

    default_validators = [refuse_null_bytes, refuse_personal_numbers]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser looks for personal numbers too, before anything is sent."""
        return super().widget_attrs(widget) | {"data-personal-numbers": ""}


class SafeTextField(SafeCharField):
    """Free text in a box; `max_length` is 4,000 unless another is given."""

    def __init__(self, *, max_length: int = 4000, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Line ends are counted as one letter, as in the browser."""
        return super().to_python(value).replace("\r\n", "\n")
