from fractions import Fraction

import pytest

from grading import BadQuestion, BadResponse, Outcome, grade, read_question, read_response, review
from tests.unit.grading import examples


@pytest.mark.parametrize(
    ("given", "score", "outcome"),
    [
        (["q3", "a8", "m5", "c1"], Fraction(1), Outcome.RIGHT),
        (["a8", "q3", "m5", "c1"], Fraction(1, 2), Outcome.NEAR),
        (["c1", "q3", "a8", "m5"], Fraction(0), Outcome.WRONG),
    ],
)
def test_an_item_counts_when_it_stands_in_its_own_place(given, score, outcome):
    question = read_question(examples.order())
    mark = grade(question, read_response(question, given))
    assert (mark.score, mark.outcome) == (score, outcome)


def test_an_order_with_an_item_missing_is_refused():
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(examples.order()), ["q3", "a8", "m5"])
    assert caught.value.reason == "missing_id"


def test_the_review_shows_where_each_item_stood():
    question = read_question(examples.order())
    response = read_response(question, ["a8", "q3", "m5", "c1"])
    told = review(question, response, grade(question, response))
    assert [(row.text, row.place, row.given_place, row.right) for row in told.items] == [
        ("Ingen", 1, 2, False),
        ("Let", 2, 1, False),
        ("Moderat", 3, 3, True),
        ("Svært", 4, 4, True),
    ]


def test_an_unanswered_order_can_be_reviewed():
    question = read_question(examples.order())
    response = read_response(question, [])
    told = review(question, response, grade(question, response))
    assert {(row.given_place, row.outcome) for row in told.items} == {(None, Outcome.UNANSWERED)}


def test_the_grader_is_absolute_when_none_is_named():
    data = examples.order()
    del data["grader"]
    assert read_question(data) == read_question(examples.order())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (examples.order(grader="longest_run_of_luck"), "unknown_grader"),
        (examples.order(items=examples.order()["items"][:2]), "too_few"),
        (examples.order(items=[*examples.order()["items"], {"id": "q3", "text": "Ny"}]), "doubled_id"),
        (examples.order(items=[*examples.order()["items"], {"id": "x9", "text": "Let"}]), "doubled_text"),
    ],
)
def test_orders_that_no_author_should_write(data, reason):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert caught.value.reason == reason
