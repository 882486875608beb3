"""Source of the rules: Moodle 4.5, question/format/xml/format.php and question/type/*/questiontype.php."""

from html import escape

import pytest

from grading.imported import Loss, Problem, UnreadableFile
from grading.moodle import read_xml
from grading.moodle.canonical import canonical


def quiz(*questions):
    return f"<?xml version='1.0'?>\n<quiz>\n{''.join(questions)}</quiz>".encode()


def question(kind, inside="", *, text="<p>Hvad?</p>", name="Et navn", fmt="html"):
    return (
        f'<question type="{kind}"><name><text>{escape(name)}</text></name>'
        f'<questiontext format="{fmt}"><text>{escape(text)}</text></questiontext>{inside}</question>\n'
    )


def answer(fraction, text, feedback="", more=""):
    said = f'<feedback format="html"><text>{escape(feedback)}</text></feedback>'
    return f'<answer fraction="{fraction}" format="html"><text>{escape(text)}</text>{said}{more}</answer>'


def the_question(kind, inside="", **changes):
    file = read_xml(quiz(question(kind, inside, **changes)))
    assert file.problems == ()
    (found,) = file.questions
    return found


def the_problem(kind, inside="", **changes):
    file = read_xml(quiz(question(kind, inside, **changes)))
    assert file.questions == ()
    (found,) = file.problems
    return found


def test_several_choices_keep_exact_thirds_and_cannot_cost_more_than_they_give():
    found = the_question(
        "multichoice",
        "<single>false</single>" + answer("33.33333", "A", "Ja.") + answer("66.66667", "B") + answer("-14.28571", "C"),
    )
    assert found.data["kind"] == "multiple"
    assert [(row["text"], row["fraction"], row.get("feedback")) for row in found.data["options"]] == [
        ("A", "1/3", "Ja."),
        ("B", "2/3", None),
        ("C", "-1/7", None),
    ]
    assert "lowest" not in found.data


def test_one_choice_is_the_rule_and_may_cost_marks():
    found = the_question("multichoice", answer("100", "A") + answer("-33.333", "B"))
    assert (found.data["kind"], found.data["lowest"]) == ("single", "-1")
    assert found.data["options"][1]["fraction"] == "-1/3"
    assert "lowest" not in the_question("multichoice", answer("100", "A") + answer("0", "B")).data


def test_answers_without_text_are_not_there():
    found = the_question("multichoice", answer("100", "A") + answer("0", "<p> </p>") + answer("0", "B"))
    assert [row["text"] for row in found.data["options"]] == ["A", "B"]


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        (("100", "true"), ("0", "false"), True),
        (("0", "true"), ("100", "false"), False),
        (("0", "Sandt"), ("100", "Falsk"), False),
    ],
)
def test_true_or_false_is_read_by_its_words_or_else_true_first(first, second, right):
    found = the_question("truefalse", answer(*first, "Sagt om sandt.") + answer(*second, "Sagt om falsk."))
    assert found.data["right"] is right
    assert (found.data["feedback_true"], found.data["feedback_false"]) == ("Sagt om sandt.", "Sagt om falsk.")


@pytest.mark.parametrize(
    ("usecase", "match_case"), [("<usecase>1</usecase>", True), ("<usecase>0</usecase>", False), ("", False)]
)
def test_short_answers_stand_in_the_files_order(usecase, match_case):
    found = the_question("shortanswer", usecase + answer("100", "fr*") + answer("80", "tudse & co") + answer("0", ""))
    assert [(row["pattern"], row["fraction"]) for row in found.data["answers"]] == [("fr*", "1"), ("tudse & co", "4/5")]
    assert found.data["match_case"] is match_case


def test_a_number_has_tolerance_units_and_a_penalty():
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
        "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
        "<unitgradingtype>2</unitgradingtype><unitpenalty>0.3333333</unitpenalty><unitsleft>1</unitsleft>"
    )
    found = the_question(
        "numerical",
        answer("100", "3,14", more="<tolerance>0.01</tolerance>")
        + answer("50", "1e-20", more="<tolerance></tolerance>")
        + answer("0", "*")
        + units,
    )
    assert [(row["value"], row["tolerance"], row["fraction"]) for row in found.data["answers"]] == [
        ("3.14", "0.01", "1"),
        ("1e-20", "0", "1/2"),
        ("*", "0", "0"),
    ]
    assert [(row["text"], row["multiplier"]) for row in found.data["units"]] == [("m", "1"), ("cm", "100")]
    assert (found.data["unit_rule"], found.data["unit_penalty"], found.data["unit_penalty_of"]) == (
        "required",
        "1/3",
        "maximum",
    )
    assert found.data["units_left"] is True


def test_units_that_give_no_marks_are_optional():
    units = "<units><unit><unit_name>m</unit_name></unit></units>"
    found = the_question("numerical", answer("100", "3") + units)
    assert found.data["unit_rule"] == "optional"
    assert found.data["units"][0]["multiplier"] == "1"


def dataset(name, *values):
    items = "".join(f"<dataset_item><number>1</number><value>{value}</value></dataset_item>" for value in values)
    inside = f"<name><text>{name}</text></name><dataset_items>{items}</dataset_items>"
    return f"<dataset_definition>{inside}</dataset_definition>"


def calculated(formula, *datasets):
    more = "<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>"
    return f"{answer('100', formula, more=more)}<dataset_definitions>{''.join(datasets)}</dataset_definitions>"


def test_a_formula_with_one_set_of_values_is_a_number():
    found = the_question("calculatedsimple", calculated("2*({a}+{b})/-4", dataset("a", "9.5"), dataset("b", "9.9")))
    (row,) = found.data["answers"]
    assert (row["value"], row["tolerance"], row["tolerance_kind"]) == ("-9.7", "0.01", "relative")


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (calculated("{a}", dataset("a", "1", "2")), "drawn_at_random"),
        (calculated("{a}", dataset("a", "1e1000000000")), "formula"),
        (calculated("{a}", dataset("a", "1/3")), "formula"),
        (calculated("{b}", dataset("a", "1")), "formula"),
        (calculated("1/({a}-1)", dataset("a", "1")), "formula"),
        (calculated("(1", dataset("a", "1")), "formula"),
        (calculated("1 2", dataset("a", "1")), "formula"),
        (calculated("-" * 199 + "x", dataset("a", "1")), "formula"),
        (calculated("(" * 21 + "1" + ")" * 21, dataset("a", "1")), "formula"),
        (calculated("1+" * 100 + "1", dataset("a", "1")), "formula_too_long"),
    ],
)
def test_a_formula_without_a_value_is_refused(inside, reason):
    assert the_problem("calculated", inside).reason == reason


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("sqrt({a})", 4),
        ("pow({a}, 2) + sin(0)", 256),
        ("pow({a}, 0.5)", 4),
        ("pow({a}, -1)", 0.0625),
        ("2*pi()*{a}", 100.53096491487338),
        ("abs(-{a})", 16),
        ("ceil({a}/3) - floor({a}/3)", 1),
        ("round({a}/3)", 5),
        ("round({a}/3, 2)", 5.33),
        ("round(-2.5)", -3),
        ("round(1250, -2)", 1300),
        ("log({a}, 2)", 4),
        ("log(exp(3))", 3),
        ("log10(1000)", 3),
        ("fmod(-{a}, 5)", -1),
        ("fmod({a}, -5)", 1),
        ("atan2(1, 2)", 0.4636476090008061),
        ("rad2deg(deg2rad(90))", 90),
        ("min({a}, 3, 5) * max(1, 2)", 6),
        ("cos(0)*tan(0)+acos(1)", 0),
    ],
)
def test_a_formula_may_use_moodles_functions(formula, value):
    """qtype_calculated_find_formula_errors has the list."""
    (row,) = the_question("calculatedsimple", calculated(formula, dataset("a", "16"))).data["answers"]
    assert float(row["value"]) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    "formula",
    [
        "rand({a})",
        "sin({a}",
        "sin {a}",
        "sin({a},1)",
        "sin()",
        "pow({a})",
        "pow({a};2)",
        "pow({a},)",
        "min({a})",
        "sqrt(-{a})",
        "log(0)",
        "pow(0,-1)",
        "exp(10000)",
        "fmod(1,0)",
        "round(1,0.5)",
        "round(1,101)",
        "pow(10,pow(10,10))",
        "pow(pow(10,1000),1000)",
    ],
)
def test_a_function_without_a_finite_value_is_refused(formula):
    assert the_problem("calculated", calculated(formula, dataset("a", "1"))).reason == "formula"


def pair(left, right):
    said = f"<text>{escape(left)}</text><answer><text>{escape(right)}</text></answer>"
    return f'<subquestion format="html">{said}</subquestion>'


@pytest.mark.parametrize("kind", ["match", "matching"])
def test_equal_rights_of_a_match_are_one_choice_and_a_right_alone_is_a_distractor(kind):
    found = the_question(
        kind, pair("<p>Frø</p>", "padde") + pair("Kat", "pattedyr") + pair("Tudse", "padde") + pair("", "insekt")
    )
    names = {row["id"]: row["text"] for row in found.data["choices"]}
    assert list(names.values()) == ["padde", "pattedyr", "insekt"]
    assert [(row["left"], names[row["right_id"]]) for row in found.data["pairs"]] == [
        ("Frø", "padde"),
        ("Kat", "pattedyr"),
        ("Tudse", "padde"),
    ]


def option(tag, text, group="1", more=""):
    return f"<{tag}><text>{escape(text)}</text><group>{group}</group>{more}</{tag}>"


def test_a_gap_names_its_right_choice_by_number():
    found = the_question(
        "gapselect",
        option("selectoption", "kat") + option("selectoption", "hund") + option("selectoption", "ko", "2"),
        text="<p>Sæt ind.</p><p>En [[2]] og en [[3]] og en [[2]].</p>",
    )
    data = canonical({**found.data})
    assert data["prompt"] == "Sæt ind."
    assert data["text"] == "En [[1]] og en [[2]] og en [[3]]."
    rights = {row["id"]: row["text"] for row in data["choices"]}
    assert [rights[gap["right_id"]] for gap in data["gaps"]] == ["hund", "ko", "hund"]
    assert [row["group"] for row in found.data["choices"]] == ["1", "1", "2"]


def test_a_word_to_drag_is_used_up_unless_it_is_without_end():
    found = the_question(
        "ddwtos", option("dragbox", "a &lt; b") + option("dragbox", "c", more="<infinite/>"), text="[[1]] [[2]]"
    )
    assert [(row["text"], row["unlimited"]) for row in found.data["choices"]] == [("a < b", False), ("c", True)]
    assert found.data["prompt"] == "Et navn"


@pytest.mark.parametrize(
    ("written", "grader"),
    [
        ("ALL_OR_NOTHING", "all_or_nothing"),
        ("ABSOLUTE_POSITION", "absolute"),
        ("RELATIVE_NEXT_EXCLUDE_LAST", "next_exclude_last"),
        ("RELATIVE_NEXT_INCLUDE_LAST", "next_include_last"),
        ("RELATIVE_ONE_PREVIOUS_AND_NEXT", "previous_and_next"),
        ("RELATIVE_ALL_PREVIOUS_AND_NEXT", "all_previous_and_next"),
        ("LONGEST_ORDERED_SUBSET", "longest_subset"),
        ("LONGEST_CONTIGUOUS_SUBSET", "longest_contiguous"),
        ("RELATIVE_TO_CORRECT", "distance"),
        ("-1", "all_or_nothing"),
        ("7", "distance"),
        ("abs", "absolute"),
        ("", "next_exclude_last"),
    ],
)
def test_an_order_is_graded_as_the_file_says(written, grader):
    inside = f"<gradingtype>{written}</gradingtype><selecttype>ALL</selecttype><selectcount>2</selectcount>"
    found = the_question("ordering", inside + answer("1.0000000", "Først") + answer("2", "Så") + answer("3", "Sidst"))
    assert [row["text"] for row in found.data["items"]] == ["Først", "Så", "Sidst"]
    assert found.data["grader"] == grader
    assert found.losses == ()


def test_items_that_moodle_draws_are_all_asked_for_and_that_is_told():
    inside = "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>"
    found = the_question("ordering", inside + answer("1", "A") + answer("2", "B") + answer("3", "C"))
    assert found.losses == (Loss("items_drawn_at_random", {"count": 2}),)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("essay", "graded_by_people"),
        ("description", "not_a_question"),
        ("random", "drawn_at_random"),
        ("coderunner", "unsupported_type"),
        ("multichoice", "no_answers"),
        ("truefalse", "no_answers"),
        ("shortanswer", "no_answers"),
        ("numerical", "no_answers"),
        ("matching", "no_answers"),
        ("gapselect", "no_gaps"),
        ("cloze", "no_gaps"),
        ("ordering", "too_few"),
    ],
)
def test_what_cannot_be_graded_is_a_problem_with_its_reason(kind, reason):
    assert the_problem(kind).reason == reason


@pytest.mark.parametrize(
    ("kind", "inside", "reason"),
    [
        ("multichoice", answer("mange", "A"), "bad_fraction"),
        ("multichoice", answer("200", "A"), "fraction_out_of_range"),
        ("multichoice", "<penalty>x</penalty>" + answer("100", "A"), "bad_penalty"),
        ("numerical", answer("100", "tre"), "not_a_number"),
        ("numerical", answer("100", "3", more="<tolerance>lidt</tolerance>"), "not_a_number"),
        ("matching", pair("Frø", ""), "pair_without_answer"),
    ],
)
def test_what_is_written_wrong_is_a_problem(kind, inside, reason):
    assert the_problem(kind, inside).reason == reason


def test_a_gap_without_its_choice_is_a_problem():
    assert the_problem("gapselect", option("selectoption", "a"), text="[[2]]").reason == "gap_without_choice"


def test_all_kinds_have_feedback_hints_penalty_and_an_explanation():
    common = (
        '<generalfeedback format="html"><text>&lt;p&gt;Fordi.&lt;/p&gt;</text></generalfeedback><penalty>0.33</penalty>'
        "<correctfeedback><text>Rigtigt.</text></correctfeedback>"
        "<partiallycorrectfeedback><text>Næsten.</text></partiallycorrectfeedback>"
        "<incorrectfeedback><text>Nej.</text></incorrectfeedback>"
        '<hint format="html"><text>Tænk.</text></hint><hint><text></text></hint>'
        "<tags><tag><text>fase 1</text></tag><tag><text>fase 1</text></tag></tags>"
    )
    found = the_question("multichoice", common + answer("100", "A"))
    assert found.data["explanation"] == "Fordi."
    assert found.data["feedback"] == {"right": "Rigtigt.", "near": "Næsten.", "wrong": "Nej."}
    assert found.data["hints"] == ["Tænk."]
    assert found.data["penalty"] == "1/3"
    assert found.tags == ("fase 1",)


def test_a_category_holds_for_what_follows_it():
    category = '<question type="category"><category><text>$course$/top/VUM/Fase 1</text></category></question>'
    file = read_xml(
        quiz(question("truefalse", answer("100", "true")), category, question("truefalse", answer("100", "true")))
    )
    assert [found.category for found in file.questions] == ["", "VUM/Fase 1"]
    assert [found.line for found in file.questions] == [3, 4]


def test_marks_numbers_and_files_that_are_not_kept_are_told():
    extra = "<defaultgrade>2.0000</defaultgrade><idnumber>Q7</idnumber>" + answer("100", "true")
    found = the_question("truefalse", extra, text='<p>Se <img src="@@PLUGINFILE@@/kat.png" alt="en kat"></p>')
    assert found.data["prompt"] == "Se en kat"
    assert {loss.reason for loss in found.losses} == {"defaultgrade", "idnumber", "picture"}
    assert the_question("truefalse", "<defaultgrade>1.0000000</defaultgrade>" + answer("100", "true")).losses == ()


def test_the_same_file_and_secret_give_the_same_ids_and_another_secret_others():
    data = quiz(question("multichoice", answer("100", "A") + answer("0", "B")))
    one, again, other = (read_xml(data, secret=secret).questions[0].data["options"] for secret in ("x", "x", "y"))
    assert one == again
    assert not {row["id"] for row in one} & {row["id"] for row in other}


@pytest.mark.parametrize(
    "data", [b"", b"<quiz>", b"<html/>", b"\x00", b"<!DOCTYPE q [<!ENTITY a 'b'>]><quiz>&a;</quiz>"]
)
def test_what_is_no_moodle_xml_is_unreadable(data):
    with pytest.raises(UnreadableFile):
        read_xml(data)


def test_a_bad_question_does_not_take_the_good_ones_with_it():
    file = read_xml(quiz(question("essay", name="Stil"), question("truefalse", answer("100", "true"))))
    assert file.problems == (Problem("Stil", 3, "graded_by_people", {}),)
    assert len(file.questions) == 1
