"""Meanings read in Moodle 4.5, question/type/shortanswer/tests/question_test.php."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import BadQuestion, BadResponse, Outcome, grade, public_view, read_question, read_response, review
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of
from tests.unit.grading.strategies import holds_always, short_texts


def asking(*answers, **changes):
    rows = [{"id": f"a{n}", "pattern": pattern, "fraction": fraction} for n, (pattern, fraction) in enumerate(answers)]
    return examples.short_text(answers=rows, **changes)


def score(data, raw):
    return mark_of(data, raw, fair=False).score


AMPHIBIANS = asking(("frø", "1"), ("tudse", "0.8"), ("*", "0"))


@pytest.mark.parametrize(("raw", "given"), [("frø", "1"), ("tudse", "0.8"), ("salamander", "0"), (" FRØ ", "1")])
def test_an_answer_gives_its_fraction(raw, given):
    assert score(AMPHIBIANS, raw) == Fraction(given)


def test_what_no_answer_matches_is_wrong():
    mark = mark_of(asking(("frø", "1")), "tudse")
    assert (mark.score, mark.outcome) == (0, Outcome.WRONG)
    assert [(part.id, part.score, part.outcome) for part in mark.parts] == [("answer", 0, Outcome.WRONG)]


@pytest.mark.parametrize(
    ("answers", "raw", "given"),
    [
        ([("*", "0"), ("frø", "1")], "frø", "0"),
        ([("frø", "1"), ("*", "0")], "frø", "1"),
        ([("f*", "1/2"), ("frø", "1"), ("*", "0")], "frø", "1/2"),
        ([("x", "1"), ("f*", "1/2"), ("frø", "1"), ("*ø", "1/4")], "frø", "1/2"),
        ([("x*", "1"), ("frø", "1/3"), ("f*", "1/2")], "frø", "1/3"),
        ([("x*", "1"), ("frø", "1/3"), ("f*", "1/2")], "frøer", "1/2"),
        ([("frø", "1/2"), ("frø", "1")], "frø", "1/2"),
    ],
)
def test_the_first_that_matches_wins(answers, raw, given):
    assert score(asking(*answers), raw) == Fraction(given)


@pytest.mark.parametrize(
    ("changes", "raw", "right"),
    [
        ({}, "ALLÉ", True),
        ({"match_case": True}, "ALLÉ", False),
        ({"match_case": True}, "Allé", True),
        ({"match_case": True}, "Alle", False),
        ({}, "alle", False),
        ({"match_accents": True}, "alle", False),
        ({"match_accents": False}, "alle", True),
        ({"match_accents": False, "match_case": True}, "alle", False),
        ({"match_accents": False, "match_case": True}, "Alle", True),
        ({}, "alle\u0301", True),
        ({"match_accents": False}, "alle\u0300", True),
    ],
)
def test_case_and_accents(changes, raw, right):
    assert score(asking(("Allé", "1"), **changes), raw) == right


def test_danish_letters_are_never_accents():
    data = asking(("råd", "1"), match_accents=False)
    assert (score(data, "rad"), score(data, "ra\u030ad")) == (0, 1)


def test_quotes_dashes_and_spaces_are_those_of_any_keyboard():
    data = asking(("»støtte – til  livet« ", "1"))
    assert score(data, '  "støtte -\u00a0til livet"') == 1


def test_a_star_can_be_what_is_asked_for():
    data = asking((r"2 \* 3", "1"))
    assert (score(data, "2 * 3"), score(data, "2 x 3")) == (1, 0)


@pytest.mark.parametrize("raw", ["   ", "\n\t", "\u00a0", "\u200b"])
def test_only_blanks_are_no_answer(raw):
    assert not read_response(read_question(examples.short_text()), raw).answered


@pytest.mark.parametrize("raw", ["0", "-", "."])
def test_little_is_still_an_answer(raw):
    assert read_response(read_question(examples.short_text()), raw).answered


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (7, "wrong_type"),
        (True, "wrong_type"),
        (["frø"], "wrong_type"),
        ({}, "wrong_type"),
        ("a" * 2001, "too_long"),
        (" " * 2001, "too_long"),
        ("\u0958" * 1001, "too_long"),  # each becomes two in normal form
        ("frø\x00", "unstorable_text"),
        ("\ud800", "unstorable_text"),
    ],
)
def test_what_is_no_text_is_refused(raw, reason):
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(examples.short_text()), raw)
    assert caught.value.reason == reason


def test_the_longest_answer_is_read():
    question = read_question(asking(("a*", "1")))
    assert grade(question, read_response(question, "a" * 2000)).score == 1


@pytest.mark.parametrize(
    ("data", "reason", "params"),
    [
        (asking(("frø", "0.99")), "no_right_answer", {}),
        (asking(("frø", "1"), (" FRØ", "0")), "unreachable_answer", {"id": "a1", "by": "a0"}),
        (asking(("frø", "1"), ("*", "0"), ("tudse", "1")), "unreachable_answer", {"id": "a2", "by": "a1"}),
        (asking(("f*", "1"), ("x", "1"), ("f*ø", "0")), "unreachable_answer", {"id": "a2", "by": "a0"}),
        (
            asking(("allé", "1"), ("alle", "0"), match_accents=False),
            "unreachable_answer",
            {"id": "a1", "by": "a0"},
        ),
        (asking(("frø", "1"), ("\u200b", "0")), "blank_text", {"where": "answers[1].pattern"}),
        (asking(("frø", "1"), (" ", "0")), "blank_text", {"where": "answers[1].pattern"}),
        (asking(("x", "1"), ("a" * 2001, "0")), "too_long", {"where": "answers[1].pattern", "limit": 2000}),
        (asking(("frø", "1"), ("x", "-1/3")), "fraction_out_of_range", {"where": "answers[1].fraction"}),
        (asking(), "too_few", {"where": "answers", "least": 1}),
        (asking(("frø", "1"), match_case="ja"), "wrong_type", {"where": "match_case"}),
        (asking(("frø", "1"), match_accents=0), "wrong_type", {"where": "match_accents"}),
    ],
)
def test_answers_that_no_author_should_write(data, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == (reason, params)


def test_two_answers_never_share_an_id():
    data = examples.short_text()
    data["answers"][1]["id"] = "k7"
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert caught.value.reason == "doubled_id"


@pytest.mark.parametrize(
    "data",
    [
        asking(("frø", "1"), ("Frø", "0"), match_case=True),
        asking(("allé", "1"), ("alle", "0")),
        asking(("frø", "1"), ("f*", "0"), ("*", "0")),
        asking(("a" * 2000, "1")),
        asking(("x", "0"), ("frø", "0.9999999")),
    ],
)
def test_answers_that_an_author_may_write(data):
    assert read_question(data).answers


@pytest.mark.parametrize(
    ("raw", "given", "feedback"),
    [
        (" vum  2.0", "vum 2.0", "Ja, kort sagt."),
        ("En metode", "En metode", "Hvilken metode?"),
        ("Noget andet", "Noget andet", ""),
        ("", "", ""),
    ],
)
def test_the_review_tells_what_the_answer_was_taken_for(raw, given, feedback):
    told = told_of(examples.short_text(), raw)
    assert (told.given, told.answer_feedback, told.right) == (given, feedback, "Voksenudredningsmetoden")


def test_the_right_answer_is_shown_without_escapes():
    question = read_question(asking(("x", "1/2"), (r"*to \* TRE*", "1"), ("fem", "1")))
    response = read_response(question, "x")
    assert review(question, response, grade(question, response)).right == "…to * TRE…"


def test_a_browser_gets_no_pattern():
    question = read_question(examples.short_text())
    assert public_view(question, seed="x").keys() == {"kind", "prompt", "quote"}


@holds_always
@given(short_texts())
def test_the_first_pattern_itself_is_right(question):
    key = question.answers[0].pattern.replace("\\*", "\x01").replace("*", "").replace("\x01", "*")
    mark = grade(question, read_response(question, key))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)


@holds_always
@given(short_texts(), st.text())
def test_any_text_is_graded_within_bounds_or_refused(question, raw):
    try:
        response = read_response(question, raw)
    except BadResponse:
        return
    assert 0 <= grade(question, response).score <= 1
    assert read_response(question, response.answer) == response
