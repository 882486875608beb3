from fractions import Fraction

import pytest

from grading import BadQuestion, Outcome, grade, read_question, read_response, write_question
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of


@pytest.mark.parametrize(
    ("chosen", "score", "outcome"),
    [
        (2, Fraction(1), Outcome.RIGHT),
        (1, Fraction(1, 2), Outcome.NEAR),
        (3, Fraction(1, 2), Outcome.NEAR),
        (0, Fraction(0), Outcome.WRONG),
        (4, Fraction(0), Outcome.WRONG),
        (None, Fraction(0), Outcome.UNANSWERED),
        ("not_assessed", Fraction(0), Outcome.UNANSWERED),
    ],
)
def test_one_step_away_is_near(chosen, score, outcome):
    mark = mark_of(examples.rating(), chosen)
    assert (mark.score, mark.outcome) == (score, outcome)


def test_level_zero_is_an_answer():
    question = read_question(examples.rating(level=0))
    assert grade(question, read_response(question, 0)).outcome is Outcome.RIGHT


def test_what_near_is_worth_is_the_authors_choice():
    question = read_question(examples.rating(near="2/3"))
    assert grade(question, read_response(question, 3)).score == Fraction(2, 3)


def test_near_is_a_half_unless_the_author_says_otherwise():
    data = examples.rating()
    del data["near"]
    assert read_question(data) == read_question(examples.rating())


@pytest.mark.parametrize("near", ["1", "-1/2"])
def test_near_is_worth_less_than_exact_and_not_less_than_nothing(near):
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.rating(near=near))
    assert (caught.value.reason, caught.value.params) == ("fraction_out_of_range", {"where": "near"})


def test_the_review_sets_the_choice_beside_the_experts_level():
    told = told_of(examples.rating(), 1)
    assert (told.chosen, told.level) == (1, 2)
    assert (told.feedback, told.level_feedback) == ("Lidt for lavt.", "Moderat støtte.")
    assert told.rule == "Støtte fra netværket trækkes fra."


def test_not_assessed_has_no_feedback_of_its_own():
    told = told_of(examples.rating(), None)
    assert (told.chosen, told.feedback, told.level_feedback) == (None, "", "Moderat støtte.")


def panelled(*panel, **changes):
    data = examples.rating(panel=list(panel), **changes)
    del data["level"]
    return data


def scores(data):
    question = read_question(data)
    return [grade(question, read_response(question, level)).score for level in range(5)]


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        ((2,), [0, HALF, 1, HALF, 0]),
        ((4, 0, 2), [0, HALF, 1, HALF, 0]),
        ((1, 1, 1, 4, 4), [HALF, 1, HALF, 0, 0]),
        ((3, 2, 2, 4), [0, HALF, 1, 1, HALF]),
        ((2, 2, 2, 4), [0, HALF, 1, HALF, 0]),
        ((0, 1), [1, 1, HALF, 0, 0]),
        ((4, 3), [0, 0, HALF, 1, 1]),
        ((0, 0), [1, HALF, 0, 0, 0]),
    ],
)
def test_the_median_of_the_panel_is_right_and_so_are_both_its_middle_levels(panel, expected):
    assert scores(panelled(*panel)) == expected


def test_the_order_of_the_panel_is_irrelevant_but_kept():
    assert scores(panelled(3, 1, 2, 2)) == scores(panelled(2, 2, 1, 3))
    assert write_question(read_question(panelled(3, 1, 2)))["panel"] == [3, 1, 2]


def test_a_question_is_written_with_a_level_or_a_panel_never_both():
    assert "level" not in write_question(read_question(panelled(3, 1, 2)))
    assert "panel" not in write_question(read_question(examples.rating()))
    assert read_question(panelled(3, 1, 2)).level == 2


@pytest.mark.parametrize(
    ("data", "reason", "params"),
    [
        (panelled(1, 3), "split_panel", {"lower": 1, "upper": 3}),
        (panelled(0, 0, 4, 4), "split_panel", {"lower": 0, "upper": 4}),
        (panelled(), "too_few", {"where": "panel", "least": 1}),
        (panelled(*[2] * 51), "too_long", {"where": "panel", "limit": 50}),
        (panelled(2, 5), "out_of_range", {"where": "panel[1]", "lowest": 0, "highest": 4}),
        (panelled(-1, 2), "out_of_range", {"where": "panel[0]", "lowest": 0, "highest": 4}),
        (panelled(2, True), "wrong_type", {"where": "panel[1]"}),
        (panelled(2, 2.0), "wrong_type", {"where": "panel[1]"}),
        (panelled(2, [2]), "wrong_type", {"where": "panel[1]"}),
        ({**panelled(2), "panel": "222"}, "wrong_type", {"where": "panel"}),
        ({**panelled(2), "panel": {"2": 3}}, "wrong_type", {"where": "panel"}),
        ({**panelled(2), "panel": None}, "wrong_type", {"where": "panel"}),
        (examples.rating(panel=[2, 2]), "unknown_field", {"where": "level"}),
    ],
)
def test_panels_that_no_author_should_write(data, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == (reason, params)


def test_neither_level_nor_panel_is_no_question():
    data = panelled(2)
    del data["panel"]
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == ("missing_field", {"where": "level"})


def test_fifty_experts_may_sit_on_a_panel():
    assert scores(panelled(*[2] * 50)) == [0, HALF, 1, HALF, 0]


def test_the_review_tells_how_the_panel_was_spread():
    told = told_of(panelled(3, 2, 3, 1, 4, 3), 3)
    assert told.votes == (0, 1, 1, 3, 1)
    assert (told.level, told.levels) == (3, (3,))


def test_without_a_panel_there_is_no_spread():
    told = told_of(examples.rating(), 2)
    assert (told.votes, told.levels) == ((), (2,))


@pytest.mark.parametrize(("chosen", "level"), [(0, 2), (2, 2), (3, 3), (4, 3), (None, 2)])
def test_of_two_right_levels_the_review_compares_with_the_nearest(chosen, level):
    told = told_of(panelled(2, 3, level_feedback={"2": "To.", "3": "Tre."}), chosen)
    assert (told.level, told.levels) == (level, (2, 3))
    assert told.level_feedback == {2: "To.", 3: "Tre."}[level]


@pytest.mark.parametrize(("near", "score", "outcome"), [("0", 0, Outcome.WRONG), ("8/9", Fraction(8, 9), Outcome.NEAR)])
def test_near_may_be_worth_nothing_and_almost_all(near, score, outcome):
    mark = mark_of(examples.rating(near=near), 1)
    assert (mark.score, mark.outcome, mark.parts[0].outcome) == (score, outcome, outcome)
