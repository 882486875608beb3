"""When an answer is due. Plain Python: the bank holidays are passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WORKING_DAYS = 3
CLOSING_TIME = dt.time(16, 0)


def is_working_day(day: dt.date, bank_holidays: Container[dt.date]) -> bool:
    return day.weekday() < 5 and day not in bank_holidays


def due_at(received_at: dt.datetime, bank_holidays: Container[dt.date]) -> dt.datetime:
    """16.00 Copenhagen time on the third working day after the day of receipt. `received_at` is aware."""
    day = received_at.astimezone(COPENHAGEN).date()
    left = WORKING_DAYS
    while left:
        day += dt.timedelta(days=1)
        left -= is_working_day(day, bank_holidays)
    return dt.datetime.combine(day, CLOSING_TIME, tzinfo=COPENHAGEN)
