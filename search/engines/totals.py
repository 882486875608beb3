"""Whether two indices hold the same entries, told by four numbers, without reading them all."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, F, Sum

from search.models import SearchEntry

PRIME = 9973


class Totals(NamedTuple):
    """Of all entries: how many, and the sums of their ids, of their stamps and of `check`. A cluster adds in floating
    point, which is exact up to 2**53."""

    things: int
    ids: int
    stamps: int
    checks: int


def check(pk: int, stamp: int) -> int:
    """Differs where an id has another's stamp."""
    return (pk % PRIME) * (stamp % PRIME)


def ours() -> Totals:
    """Those of `SearchEntry`."""
    both = (F("pk") % PRIME) * (F("stamp") % PRIME)
    sums = SearchEntry.objects.aggregate(things=Count("pk"), ids=Sum("pk"), stamps=Sum("stamp"), checks=Sum(both))
    return Totals(**{name: int(value or 0) for name, value in sums.items()})
