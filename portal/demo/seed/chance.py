"""Chance that is the same every time: the demo is seeded deterministically."""

from __future__ import annotations

import datetime as dt
import random
import uuid

from django.utils import timezone

SEED = 20
TODAY = dt.date(2026, 11, 20)  # the last working day of the demo's year; nothing of the demo lies later


def chance(purpose: str) -> random.Random:
    """A generator of its own for each purpose, so that one part of the seed does not move another."""
    return random.Random(f"{SEED}:{purpose}")  # noqa: S311 - not for secrets


def key(generator: random.Random) -> uuid.UUID:
    return uuid.UUID(int=generator.getrandbits(128), version=4)


def working_moment(generator: random.Random, *, first: dt.date, last: dt.date) -> dt.datetime:
    """A moment in working hours, Monday to Friday, between two days."""
    while True:
        day = first + dt.timedelta(days=generator.randrange((last - first).days + 1))
        if day.weekday() < 5:
            break
    time = dt.time(generator.randrange(8, 16), generator.randrange(60), generator.randrange(60))
    return timezone.make_aware(dt.datetime.combine(day, time))
