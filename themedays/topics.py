"""Who may listen to what changes at a theme day: everybody, as everybody may see how many seats are left."""

from __future__ import annotations

from typing import Any

from live.topics import declare


def may_hear_day(person: Any, key: str) -> bool:
    return bool(key)


def declare_topics() -> None:
    declare("theme-day", allow=may_hear_day)
