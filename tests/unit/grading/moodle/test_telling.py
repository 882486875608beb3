"""What an import says of what it could not take: reasons, lines, and figures that are cut short."""

from fractions import Fraction

import pytest

from grading.imported import Loss
from grading.moodle import read_gift, read_xml
from grading.moodle.calculated import LONGEST_FORMULA, read_formula
from grading.moodle.markup import LONGEST_HTML, PlainText, read_html, read_prompt, write_prompt
from grading.moodle.xml_reading import MOST_HINTS
from tests.unit.grading.moodle.test_xml_reading import (
    answer,
    calculated,
    dataset,
    pair,
    question,
    quiz,
    the_problem,
    the_question,
)

LONG = "x" * 300


def lost(file):
    (found,) = file.questions
    return {loss.reason: dict(loss.params) for loss in found.losses}


def test_a_grade_and_a_number_that_are_not_kept_are_told_with_their_beginning():
    inside = f"<defaultgrade>2.50</defaultgrade><idnumber>{LONG}</idnumber>" + answer("100", "A") + answer("0", "B")
    found = the_question("multichoice", inside)
    assert found.losses == (Loss("defaultgrade", {"value": "2.50"}), Loss("idnumber", {"value": "x" * 100}))
    same = "<defaultgrade>1.0000000</defaultgrade><idnumber></idnumber>"
    assert the_question("multichoice", same + answer("100", "A") + answer("0", "B")).losses == ()


def test_files_are_counted():
    files = '<questiontext format="html"><text>?</text><file name="a"/><file name="b"/></questiontext>'
    data = quiz(f'<question type="truefalse"><name><text>n</text></name>{files}{answer("100", "true")}</question>')
    assert lost(read_xml(data)) == {"files": {"count": 2}}


def test_hints_beyond_the_most_are_left_out_and_counted():
    hints = "".join(f"<hint><text>nr. {n}</text></hint>" for n in range(MOST_HINTS + 2))
    found = the_question("multichoice", hints + answer("100", "A") + answer("0", "B"))
    assert found.data["hints"] == [f"nr. {n}" for n in range(MOST_HINTS)]
    assert found.losses == (Loss("hints", {"count": 2}),)


@pytest.mark.parametrize(
    ("written", "penalty"),
    [("", "1/3"), ("0.33", "1/3"), ("0.3283", "3283/10000"), ("0.34", "17/50"), ("0.5", "1/2"), ("0.0000000", "0")],
)
def test_a_penalty_near_a_third_was_a_third_in_older_moodles(written, penalty):
    found = the_question("multichoice", f"<penalty>{written}</penalty>" + answer("100", "A") + answer("0", "B"))
    assert found.data["penalty"] == penalty


def test_a_problem_says_its_line_and_the_beginning_of_what_is_wrong():
    unknown = the_problem(LONG)
    assert (unknown.reason, unknown.params, unknown.line) == ("unsupported_type", {"type": "x" * 100}, 3)
    assert the_problem("numerical", answer("100", LONG)).params == {"written": "x" * 50}
    assert the_problem("matching", pair(LONG, "") + pair("b", "c")).params == {"left": "x" * 100}
    assert the_problem("multichoice", answer("mange", "A")).params == {"line": 3}
    assert the_problem("gapselect", text="[[017]]").params == {"number": "017"}


def test_a_negative_fraction_that_cannot_be_kept_is_told():
    found = the_question("shortanswer", answer("100", "A") + answer("-50", LONG))
    assert [row["fraction"] for row in found.data["answers"]] == ["1", "0"]
    assert found.losses == (Loss("negative_fraction", {"text": "x" * 100}),)
    number = the_question("numerical", answer("100", "1") + answer("-50", "2"))
    assert [row["fraction"] for row in number.data["answers"]] == ["1", "0"]
    assert number.losses == (Loss("negative_fraction", {"text": "2"}),)


def test_a_question_without_a_text_is_asked_by_its_name():
    assert lost(read_gift(b"::Navn::{T}")) == {"no_question_text": {}}
    nameless = read_xml(quiz(question("truefalse", answer("100", "true"), text="", name="")))
    assert lost(nameless) == {"no_question_text": {}}
    assert nameless.questions[0].data["prompt"] == "?"


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("$course$/top/VUM/Fase 1", "VUM/Fase 1"),
        ("$system$/VUM", "VUM"),
        ("top", ""),
        ("VUM/top", "VUM/top"),
        ("$5/VUM", "$5/VUM"),
        ("/VUM", "VUM"),
        ("", ""),
    ],
)
def test_a_category_is_told_without_moodles_own_beginning(path, category):
    begins = f'<question type="category"><category><text>{path}</text></category></question>'
    (found,) = read_xml(quiz(begins, question("truefalse", answer("100", "true")))).questions
    assert found.category == category


def test_gift_names_and_numbers_are_cut_short():
    (found,) = read_gift(f"// [id:{'y' * 150}]\n::{LONG}::?{{T}}".encode()).questions
    assert found.name == "x" * 255
    assert found.losses == (Loss("idnumber", {"value": "y" * 100}),)
    (unnamed,) = read_gift(f"{LONG}{{T}}".encode()).questions
    assert unnamed.name == "x" * 80
    (problem,) = read_gift(f"?{{=a->b ={LONG}}}".encode()).problems
    assert problem.params == {"left": "x" * 100}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_gift_files_of_any_system_are_read(encoding, ending):
    text = ending.join(["// først", "", "::Én::Ja?{T}", "", "::To::Ærlig?{F}"])
    file = read_gift(text.encode(encoding))
    assert [(found.name, found.line) for found in file.questions] == [("Én", 3), ("To", 5)]


def test_addresses_and_names_in_a_text_are_cut_short():
    assert read_html(f'<a href="{LONG}">a</a>').losses == (Loss("link", {"address": "x" * 200}),)
    assert read_html(f'<img src="a/{LONG}">').losses == (Loss("picture", {"name": "x" * 100}),)
    assert read_html("<img>").text == "[picture]"
    assert read_html("<b>a</b><b>c</b><audio></audio><audio></audio>").losses == (
        Loss("formatting", {}),
        Loss("media", {"tag": "audio"}),
    )


def test_a_text_may_be_as_long_as_the_longest():
    assert read_html("x" * LONGEST_HTML).text == "x" * LONGEST_HTML
    assert write_prompt("x" * (LONGEST_HTML - 7)) is not None
    assert write_prompt("x" * (LONGEST_HTML - 6)) is None


def test_quotations_inside_quotations_and_later_ones_stay_where_they_are():
    nested = "<blockquote>a<blockquote>b</blockquote>c</blockquote>d<blockquote>e</blockquote>"
    assert read_prompt(nested, "html") == PlainText("d\n\ne", (), "a\n\nb\n\nc")
    twice = "<blockquote>a</blockquote><blockquote>b</blockquote>c"
    assert read_prompt(twice, "html") == PlainText("b\n\nc", (), "a")
    assert read_prompt("<div>a</div>b", "html") == PlainText("a\nb")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("x<sup>12</sup>y<sub>n</sub>", "x¹²y_n"),
        ("x<sup>a<sub>2</sub></sup>b", "x^a₂b"),
        ("<td>a</td><td> b</td>", "a b"),
        ("<title>x</title>a<HEAD>b</HEAD>c", "ac"),
        ("a<hr>b", "a\n\nb"),
        ("<h3>a</h3>b<pre>c</pre>d", "a\n\nb\n\nc\n\nd"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"),
        ("a<br>\n<br>b", "a\n\nb"),
        ("<ul><li><b>a</b> b</li></ul>", "- a b"),
    ],
)
def test_small_print_and_lines_in_html(html, text):
    assert read_html(html).text == text


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1-2-3", "-4"),
        ("2*3+4*5", "26"),
        ("8/4/2", "1"),
        ("-(2+3)*2", "-10"),
        ("--2", "2"),
        ("+2", "2"),
        ("=1/4", "0.25"),
        ("{a} * .5", "-0.75"),
        ("1/3", "0." + "3" * 30),
        (" 7 ", "7"),
        ("1+" * 99 + "10", "109"),
        ("(" * 20 + "1" + ")" * 20, "1"),
        ("max(1,2,{a})", "2"),
        ("round(-2.25, 1)", "-2.3"),
    ],
)
def test_a_formula_is_worked_out_by_the_rules_of_arithmetic(formula, value):
    assert len(formula) <= LONGEST_FORMULA
    assert read_formula(formula, {"a": " -1.5 "}) == value


def test_a_formulas_answer_keeps_its_own_tolerance_kind_and_fraction():
    more = "<tolerance>0.5</tolerance><tolerancetype>{}</tolerancetype>"
    rows = "".join(answer("50", "{a}", "Ja", more=more.format(kind)) for kind in ("1", "2", "3", "9"))
    found = the_question("calculated", rows + f"<dataset_definitions>{dataset('a', '2')}</dataset_definitions>")
    kinds = ["relative", "absolute", "geometric", "absolute"]
    assert [row["tolerance_kind"] for row in found.data["answers"]] == kinds
    assert {(Fraction(row["fraction"]), row["feedback"]) for row in found.data["answers"]} == {(Fraction(1, 2), "Ja")}
    unsaid = calculated("{a}", dataset("a", "2")).replace("<tolerancetype>1</tolerancetype>", "")
    assert the_question("calculated", unsaid).data["answers"][0]["tolerance_kind"] == "relative"
