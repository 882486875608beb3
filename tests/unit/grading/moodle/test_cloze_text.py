"""Source of the rules: Moodle 4.5, question/type/multianswer/questiontype.php."""

import pytest

from grading.moodle import read_xml
from tests.unit.grading.moodle.test_xml_reading import question, quiz


def read(text):
    return read_xml(quiz(question("cloze", text=text)))


def parts_of(text):
    file = read(text)
    assert file.problems == ()
    return [(part["weight"], part["question"]) for part in file.questions[0].data["parts"]]


def rows(embedded, name="answers"):
    text = {"options": "text", "answers": "pattern"}[name]
    return [(row[text], row["fraction"], row.get("feedback", "")) for row in embedded[name]]


def test_the_parts_stand_where_they_stood():
    data = read("<p>Læs.</p><p>Et {1:SA:=hus} og {:SA:=to}.</p>").questions[0].data
    one, other = (part["id"] for part in data["parts"])
    assert data["prompt"] == "Læs."
    assert data["text"] == f"Et [[{one}]] og [[{other}]]."


def test_an_answer_has_a_weight_a_text_and_a_feedback():
    ((weight, embedded),) = parts_of("{2:SHORTANSWER:=Berlin#Ja!~%50%Bonn#Engang.~%-10%Bern~*#Nej.}")
    assert weight == "2"
    assert embedded["match_case"] is False
    assert rows(embedded) == [("Berlin", "1", "Ja!"), ("Bonn", "1/2", "Engang."), ("Bern", "0", ""), ("*", "0", "Nej.")]


@pytest.mark.parametrize("name", ["SHORTANSWER_C", "SAC", "MWC"])
def test_a_short_answer_may_match_case(name):
    assert parts_of(f"{{1:{name}:=Ugle}}")[0][1]["match_case"] is True


def test_escaped_signs_and_entities_belong_to_the_answer():
    ((_, embedded),) = parts_of(r"{1:SA:=a\}b\#c~=Tom &amp; Jerry&#39;s~=x&lt;y#\}#\~z}")
    assert rows(embedded) == [("a}b#c", "1", ""), ("Tom & Jerry's", "1", ""), ("x<y", "1", "}#\\~z")]


@pytest.mark.parametrize(
    "name",
    [
        f"{name}{look}"
        for name, looks in (
            ("MULTICHOICE", ("", "_V", "_H", "_S", "_VS", "_HS")),
            ("MC", ("", "V", "H", "S", "VS", "HS")),
        )
        for look in looks
    ],
)
def test_a_choice_of_any_look_is_a_choice_of_one(name):
    ((_, embedded),) = parts_of(f"{{1:{name}:=<b>Kat</b>~%33.33333%Hund~%-50%Ko#Nej}}")
    assert embedded["kind"] == "single"
    assert rows(embedded, "options") == [("Kat", "1", ""), ("Hund", "1/3", ""), ("Ko", "-1/2", "Nej")]
    assert embedded["lowest"] == "-1"


@pytest.mark.parametrize("name", ["MULTIRESPONSE", "MR", "MRH", "MRS", "MULTIRESPONSE_HS", "MRHS"])
def test_several_right_ones_share_the_mark_and_a_wrong_one_costs_one_of_them(name):
    ((_, embedded),) = parts_of(f"{{1:{name}:=A~=B~C}}")
    assert embedded["kind"] == "multiple"
    assert rows(embedded, "options") == [("A", "1/2", ""), ("B", "1/2", ""), ("C", "-1/2", "")]


def test_written_weights_of_wrong_ones_are_kept():
    ((_, embedded),) = parts_of("{1:MR:%50%A~%150%B~%-25%C~D}")
    assert rows(embedded, "options") == [("A", "1/4", ""), ("B", "3/4", ""), ("C", "-1/4", ""), ("D", "0", "")]


@pytest.mark.parametrize("name", ["NUMERICAL", "NM"])
def test_a_number_has_its_tolerance_after_a_colon(name):
    ((_, embedded),) = parts_of(f"{{1:{name}:=3,14:0.01#Ja~%50%-2e3~*#Nej}}")
    assert embedded["kind"] == "numeric"
    assert [(row["value"], row.get("tolerance"), row["fraction"]) for row in embedded["answers"]] == [
        ("3.14", "0.01", "1"),
        ("-2e+3", "0", "1/2"),
        ("*", "0", "0"),
    ]


@pytest.mark.parametrize("text", ["{1:ESSAY:=x}", "{1:sa:=x}", "{x:SA:=x}", "{1:SA:=x", "{1:SA:}"])
def test_what_is_no_little_question_is_text(text):
    (problem,) = read(text).problems
    assert problem.reason == "no_gaps"


def test_text_that_looks_like_the_beginning_of_one_does_not_hide_the_next():
    data = read("<p>{1:SA: and {1:SA:=x}</p>").questions[0].data
    assert len(data["parts"]) == 1


def test_a_number_that_is_none_is_a_problem():
    (problem,) = read("{1:NM:=tre}").problems
    assert problem.reason == "not_a_number"


def test_a_part_that_counts_nothing_is_a_problem():
    (problem,) = read("{0:SA:=x}").problems
    assert problem.reason == "fraction_out_of_range"


def test_an_empty_answer_is_none():
    ((_, embedded),) = parts_of("{1:SA:} {1:SA:=x~}")
    assert rows(embedded) == [("x", "1", "")]


@pytest.mark.parametrize("piece", ["{1:SA:=", "{1:SA:=a~", "{1:SA:=a#", "{1:SA:}"])
def test_a_long_text_of_beginnings_is_read_in_no_time(piece):
    (problem,) = read(piece * 10_000).problems
    assert problem.reason == "no_gaps"
