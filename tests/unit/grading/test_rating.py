from fractions import Fraction

import pytest

from grading import BadQuestion, Outcome, grade, read_question, read_response, review
from tests.unit.grading import examples


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
    question = read_question(examples.rating())
    mark = grade(question, read_response(question, chosen))
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
    assert caught.value.reason == "fraction_out_of_range"


def test_the_review_sets_the_choice_beside_the_experts_level():
    question = read_question(examples.rating())
    response = read_response(question, 1)
    told = review(question, response, grade(question, response))
    assert (told.chosen, told.level) == (1, 2)
    assert (told.feedback, told.level_feedback) == ("Lidt for lavt.", "Moderat støtte.")
    assert told.rule == "Støtte fra netværket trækkes fra."


def test_not_assessed_has_no_feedback_of_its_own():
    question = read_question(examples.rating())
    response = read_response(question, None)
    told = review(question, response, grade(question, response))
    assert (told.chosen, told.feedback, told.level_feedback) == (None, "", "Moderat støtte.")
