"""SQL of our own says the same on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import F

from search.expressions import Among, DaysSince
from search.models import SearchEntry

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def entry(number: int, changed_on: dt.datetime = NOW) -> SearchEntry:
    return SearchEntry.objects.create(kind="svar", object_id=number, stamp=1, title="", changed_on=changed_on)


@pytest.mark.parametrize("wanted", [[], [1], [3, 1, 3, 99], range(5000)])
def test_one_of_many_is_what_in_says(wanted):
    for number in range(5):
        entry(number)
    found = SearchEntry.objects.filter(Among(F("object_id"), wanted)).order_by("pk")
    assert list(found) == list(SearchEntry.objects.filter(object_id__in=wanted).order_by("pk"))


@pytest.mark.parametrize("days", [0, 0.5, 1, 400, -2])
def test_days_are_counted_with_their_fractions_and_after_now_below_zero(days):
    entry(1, NOW - dt.timedelta(days=days))
    (counted,) = SearchEntry.objects.annotate(days=DaysSince("changed_on", NOW)).values_list("days", flat=True)
    assert counted == pytest.approx(days, abs=1e-6)
