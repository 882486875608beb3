"""Facts about theme days: who gets a seat, who is next, and when one can sign up. Plain Python.

>>> place_on_arrival(seats=20, taken=20)
<Place.QUEUE: 'queue'>
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
T = TypeVar("T")


class Place(StrEnum):
    SEAT = "seat"
    QUEUE = "queue"


class DayState(StrEnum):
    """open → closed (after the deadline) → past (after the end)."""

    OPEN = "open"
    CLOSED = "closed"
    PAST = "past"


class RowKind(StrEnum):
    """What a row of a programme is."""

    TALK = "talk"
    WORKSHOP = "workshop"
    EXERCISE = "exercise"
    BREAK = "break"
    EVALUATION = "evaluation"


def place_on_arrival(*, seats: int, taken: int) -> Place:
    """A seat while there is one, else a place in the queue."""
    return Place.SEAT if taken < seats else Place.QUEUE


def free_seats(*, seats: int, taken: int) -> int:
    """How many seats are left; never below zero, also when an editor has lowered the number of seats."""
    return max(0, seats - taken)


def next_in_queue(queue: Sequence[T], *, seats: int, taken: int) -> Sequence[T]:
    """Those at the head of the queue for whom there is a seat now, in order."""
    return queue[: free_seats(seats=seats, taken=taken)]


def queue_position(queue: Sequence[T], one: T) -> int | None:
    """1 for the head of the queue; None for who is not in it."""
    return queue.index(one) + 1 if one in queue else None


def is_open(*, now: dt.datetime, deadline: dt.date, starts: dt.datetime) -> bool:
    """Whether one can sign up: through the whole day of the deadline in Copenhagen, and never after the beginning."""
    return now.astimezone(COPENHAGEN).date() <= deadline and now < starts


def state_of(*, now: dt.datetime, deadline: dt.date, starts: dt.datetime, ends: dt.datetime) -> DayState:
    if now >= ends:
        return DayState.PAST
    return DayState.OPEN if is_open(now=now, deadline=deadline, starts=starts) else DayState.CLOSED
