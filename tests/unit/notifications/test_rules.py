"""A mail is tried again less and less often, for three days."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from notifications.rules import FIRST_WAIT, GIVE_UP_AFTER, LONGEST_WAIT, next_wait


@given(st.integers(1, 10_000))
def test_the_wait_never_shrinks_and_never_passes_an_hour(tries):
    now, later = next_wait(tries=tries, age=dt.timedelta()), next_wait(tries=tries + 1, age=dt.timedelta())
    assert FIRST_WAIT <= now <= later <= LONGEST_WAIT


def test_a_day_without_a_mail_server_loses_nothing():
    assert next_wait(tries=40, age=dt.timedelta(hours=24)) == LONGEST_WAIT
    assert next_wait(tries=90, age=GIVE_UP_AFTER) is not None
    assert next_wait(tries=90, age=GIVE_UP_AFTER + dt.timedelta(seconds=1)) is None
