"""Which lines of the log?"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, F, FloatField, Max, Q, Sum, When
from django.db.models.functions import Cast

OFTEN = 3  # a query with unknown words (it may hold a name) is shown from so many searches on
FEW_CLICKS = 3  # fewer clicks say nothing about where people click
LOW_PLACE = 4.0  # people had to look so far down, on average


class SearchLogQuerySet(models.QuerySet[Any]):
    """Lines of the log, and queries put together over days."""

    def last_days(self, days: int, today: dt.date) -> SearchLogQuerySet:
        """The lines of so many days, today included."""
        return self.filter(day__gt=today - dt.timedelta(days=days), day__lte=today)

    def per_query(self) -> Any:
        """Rows (dicts), one per query that may be shown: its sums, and the mean place of what was clicked (or None)."""
        sums: Any = self.values("query").annotate(
            all_searches=Sum("searches"),
            all_without_hits=Sum("without_hits"),
            all_elsewhere=Sum("elsewhere"),
            all_clicks=Sum("clicks"),
            all_places=Sum("position_sum"),
            last_day=Max("day"),
            doubtful=Max(Case(When(unknown=True, then=1), default=0)),
        )
        mean = Cast(F("all_places"), FloatField()) / Cast(F("all_clicks"), FloatField())
        return sums.filter(Q(doubtful=0) | Q(all_searches__gte=OFTEN), all_searches__gt=0).annotate(
            mean_place=Case(When(all_clicks__gt=0, then=mean), default=None, output_field=FloatField())
        )

    def most_asked(self) -> Any:
        return self.per_query().order_by("-all_searches", "query")

    def mostly_without_hits(self) -> Any:
        """Where at least half of the searches found nothing that might be here."""
        rows = self.per_query().annotate(missing=F("all_without_hits") - F("all_elsewhere"))
        return rows.filter(missing__gt=0, missing__gte=F("all_searches") / 2.0).order_by("-missing", "query")

    def belonging_elsewhere(self) -> Any:
        """What people look for here that other web sites are about."""
        return self.per_query().filter(all_elsewhere__gt=0).order_by("-all_elsewhere", "query")

    def clicked_far_down(self) -> Any:
        """Where people had to look for what they took."""
        rows = self.per_query().filter(all_clicks__gte=FEW_CLICKS, mean_place__gte=LOW_PLACE)
        return rows.order_by("-mean_place", "query")

    def totals(self) -> dict[str, int]:
        """`searches`, `without_hits`, `clicks` and `places` of all lines, those that are not shown too."""
        sums = self.aggregate(
            searches=Sum("searches"), without_hits=Sum("without_hits"), clicks=Sum("clicks"), places=Sum("position_sum")
        )
        return {name: value or 0 for name, value in sums.items()}
