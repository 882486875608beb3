"""Text that was sent after the session had run out: kept until its author has signed in again.

It lies in the session of the browser that wrote it, and only after the check for personal numbers.
"""

from __future__ import annotations

from django.http import HttpRequest

PREFIX = "hotline."


def keep(request: HttpRequest, name: str, fields: dict[str, object]) -> None:
    request.session[PREFIX + name] = fields


def recall(request: HttpRequest, name: str) -> dict[str, object]:
    """What was kept, or an empty dict. Asking does not write."""
    kept = request.session.get(PREFIX + name)
    return kept if isinstance(kept, dict) else {}


def forget(request: HttpRequest, name: str) -> None:
    request.session.pop(PREFIX + name, None)
