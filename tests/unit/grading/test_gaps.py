"""Meanings read in Moodle 4.5, question/type/gapselect/questionbase.php and its tests/question_test.php."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import (
    BadQuestion,
    BadResponse,
    Outcome,
    grade,
    public_view,
    read_question,
    read_response,
    review,
    write_question,
    write_response,
)
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of
from tests.unit.grading.strategies import gaps, holds_always, raw_responses

BOTH = pytest.mark.parametrize("make", [examples.gap_select, examples.drag_text])


@BOTH
@pytest.mark.parametrize(
    ("raw", "score", "outcome"),
    [
        ({"g1": "my", "g2": "ud", "g3": "de"}, 1, Outcome.RIGHT),
        ({"g1": "my", "g2": "bo", "g3": "be"}, Fraction(1, 3), Outcome.NEAR),
        ({"g1": "my"}, Fraction(1, 3), Outcome.NEAR),
        ({"g1": "bo", "g2": "my", "g3": "be"}, 0, Outcome.WRONG),
        ({"g1": "", "g2": "my", "g3": None}, 0, Outcome.WRONG),
        ({"g1": "", "g3": None}, 0, Outcome.UNANSWERED),
        ({}, 0, Outcome.UNANSWERED),
    ],
)
def test_the_score_is_right_gaps_of_all_gaps(make, raw, score, outcome):
    mark = mark_of(make(), raw)
    assert (mark.score, mark.outcome) == (score, outcome)


@BOTH
def test_an_empty_gap_scores_nothing_but_is_not_called_wrong(make):
    mark = mark_of(make(), {"g3": "be", "g1": "my"})
    assert [(part.id, part.score, part.outcome) for part in mark.parts] == [
        ("g1", Fraction(1, 3), Outcome.RIGHT),
        ("g2", 0, Outcome.UNANSWERED),
        ("g3", 0, Outcome.WRONG),
    ]


@BOTH
def test_several_gaps_may_share_a_choice_that_is_unlimited(make):
    data = make(gaps=[{"id": gap_id, "right_id": "my"} for gap_id in ("g1", "g2", "g3")])
    assert mark_of(data, {"g1": "my", "g2": "my", "g3": "my"}).score == 1


def test_a_used_up_word_cannot_be_dragged_again():
    question = read_question(examples.drag_text())
    with pytest.raises(BadResponse) as caught:
        read_response(question, {"g1": "ud", "g2": "ud"})
    assert caught.value.reason == "doubled_id"


def test_a_list_gives_every_choice_at_every_gap():
    assert mark_of(examples.gap_select(), {"g1": "ud", "g2": "ud"}).score == Fraction(1, 3)


@BOTH
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("g1", "wrong_type"),
        (["g1", "my"], "wrong_type"),
        (7, "wrong_type"),
        ({1: "my"}, "wrong_type"),
        ({"g1": 1}, "wrong_type"),
        ({"g1": False}, "wrong_type"),
        ({"g1": ["my"]}, "wrong_type"),
        ({"g9": "my"}, "unknown_id"),
        ({"g9": ""}, "unknown_id"),
        ({"g1": "xx"}, "unknown_id"),
        ({"g1": "g2"}, "unknown_id"),
        ({"g1": "de"}, "unknown_id"),  # of another group
        ({"g3": "my"}, "unknown_id"),
        ({f"g{n}": "my" for n in range(4)}, "too_long"),
        ({"g1": "m" * 65}, "too_long"),
    ],
)
def test_what_is_no_response_is_refused(make, raw, reason):
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(make()), raw)
    assert caught.value.reason == reason


def changed(list_name, index, make=examples.gap_select, **fields):
    data = make()
    data[list_name][index] |= fields
    return data


GAPS = examples.gap_select()["gaps"]


@pytest.mark.parametrize(
    ("data", "reason", "params"),
    [
        (examples.gap_select(text="[[g1]] og [[g2]]"), "missing_placeholder", {"id": "g3"}),
        (examples.gap_select(text="[[g1]] [[g2]] [[g3]] [[g1]]"), "doubled_placeholder", {"id": "g1"}),
        (examples.gap_select(text="[[g1]] [[g2]] [[g3]] [[g4]]"), "unknown_placeholder", {"id": "g4"}),
        (examples.gap_select(text=" "), "blank_text", {"where": "text"}),
        (examples.gap_select(gaps=[], text="x"), "too_few", {"where": "gaps", "least": 1}),
        (examples.gap_select(choices=[]), "too_few", {"where": "choices", "least": 1}),
        (
            examples.gap_select(
                text="[[g1]]", gaps=[{"id": "g1", "right_id": "my"}], choices=[{"id": "my", "text": "Ja"}]
            ),
            "too_few",
            {"where": "choices", "least": 2},
        ),
        (changed("gaps", 1, right_id="xx"), "unknown_right_id", {"id": "g2"}),
        (changed("gaps", 1, id="my"), "doubled_id", {"where": "gaps, choices", "id": "my"}),
        (changed("choices", 1, id="my"), "doubled_id", {"where": "gaps, choices", "id": "my"}),
        (changed("choices", 1, text=" Myndigheden"), "doubled_text", {"where": "choices", "id": "ud"}),
        (changed("choices", 1, group=" "), "blank_text", {"where": "choices[1].group"}),
        (changed("choices", 1, group="a" * 65), "too_long", {"where": "choices[1].group", "limit": 64}),
        (changed("choices", 1, unlimited="nej"), "wrong_type", {"where": "choices[1].unlimited"}),
        (changed("gaps", 0, make=examples.drag_text, right_id="ud"), "cannot_reach_one", {"best": "2/3"}),
    ],
)
def test_gaps_that_no_author_should_write(data, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == (reason, params)


def test_one_choice_is_enough_where_it_is_only_graded():
    data = examples.gap_select(
        text="[[g1]]", gaps=[{"id": "g1", "right_id": "my"}], choices=[{"id": "my", "text": "Ja"}]
    )
    question = read_question(data, fair=False)
    assert grade(question, read_response(question, {"g1": "my"})).score == 1


def test_equal_words_in_two_groups_are_told_apart_by_their_gaps():
    assert read_question(changed("choices", 3, text="Myndigheden")).choices[3].text == "Myndigheden"


def test_a_group_name_can_be_as_long_as_an_id():
    assert read_question(changed("choices", 1, group="a" * 64)).choices[1].group == "a" * 64


def test_what_may_be_left_out():
    written = write_question(read_question(examples.gap_select()))
    assert written["choices"][0] == {"id": "my", "text": "Myndigheden", "group": "1", "unlimited": True}
    assert written["gaps"][1] == {"id": "g2", "right_id": "ud", "feedback": ""}


@BOTH
def test_a_browser_gets_the_text_in_pieces(make):
    view = public_view(read_question(make()), seed="x")
    assert view["pieces"] == [
        {"gap": "g1", "group": "1"},
        {"text": " træffer afgørelsen, og "},
        {"gap": "g2", "group": "1"},
        {"text": " skriver "},
        {"gap": "g3", "group": "2"},
        {"text": "."},
    ]
    assert {"id": "ud", "text": "udføreren", "group": "1", "unlimited": False} in view["choices"]
    assert "afgørelsen" in json.dumps(view, ensure_ascii=False)
    assert "opgave" not in json.dumps(view)


@holds_always
@given(gaps(), st.text(max_size=8))
def test_another_key_in_the_same_groups_gives_the_same_view(question, seed):
    groups = {choice.id: choice.group for choice in question.choices}
    last = {choice.group: choice.id for choice in question.choices}
    turned = replace(
        question,
        gaps=tuple(replace(gap, right_id=last[groups[gap.right_id]], feedback="hemmelig") for gap in question.gaps),
        choices=question.choices[::-1],
    )
    assert public_view(turned, seed=seed) == public_view(question, seed=seed)


@BOTH
def test_the_review_gives_each_gap_its_right_words(make):
    question = read_question(make())
    response = read_response(question, {"g1": "bo", "g3": "de"})
    told = review(question, response, grade(question, response))
    assert [(gap.id, gap.chosen_text, gap.right_text, gap.feedback, gap.outcome, gap.right) for gap in told.gaps] == [
        ("g1", "borgeren", "Myndigheden", "Det er myndighedens opgave.", Outcome.WRONG, False),
        ("g2", "", "udføreren", "", Outcome.UNANSWERED, False),
        ("g3", "delmål", "delmål", "", Outcome.RIGHT, True),
    ]
    assert list(told.pieces) == public_view(question, seed="x")["pieces"]


def test_unanswered_gaps_can_be_reviewed():
    told = told_of(examples.gap_select(), {})
    assert {gap.outcome for gap in told.gaps} == {Outcome.UNANSWERED}


@holds_always
@given(gaps())
def test_the_whole_key_gives_exactly_one(question):
    mark = grade(question, read_response(question, {gap.id: gap.right_id for gap in question.gaps}))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)
    assert {part.outcome for part in mark.parts} == {Outcome.RIGHT}


@BOTH
def test_what_stands_in_the_gaps_is_written_as_it_was_sent(make):
    question = read_question(make())
    gap = question.gaps[0]
    response = read_response(question, {gap.id: gap.right_id, question.gaps[1].id: ""})
    assert write_response(question, response) == {gap.id: gap.right_id}


@holds_always
@given(gaps(), st.data())
def test_the_order_of_gaps_and_of_what_is_sent_is_irrelevant(question, data):
    raw = data.draw(raw_responses(question))
    turned = replace(question, gaps=tuple(data.draw(st.permutations(question.gaps))))
    raw_turned = dict(reversed(raw.items())) if isinstance(raw, dict) else raw
    mark = grade(question, read_response(question, raw))
    other = grade(turned, read_response(turned, raw_turned))
    assert (mark.score, mark.outcome, set(mark.parts)) == (other.score, other.outcome, set(other.parts))
