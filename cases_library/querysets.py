"""Which cases, and whose work?"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import Count, F, Q
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cases_library.rules import Pair, TrainedRule

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

    def that_fit(self, minutes: int) -> CaseQuerySet:
        """Cases that take at most so many minutes."""
        return self.filter(minutes__lte=minutes)

    def not_in(self, works: CaseWorkQuerySet) -> CaseQuerySet:
        """Cases that none of the works is on: what a person has not tried yet."""
        return self.exclude(pk__in=works.values("case"))

    def like(self, case: CasePage) -> CaseQuerySet:
        """Other cases that train one of the same rules."""
        same = case.trained_rules.values_list("rule", flat=True)
        return self.exclude(pk=case.pk).filter(trained_rules__rule__in=list(same)).distinct()

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

    def for_lists(self) -> CaseWorkQuerySet:
        """With the case, and how many items were rated (`assessed`), at the panel's level (`exact`)."""
        rated = Q(ratings__level__isnull=False)
        return self.select_related("case").annotate(
            assessed=Count("ratings", filter=rated),
            exact=Count("ratings", filter=rated & Q(ratings__level=F("ratings__consensus"))),
        )

    def newest_first(self) -> CaseWorkQuerySet:
        return self.order_by("-started", "-pk")

    def level_counts(self, *, besides: User) -> dict[uuid.UUID, dict[int, int]]:
        """How many other people than this one chose each level, by item."""
        counts: dict[uuid.UUID, dict[int, int]] = {}
        rows = (
            self.submitted()
            .exclude(person=besides)
            .filter(ratings__level__isnull=False)
            .values_list("ratings__item_key", "ratings__level")
            .annotate(people=Count("ratings"))
        )
        for item, level, people in rows:
            counts.setdefault(item, {})[level] = people
        return counts

    def pairs(self) -> list[Pair]:
        """(the level chosen, the panel's level) for each item that was rated."""
        rows = self.submitted().values_list("ratings__level", "ratings__consensus")
        return [(chosen, panel) for chosen, panel in rows if chosen is not None and panel is not None]

    def lock(self, key: uuid.UUID) -> CaseWork:
        """The work with this key, held until the transaction ends."""
        rows = self.select_for_update() if connection.features.has_select_for_update else self
        return rows.get(key=key)
