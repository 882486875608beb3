"""What can happen to theme days and registrations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themedays.models import Workshop


class NotPossible(Exception):
    """The day or the registration is not in a state where this can happen. Nothing was changed."""


class DayClosed(NotPossible):
    """The deadline has passed, or the day has begun."""


class DayFull(NotPossible):
    """There was no seat left, and the person had not asked for the waiting list."""


class WorkshopFull(NotPossible):
    """There was no seat left in the workshop. `free` are those that have one."""

    def __init__(self, workshop: Workshop, free: Sequence[Workshop]) -> None:
        super().__init__(workshop.title)
        self.workshop = workshop
        self.free = list(free)
