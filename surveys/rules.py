"""What may be said about answers that nobody should recognise. Plain Python."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

SMALLEST_GROUP = 5  # figures about fewer people are not shown


class QuestionKind(StrEnum):
    STATEMENT = "statement"
    TEXT = "text"


class State(StrEnum):
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def state_at(now: dt.datetime, *, opens_at: dt.datetime, closes_at: dt.datetime) -> State:
    """Open from `opens_at` until just before `closes_at`.

    >>> noon = dt.datetime(2026, 11, 22, 12)
    >>> [str(state_at(noon + dt.timedelta(hours=h), opens_at=noon, closes_at=noon + dt.timedelta(hours=1)))
    ...  for h in (-1, 0, 1)]
    ['not_yet', 'open', 'closed']
    """
    if now < opens_at:
        return State.NOT_YET
    return State.OPEN if now < closes_at else State.CLOSED
