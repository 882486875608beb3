"""When to try a mail again. Plain Python."""

from __future__ import annotations

import datetime as dt

FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=1)
GIVE_UP_AFTER = dt.timedelta(hours=72)


def next_wait(*, tries: int, age: dt.timedelta) -> dt.timedelta | None:
    """How long to wait after the failed try number `tries` (1-based): doubles up to an hour; None after 72 hours.

    >>> next_wait(tries=1, age=dt.timedelta())
    datetime.timedelta(seconds=60)
    >>> next_wait(tries=30, age=dt.timedelta(hours=73)) is None
    True
    """
    if age > GIVE_UP_AFTER:
        return None
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 10))
