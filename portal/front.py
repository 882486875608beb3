"""What the front page shows: where to resume, the phases, the next theme day, new answers."""

from __future__ import annotations

from typing import Any

from content.models import Phase


def front_page(person: Any) -> dict[str, Any]:
    """The context of the front page for the person (or nobody)."""
    return {"phases": Phase.objects.all()}
