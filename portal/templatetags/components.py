"""What the components in templates/cotton/ need to know: menus, widgets, and the geometry of small charts.

Numbers that go into SVG attributes are returned as text with a decimal point: Danish formatting must not reach them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


# ── Navigation ──────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def main_menu(path: str) -> list[dict[str, Any]]:
    """The six sections; `active` marks the one that the path lies in."""
    links = [
        ("/laering/", _("Learning")),
        ("/cases/", _("Cases")),
        ("/spoergsmaal-og-svar/", _("Questions and answers")),
        ("/temadage/", _("Theme days")),
        ("/implementering/", _("Implementation")),
        ("/begreber/", _("Concepts")),
    ]
    return [{"url": url, "label": label, "active": path.startswith(url)} for url, label in links]


@register.filter
def times(number: object) -> range:
    """3 -> 0, 1, 2: repeat something so many times."""
    return range(int(str(number or 0)))


# ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────

_CLASSES = {"select": "form-select", "nullbooleanselect": "form-select", "selectmultiple": "form-select"}


@register.simple_tag
def widget(field: BoundField, attributes: Any = None) -> SafeString:
    """The field's control with the design system's class, and the attributes given to the component."""
    given = attributes.attrs_dict() if hasattr(attributes, "attrs_dict") else attributes or {}
    own = field.field.widget.attrs.get("class", "")
    kind = _CLASSES.get(field.widget_type, "form-input")
    attrs = {"class": f"{kind} {own}".strip(), **given}
    if field.field.required and not field.use_fieldset:
        attrs["aria-required"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the control that a link to the field leads to: in a group, its first choice."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def problems(form: BaseForm | None) -> list[dict[str, str]]:
    """Every error of the form as {target, text}, in the order of the fields; the form's own errors have no target."""
    if form is None or not form.errors:
        return []
    found = [{"target": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else first_id(field)
        found += [{"target": target, "text": str(text)} for text in field.errors]
    return found


# ── Charts ──────────────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def total(counts: Iterable[int]) -> int:
    """[1, 3, 9] -> 13"""
    return sum(counts)


def _place(value: float) -> str:
    return f"{value:.2f}"


@register.simple_tag
def likert_segments(counts: Sequence[int], words: Iterable[str]) -> list[dict[str, Any]]:
    """A bar of 100 % in pieces: x, width and middle in per cent; a count is written where it has room (3 %)."""
    everyone = sum(counts)
    pieces, x = [], 0.0
    for number, (count, word) in enumerate(zip(counts, words, strict=True), start=1):
        width = 100 * count / everyone if everyone else 0.0
        pieces.append(
            {
                "number": number,
                "word": word,
                "count": count,
                "x": _place(x),
                "width": _place(width),
                "middle": _place(x + width / 2),
                "room": width >= 3,
            }
        )
        x += width
    return pieces


@register.simple_tag
def agreement_words() -> list[str]:
    """The five answers to a statement, from 1 to 5."""
    return [_("Strongly disagree"), _("Disagree"), _("Neither nor"), _("Agree"), _("Strongly agree")]


@register.simple_tag
def interval_line(share: float, low: float, high: float) -> dict[str, str]:
    """A share with its uncertainty (all 0-1) as places on a line from 0 to 100."""
    return {
        "x": _place(100 * low),
        "width": _place(max(100 * (high - low), 0.5)),
        "dot": _place(100 * share),
        "from": str(round(100 * low)),
        "to": str(round(100 * high)),
    }


@register.filter
def clock_wedge(minutes: float) -> str:
    """The minutes of an hour as the path of a slice in a clock face of radius 18 round (24, 24)."""
    part = min(max(float(minutes), 0.0), 59.9) / 60
    angle = 2 * math.pi * part
    x, y = 24 + 18 * math.sin(angle), 24 - 18 * math.cos(angle)
    return f"M24 24V6A18 18 0 {int(part > 0.5)} 1 {x:.2f} {y:.2f}Z"


@register.simple_tag
def scale_columns(
    counts: Sequence[int] | None, experts: Sequence[int], you: int | None, key: int | None
) -> list[dict[str, Any]]:
    """The five levels with who chose each: experts above, you on it, others below (none when they are hidden)."""
    return [
        {
            "level": level,
            "experts": sum(1 for each in experts if each == level),
            "others": counts[level] if counts else 0,
            "you": you == level,
            "key": key == level,
        }
        for level in range(5)
    ]
