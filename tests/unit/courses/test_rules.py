"""Rules of learning: progress, resuming, goals, self-tests."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules import (
    AttemptStanding,
    GoalStatus,
    ModuleStanding,
    PartStanding,
    PartState,
    as_decimal,
    chapters_of,
    goal_evidence,
    neighbours,
    newest_outcome,
    part_title,
    reading_minutes,
    resume_position,
    seen_to_the_end,
)
from grading import Outcome

DONE, BEGUN, NEW = PartState.COMPLETED, PartState.STARTED, PartState.NOT_STARTED
RIGHT, NEAR, WRONG, SKIPPED = Outcome.RIGHT, Outcome.NEAR, Outcome.WRONG, Outcome.UNANSWERED


def module(*states: PartState) -> ModuleStanding:
    return ModuleStanding(tuple(PartStanding(number, 5, state) for number, state in enumerate(states, start=1)))


def test_minutes_left_are_those_of_the_parts_not_completed():
    standing = module(DONE, BEGUN, NEW, NEW)
    assert (standing.done, standing.total, standing.minutes_left) == (1, 4, 15)


def test_one_goes_on_with_what_is_under_way_before_what_is_new():
    assert module(DONE, NEW, BEGUN, NEW).next_part == 3
    assert module(DONE, NEW, DONE, NEW).next_part == 2


def test_a_complete_module_has_no_next_part():
    assert module(DONE, DONE).next_part is None
    assert module(DONE, DONE).complete


def test_a_module_without_parts_is_neither_begun_nor_complete():
    assert not module().complete
    assert not module().begun


@pytest.mark.parametrize(
    ("furthest", "duration", "seen"),
    [(118, 120, True), (100, 120, False), (9, 10, True), (4, 10, False), (50, 0, False)],
)
def test_a_video_is_seen_when_only_the_last_seconds_are_left(furthest, duration, seen):
    assert seen_to_the_end(furthest=furthest, duration=duration) is seen


def test_a_video_that_ended_begins_again_from_the_start():
    assert resume_position(position=119, duration=120) == 0
    assert resume_position(position=34, duration=120) == 34


def test_even_a_short_text_takes_a_minute():
    assert reading_minutes(3) == 1
    assert reading_minutes(800) == 4


@pytest.mark.parametrize(
    ("outcomes", "status", "shown_in"),
    [
        ([], GoalStatus.UNTRIED, 0),
        ([SKIPPED], GoalStatus.UNTRIED, 0),
        ([RIGHT, RIGHT], GoalStatus.SHOWN, 2),
        ([RIGHT, SKIPPED], GoalStatus.SHOWN, 1),
        ([RIGHT, WRONG], GoalStatus.NEAR, 1),
        ([NEAR], GoalStatus.NEAR, 0),
        ([WRONG, WRONG], GoalStatus.PRACTISE, 0),
    ],
)
def test_a_goal_says_what_the_newest_answers_show(outcomes, status, shown_in):
    evidence = goal_evidence(outcomes)
    assert (evidence.status, evidence.shown_in) == (status, shown_in)


def test_a_skipped_question_is_not_an_answered_one():
    standing = AttemptStanding((RIGHT, NEAR, WRONG, SKIPPED, None))
    assert (standing.total, standing.answered, standing.skipped) == (5, 3, 1)
    assert not standing.may_finish
    assert AttemptStanding((RIGHT, SKIPPED)).may_finish
    assert not AttemptStanding((RIGHT, SKIPPED)).all_answered


def test_whoever_skips_everything_has_nothing_to_finish():
    assert not AttemptStanding((SKIPPED, SKIPPED)).may_finish


def test_a_skip_never_takes_an_answer_away():
    assert newest_outcome([WRONG, RIGHT, SKIPPED]) is RIGHT
    assert newest_outcome([SKIPPED]) is SKIPPED
    assert newest_outcome([]) is None


@given(st.fractions(min_value=0, max_value=1, max_denominator=1000))
def test_the_decimal_is_within_a_millionth_of_the_exact_score(score: Fraction):
    assert abs(Fraction(as_decimal(score)) - score) < Fraction(1, 1_000_000)


def test_the_kind_is_not_said_twice():
    assert part_title("Selvtest", "Selvtest: Kend metoden") == "Selvtest: Kend metoden"
    assert part_title("Case", "Mød Karin") == "Case: Mød Karin"


def test_a_stranger_has_no_neighbours():
    assert neighbours([1, 2, 3], 2) == (1, 3)
    assert neighbours([1, 2, 3], 1) == (None, 2)
    assert neighbours([1, 2, 3], 9) == (None, None)


def test_chapters_hold_what_is_said_in_them_and_are_done_once_passed():
    chapters = chapters_of(
        [("To", 10), ("Et", 2)],
        cues=[(0, "Goddag."), (4, "Først."), (10, "Så."), (50, "Farvel.")],
        furthest=10,
        completed=False,
        duration=60,
    )
    assert [(chapter.title, chapter.text, chapter.done) for chapter in chapters] == [
        ("Et", "Goddag. Først.", True),
        ("To", "Så. Farvel.", False),
    ]
