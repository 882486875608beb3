"""Which subthemes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from content.rules import ThemeCategory

if TYPE_CHECKING:
    from content.models import Subtheme  # noqa: F401 (in the string below)


class SubthemeQuerySet(models.QuerySet["Subtheme"]):
    def rateable(self) -> SubthemeQuerySet:
        """Those that get a level 0-4: the ones under activity and participation."""
        return self.filter(theme__category=ThemeCategory.ACTIVITY_PARTICIPATION)
