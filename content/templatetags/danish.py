"""How Danes write dates, times and numbers. Built in: every template has these filters."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import formats, timezone

from content.rules import FUNCTION_LEVEL_WORDS, FUNCTION_LEVELS, SUPPORT_LEVELS
from content.rules import clock as clock_text

register = template.Library()


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


@register.filter
def long_date(value: dt.date | None) -> str:
    """22. november 2026"""
    return formats.date_format(_local(value), "j. F Y") if value else ""


@register.filter
def weekday_date(value: dt.date | None) -> str:
    """søndag den 22. november 2026"""
    return formats.date_format(_local(value), r"l \d\e\n j. F Y") if value else ""


@register.filter
def short_date(value: dt.date | None) -> str:
    """22.11.2026"""
    return formats.date_format(_local(value), "j.n.Y") if value else ""


@register.filter
def kl(value: dt.datetime | dt.time | None) -> str:
    """kl. 13.00"""
    return formats.time_format(_local(value), r"\k\l. G.i") if value else ""  # type: ignore[arg-type]


@register.filter
def moment(value: dt.datetime | None) -> str:
    """22. november 2026 kl. 13.00"""
    return f"{long_date(value)} {kl(value)}" if value else ""


@register.filter
def percent(share: float | None) -> str:
    """0.702 -> 70 % with a hard space"""
    return f"{round(float(share) * 100)}\u00a0%" if share is not None else "–"


@register.filter
def decimal(value: float | None, places: int = 1) -> str:
    """2.6 -> 2,6"""
    return (
        formats.number_format(round(float(value), int(places)), decimal_pos=int(places)) if value is not None else "–"
    )


@register.filter
def clock(seconds: float | None) -> str:
    """134 -> 2.14"""
    return clock_text(seconds or 0)


@register.filter
def function_level(level: int | None) -> str:
    """3 -> Svært nedsat funktionsevne"""
    return FUNCTION_LEVELS[level] if level is not None else ""


@register.filter
def level_word(level: int | None) -> str:
    """3 -> Svært"""
    return FUNCTION_LEVEL_WORDS[level] if level is not None else ""


@register.filter
def support_level(level: int | None) -> str:
    """3 -> Højt støttebehov"""
    return SUPPORT_LEVELS[level] if level is not None else ""
