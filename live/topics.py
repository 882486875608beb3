"""Topics: what a page can listen to, and who may.

A topic is a name such as `hotline-queue` or `enquiry.6f0c…`. The floor that owns a topic declares it once, at start-up:
`declare("enquiry", allow=...)`. A message says only *what changed*; the page fetches its fragment again, through the
ordinary view and its permissions. A lost message costs freshness, never truth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Allow = Callable[[Any, str], bool]

_NAME = re.compile(r"^[a-z][a-z-]{0,40}(\.[0-9a-f-]{8,36})?$")
_declared: dict[str, Allow] = {}


def declare(family: str, *, allow: Allow) -> None:
    """Declare the topics `family` and `family.<key>`; `allow(person, key)` says who may listen (key "" when none)."""
    _declared[family] = allow


def may_listen(person: Any, topic: str) -> bool:
    """Whether the person may listen; an undeclared or malformed topic is a no."""
    if not _NAME.match(topic):
        return False
    family, _, key = topic.partition(".")
    allow = _declared.get(family)
    return allow is not None and allow(person, key)


def group_name(topic: str) -> str:
    """The channel layer's group for a topic."""
    return f"topic.{topic}"
