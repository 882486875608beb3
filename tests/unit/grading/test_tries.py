from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import Mark, Outcome, PartMark, grade, read_question, read_response, write_response
from grading.tries import Mode, Try, result_of, shares_of, tries_worth_making, with_certainty
from tests.unit.grading import examples
from tests.unit.grading.strategies import holds_always

THIRD = Fraction(1, 3)
HALF = Fraction(1, 2)
BLANK = Try(Mark.unanswered(["answer"]), None)
HINTS = ("Læs igen", "Tænk på varigheden")


def tried(score, answer=None, certainty=None):
    """A try with that score; answers differ unless the test says so."""
    score = Fraction(score)
    mark = Mark(score, Outcome.of(score), (PartMark("answer", score, Outcome.of(score)),))
    return Try(mark, str(score) if answer is None else answer, certainty)


def result(mode, *tries, finished=True, **settings):
    return result_of(mode, list(tries), finished=finished, **settings)


# ── Deferred and immediate ──────────────────────────────────────────────────────────────────────────────────────


def test_when_feedback_is_deferred_the_last_answer_counts():
    told = result(Mode.DEFERRED, tried(1), tried(HALF))
    assert (told.score, told.outcome, told.counting, told.tries_used) == (HALF, Outcome.NEAR, 1, 1)


def test_an_answer_that_was_erased_before_the_end_is_no_answer():
    told = result(Mode.DEFERRED, tried(1), BLANK)
    assert (told.score, told.outcome, told.counting, told.gave_up) == (0, Outcome.UNANSWERED, None, True)


def test_a_deferred_answer_may_be_changed_until_the_end():
    open_ = result(Mode.DEFERRED, tried(0), finished=False)
    assert (open_.may_try_again, open_.reachable) == (True, 1)
    closed = result(Mode.DEFERRED, tried(0))
    assert (closed.may_try_again, closed.reachable) == (False, 0)


def test_when_feedback_is_immediate_the_first_answer_counts():
    told = result(Mode.IMMEDIATE, BLANK, tried(HALF), tried(1), finished=False)
    assert (told.score, told.counting, told.tries_used, told.may_try_again) == (HALF, 1, 1, False)
    assert told.reachable == HALF


def test_before_the_first_answer_an_immediate_question_is_open():
    told = result(Mode.IMMEDIATE, BLANK, finished=False)
    assert (told.may_try_again, told.reachable, told.gave_up) == (True, 1, False)


@pytest.mark.parametrize("mode", [Mode.DEFERRED, Mode.IMMEDIATE])
def test_a_key_that_takes_marks_away_may_leave_less_than_nothing(mode):
    assert result(mode, tried(-HALF), penalty=THIRD).score == -HALF


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("tries", [[], [BLANK], [BLANK, BLANK]])
def test_who_finishes_with_nothing_gave_up_and_was_not_wrong(mode, tries):
    told = result_of(mode, tries, penalty=THIRD, hints=HINTS, finished=True)
    assert (told.score, told.outcome, told.gave_up) == (0, Outcome.UNANSWERED, True)
    assert (told.tries_used, told.hints_given, told.next_hint, told.counting) == (0, 0, None, None)
    assert (told.may_try_again, told.reachable) == (False, 0)


@pytest.mark.parametrize("mode", list(Mode))
def test_who_has_not_begun_has_not_given_up(mode):
    told = result_of(mode, [], hints=HINTS, finished=False)
    assert (told.gave_up, told.may_try_again, told.reachable) == (False, True, mode.best)
    assert (told.outcome, told.next_hint) == (Outcome.UNANSWERED, None)


@pytest.mark.parametrize("mode", list(Mode))
def test_whoever_was_wrong_did_not_give_up(mode):
    told = result(mode, tried(0))
    assert (told.outcome, told.gave_up) == (Outcome.WRONG, False)


# ── Adaptive ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_in_adaptive_mode_each_earlier_try_costs_and_the_best_counts():
    told = result(Mode.ADAPTIVE, tried(0), tried(HALF), tried(1), penalty=Fraction(1, 10))
    assert (told.score, told.outcome, told.counting, told.tries_used) == (Fraction(4, 5), Outcome.RIGHT, 2, 3)


def test_in_adaptive_mode_a_worse_try_takes_nothing_away():
    told = result(Mode.ADAPTIVE, tried(HALF), tried(0), penalty=THIRD)
    assert (told.score, told.outcome, told.counting) == (HALF, Outcome.NEAR, 0)


def test_in_adaptive_mode_the_same_answer_again_costs_nothing():
    told = result(Mode.ADAPTIVE, tried(0, "a"), tried(0, "a"), BLANK, tried(0, "a"), tried(1, "b"), penalty=THIRD)
    assert (told.score, told.tries_used, told.counting) == (1 - THIRD, 2, 4)


def test_going_back_to_an_earlier_answer_is_a_try():
    told = result(Mode.ADAPTIVE, tried(0, "a"), tried(0, "b"), tried(0, "a"), tried(1, "c"), penalty=Fraction(1, 4))
    assert (told.score, told.tries_used) == (Fraction(1, 4), 4)


def test_of_two_tries_worth_the_same_the_better_answer_counts():
    told = result(Mode.ADAPTIVE, tried(HALF), tried(1), penalty=HALF)
    assert (told.score, told.outcome, told.counting) == (HALF, Outcome.RIGHT, 1)


def test_of_two_equal_tries_the_first_counts():
    assert result(Mode.ADAPTIVE, tried(0, "a"), tried(0, "b"), penalty=HALF).counting == 0


def test_adaptive_mode_never_goes_below_nothing():
    assert result(Mode.ADAPTIVE, tried(-1), tried(0)).score == 0


def test_adaptive_mode_goes_on_until_the_answer_is_right():
    near = result(Mode.ADAPTIVE, tried(HALF), penalty=Fraction(1, 10), finished=False)
    assert (near.may_try_again, near.reachable) == (True, Fraction(9, 10))
    right = result(Mode.ADAPTIVE, tried(0), tried(1), penalty=Fraction(1, 10), finished=False)
    assert (right.may_try_again, right.reachable) == (False, Fraction(9, 10))


def test_in_adaptive_mode_reachable_is_never_less_than_what_is_won():
    assert result(Mode.ADAPTIVE, tried(HALF), penalty=Fraction(1), finished=False).reachable == HALF


def test_adaptive_mode_can_have_a_limit_of_different_answers():
    tries = [tried(0, "a"), tried(0, "a"), tried(HALF, "b")]
    assert result(Mode.ADAPTIVE, *tries[:2], most_tries=2, finished=False).may_try_again
    closed = result(Mode.ADAPTIVE, *tries, tried(1, "c"), most_tries=2, finished=False)
    assert (closed.may_try_again, closed.score, closed.tries_used) == (False, HALF, 2)


def test_adaptive_mode_gives_no_hints():
    told = result(Mode.ADAPTIVE, tried(0), hints=HINTS, finished=False)
    assert (told.hints_given, told.next_hint) == (0, None)


# ── Interactive ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_in_interactive_mode_a_hint_follows_each_wrong_try():
    first = result(Mode.INTERACTIVE, tried(0), hints=HINTS, penalty=THIRD, finished=False)
    assert (first.next_hint, first.hints_given, first.may_try_again) == ("Læs igen", 1, True)
    assert (first.score, first.reachable) == (0, 1 - THIRD)
    second = result(Mode.INTERACTIVE, tried(0), tried(0), hints=HINTS, penalty=THIRD, finished=False)
    assert (second.next_hint, second.hints_given, second.reachable) == ("Tænk på varigheden", 2, THIRD)
    third = result(Mode.INTERACTIVE, tried(0), tried(0), tried(0), hints=HINTS, penalty=THIRD, finished=False)
    assert (third.next_hint, third.hints_given, third.may_try_again, third.reachable) == (None, 2, False, 0)


@pytest.mark.parametrize(("wrong", "score"), [(0, Fraction(1)), (1, 1 - THIRD), (2, THIRD)])
def test_right_at_a_later_try_costs_what_went_before(wrong, score):
    told = result(Mode.INTERACTIVE, *[tried(0)] * wrong, tried(1), hints=HINTS, penalty=THIRD, finished=False)
    assert (told.score, told.outcome, told.may_try_again) == (score, Outcome.RIGHT, False)
    assert (told.reachable, told.next_hint, told.hints_given) == (score, None, wrong)
    assert (told.counting, told.tries_used) == (wrong, wrong + 1)


def test_the_last_try_may_be_partly_right():
    told = result(Mode.INTERACTIVE, tried(0), tried(HALF), hints=HINTS[:1], penalty=THIRD)
    assert (told.score, told.outcome) == (HALF - THIRD, Outcome.NEAR)


def test_who_stops_in_front_of_the_hint_has_paid_for_it():
    told = result(Mode.INTERACTIVE, tried(HALF), hints=HINTS, penalty=THIRD)
    assert (told.score, told.hints_given, told.next_hint, told.may_try_again) == (HALF - THIRD, 1, None, False)


def test_interactive_mode_never_goes_below_nothing():
    told = result(Mode.INTERACTIVE, tried(0), tried(0), tried(HALF), hints=HINTS, penalty=HALF)
    assert told.score == 0
    assert result(Mode.INTERACTIVE, tried(0), hints=HINTS, penalty=Fraction(1), finished=False).reachable == 0


def test_without_hints_there_is_one_try():
    told = result(Mode.INTERACTIVE, tried(HALF), tried(1), penalty=THIRD, finished=False)
    assert (told.score, told.may_try_again, told.tries_used) == (HALF, False, 1)


def test_there_may_be_more_tries_than_hints():
    told = result(Mode.INTERACTIVE, tried(0), tried(0), hints=HINTS[:1], most_tries=3, finished=False)
    assert (told.may_try_again, told.next_hint, told.hints_given) == (True, None, 1)


def test_there_may_be_fewer_tries_than_hints():
    told = result(Mode.INTERACTIVE, tried(0), tried(0), tried(1), hints=HINTS, most_tries=2, finished=False)
    assert (told.may_try_again, told.score, told.hints_given) == (False, 0, 1)


def test_what_comes_after_a_right_answer_is_not_looked_at():
    told = result(Mode.INTERACTIVE, tried(1), tried(0), hints=HINTS, penalty=THIRD, finished=False)
    assert (told.score, told.counting) == (1, 0)


def test_in_interactive_mode_a_blank_answer_uses_no_try_and_a_repeated_one_does():
    told = result(Mode.INTERACTIVE, BLANK, tried(0, "a"), tried(0, "a"), hints=HINTS, penalty=THIRD, finished=False)
    assert (told.tries_used, told.counting, told.next_hint) == (2, 2, "Tænk på varigheden")


# ── Countback ───────────────────────────────────────────────────────────────────────────────────────────────────


def of_four(answers):
    """A try at four parts, each worth a quarter, where "r" is the right choice."""
    parts = tuple(
        PartMark(part_id, Fraction(chosen == "r", 4), Outcome.RIGHT if chosen == "r" else Outcome.WRONG)
        for part_id, chosen in zip("abcd", answers, strict=True)
    )
    return Try(Mark.of(parts), dict(zip("abcd", answers, strict=True)))


QUARTERS = dict.fromkeys("abcd", Fraction(1, 4))


def test_with_countback_a_part_pays_only_up_to_its_last_change():
    """The example in Moodle's question/behaviour/interactivecountback/behaviour.php: 3 + 1 + 2 + 0 of 12."""
    told = result(
        Mode.INTERACTIVE,
        *map(of_four, ["rrxx", "rxrx", "rrrx"]),
        hints=HINTS,
        penalty=THIRD,
        shares=QUARTERS,
    )
    assert (told.score, told.outcome, told.tries_used) == (HALF, Outcome.NEAR, 3)


def test_without_countback_the_whole_answer_pays():
    told = result(Mode.INTERACTIVE, *map(of_four, ["rrxx", "rxrx", "rrrx"]), hints=HINTS, penalty=THIRD)
    assert told.score == Fraction(3, 4) - 2 * THIRD


def test_with_countback_stopping_in_front_of_the_hint_costs_nothing():
    told = result(Mode.INTERACTIVE, of_four("rrxx"), hints=HINTS, penalty=THIRD, shares=QUARTERS)
    assert (told.score, told.reachable) == (HALF, HALF)


def test_with_countback_what_is_reachable_keeps_what_is_right():
    tries = list(map(of_four, ["rrxx", "rxrx"]))
    told = result(Mode.INTERACTIVE, *tries, hints=HINTS, penalty=THIRD, shares=QUARTERS, finished=False)
    assert told.reachable == Fraction(1, 4) * (1 + THIRD + 2 * THIRD + THIRD)


def test_with_countback_a_part_that_costs_more_than_it_gives_gives_nothing():
    tries = list(map(of_four, ["xrrr", "xxrr", "rrxr"]))
    told = result(Mode.INTERACTIVE, *tries, hints=HINTS, penalty=Fraction(3, 4), shares=QUARTERS)
    assert told.score == Fraction(1, 4)


def test_with_countback_a_part_that_is_half_right_pays_for_another_answer_worth_the_same():
    """As multianswer's compute_final_grade: it is the answer that changes, not its score."""

    def half_right(answer):
        parts = (PartMark("p", Fraction(3, 8), Outcome.NEAR), PartMark("q", Fraction(1, 4), Outcome.RIGHT))
        return Try(Mark.of(parts), {"p": answer, "q": "r"})

    shares = {"p": Fraction(3, 4), "q": Fraction(1, 4)}
    told = result(Mode.INTERACTIVE, half_right("x"), half_right("y"), hints=HINTS, penalty=THIRD, shares=shares)
    assert told.score == Fraction(3, 8) - Fraction(3, 4) * THIRD + Fraction(1, 4)


def test_a_part_left_blank_at_first_was_changed_when_it_was_filled_in():
    blank = of_four("xrrr")
    blank = Try(blank.mark, {part_id: chosen for part_id, chosen in blank.answer.items() if chosen == "r"})
    told = result(Mode.INTERACTIVE, blank, of_four("rrrr"), hints=HINTS, penalty=THIRD, shares=QUARTERS)
    assert told.score == Fraction(3, 4) + Fraction(1, 4) * (1 - THIRD)


def test_a_match_has_countback_in_equal_shares():
    question = read_question(examples.match())
    shares = shares_of(question)
    assert shares is not None
    assert sum(shares.values()) == 1
    assert tuple(shares) == question.part_ids()
    assert len(set(shares.values())) == 1


def test_a_match_that_was_half_right_keeps_that_half():
    question = read_question(examples.match())
    right = {pair.id: pair.right_id for pair in question.pairs}
    first = question.pairs[0]
    other = next(choice.id for choice in question.choices if choice.id != first.right_id)

    def handed_in(raw):
        response = read_response(question, raw)
        return Try(grade(question, response), write_response(question, response))

    tries = [handed_in({**right, first.id: other}), handed_in(right)]
    told = result(Mode.INTERACTIVE, *tries, hints=HINTS, penalty=HALF, shares=shares_of(question))
    assert told.score == 1 - Fraction(1, 2 * len(question.pairs))


@pytest.mark.parametrize("data", [examples.gap_select(), examples.drag_text()])
def test_gaps_have_countback_in_equal_shares(data):
    question = read_question(data)
    assert shares_of(question) == dict.fromkeys(question.part_ids(), Fraction(1, len(question.part_ids())))


@pytest.mark.parametrize("data", [examples.composite(), examples.cloze()])
def test_a_question_made_of_questions_has_countback_by_weight(data):
    parts = data["parts"]
    for weight, part in enumerate(parts, start=1):
        part["weight"] = str(weight)
    whole = sum(range(1, len(parts) + 1))
    assert shares_of(read_question(data)) == {
        part["id"]: Fraction(weight, whole) for weight, part in enumerate(parts, start=1)
    }


def test_countback_needs_an_answer_by_part():
    with pytest.raises(ValueError, match="part"):
        result(Mode.INTERACTIVE, tried(0), tried(1), hints=HINTS, shares={"answer": Fraction(1)})


@pytest.mark.parametrize("data", [examples.single(), examples.order(), examples.rating()])
def test_other_kinds_have_no_countback(data):
    assert shares_of(read_question(data)) is None


# ── Certainty ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("certainty", "right", "half", "wrong"), [(1, 1, HALF, 0), (2, 2, 1, -2), (3, 3, Fraction(3, 2), -6)]
)
def test_the_more_certain_the_more_there_is_to_win_and_to_lose(certainty, right, half, wrong):
    assert [with_certainty(Fraction(score), certainty) for score in (1, HALF, 0)] == [right, half, wrong]


def test_a_key_that_takes_marks_away_goes_no_further_down_than_wrong():
    assert [with_certainty(Fraction(-1), certainty) for certainty in (1, 2, 3)] == [0, -2, -6]


def test_next_to_nothing_right_is_wrong():
    at, above = Fraction(5, 10**8), Fraction(6, 10**8)
    assert (with_certainty(at, 3), with_certainty(above, 3)) == (-6, 3 * above)


def test_who_did_not_say_is_not_certain():
    assert with_certainty(Fraction(1), None) == 1


@pytest.mark.parametrize(("mode", "score"), [(Mode.CERTAINTY, -6), (Mode.IMMEDIATE_CERTAINTY, 2)])
def test_certainty_counts_with_the_answer_that_counts(mode, score):
    told = result(mode, tried(1, certainty=2), tried(0, certainty=3))
    assert told.score == score


def test_certainty_is_left_out_where_it_is_not_asked():
    assert result(Mode.DEFERRED, tried(1, certainty=3)).score == 1


def test_most_is_won_by_being_certain_and_right():
    assert (Mode.CERTAINTY.best, Mode.IMMEDIATE_CERTAINTY.best, Mode.INTERACTIVE.best) == (3, 3, 1)
    assert result(Mode.CERTAINTY, tried(0, certainty=1), finished=False).reachable == 3


@pytest.mark.parametrize("certainty", [0, 4, -1])
def test_there_are_three_certainties(certainty):
    with pytest.raises(ValueError, match="certainty"):
        tried(1, certainty=certainty)


# ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("penalty", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_penalty_is_a_share_of_the_mark(penalty):
    with pytest.raises(ValueError, match="penalty"):
        result(Mode.ADAPTIVE, penalty=penalty)


def test_there_is_at_least_one_try():
    with pytest.raises(ValueError, match="try"):
        result(Mode.ADAPTIVE, most_tries=0)
    assert result(Mode.ADAPTIVE, most_tries=1, finished=False).may_try_again


def test_a_try_costs_nothing_unless_somebody_said_so():
    assert result(Mode.ADAPTIVE, tried(0), tried(1)).score == 1


@pytest.mark.parametrize(
    ("penalty", "tries"),
    [
        (Fraction(0), None),
        (THIRD, 3),
        (Fraction(3, 10), 4),
        (HALF, 2),
        (Fraction(1), 1),
        (Fraction(3_333_333, 10**7), 4),
    ],
)
def test_tries_are_worth_making_until_the_penalty_has_eaten_all(penalty, tries):
    assert tries_worth_making(penalty) == tries
    if tries is not None:
        assert 1 - penalty * (tries - 1) > 0
        assert 1 - penalty * tries <= 0


# ── What always holds ───────────────────────────────────────────────────────────────────────────────────────────

scores = st.fractions(-1, 1, max_denominator=6)
penalties = st.fractions(0, 1, max_denominator=6)
some_tries = st.lists(
    st.just(BLANK) | st.builds(tried, scores, st.sampled_from(["a", "b", "c"]), st.sampled_from([None, 1, 2, 3])),
    max_size=6,
)
limits = st.none() | st.integers(1, 5)


@holds_always
@given(st.sampled_from(Mode), some_tries, penalties, limits, st.booleans())
def test_a_result_is_within_its_bounds(mode, tries, penalty, most_tries, finished):
    told = result_of(mode, tries, penalty=penalty, most_tries=most_tries, hints=HINTS, finished=finished)
    assert told.score <= told.reachable <= mode.best
    assert told.score >= {Mode.ADAPTIVE: 0, Mode.INTERACTIVE: 0}.get(mode, -6 if mode.asks_certainty else -1)
    assert (told.outcome is Outcome.UNANSWERED) == (told.counting is None) == (told.tries_used == 0)
    assert told.gave_up == (finished and told.counting is None)
    assert not (told.may_try_again and finished)
    assert told.next_hint is None or (told.may_try_again and told.hints_given > 0)


@holds_always
@given(some_tries, penalties, st.booleans())
def test_in_adaptive_mode_no_try_takes_anything_away(tries, penalty, finished):
    results = [
        result_of(Mode.ADAPTIVE, tries[:count], penalty=penalty, finished=finished).score
        for count in range(len(tries) + 1)
    ]
    assert all(before <= after for before, after in pairwise(results))


@holds_always
@given(some_tries.filter(bool), penalties, st.data())
def test_in_adaptive_mode_repeating_a_try_changes_nothing(tries, penalty, data):
    place = data.draw(st.integers(0, len(tries) - 1))
    repeated = [*tries[: place + 1], *tries[place:]]
    once = result_of(Mode.ADAPTIVE, tries, penalty=penalty, finished=True)
    again = result_of(Mode.ADAPTIVE, repeated, penalty=penalty, finished=True)
    assert (once.score, once.outcome, once.tries_used) == (again.score, again.outcome, again.tries_used)


@holds_always
@given(st.sampled_from([Mode.ADAPTIVE, Mode.INTERACTIVE]), some_tries, penalties, penalties, limits)
def test_a_higher_penalty_never_gives_more(mode, tries, one, other, most_tries):
    low, high = sorted([one, other])
    dear, cheap = (
        result_of(mode, tries, penalty=penalty, most_tries=most_tries, hints=HINTS, finished=True).score
        for penalty in (high, low)
    )
    assert dear <= cheap


@holds_always
@given(st.lists(st.text("rxy", min_size=4, max_size=4), min_size=1, max_size=3), penalties)
def test_countback_never_gives_less_than_the_whole_answer_would(answers, penalty):
    tries = list(map(of_four, answers))
    whole = result_of(Mode.INTERACTIVE, tries, penalty=penalty, hints=HINTS, finished=True)
    parts = result_of(Mode.INTERACTIVE, tries, penalty=penalty, hints=HINTS, finished=True, shares=QUARTERS)
    assert whole.score <= parts.score <= 1


@holds_always
@given(st.sampled_from(Mode), some_tries, penalties)
def test_the_same_tries_give_the_same_result(mode, tries, penalty):
    settings = {"penalty": penalty, "hints": HINTS, "finished": False}
    assert result_of(mode, tries, **settings) == result_of(mode, list(tries), **settings)
