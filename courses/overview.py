"""What the floors above may ask about one person's learning: for the front page and «Min side»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import ModulePage
from courses.models.standing import ModuleProgress, PartCard, progress_of

if TYPE_CHECKING:
    from people.models import User


def learning_of(person: User | None) -> list[ModuleProgress]:
    """Every published module in order, and how far the person is."""
    return progress_of(person, list(ModulePage.objects.live().public().order_by("number", "path")))


@dataclass(frozen=True)
class Resume:
    """Where to go on: the part, its module, and how the module stands."""

    progress: ModuleProgress
    part: PartCard

    @property
    def fresh(self) -> bool:
        """Nothing in the module is begun: the words are «Begynd», not «Fortsæt»."""
        return not self.progress.standing.begun


def resume_of(person: User | None, learning: Sequence[ModuleProgress] | None = None) -> Resume | None:
    """Where the person left off: the module touched last that is not complete, otherwise the first not begun.

    None when all is done, or when there are no modules. Hand over `learning` when you have it already.
    """
    learning = learning_of(person) if learning is None else learning
    open_modules = [module for module in learning if module.next_part is not None]
    touched = [module for module in open_modules if module.changed_at is not None]
    wanted = max(touched, key=lambda module: module.changed_at, default=None) or next(iter(open_modules), None)  # type: ignore[arg-type,return-value]
    if wanted is None or wanted.next_part is None:
        return None
    return Resume(wanted, wanted.next_part)
