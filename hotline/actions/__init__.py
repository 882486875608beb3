"""What can happen to enquiries, their answers, and what is published of them."""

from __future__ import annotations

from typing import Any


class Conflict(Exception):
    """Somebody else was first. `current` is what is stored now; nothing was changed."""

    def __init__(self, current: Any) -> None:
        super().__init__(type(current).__name__)
        self.current = current


class NotPossible(Exception):
    """The thing is not in a state where this can happen. Nothing was changed."""
