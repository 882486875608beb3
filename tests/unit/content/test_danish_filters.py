"""Numbers, dates and times as Danes write them."""

from __future__ import annotations

import datetime as dt

import pytest

from content.templatetags import danish


@pytest.mark.parametrize(
    ("value", "written"), [(2.6, "2,6"), (3.97, "4,0"), (3.94, "3,9"), (0, "0,0"), (1250.25, "1.250,2"), (None, "–")]
)
def test_a_decimal_is_rounded_and_has_a_comma(value, written):
    assert danish.decimal(value) == written


def test_a_share_is_whole_per_cent_with_a_hard_space():
    assert danish.percent(0.702) == "70\u00a0%"


def test_dates_and_times_are_written_out():
    assert danish.long_date(dt.date(2026, 11, 22)) == "22. november 2026"
    assert danish.weekday_date(dt.date(2026, 11, 22)) == "søndag den 22. november 2026"
    assert danish.short_date(dt.date(2026, 1, 2)) == "2.1.2026"
    assert danish.kl(dt.time(9, 5)) == "kl. 9.05"


def test_a_moment_is_told_in_copenhagen():
    noon = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
    assert danish.moment(noon) == "1. juli 2026 kl. 14.00"


def test_a_level_has_its_word():
    assert danish.level_word(3) == "Svært"
    assert danish.function_level(0) == "Ingen nedsat funktionsevne"
    assert danish.support_level(3) == "Højt støttebehov"
    assert danish.level_word(None) == ""
