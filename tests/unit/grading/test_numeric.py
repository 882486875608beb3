"""Meanings read in Moodle 4.5, question/type/numerical/tests/question_test.php, and, for ranges and percents, in Open
edX xblocks_contrib/problem/capa/tests/test_responsetypes.py."""

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
    write_question,
    write_response,
)
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of
from tests.unit.grading.strategies import holds_always, key_of, numerics


def asking(*answers, **changes):
    rows = [{"id": f"a{n}", "fraction": "1", **answer} for n, answer in enumerate(answers)]
    return {"kind": "numeric", "prompt": "Hvor meget?", "answers": rows, "number_format": "plain", **changes}


def score(data, raw):
    return mark_of(data, raw).score


PI = (
    {"value": "3.14"},
    {"value": "3.142", "tolerance": "0.005", "fraction": "0"},
    {"value": "3.1", "tolerance": "0.05", "fraction": "0"},
    {"value": "3", "tolerance": "0.5", "fraction": "0"},
    {"value": "*", "fraction": "0"},
)
METRES = [{"id": "m", "text": "m", "multiplier": "1"}, {"id": "cm", "text": "cm", "multiplier": "100"}]


@pytest.mark.parametrize(("raw", "given"), [("3.14", 1), ("3.140", 1), ("1.0", 0), ("3.1", 0), ("3.142", 0)])
def test_the_first_answer_that_holds_the_number_wins(raw, given):
    assert score(asking(*PI), raw) == given


@pytest.mark.parametrize(
    ("raw", "given"), [("3.14 frogs", 1), ("3.14", 1), ("3.14 m", 1), ("314cm", 1), ("314000000x10^-8m", 1)]
)
def test_an_optional_unit_is_read_where_it_is_known(raw, given):
    assert score(asking(*PI, units=METRES, unit_rule="optional"), raw) == given


def test_an_optional_unit_is_believed():
    assert score(asking(*PI, units=METRES, unit_rule="optional"), "3.14 cm") == 0


def test_units_alone_make_them_optional():
    question = read_question(asking(*PI, units=METRES))
    assert question.unit_rule == "optional"
    assert grade(question, read_response(question, "3.14")).score == 1


@pytest.mark.parametrize(
    ("raw", "given"),
    [
        ("3.14 frogs", "0.8"),
        ("3.14", "0.8"),
        ("3.14 m", "1"),
        ("314cm", "1"),
        ("314 c m", "1"),
        ("314000000x10^-8m", "1"),
        ("3.14 cm", "0.8"),
        ("314 m", "0"),
        ("7", "0"),
    ],
)
def test_a_required_unit_costs_a_share_when_it_is_missing_or_wrong(raw, given):
    assert score(asking(*PI, units=METRES, unit_rule="required", unit_penalty="0.2"), raw) == Fraction(given)


LENGTHS = (
    {"value": "1.25"},
    {"value": "1.25", "tolerance": "0.05", "fraction": "0.5"},
    {"value": "*", "fraction": "0"},
)


@pytest.mark.parametrize(
    ("penalty_of", "raw", "given"),
    [
        ("response", "2 m", "0"),
        ("response", "2", "0"),
        ("response", "1.25 m", "1"),
        ("response", "125 cm", "1"),
        ("response", "1.25", "0.5"),
        ("response", "1.23 m", "0.5"),
        ("response", "123 cm", "0.5"),
        ("response", "1.23", "0.25"),
        ("maximum", "1.25", "0.5"),
        ("maximum", "1.23 m", "0.5"),
        ("maximum", "1.23", "0"),
    ],
)
def test_the_penalty_is_a_share_of_the_mark_or_of_the_maximum(penalty_of, raw, given):
    data = asking(*LENGTHS, units=METRES, unit_rule="required", unit_penalty="0.5", unit_penalty_of=penalty_of)
    assert score(data, raw) == Fraction(given)


def test_a_penalty_never_goes_below_nothing():
    data = asking(*LENGTHS, units=METRES, unit_rule="required", unit_penalty="0.7", unit_penalty_of="maximum")
    assert score(data, "1.23") == 0


def test_a_tenth_of_the_response_is_the_usual_penalty():
    data = asking(*LENGTHS, units=METRES, unit_rule="required")
    assert (score(data, "1.25"), score(data, "1.23")) == (Fraction(9, 10), Fraction(9, 20))


@pytest.mark.parametrize(
    ("raw", "given"), [("$1332", "1"), ("$ 1,332", "1"), ("frog 1332", "0.8"), (" 1332", "0.8"), ("$1", "0")]
)
def test_a_unit_can_stand_before_the_number(raw, given):
    dollars = [{"id": "u", "text": "$", "multiplier": "1"}]
    data = asking({"value": "1332"}, units=dollars, unit_rule="required", unit_penalty="0.2", units_left=True)
    assert score(data, raw) == Fraction(given)


@pytest.mark.parametrize(
    ("answer", "inside", "outside"),
    [
        ({"low": "5", "high": "7", "include_high": False}, ["5", "6", "6.999"], ["7", "4.999"]),
        ({"low": "1.6e-5", "high": "1.9e24", "include_high": False}, ["1.6e-5", "1.8e24"], ["1.9e24"]),
        ({"low": "1.6e-5", "high": "10", "include_low": False}, ["1.7*10^-5", "10"], ["1.6*10^-5"]),
        ({"low": "-3", "high": "3"}, ["-3", "0", "3"], ["-3.5", "3.000001"]),
        ({"low": "2", "high": "2"}, ["2"], ["2.00000000000000001"]),
        ({"value": "4", "tolerance": "0.1"}, ["3.9", "4.1"], ["3.89", "0"]),
        ({"value": "4", "tolerance": "0.1", "tolerance_kind": "relative"}, ["3.6", "4.39"], ["3.59", "4.41"]),
        ({"value": "-4", "tolerance": "0.1", "tolerance_kind": "relative"}, ["-3.61", "-4.4"], ["-3.59", "4"]),
        ({"value": "7", "tolerance": "1", "tolerance_kind": "geometric"}, ["3.5", "14"], ["3.49", "14.01"]),
        ({"value": "9.4", "tolerance": "0.01", "tolerance_kind": "relative"}, ["9.4", "9.306"], ["-0.1", "9.3"]),
        ({"value": "1e-20"}, ["1e-20"], ["1.0000001e-20"]),
        ({"value": "0.3"}, ["0.3", "0.300000000000000", "0.300000000000003"], ["0.300000000000004"]),
    ],
)
def test_what_an_answer_holds(answer, inside, outside):
    data = asking(answer)
    assert [raw for raw in inside if score(data, raw) != 1] == []
    assert [raw for raw in outside if score(data, raw) != 0] == []


def test_danish_is_how_numbers_are_written_here():
    data = asking({"value": "1234.56"})
    del data["number_format"]
    assert [score(data, raw) for raw in ("1.234,56", "1234,56", "1 234,56", "1234.56", "1.234")] == [1, 1, 1, 1, 0]


def test_equal_numbers_are_equal_responses():
    question = read_question(examples.numeric())
    said = {
        read_response(question, raw) for raw in ("1.500,50 timer", "1500,5  timer", "1500.5timer", "15005e-1 timer")
    }
    assert len(said) == 1
    assert write_response(question, said.pop()) == "1500,5 timer"


@pytest.mark.parametrize("raw", ["  ", "\u00a0", "\n"])
def test_only_blanks_are_no_answer(raw):
    assert not read_response(read_question(examples.numeric()), raw).answered


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (7, "wrong_type"),
        (7.5, "wrong_type"),
        (True, "wrong_type"),
        (["7"], "wrong_type"),
        ("syv", "not_a_number"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        ("1e999", "out_of_range"),
        ("9" * 10_000_000, "too_long"),
        ("7 timer", "unexpected_unit"),
        ("7%", "unexpected_unit"),
    ],
)
def test_what_is_no_number_is_refused(raw, reason):
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(asking({"value": "7"})), raw)
    assert caught.value.reason == reason


def test_percent_is_a_unit_like_others():
    data = asking({"value": "0.5"}, units=[{"id": "p", "text": "%", "multiplier": "100"}], unit_rule="optional")
    assert (score(data, "50%"), score(data, "50 %"), score(data, "0.5"), score(data, "50")) == (1, 1, 1, 0)


def test_a_unit_is_compared_in_normal_form():
    data = asking(
        {"value": "1"}, units=[{"id": "u", "text": "kr. pr. a\u030ar", "multiplier": "1"}], unit_rule="required"
    )
    assert (score(data, "1 kr. pr. \u00e5r"), score(data, "1 kr.pr.\u00e5r"), score(data, "1 Kr. pr. \u00e5r")) == (
        1,
        1,
        Fraction(9, 10),
    )


ONE = {"value": "1"}
M = METRES[0]


@pytest.mark.parametrize(
    ("data", "reason", "params"),
    [
        (asking(), "too_few", {"where": "answers", "least": 1}),
        (asking({"value": "1", "fraction": "0.99"}), "no_right_answer", {}),
        (asking({"value": "1", "fraction": "-1"}), "fraction_out_of_range", {"where": "answers[0].fraction"}),
        (asking(ONE, {"value": "1.0", "fraction": "0"}), "unreachable_answer", {"id": "a1", "by": "a0"}),
        (
            asking({"low": "0", "high": "9"}, {"value": "20"}, {"value": "5"}),
            "unreachable_answer",
            {"id": "a2", "by": "a0"},
        ),
        (asking({"value": "*"}, ONE), "unreachable_answer", {"id": "a1", "by": "a0"}),
        (asking({"value": "*"}, ONE, {"value": "2"}), "unreachable_answer", {"id": "a1", "by": "a0"}),
        (asking({"value": "*"}, {"value": "*"}), "unreachable_answer", {"id": "a1", "by": "a0"}),
        (
            asking({"low": "0", "high": "2"}, {"low": "2", "high": "4"}, {"low": "1", "high": "3"}),
            "unreachable_answer",
            {"id": "a2", "by": "a1"},
        ),
        (asking({"low": "2", "high": "1"}), "empty_range", {"id": "a0"}),
        (asking({"low": "2", "high": "2", "include_low": False}), "empty_range", {"id": "a0"}),
        (asking({"value": "1", "tolerance": "-0.1"}), "bad_tolerance", {"where": "answers[0].tolerance"}),
        (asking(ONE, unit_rule="required"), "no_units", {}),
        (asking(ONE, unit_rule="optional"), "no_units", {}),
        (asking(ONE, units=[M], unit_rule="none"), "units_not_read", {}),
        (asking(ONE, unit_rule="always"), "unknown_word", {"where": "unit_rule"}),
        (asking(ONE, unit_penalty_of="half"), "unknown_word", {"where": "unit_penalty_of"}),
        (asking(ONE, number_format="english"), "unknown_word", {"where": "number_format"}),
        (asking(ONE, number_format=7), "wrong_type", {"where": "number_format"}),
        (asking(ONE, units_left="ja"), "wrong_type", {"where": "units_left"}),
        (asking(ONE, unit_penalty="-0.1"), "fraction_out_of_range", {"where": "unit_penalty"}),
        (asking(ONE, unit_penalty="1.1"), "fraction_out_of_range", {"where": "unit_penalty"}),
        (asking({**ONE, "tolerance_kind": "loose"}), "unknown_word", {"where": "answers[0].tolerance_kind"}),
        (asking({"value": "1,5"}), "bad_decimal", {"where": "answers[0].value"}),
        (asking({"value": "1e999"}), "bad_decimal", {"where": "answers[0].value"}),
        (asking({"value": ""}), "blank_text", {"where": "answers[0].value"}),
        (asking({"value": 1}), "wrong_type", {"where": "answers[0].value"}),
        (asking({**ONE, "tolerance": "nan"}), "bad_decimal", {"where": "answers[0].tolerance"}),
        (asking({}), "missing_field", {"where": "answers[0].value"}),
        (asking({"low": "1"}), "missing_field", {"where": "answers[0].high"}),
        (asking({"high": "1"}), "missing_field", {"where": "answers[0].low"}),
        (asking({"low": "1", "high": "2", "value": "1"}), "unknown_field", {"where": "answers[0].value"}),
        (asking(ONE, units=[{**M, "multiplier": "0"}]), "bad_decimal", {"where": "units[0].multiplier"}),
        (asking(ONE, units=[{**M, "multiplier": "-1"}]), "bad_decimal", {"where": "units[0].multiplier"}),
        (asking(ONE, units=[M, M]), "doubled_id", {"where": "units", "id": "m"}),
        (asking(ONE, units=[M, {**M, "id": "n", "text": " m "}]), "doubled_text", {"where": "units", "id": "n"}),
        (asking({**ONE, "id": "a"}, {**ONE, "id": "a"}), "doubled_id", {"where": "answers", "id": "a"}),
    ],
)
def test_answers_that_no_author_should_write(data, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == (reason, params)


@pytest.mark.parametrize(
    "data",
    [
        asking({"value": "1", "fraction": "0"}, {"value": "1", "tolerance": "0.5"}),
        asking({"low": "0", "high": "1", "include_high": False}, ONE),
        asking(ONE, unit_penalty="0"),
        asking(ONE, unit_penalty="1"),
    ],
)
def test_answers_that_an_author_may_write(data):
    assert read_question(data).answers


def test_a_question_from_elsewhere_takes_a_tolerance_below_nothing_as_above():
    question = read_question(asking({"value": "7", "tolerance": "-1"}), fair=False)
    assert grade(question, read_response(question, "8")).score == 1


def test_everything_is_written():
    written = write_question(read_question(examples.numeric()))
    assert written["answers"][0] == {
        "id": "k7",
        "value": "7.5",
        "tolerance": "0.25",
        "tolerance_kind": "absolute",
        "fraction": "1",
        "feedback": "Ja.",
    }
    assert written["answers"][1] == {
        "id": "p2",
        "low": "7",
        "high": "9",
        "include_low": True,
        "include_high": False,
        "fraction": "1/2",
        "feedback": "Næsten.",
    }
    assert written["answers"][2]["value"] == "*"
    assert written["units"][1] == {"id": "u2", "text": "min.", "multiplier": "60"}
    assert {name: written[name] for name in ("unit_rule", "unit_penalty", "unit_penalty_of")} == {
        "unit_rule": "required",
        "unit_penalty": "1/5",
        "unit_penalty_of": "response",
    }
    assert (written["units_left"], written["number_format"]) == (False, "danish")


def test_a_browser_gets_neither_answers_nor_units():
    view = public_view(read_question(examples.numeric()), seed="x")
    assert view == {
        "kind": "numeric",
        "prompt": examples.numeric()["prompt"],
        "quote": "",
        "number_format": "danish",
        "unit_rule": "required",
    }


@pytest.mark.parametrize(
    ("raw", "given", "feedback", "unit_missed"),
    [
        ("7.5 timer", "7,5 timer", "Ja.", False),
        ("450 min.", "450 min.", "Ja.", False),
        ("7,5", "7,5", "Ja.", True),
        ("7,5 min.", "7,5 min.", "Ja.", True),
        ("99 min.", "99 min.", "Læg alle aftalerne sammen.", False),
        ("8 dage", "8 dage", "Næsten.", True),
        ("", "", "", False),
    ],
)
def test_the_review_tells_what_the_answer_was_taken_for(raw, given, feedback, unit_missed):
    told = told_of(examples.numeric(), raw)
    assert (told.given, told.answer_feedback, told.right) == (given, feedback, "7,5 timer")
    assert told.unit_missed is unit_missed


def test_a_right_range_is_shown_with_both_ends():
    told = told_of(asking({"low": "0.5", "high": "2"}, number_format="danish"), "9")
    assert (told.right, told.answer_feedback, told.unit_missed) == ("0,5 – 2", "", False)


def test_the_right_answer_has_its_unit_on_the_side_it_is_written():
    units = [{"id": "a", "text": "øre", "multiplier": "100"}, {"id": "b", "text": "kr.", "multiplier": "1"}]
    told = told_of(asking({"value": "5"}, units=units, units_left=True), "kr. 5")
    assert (told.right, told.given) == ("kr. 5", "kr. 5")


@holds_always
@given(numerics())
def test_the_first_answer_is_right(question):
    mark = grade(question, read_response(question, key_of(question)))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)


@holds_always
@given(numerics(), st.text("0123456789.,-e cm%kr", max_size=12) | st.text())
def test_any_text_is_graded_within_bounds_or_refused(question, raw):
    try:
        response = read_response(question, raw)
    except BadResponse:
        return
    assert 0 <= grade(question, response).score <= 1
    assert read_response(question, write_response(question, response)) == response
