"""Form fields the way Det Fælles Designsystem draws them."""

from __future__ import annotations

import math
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from content.rules import FUNCTION_LEVEL_WORDS

register = template.Library()


@register.filter
def field_kind(field: BoundField) -> str:
    """`choices` (radios or several ticks), `tick` (one tick), `hidden`, or `input`."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "input"


@register.simple_tag
def control(field: BoundField, attrs: Any = None) -> SafeString:
    """The input itself, with the class it needs and the attributes given to the component."""
    widget = field.field.widget
    more = {str(name): value for name, value in dict(getattr(attrs, "attrs_dict", lambda: attrs or {})()).items()}
    select = isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect)
    css = "form-select" if select else "form-input"
    more["class"] = " ".join(part for part in (css, widget.attrs.get("class"), more.get("class")) if part)
    if isinstance(widget, forms.Textarea):
        more.setdefault("rows", widget.attrs.get("rows", 6))
    return field.as_widget(attrs=more)


@register.filter
def error_target(field: BoundField) -> str:
    """The id that a link in the error summary leads to: the input, or the first of a group."""
    if field_kind(field) == "choices":
        subwidgets = list(field.subwidgets)
        return subwidgets[0].data["attrs"].get("id", field.auto_id) if subwidgets else field.auto_id
    return field.id_for_label or field.auto_id


@register.filter
def under(path: str, address: str) -> bool:
    """Whether the path is the address or lies under it; the front page is only itself."""
    return path == address or (address.endswith("/") and len(address) > 1 and path.startswith(address))


@register.filter
def function_levels(_ignored: object) -> list[tuple[int, str]]:
    """The five levels with their words."""
    return list(enumerate(FUNCTION_LEVEL_WORDS))


@register.filter
def clock_slice(minutes: int) -> str:
    """An SVG path: the slice of a clock face (centre 24,24, radius 18) that so many minutes take."""
    angle = math.tau * min(int(minutes), 59) / 60
    x, y = 24 + 18 * math.sin(angle), 24 - 18 * math.cos(angle)
    return f"M24 24V6A18 18 0 {int(minutes > 30)} 1 {x:.2f} {y:.2f}Z"


@register.filter
def likert_bars(counts: list[int]) -> list[dict[str, str]]:
    """The bars of five counts on a scale of 1000: {answer, x, width}; answers nobody gave are left out."""
    total = sum(counts) or 1
    bars, x = [], 0.0
    for answer, count in enumerate(counts, start=1):
        width = 1000 * count / total
        if count:
            bars.append({"answer": str(answer), "x": f"{x:.1f}", "width": f"{max(width - 2, 1):.1f}"})
        x += width
    return bars


@register.filter
def scaled(share: float, width: int) -> str:
    """A share of 0..1 as a position on a line of that width, with a decimal point."""
    return f"{min(max(float(share or 0), 0), 1) * int(width):.1f}"


@register.filter
def width_to(low: str, high: str) -> str:
    return f"{max(float(high) - float(low), 0):.1f}"
