"""Rules of runs: drawing by a seed, tries, what is shown when, deadlines, and fields made again from answers."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules import (
    GRACE,
    RIGHT_AFTER,
    AttemptStanding,
    Placed,
    Pool,
    QuestionStanding,
    Shown,
    Tries,
    deadline_of,
    drawn,
    fields_of_answer,
    in_time,
    shown_now,
    standing_of_tries,
)
from grading import Mark, Outcome
from grading.tries import Try

NOW = dt.datetime(2026, 11, 22, 13, 0, tzinfo=dt.UTC)
ALL = ["marks", "feedback", "key"]
RIGHT, WRONG = Mark(Fraction(1), Outcome.RIGHT, ()), Mark(Fraction(0), Outcome.WRONG, ())

pools = st.lists(st.builds(Pool, st.integers(1, 6), st.lists(st.integers(1, 30), unique=True), st.none()), max_size=4)


@given(pools, st.lists(st.integers(1, 30), unique=True, max_size=5), st.text(max_size=8), st.booleans())
def test_nothing_is_drawn_twice_and_the_fixed_ones_always_come(pools, fixed, seed, shuffle):
    got = [placed.question for placed in drawn(map(Placed, fixed), pools, seed=seed, shuffle=shuffle)]
    assert len(set(got)) == len(got)
    assert set(fixed) <= set(got)
    assert len(got) <= len(fixed) + sum(pool.count for pool in pools)
    assert set(got) <= set(fixed).union(*(pool.questions for pool in pools))
    assert got == [placed.question for placed in drawn(map(Placed, fixed), pools, seed=seed, shuffle=shuffle)]
    if not shuffle:
        assert got[: len(fixed)] == fixed


def test_a_wide_pool_does_not_empty_a_narrow_one():
    wide, narrow = Pool(3, range(1, 6), goal=1), Pool(2, [1, 2], goal=2)
    for seed in map(str, range(20)):
        got = drawn([], [wide, narrow], seed=seed)
        assert {placed.question for placed in got if placed.goal == 2} == {1, 2}
        assert [placed.goal for placed in got] == [1, 1, 1, 2, 2]


def test_seeds_draw_differently():
    assert len({tuple(drawn([], [Pool(2, range(20))], seed=str(seed))) for seed in range(10)}) > 5


@pytest.mark.parametrize("tries", [Tries.DEFERRED, Tries.CERTAINTY])
def test_nothing_is_shown_before_a_test_that_is_checked_at_the_end_is_finished(tries):
    assert shown_now(tries=tries, finished=None, now=NOW, during=ALL, after=ALL, later=ALL) == frozenset()


def test_right_after_lasts_half_an_hour():
    def shown(ago: dt.timedelta):
        return shown_now(
            tries=Tries.IMMEDIATE, finished=NOW - ago, now=NOW, during=[], after=["marks"], later=["feedback"]
        )

    assert shown(RIGHT_AFTER - dt.timedelta(seconds=1)) == {Shown.MARKS}
    assert shown(RIGHT_AFTER) == {Shown.FEEDBACK}


def test_whoever_sees_the_key_sees_the_mark_and_unknown_words_show_nothing():
    found = shown_now(tries=Tries.ADAPTIVE, finished=None, now=NOW, during=["key", "x"], after=[], later=[])
    assert found == {Shown.KEY, Shown.MARKS}


@pytest.mark.parametrize(("percent", "minutes"), [(0, 20), (25, 25), (300, 80)])
def test_extra_time_makes_the_limit_longer(percent, minutes):
    assert deadline_of(NOW, minutes=20, extra_percent=percent) == NOW + dt.timedelta(minutes=minutes)


def test_without_a_limit_there_is_no_deadline():
    assert deadline_of(NOW, minutes=None, extra_percent=50) is None
    assert in_time(None, NOW)


def test_what_comes_within_the_grace_is_in_time():
    assert in_time(NOW, NOW + GRACE)
    assert not in_time(NOW, NOW + GRACE + dt.timedelta(microseconds=1))


def test_in_the_immediate_mode_the_newest_counts_and_another_is_welcome():
    standing = standing_of_tries(Tries.IMMEDIATE, [Try(RIGHT, "a"), Try(WRONG, "b")])
    assert (standing.outcome, standing.counting, standing.may_try_again) == (Outcome.WRONG, 1, True)


def test_certainty_is_a_share_of_what_it_can_give():
    assert standing_of_tries(Tries.CERTAINTY, [Try(RIGHT, "a", 3)]).score == 1
    assert standing_of_tries(Tries.CERTAINTY, [Try(WRONG, "a", 3)]).score == -2


def test_a_skip_is_neither_wrong_nor_untouched():
    assert standing_of_tries(Tries.DEFERRED, [], skipped=True).outcome is Outcome.UNANSWERED
    assert standing_of_tries(Tries.DEFERRED, []).outcome is None


def test_the_cost_of_a_try_stands_in_the_question():
    with pytest.raises(ValueError, match="question"):
        standing_of_tries(Tries.ADAPTIVE, [])


def test_the_score_is_exact_and_the_pass_mark_is_reached_or_not():
    third = QuestionStanding(Outcome.NEAR, Fraction(1, 3))
    standing = AttemptStanding.of([third, third, QuestionStanding()], pass_mark=22)
    assert standing.score == Fraction(2, 9)
    assert (standing.percent, standing.passed, standing.untouched) == (22, True, 1)
    assert AttemptStanding.of([third], pass_mark=34).passed is False
    assert AttemptStanding.of([third]).passed is None
    assert AttemptStanding.of([]).score == 0


@pytest.mark.parametrize(
    ("data", "answer", "fields"),
    [
        ({"kind": "single"}, "a", {"answer": ["a"]}),
        ({"kind": "multiple"}, ["a", "b"], {"answer": ["a", "b"]}),
        ({"kind": "true_false"}, False, {"answer": ["false"]}),
        ({"kind": "rating"}, 0, {"answer": ["0"]}),
        ({"kind": "match"}, {"p": "c"}, {"pair-p": ["c"]}),
        ({"kind": "gap_select"}, {"g": "c"}, {"gap-g": ["c"]}),
        ({"kind": "order"}, ["b", "a"], {"place-b": ["1"], "place-a": ["2"]}),
        ({"kind": "points"}, [[1, 2]], {"x-1": ["1"], "y-1": ["2"]}),
        (
            {"kind": "cloze", "parts": [{"id": "p", "question": {"kind": "single"}}]},
            {"p": "a"},
            {"part/single/p/answer": ["a"]},
        ),
        ({"kind": "single"}, None, {}),
    ],
)
def test_an_answer_becomes_the_fields_it_came_from(data, answer, fields):
    assert fields_of_answer(data, answer) == fields
