"""Who gets a seat, who is next, and when one can sign up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themedays.rules import (
    COPENHAGEN,
    DayState,
    Place,
    free_seats,
    is_open,
    next_in_queue,
    place_on_arrival,
    queue_position,
    state_of,
)

STARTS = dt.datetime(2027, 3, 11, 9, tzinfo=COPENHAGEN)
ENDS = STARTS + dt.timedelta(hours=5)
DEADLINE = dt.date(2027, 2, 25)


def test_the_last_seat_is_a_seat():
    assert place_on_arrival(seats=20, taken=19) is Place.SEAT


def test_a_full_day_leads_to_the_queue():
    assert place_on_arrival(seats=20, taken=20) is Place.QUEUE


def test_fewer_seats_than_people_leave_none_free():
    assert free_seats(seats=10, taken=12) == 0
    assert next_in_queue(["Anna"], seats=10, taken=12) == []


def test_the_queue_is_numbered_from_one():
    assert queue_position(["Anna", "Bo"], "Bo") == 2
    assert queue_position(["Anna"], "Bo") is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (dt.datetime(2027, 2, 25, 23, 59, 59, tzinfo=COPENHAGEN), True),
        (dt.datetime(2027, 2, 25, 22, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2027, 2, 25, 23, 0, tzinfo=dt.UTC), False),  # midnight in Copenhagen
        (dt.datetime(2027, 2, 26, 0, 0, tzinfo=COPENHAGEN), False),
    ],
)
def test_the_whole_day_of_the_deadline_counts_in_copenhagen(moment, expected):
    assert is_open(now=moment, deadline=DEADLINE, starts=STARTS) is expected


def test_nobody_signs_up_for_a_day_that_has_begun():
    assert not is_open(now=STARTS, deadline=STARTS.date(), starts=STARTS)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (STARTS - dt.timedelta(days=30), DayState.OPEN),
        (STARTS - dt.timedelta(days=1), DayState.CLOSED),
        (STARTS, DayState.CLOSED),
        (ENDS, DayState.PAST),
    ],
)
def test_a_day_is_open_then_closed_then_past(moment, state):
    assert state_of(now=moment, deadline=DEADLINE, starts=STARTS, ends=ENDS) is state


@dataclass
class Day:
    """A reference implementation: the rules, and two lists."""

    seats: int
    seated: list[int] = field(default_factory=list)
    queue: list[int] = field(default_factory=list)

    def arrive(self, person: int) -> None:
        if person in self.seated + self.queue:
            return
        place = place_on_arrival(seats=self.seats, taken=len(self.seated))
        (self.seated if place is Place.SEAT else self.queue).append(person)

    def leave(self, person: int) -> None:
        self.seated = [each for each in self.seated if each != person]
        self.queue = [each for each in self.queue if each != person]
        for promoted in list(next_in_queue(self.queue, seats=self.seats, taken=len(self.seated))):
            self.queue.remove(promoted)
            self.seated.append(promoted)


steps = st.lists(st.tuples(st.sampled_from(["arrive", "leave"]), st.integers(0, 15)), max_size=60)


@given(seats=st.integers(1, 8), story=steps)
def test_never_more_people_than_seats_and_never_a_free_seat_while_somebody_waits(seats, story):
    day = Day(seats)
    for what, person in story:
        getattr(day, what)(person)
        assert len(day.seated) <= seats
        assert not day.queue or len(day.seated) == seats


@given(seats=st.integers(1, 5), story=steps)
def test_nobody_is_overtaken_in_the_queue(seats, story):
    day, order = Day(seats), []
    for what, person in story:
        before = [each for each in day.queue if each != person]
        getattr(day, what)(person)
        order = [each for each in day.queue if each in before]
        assert order == [each for each in before if each in order]
        promoted = [each for each in before if each in day.seated]
        assert promoted == before[: len(promoted)]
