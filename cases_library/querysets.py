"""Which cases, and whose work?"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import connection, models
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cases_library.rules import TrainedRule

if TYPE_CHECKING:
    from cases_library.models import CasePage, CaseWork
    from content.models import Phase, Subtheme, Theme
    from people.models import User


class CaseQuerySet(PageQuerySet):
    def for_cards(self) -> CaseQuerySet:
        """Published cases in order, with what a card shows."""
        return (
            self.live()
            .public()
            .select_related("phase")
            .prefetch_related("trained_rules", "items__subtheme__theme")
            .order_by("number", "title")
        )

    def in_phase(self, phase: Phase) -> CaseQuerySet:
        return self.filter(phase=phase)

    def training(self, rule: TrainedRule) -> CaseQuerySet:
        return self.filter(trained_rules__rule=rule).distinct()

    def about_theme(self, theme: Theme) -> CaseQuerySet:
        return self.filter(items__subtheme__theme=theme).distinct()

    def about(self, subtheme: Subtheme) -> CaseQuerySet:
        return self.filter(items__subtheme=subtheme).distinct()


CaseManager = PageManager.from_queryset(CaseQuerySet)


class CaseWorkQuerySet(models.QuerySet["CaseWork"]):
    def of(self, person: User) -> CaseWorkQuerySet:
        return self.filter(person=person)

    def open(self) -> CaseWorkQuerySet:
        return self.filter(submitted_at=None)

    def submitted(self) -> CaseWorkQuerySet:
        return self.exclude(submitted_at=None)

    def first_tries(self) -> CaseWorkQuerySet:
        """Each person's first rating of a case: made before the panel's levels were seen."""
        return self.filter(number=1)

    def on(self, case: CasePage) -> CaseWorkQuerySet:
        return self.filter(case=case)

    def newest_first(self) -> CaseWorkQuerySet:
        return self.order_by("-started", "-pk")

    def lock(self, key: uuid.UUID) -> CaseWork:
        """The work with this key, held until the transaction ends."""
        rows = self.select_for_update() if connection.features.has_select_for_update else self
        return rows.get(key=key)
