from decimal import Decimal
from fractions import Fraction

import pytest

from grading import (
    BadQuestion,
    BadResponse,
    Outcome,
    grade,
    public_view,
    read_question,
    read_response,
    write_question,
    write_response,
)
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of


def answered(raw, **changes):
    return mark_of(examples.slider(**changes), raw)


def without(name, **changes):
    data = examples.slider(**changes)
    del data[name]
    return read_question(data)


@pytest.mark.parametrize(
    ("sent", "score", "outcome"),
    [
        ("7.5", Fraction(1), Outcome.RIGHT),
        ("7", Fraction(1), Outcome.RIGHT),
        ("8", Fraction(1), Outcome.RIGHT),
        ("6.5", Fraction(1, 3), Outcome.NEAR),
        ("8.5", Fraction(1, 3), Outcome.NEAR),
        ("5.5", Fraction(1, 3), Outcome.NEAR),
        ("9.5", Fraction(1, 3), Outcome.NEAR),
        ("5", Fraction(0), Outcome.WRONG),
        ("10", Fraction(0), Outcome.WRONG),
        ("0", Fraction(0), Outcome.WRONG),
        (None, Fraction(0), Outcome.UNANSWERED),
        ("", Fraction(0), Outcome.UNANSWERED),
    ],
)
def test_the_borders_of_right_and_near_belong_to_the_better_mark(sent, score, outcome):
    mark = answered(sent)
    assert (mark.score, mark.outcome) == (score, outcome)
    assert [(part.id, part.score, part.outcome) for part in mark.parts] == [("answer", score, outcome)]


@pytest.mark.parametrize("sent", ["7.5", "7,5", " 7,5 ", "07.50", "7,500000000", " " * 29 + "7.5", "7,5\n"])
def test_a_number_is_the_same_with_comma_or_point_and_with_zeros_that_say_nothing(sent):
    question = read_question(examples.slider())
    assert write_response(question, read_response(question, sent)) == "7.5"


@pytest.mark.parametrize("minus", ["-", "\N{MINUS SIGN}"])
def test_a_scale_may_run_below_zero(minus):
    question = read_question(examples.slider(low="-2.5", high="2.5", step="0.25", value="-1.25", tolerance="0"))
    assert grade(question, read_response(question, f"{minus}1,25")).score == 1
    assert grade(question, read_response(question, "1,25")).score == 0
    assert write_response(question, read_response(question, f"{minus}0")) == "0"
    assert write_response(question, read_response(question, f"{minus}2,5")) == "-2.5"


def test_both_ends_of_the_scale_can_be_chosen():
    question = read_question(examples.slider(low="1", high="2", step="0.5", value="1", tolerance="0"))
    assert [write_response(question, read_response(question, end)) for end in ("1", "2")] == ["1", "2"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (7.5, "wrong_type"),
        (7, "wrong_type"),
        (True, "wrong_type"),
        (float("nan"), "wrong_type"),
        (["7.5"], "wrong_type"),
        ({}, "wrong_type"),
        ([], "wrong_type"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        ("1e999", "not_a_number"),
        ("1e1", "not_a_number"),
        ("7.", "not_a_number"),
        (".5", "not_a_number"),
        ("+7.5", "not_a_number"),
        ("7 5", "not_a_number"),
        ("1.234,5", "not_a_number"),
        ("٧", "not_a_number"),
        ("--7", "not_a_number"),
        ("7.5 timer", "not_a_number"),
        (" ", "not_a_number"),
        ("1" * 10, "not_a_number"),
        ("1." + "0" * 10, "not_a_number"),
        (" " * 30 + "7.5", "too_long"),
        ("7" * 10_000_000, "too_long"),
        ("10.5", "out_of_range"),
        ("-0.5", "out_of_range"),
        ("999999999", "out_of_range"),
        ("7.25", "out_of_range"),
        ("7.000000001", "out_of_range"),
    ],
)
def test_what_is_no_number_on_a_step_is_refused(raw, reason):
    question = read_question(examples.slider())
    with pytest.raises(BadResponse) as caught:
        read_response(question, raw)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("changes", "reason", "params"),
    [
        ({"high": "0"}, "bad_scale", {"where": "high"}),
        ({"high": "-1"}, "bad_scale", {"where": "high"}),
        ({"step": "0"}, "bad_scale", {"where": "step"}),
        ({"step": "-0.5"}, "bad_scale", {"where": "step"}),
        ({"step": "0.3"}, "bad_scale", {"where": "step"}),
        ({"step": "0.0005"}, "too_many_steps", {"where": "step", "limit": 10_000}),
        ({"value": "10.5"}, "off_the_scale", {"where": "value"}),
        ({"value": "-0.5"}, "off_the_scale", {"where": "value"}),
        ({"value": "7.25"}, "off_the_scale", {"where": "value"}),
        ({"tolerance": "-0.5"}, "bad_tolerance", {"where": "tolerance"}),
        ({"near_tolerance": "0.5"}, "bad_tolerance", {"where": "near_tolerance"}),
        ({"near_tolerance": "-1"}, "bad_tolerance", {"where": "near_tolerance"}),
        ({"near": "1"}, "fraction_out_of_range", {"where": "near"}),
        ({"near": "-1/9"}, "fraction_out_of_range", {"where": "near"}),
        ({"tolerance": "7.5", "near_tolerance": "8"}, "everything_is_right", {}),
        ({"value": "2", "tolerance": "8", "near_tolerance": ""}, "everything_is_right", {}),
        ({"low": "0,5"}, "bad_decimal", {"where": "low"}),
        ({"high": "1e1"}, "bad_decimal", {"where": "high"}),
        ({"step": "1/2"}, "bad_decimal", {"where": "step"}),
        ({"value": "nan"}, "bad_decimal", {"where": "value"}),
        ({"value": "7.5\n"}, "bad_decimal", {"where": "value"}),
        ({"tolerance": "x"}, "bad_decimal", {"where": "tolerance"}),
        ({"near_tolerance": " "}, "bad_decimal", {"where": "near_tolerance"}),
        ({"high": "1" * 10}, "bad_decimal", {"where": "high"}),
        ({"low": 0}, "wrong_type", {"where": "low"}),
        ({"value": " "}, "blank_text", {"where": "value"}),
    ],
)
def test_sliders_that_no_author_should_write(changes, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.slider(**changes))
    assert (caught.value.reason, caught.value.params) == (reason, params)


def test_ten_thousand_steps_are_the_most():
    question = read_question(examples.slider(step="0.001"))
    assert write_response(question, read_response(question, "9,999")) == "9.999"


def test_everything_but_one_end_may_be_right():
    assert answered("0", tolerance="7", near_tolerance="").outcome is Outcome.WRONG
    assert answered("0.5", tolerance="7", near_tolerance="").outcome is Outcome.RIGHT


def test_what_another_system_wrote_can_be_graded_without_being_fair():
    question = read_question(examples.slider(value="7.25", tolerance="0.25"), fair=False)
    assert [grade(question, read_response(question, sent)).score for sent in ("7", "7.5", "8")] == [
        1,
        1,
        Fraction(1, 3),
    ]


def test_what_may_be_left_out():
    assert without("tolerance").tolerance == 0
    assert without("unit_text").unit_text == ""
    assert without("near").near == Fraction(1, 2)
    nothing_near = without("near_tolerance")
    assert nothing_near.near_tolerance is None
    assert grade(nothing_near, read_response(nothing_near, "8.5")).outcome is Outcome.WRONG
    assert grade(nothing_near, read_response(nothing_near, "8")).outcome is Outcome.RIGHT


def test_near_may_be_worth_nothing():
    mark = answered("6", near="0")
    assert (mark.score, mark.outcome) == (0, Outcome.WRONG)


def test_numbers_are_written_in_one_way():
    question = read_question(
        examples.slider(low="-0", high="100", step="0.50", value="07.500", tolerance="0.10", near_tolerance="")
    )
    written = write_question(question)
    assert {name: written[name] for name in ("low", "high", "step", "value", "tolerance", "near_tolerance")} == {
        "low": "0",
        "high": "100",
        "step": "0.5",
        "value": "7.5",
        "tolerance": "0.1",
        "near_tolerance": "",
    }
    assert question.step == Decimal("0.5")
    assert public_view(question, seed="x")["high"] == "100"


def test_the_smallest_numbers_are_written_without_exponents():
    question = read_question(
        examples.slider(low="0", high="0.000000009", step="0.000000001", value="0.000000004", tolerance="0")
    )
    assert write_question(question)["step"] == "0.000000001"
    assert grade(question, read_response(question, "0,000000004")).score == 1
    assert write_response(question, read_response(question, "0,000000007")) == "0.000000007"


def test_the_review_sets_the_number_beside_the_right_one():
    told = told_of(examples.slider(feedback={"near": "Tæt på."}), "6,0")
    assert (told.chosen, told.value, told.tolerance, told.unit_text) == ("6", "7.5", "0.5", "timer")
    assert told.overall == "Tæt på."


def test_an_unanswered_slider_can_be_reviewed():
    told = told_of(examples.slider(), None)
    assert (told.chosen, told.value, told.outcome) == ("", "7.5", Outcome.UNANSWERED)
