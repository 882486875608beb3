from fractions import Fraction

import pytest

from grading import BadQuestion, Outcome, grade, read_question, read_response, review
from tests.unit.grading import examples


def test_several_lefts_may_share_a_right_side():
    question = read_question(examples.match())
    mark = grade(question, read_response(question, {"r1": "my", "r2": "my", "r3": "ud", "r4": "bo"}))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)


def test_a_blank_row_scores_nothing_but_is_not_called_wrong():
    question = read_question(examples.match())
    mark = grade(question, read_response(question, {"r1": "my", "r2": "an", "r3": "", "r4": None}))
    assert mark.score == Fraction(1, 4)
    assert [part.outcome for part in mark.parts] == [
        Outcome.RIGHT,
        Outcome.WRONG,
        Outcome.UNANSWERED,
        Outcome.UNANSWERED,
    ]


def test_only_blank_rows_are_no_answer():
    question = read_question(examples.match())
    mark = grade(question, read_response(question, {"r1": "", "r2": None}))
    assert mark.outcome is Outcome.UNANSWERED


def test_the_review_gives_each_row_its_right_answer():
    question = read_question(examples.match())
    response = read_response(question, {"r1": "ud", "r3": "ud"})
    told = review(question, response, grade(question, response))
    assert [(row.left, row.chosen_text, row.right_text, row.right) for row in told.pairs] == [
        ("Afgørelse", "Udfører", "Myndighed", False),
        ("Bestilling", "", "Myndighed", False),
        ("Delmål", "Udfører", "Udfører", True),
        ("Ønsker", "", "Borger", False),
    ]
    assert told.pairs[0].feedback == "Det er myndighedens opgave."


def test_an_unanswered_match_can_be_reviewed():
    question = read_question(examples.match())
    response = read_response(question, {})
    told = review(question, response, grade(question, response))
    assert {row.outcome for row in told.pairs} == {Outcome.UNANSWERED}


def changed(list_name, index, **fields):
    data = examples.match()
    data[list_name][index] |= fields
    return data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed("pairs", 1, right_id="xx"), "unknown_right_id"),
        (changed("pairs", 1, id="r1"), "doubled_id"),
        (changed("pairs", 1, id="my"), "doubled_id"),
        (changed("choices", 1, id="my"), "doubled_id"),
        (changed("pairs", 1, left=" Afgørelse"), "doubled_text"),
        (changed("choices", 1, text="Myndighed "), "doubled_text"),
        (examples.match(pairs=examples.match()["pairs"][:1]), "too_few"),
        (examples.match(choices=[]), "too_few"),
    ],
)
def test_pairs_that_no_author_should_write(data, reason):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert caught.value.reason == reason
