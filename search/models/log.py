"""What people search for, counted. No person, no time of day, no address."""

from __future__ import annotations

from django.db import models

from people.privacy import Handling
from search.querysets import SearchLogQuerySet


class SearchLogLine(models.Model):
    """How often a query was typed on a day. `position_sum` is the sum of the places (from 1) of what was clicked;
    of the searches without hits, `elsewhere` had a word for what belongs on other web sites.

    `unknown` says that the query has a word that neither the lexicon nor the index knows: it may be a name, and staff
    see it only when it was typed often.
    """

    privacy = {
        "id": Handling.KEEP,
        "day": Handling.KEEP,
        "query": Handling.KEEP,
        "unknown": Handling.KEEP,
        "searches": Handling.KEEP,
        "without_hits": Handling.KEEP,
        "elsewhere": Handling.KEEP,
        "clicks": Handling.KEEP,
        "position_sum": Handling.KEEP,
    }

    day = models.DateField()
    query = models.CharField(max_length=200)
    unknown = models.BooleanField(default=False)
    searches = models.PositiveIntegerField(default=0)
    without_hits = models.PositiveIntegerField(default=0)
    elsewhere = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    position_sum = models.PositiveIntegerField(default=0)

    objects = SearchLogQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="search_one_line_per_day_and_query")]

    def __str__(self) -> str:
        return f"{self.day} {self.query}"
