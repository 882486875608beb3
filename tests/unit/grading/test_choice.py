from fractions import Fraction

import pytest

from grading import BadQuestion, Outcome, fair_fractions, grade, read_question, read_response, review
from tests.unit.grading import examples


def mark_of(data, raw):
    question = read_question(data)
    return grade(question, read_response(question, raw))


@pytest.mark.parametrize(
    ("chosen", "score", "outcome"),
    [
        ("p2", Fraction(1), Outcome.RIGHT),
        ("z4", Fraction(1, 3), Outcome.NEAR),
        ("k7", Fraction(0), Outcome.WRONG),
        ("b9", Fraction(0), Outcome.WRONG),
    ],
)
def test_one_choice_gives_its_fraction_and_never_less_than_nothing(chosen, score, outcome):
    mark = mark_of(examples.single(), chosen)
    assert (mark.score, mark.outcome) == (score, outcome)


def test_a_negative_choice_is_still_seen_in_the_part():
    assert mark_of(examples.single(), "b9").parts[0].score == Fraction(-1, 3)


def test_two_of_three_rights_give_exactly_two_thirds():
    mark = mark_of(examples.multiple(), ["z4", "k7"])
    assert mark.score == Fraction(2, 3)
    assert mark.outcome is Outcome.NEAR


def test_ticking_everything_does_not_pay():
    mark = mark_of(examples.multiple(), ["k7", "p2", "z4", "b9"])
    assert (mark.score, mark.outcome) == (0, Outcome.WRONG)


def test_a_wrong_option_left_alone_is_a_right_part():
    parts = {part.id: part.outcome for part in mark_of(examples.multiple(), ["k7"]).parts}
    assert parts == {
        "k7": Outcome.RIGHT,
        "p2": Outcome.WRONG,
        "z4": Outcome.WRONG,
        "b9": Outcome.RIGHT,
    }


def test_three_rounded_thirds_are_right():
    data = examples.multiple()
    for option in data["options"][:3]:
        option["fraction"] = "0.3333333"
    mark = mark_of(data, ["k7", "p2", "z4"])
    assert mark.score < 1
    assert mark.outcome is Outcome.RIGHT


def test_ticking_everything_is_right_when_everything_is():
    data = examples.multiple(options=examples.multiple()["options"][:3])
    assert mark_of(data, ["k7", "p2", "z4"]).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("right", "fractions"),
    [
        ([True, True, True, False], ["1/3", "1/3", "1/3", "-1"]),
        ([True, False, False], ["1", "-1/2", "-1/2"]),
        ([True, True], ["1/2", "1/2"]),
    ],
)
def test_fair_fractions_cost_as_much_as_they_give(right, fractions):
    assert fair_fractions(right) == tuple(Fraction(fraction) for fraction in fractions)


def test_fair_fractions_need_a_right_option():
    with pytest.raises(BadQuestion) as caught:
        fair_fractions([False, False])
    assert caught.value.reason == "no_right_answer"


def test_the_review_tells_what_each_option_was_and_what_was_missed():
    question = read_question(examples.multiple())
    response = read_response(question, ["k7", "b9"])
    told = review(question, response, grade(question, response))
    assert [(row.id, row.chosen, row.right, row.missed) for row in told.options] == [
        ("k7", True, True, False),
        ("p2", False, True, True),
        ("z4", False, True, True),
        ("b9", True, False, False),
    ]
    assert told.options[3].feedback == "Nej."


def test_the_review_of_one_choice_knows_the_half_right_option():
    question = read_question(examples.single())
    response = read_response(question, "z4")
    told = review(question, response, grade(question, response))
    assert [row.outcome for row in told.options] == [
        Outcome.WRONG,
        Outcome.RIGHT,
        Outcome.NEAR,
        Outcome.WRONG,
    ]
    assert told.explanation == "VUM 2.0 er en metode."
    assert (told.score, told.outcome) == (Fraction(1, 3), Outcome.NEAR)


@pytest.mark.parametrize("make", [examples.single, examples.multiple])
def test_an_unanswered_question_can_be_reviewed(make):
    question = read_question(make())
    response = read_response(question, None)
    told = review(question, response, grade(question, response))
    assert told.outcome is Outcome.UNANSWERED
    assert not any(row.chosen for row in told.options)


def options(*fractions):
    return [{"id": f"o{n}", "text": f"Svar {n}", "fraction": fraction} for n, fraction in enumerate(fractions)]


@pytest.mark.parametrize(
    ("kind", "fractions", "reason", "params"),
    [
        ("single", ["0", "-1/2"], "no_right_answer", {}),
        ("multiple", ["0", "-1"], "no_right_answer", {}),
        ("single", ["1/2", "2/3"], "cannot_reach_one", {"best": "2/3"}),
        ("multiple", ["1/3", "1/3", "-1"], "cannot_reach_one", {"best": "2/3"}),
        ("multiple", ["1/2", "1/2", "1/2", "-1"], "above_one", {"best": "3/2"}),
        ("multiple", ["1/3", "1/3", "1/3", "-1/3"], "ticking_everything_pays", {"total": "2/3"}),
        ("multiple", ["1", "0"], "ticking_everything_pays", {"total": "1"}),
        ("single", ["1"], "too_few", {"where": "options", "least": 2}),
    ],
)
def test_fractions_that_no_author_should_write(kind, fractions, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question({"kind": kind, "prompt": "Vælg", "options": options(*fractions)})
    assert (caught.value.reason, caught.value.params) == (reason, params)
