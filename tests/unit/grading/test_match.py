from fractions import Fraction

import pytest

from grading import BadQuestion, Outcome, grade, read_question, read_response, write_question, write_response
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of


def test_several_lefts_may_share_a_right_side():
    mark = mark_of(examples.match(), {"r1": "my", "r2": "my", "r3": "ud", "r4": "bo"})
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)


def test_a_blank_row_scores_nothing_but_is_not_called_wrong():
    mark = mark_of(examples.match(), {"r1": "my", "r2": "an", "r3": "", "r4": None})
    assert mark.score == Fraction(1, 4)
    assert [part.outcome for part in mark.parts] == [
        Outcome.RIGHT,
        Outcome.WRONG,
        Outcome.UNANSWERED,
        Outcome.UNANSWERED,
    ]


def test_only_blank_rows_are_no_answer():
    mark = mark_of(examples.match(), {"r1": "", "r2": None})
    assert mark.outcome is Outcome.UNANSWERED


def test_the_review_gives_each_row_its_right_answer():
    told = told_of(examples.match(), {"r1": "ud", "r3": "ud"})
    assert [(row.id, row.left, row.chosen_text, row.right_text, row.right) for row in told.pairs] == [
        ("r1", "Afgørelse", "Udfører", "Myndighed", False),
        ("r2", "Bestilling", "", "Myndighed", False),
        ("r3", "Delmål", "Udfører", "Udfører", True),
        ("r4", "Ønsker", "", "Borger", False),
    ]
    assert told.pairs[0].feedback == "Det er myndighedens opgave."


def test_an_unanswered_match_can_be_reviewed():
    told = told_of(examples.match(), {})
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
        (examples.match(scoring="some"), "unknown_scoring"),
        (examples.match(scoring=1), "wrong_type"),
    ],
)
def test_pairs_that_no_author_should_write(data, reason):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert caught.value.reason == reason


KEY = {"r1": "my", "r2": "my", "r3": "ud", "r4": "bo"}


@pytest.mark.parametrize(
    ("scoring", "given", "score", "told", "shares"),
    [
        ("sum", KEY, "1", "RRRR", ["1/4"] * 4),
        ("sum", KEY | {"r4": "an"}, "3/4", "RRR.", ["1/4", "1/4", "1/4", "0"]),
        ("sum", {"r1": "an", "r2": "an", "r3": "my", "r4": "an"}, "0", "....", ["0"] * 4),
        ("sum", {"r3": "ud"}, "1/4", "  R ", ["0", "0", "1/4", "0"]),
        ("all_or_nothing", KEY, "1", "RRRR", ["1/4"] * 4),
        ("all_or_nothing", KEY | {"r4": "an"}, "0", "RRR.", ["0"] * 4),
        ("all_or_nothing", KEY | {"r4": ""}, "0", "RRR ", ["0"] * 4),
    ],
)
def test_pairs_are_summed_or_all_must_be_right(scoring, given, score, told, shares):
    mark = mark_of(examples.match(scoring=scoring), given)
    letters = {Outcome.RIGHT: "R", Outcome.WRONG: ".", Outcome.UNANSWERED: " "}
    assert mark.score == Fraction(score)
    assert mark.outcome is Outcome.of(Fraction(score))
    assert "".join(letters[part.outcome] for part in mark.parts) == told
    assert [part.score for part in mark.parts] == [Fraction(share) for share in shares]
    assert [part.id for part in mark.parts] == ["r1", "r2", "r3", "r4"]


def test_pairs_are_summed_unless_the_author_says_otherwise():
    assert read_question(examples.match()) == read_question(examples.match(scoring="sum"))
    assert write_question(read_question(examples.match(scoring="all_or_nothing")))["scoring"] == "all_or_nothing"


def test_the_rows_may_be_sent_in_any_order():
    question = read_question(examples.match())
    sent = read_response(question, {"r4": "bo", "r1": "my"})
    assert sent == read_response(question, {"r1": "my", "r2": "", "r4": "bo"})
    assert list(write_response(question, sent)) == ["r1", "r4"]


@pytest.mark.parametrize(
    ("data", "params"),
    [
        (examples.match(pairs=examples.match()["pairs"][:1]), {"where": "pairs", "least": 2}),
        (
            examples.match(
                pairs=[{**pair, "right_id": "my"} for pair in examples.match()["pairs"]],
                choices=examples.match()["choices"][:1],
            ),
            {"where": "choices", "least": 2},
        ),
    ],
)
def test_two_of_each_are_the_fewest_and_one_can_be_graded(data, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert caught.value.params == params
    question = read_question(data, fair=False)
    assert grade(question, read_response(question, {"r1": "my"})).parts[0].outcome is Outcome.RIGHT


@pytest.mark.parametrize("where", ["pairs", "choices"])
def test_no_pairs_or_no_choices_cannot_be_graded_at_all(where):
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.match(**{where: []}), fair=False)
    assert caught.value.params == {"where": where, "least": 1}


def test_a_fault_names_the_pair_or_the_place():
    faults = {}
    for name, data in {
        "key": changed("pairs", 2, right_id="xx"),
        "both": changed("pairs", 1, id="an"),
        "left": changed("pairs", 1, left="Afgørelse"),
        "text": changed("choices", 2, text="Myndighed"),
        "scoring": examples.match(scoring=""),
    }.items():
        with pytest.raises(BadQuestion) as caught:
            read_question(data)
        faults[name] = caught.value.params
    assert faults == {
        "key": {"id": "r3"},
        "both": {"where": "pairs, choices", "id": "an"},
        "left": {"where": "pairs", "id": "r2"},
        "text": {"where": "choices", "id": "bo"},
        "scoring": {"where": "scoring"},
    }


def test_one_choice_may_be_right_for_every_pair_and_one_for_none():
    pairs = [{**pair, "right_id": "an"} for pair in examples.match()["pairs"]]
    question = read_question(examples.match(pairs=pairs))
    assert grade(question, read_response(question, {"r1": "an", "r2": "an", "r3": "an", "r4": "my"})).score == Fraction(
        3, 4
    )
