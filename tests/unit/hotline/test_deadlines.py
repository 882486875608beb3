"""When an answer is due."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from hotline.rules.deadlines import COPENHAGEN, due_at, is_working_day

CHRISTMAS_2026 = frozenset({dt.date(2026, 12, 24), dt.date(2026, 12, 25), dt.date(2026, 12, 26), dt.date(2026, 12, 31)})
moments = st.datetimes(
    min_value=dt.datetime(2020, 1, 1), max_value=dt.datetime(2035, 12, 31), timezones=st.just(COPENHAGEN)
)
holidays = st.frozensets(st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2036, 2, 1)), max_size=60)


def at(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=COPENHAGEN)  # type: ignore[misc, arg-type]


def test_thursday_morning_is_due_on_tuesday_at_four():
    assert due_at(at(2027, 2, 4, 9, 12), frozenset()) == at(2027, 2, 9, 16, 0)


def test_the_day_of_receipt_does_not_count_however_early():
    assert due_at(at(2027, 2, 1, 0, 0), frozenset()) == at(2027, 2, 4, 16, 0)


def test_a_question_on_a_sunday_waits_for_monday():
    assert due_at(at(2026, 11, 22, 13, 0), frozenset()) == at(2026, 11, 25, 16, 0)


def test_christmas_and_a_weekend_are_passed_over():
    # Wednesday the 23rd; Thursday to Saturday are Christmas, then a Sunday
    assert due_at(at(2026, 12, 23, 12, 0), CHRISTMAS_2026) == at(2026, 12, 30, 16, 0)


def test_late_evening_in_universal_time_is_already_the_next_day_in_copenhagen():
    moment = dt.datetime(2027, 2, 3, 23, 30, tzinfo=dt.UTC)  # 00.30 on Thursday
    assert due_at(moment, frozenset()) == at(2027, 2, 9, 16, 0)


def test_four_o_clock_stays_four_o_clock_when_summer_time_begins():
    due = due_at(at(2027, 3, 25, 10, 0), frozenset())
    assert (due.date(), due.hour, due.utcoffset()) == (dt.date(2027, 3, 30), 16, dt.timedelta(hours=2))


@given(moments, holidays)
def test_it_is_always_a_working_day_with_exactly_three_working_days_passed(received, closed):
    due = due_at(received, closed)
    assert is_working_day(due.date(), closed)
    days = [received.date() + dt.timedelta(days=n) for n in range(1, (due.date() - received.date()).days + 1)]
    assert sum(is_working_day(day, closed) for day in days) == 3


@given(moments, moments, holidays)
def test_a_later_question_is_never_due_earlier(one, other, closed):
    first, second = sorted([one, other])
    assert due_at(first, closed) <= due_at(second, closed)


@given(moments, holidays, st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2036, 1, 1)))
def test_one_more_holiday_never_brings_the_deadline_closer(received, closed, extra):
    assert due_at(received, closed) <= due_at(received, closed | {extra})
