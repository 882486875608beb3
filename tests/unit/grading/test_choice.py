from fractions import Fraction

import pytest

from grading import (
    BadQuestion,
    Outcome,
    fair_fractions,
    grade,
    read_question,
    read_response,
    review,
    write_question,
    write_response,
)
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of


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
    told = told_of(examples.multiple(), ["k7", "b9"])
    assert [(row.id, row.chosen, row.right, row.missed) for row in told.options] == [
        ("k7", True, True, False),
        ("p2", False, True, True),
        ("z4", False, True, True),
        ("b9", True, False, False),
    ]
    assert told.options[3].feedback == "Nej."


def test_the_review_of_one_choice_knows_the_half_right_option():
    told = told_of(examples.single(), "z4")
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
    told = told_of(make(), None)
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
        ("single", ["0.999999", "0"], "cannot_reach_one", {"best": "999999/1000000"}),
        ("multiple", ["1/3", "1/3", "-1"], "cannot_reach_one", {"best": "2/3"}),
        ("multiple", ["0.5", "0.499999", "-1"], "cannot_reach_one", {"best": "999999/1000000"}),
        ("multiple", ["1/2", "1/2", "1/2", "-1"], "above_one", {"best": "3/2"}),
        ("multiple", ["0.5", "0.500001", "-1", "-1"], "above_one", {"best": "1000001/1000000"}),
        ("multiple", ["1/3", "1/3", "1/3", "-1/3"], "ticking_everything_pays", {"total": "2/3"}),
        ("multiple", ["1", "0"], "ticking_everything_pays", {"total": "1"}),
        ("multiple", ["1", "-0.999999"], "ticking_everything_pays", {"total": "1/1000000"}),
        ("single", ["1"], "too_few", {"where": "options", "least": 2}),
        ("multiple", ["1"], "too_few", {"where": "options", "least": 2}),
    ],
)
def test_fractions_that_no_author_should_write(kind, fractions, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question({"kind": kind, "prompt": "Vælg", "options": options(*fractions)})
    assert (caught.value.reason, caught.value.params) == (reason, params)


@pytest.mark.parametrize(
    ("kind", "fractions"),
    [
        ("single", ["0.9999991", "0"]),
        ("single", ["1", "1"]),
        ("multiple", ["0.5", "0.4999991", "-1"]),
        ("multiple", ["0.5", "0.5000009", "-1", "-0.1"]),
        ("multiple", ["1", "-1"]),
        ("multiple", ["0.3333333", "0.3333333", "0.3333333"]),
    ],
)
def test_fractions_that_are_just_fair(kind, fractions):
    question = read_question({"kind": kind, "prompt": "Vælg", "options": options(*fractions)})
    rights = [option.id for option in question.options if option.fraction > 0]
    assert grade(question, read_response(question, rights if kind == "multiple" else "o0")).outcome is Outcome.RIGHT


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_no_options_or_doubled_ids_cannot_be_graded_at_all(kind):
    for rows, reason, params in (
        ([], "too_few", {"where": "options", "least": 1}),
        ([*options("1"), *options("0")], "doubled_id", {"where": "options", "id": "o0"}),
    ):
        with pytest.raises(BadQuestion) as caught:
            read_question({"kind": kind, "prompt": "Vælg", "options": rows}, fair=False)
        assert (caught.value.reason, caught.value.params) == (reason, params)


def several(fractions, **changes):
    return read_question({"kind": "multiple", "prompt": "Vælg", "options": options(*fractions), **changes}, fair=False)


def score_of(question, *ticked):
    return grade(question, read_response(question, [f"o{n}" for n in ticked])).score


def test_what_another_system_wrote_is_graded_though_no_author_here_may_write_it():
    half_right = several(["0.5", "0", "0.5", "0"])
    assert [score_of(half_right, *ticked) for ticked in ([0], [0, 3], [0, 2], [0, 1, 2, 3], [1])] == [
        Fraction(1, 2),
        Fraction(1, 2),
        1,
        1,
        0,
    ]
    alone = several(["1"])
    assert score_of(alone, 0) == 1
    assert score_of(several(["0.75", "0.75"]), 0, 1) == 1


# Two of four or five right: o2 and o3.
FOUR = ["0", "-1", "1/2", "1/2"]
FIVE = [*FOUR, "0"]


@pytest.mark.parametrize(
    ("scoring", "fractions", "ticked", "score"),
    [
        ("all_or_nothing", FOUR, [2, 3], "1"),
        ("all_or_nothing", FOUR, [2], "0"),
        ("all_or_nothing", FOUR, [2, 3, 0], "0"),
        ("each_option", FOUR, [2, 3], "1"),
        ("each_option", FOUR, [2], "3/4"),
        ("each_option", FOUR, [2, 3, 0], "3/4"),
        ("each_option", FOUR, [0, 2], "1/2"),
        ("each_option", FOUR, [0, 1], "0"),
        ("each_option", ["1/3", "1/3", "1/3"], [0], "1/3"),
        ("halves", FOUR, [2, 3], "1"),
        ("halves", FOUR, [2], "1/2"),
        ("halves", FOUR, [0, 2, 3], "1/2"),
        ("halves", FOUR, [0, 1, 2, 3], "0"),
        ("halves", FIVE, [2, 3], "1"),
        ("halves", FIVE, [2], "1/2"),
        ("halves", FIVE, [0, 1, 2, 3], "1/4"),
        ("halves", FIVE, [0, 2], "1/4"),
        ("halves", FIVE, [0, 1, 2, 3, 4], "0"),
        ("halves", ["1", "-1", "-1"], [0, 1], "1/2"),
        ("halves", ["1", "-1", "-1"], [1], "0"),
        ("halves", ["1", "-1"], [0, 1], "0"),
        ("sum", FOUR, [2, 3], "1"),
        ("sum", FOUR, [2], "1/2"),
        ("sum", FOUR, [0, 2], "1/2"),
        ("sum", FOUR, [1, 2, 3], "0"),
        ("sum", FOUR, [1], "0"),
    ],
)
def test_each_way_of_scoring(scoring, fractions, ticked, score):
    """Those that count errors are as in Open edX capa (test_responsetypes.py, partial credit of checkbox groups)."""
    question = several(fractions, scoring=scoring)
    mark = grade(question, read_response(question, [f"o{n}" for n in ticked]))
    assert mark.score == Fraction(score)
    assert mark.outcome is Outcome.of(Fraction(score))


@pytest.mark.parametrize("scoring", ["sum", "all_or_nothing", "each_option", "halves"])
def test_parts_tell_alike_in_every_way_of_scoring(scoring):
    question = several(FOUR, scoring=scoring)
    parts = grade(question, read_response(question, ["o0", "o2"])).parts
    assert [(part.id, part.outcome) for part in parts] == [
        ("o0", Outcome.WRONG),
        ("o1", Outcome.RIGHT),
        ("o2", Outcome.RIGHT),
        ("o3", Outcome.WRONG),
    ]


@pytest.mark.parametrize(
    ("scoring", "ticked", "shares"),
    [
        ("sum", [1, 2], ["0", "-1", "1/2", "0"]),
        ("sum", [2, 3], ["0", "0", "1/2", "1/2"]),
        ("all_or_nothing", [2, 3], ["1/4"] * 4),
        ("all_or_nothing", [2], ["0"] * 4),
        ("each_option", [2], ["1/4", "1/4", "1/4", "0"]),
        ("halves", [2], ["1/6", "1/6", "1/6", "0"]),
        ("halves", [0, 1], ["0"] * 4),
    ],
)
def test_what_each_option_adds(scoring, ticked, shares):
    question = several(FOUR, scoring=scoring)
    mark = grade(question, read_response(question, [f"o{n}" for n in ticked]))
    assert [part.score for part in mark.parts] == [Fraction(share) for share in shares]


def test_the_way_of_scoring_is_the_sum_unless_the_author_says_otherwise():
    question = read_question(examples.multiple())
    assert (question.scoring, question.none_right, question.lowest) == ("sum", False, 0)
    written = write_question(read_question(examples.multiple(scoring="halves")))
    assert (written["scoring"], written["none_right"], written["lowest"]) == ("halves", False, "0")


def test_only_the_sum_asks_that_fractions_reach_one():
    for scoring in ("all_or_nothing", "each_option", "halves"):
        data = {"kind": "multiple", "prompt": "Vælg", "options": options("1/9", "0"), "scoring": scoring}
        assert score_of(read_question(data), 0) == 1
        with pytest.raises(BadQuestion) as caught:
            read_question({**data, "options": options("0", "0")})
        assert caught.value.reason == "no_right_answer"


@pytest.mark.parametrize("scoring", ["", "SUM", "some"])
def test_an_unknown_way_of_scoring_is_refused(scoring):
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.multiple(scoring=scoring), fair=False)
    assert (caught.value.reason, caught.value.params) == ("unknown_scoring", {"where": "scoring"})


def test_one_choice_has_no_ways_of_scoring():
    for extra in ({"scoring": "sum"}, {"none_right": False}):
        with pytest.raises(BadQuestion) as caught:
            read_question(examples.single(**extra))
        assert caught.value.reason == "unknown_field"


@pytest.mark.parametrize(
    ("lowest", "chosen", "score", "outcome"),
    [
        ("-1", "o0", "-2/3", Outcome.WRONG),
        ("-1/3", "o0", "-1/3", Outcome.WRONG),
        ("0", "o0", "0", Outcome.WRONG),
        ("-1", "o1", "1", Outcome.RIGHT),
    ],
)
def test_a_wrong_choice_costs_no_more_than_the_lowest(lowest, chosen, score, outcome):
    one = read_question({"kind": "single", "prompt": "Vælg", "options": options("-2/3", "1"), "lowest": lowest})
    mark = grade(one, read_response(one, chosen))
    assert (mark.score, mark.outcome) == (Fraction(score), outcome)
    both = several(["-1/3", "-1/3", "1"], lowest=lowest)
    assert score_of(both, 0, 1) == max(Fraction(lowest), Fraction(-2, 3))
    assert score_of(both, 0, 1, 2) == Fraction(1, 3)


@pytest.mark.parametrize("make", [examples.single, examples.multiple])
def test_the_lowest_lies_between_minus_one_and_nothing(make):
    assert write_question(read_question(make(lowest="-1/3")))["lowest"] == "-1/3"
    for lowest in ("1/9", "-10/9"):
        with pytest.raises(BadQuestion) as caught:
            read_question(make(lowest=lowest))
        assert (caught.value.reason, caught.value.params) == ("fraction_out_of_range", {"where": "lowest"})


def test_unanswered_is_nothing_even_where_wrong_costs():
    mark = mark_of(examples.multiple(lowest="-1"), [])
    assert (mark.score, mark.outcome) == (0, Outcome.UNANSWERED)


TRICK = ["0", "-1/3", "-1/2"]


@pytest.mark.parametrize(
    ("scoring", "lowest", "ticked", "score"),
    [
        ("sum", "0", [], "1"),
        ("sum", "0", [0], "0"),
        ("sum", "0", [1], "0"),
        ("sum", "-1", [1, 2], "-5/6"),
        ("all_or_nothing", "0", [], "1"),
        ("all_or_nothing", "0", [0], "0"),
        ("each_option", "0", [], "1"),
        ("each_option", "0", [0], "2/3"),
        ("each_option", "0", [0, 1, 2], "0"),
        ("halves", "0", [], "1"),
        ("halves", "0", [1], "1/2"),
        ("halves", "0", [1, 2], "0"),
    ],
)
def test_where_none_is_right_ticking_nothing_is_the_right_answer(scoring, lowest, ticked, score):
    data = {"kind": "multiple", "prompt": "Vælg", "options": options(*TRICK), "none_right": True}
    question = read_question({**data, "scoring": scoring, "lowest": lowest})
    response = read_response(question, [f"o{n}" for n in ticked])
    mark = grade(question, response)
    assert response.answered
    assert mark.score == Fraction(score)
    assert mark.outcome is Outcome.of(Fraction(score))
    assert [part.outcome is Outcome.RIGHT for part in mark.parts] == [n not in ticked for n in range(3)]


@pytest.mark.parametrize("nothing", [None, ""])
def test_where_none_is_right_a_question_passed_by_is_still_unanswered(nothing):
    question = several(TRICK, none_right=True)
    assert not read_response(question, nothing).answered
    mark = grade(question, read_response(question, nothing))
    assert (mark.score, mark.outcome) == (0, Outcome.UNANSWERED)
    assert write_response(question, read_response(question, [])) == []
    assert read_response(question, []).answered
    told = review(question, read_response(question, []), grade(question, read_response(question, [])))
    assert [(row.right, row.chosen, row.missed) for row in told.options] == [(False, False, False)] * 3


@pytest.mark.parametrize("scoring", ["sum", "halves"])
def test_none_right_and_one_right_cannot_both_hold(scoring):
    data = {"kind": "multiple", "prompt": "Vælg", "options": options("1", "-1"), "none_right": True}
    with pytest.raises(BadQuestion) as caught:
        read_question({**data, "scoring": scoring})
    assert (caught.value.reason, caught.value.params) == ("none_right_but_one_is", {})
    with pytest.raises(BadQuestion) as caught:
        read_question({**data, "none_right": "yes"})
    assert (caught.value.reason, caught.value.params) == ("wrong_type", {"where": "none_right"})


def test_a_mark_of_one_choice_has_one_part():
    mark = mark_of(examples.single(lowest="-1/4"), "b9")
    assert [(part.id, part.score, part.outcome) for part in mark.parts] == [("answer", Fraction(-1, 3), Outcome.WRONG)]
    assert mark.score == Fraction(-1, 4)


def test_a_half_right_option_of_several_is_right_to_tick():
    question = several(["1/2", "1/2", "-1"])
    response = read_response(question, ["o2"])
    told = review(question, response, grade(question, response))
    assert [(row.outcome, row.missed) for row in told.options] == [
        (Outcome.RIGHT, True),
        (Outcome.RIGHT, True),
        (Outcome.WRONG, False),
    ]
