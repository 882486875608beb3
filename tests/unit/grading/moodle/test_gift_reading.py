r"""Source of the rules: Moodle 4.5, question/format/gift/format.php."""

import pytest

from grading.imported import Loss, UnreadableFile
from grading.moodle import read_gift


def the_question(text):
    file = read_gift(text.encode())
    assert file.problems == ()
    (found,) = file.questions
    return found


def the_problem(text):
    file = read_gift(text.encode())
    assert file.questions == ()
    (found,) = file.problems
    return found


def options(text):
    data = the_question(text).data
    return data["kind"], [(row["text"], row["fraction"], row.get("feedback", "")) for row in data["options"]]


def answers(text):
    data = the_question(text).data
    return data["kind"], [
        (row.get("pattern") or row["value"], row["fraction"], row.get("feedback", "")) for row in data["answers"]
    ]


@pytest.mark.parametrize(("written", "right"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)])
def test_true_and_false(written, right):
    data = the_question(f"::Navn::Solen skinner.{{{written}#Forkert.#Rigtigt.}}").data
    assert (data["kind"], data["prompt"], data["right"]) == ("true_false", "Solen skinner.", right)
    told = {True: data["feedback_true"], False: data["feedback_false"]}
    assert (told[right], told[not right]) == ("Rigtigt.", "Forkert.")


def test_one_choice():
    kind, rows = options("Hvem?{\n=Ingen#Ja.\n~%50%Grant#Næsten.\n~%-33.33333%Lee\n~Bo}")
    assert kind == "single"
    assert rows == [("Ingen", "1", "Ja."), ("Grant", "1/2", "Næsten."), ("Lee", "-1/3", ""), ("Bo", "0", "")]


def test_several_choices_have_no_equals_sign():
    assert options("Hvem?{~%50%A ~%50%B ~%-100%C}") == (
        "multiple",
        [("A", "1/2", ""), ("B", "1/2", ""), ("C", "-1", "")],
    )


def test_an_equals_sign_takes_no_weight():
    assert options("Hvem?{=%50%A ~B}")[1][0] == ("%50%A", "1", "")


def test_short_answers():
    assert answers("Hvem?{=ingen =%80%nobody#Engelsk. =fr\\*}") == (
        "short_text",
        [("ingen", "1", ""), ("nobody", "4/5", "Engelsk."), ("fr\\*", "1", "")],
    )
    assert answers("To plus to?{fire}") == ("short_text", [("fire", "1", "")])


@pytest.mark.parametrize(
    ("written", "value", "tolerance"),
    [
        ("3.14", "3.14", "0"),
        ("3.14:0.01", "3.14", "0.01"),
        ("1..5", "3", "2"),
        ("-5..-2", "-3.5", "1.5"),
        ("-2", "-2", "0"),
    ],
)
def test_a_number(written, value, tolerance):
    data = the_question(f"Hvor mange?{{#{written}}}").data
    (row,) = data["answers"]
    assert (row["value"], row["tolerance"], row["fraction"]) == (value, tolerance, "1")


def test_several_numbers_and_what_is_said_to_any_other():
    assert answers("Hvornår?{#\n=1822:0#Ja.\n=%50%1822:2#Næsten.\n~#Nej.}") == (
        "numeric",
        [("1822", "1", "Ja."), ("1822", "1/2", "Næsten."), ("*", "0", "Nej.")],
    )


def test_a_match():
    data = the_question("Hvad hører sammen?{\n=Danmark -> København\n=Norge -> Oslo\n= -> Rom\n}").data
    names = {row["id"]: row["text"] for row in data["choices"]}
    assert [(row["left"], names[row["right_id"]]) for row in data["pairs"]] == [
        ("Danmark", "København"),
        ("Norge", "Oslo"),
    ]
    assert list(names.values()) == ["København", "Oslo", "Rom"]


def test_an_order():
    data = the_question("Sæt i orden{>3 ALL VERTICAL LONGEST_ORDERED_SUBSET SHOW none\nA\nB\nC\n}").data
    assert [row["text"] for row in data["items"]] == ["A", "B", "C"]
    assert data["grader"] == "longest_subset"


def test_a_missing_word_leaves_a_line():
    assert the_question("Grant er {~begravet =lagt ~død} i sin grav.").data["prompt"] == "Grant er _____ i sin grav."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grant er {~begravet =lagt ~død} i sin grav.", "Grant er _____ i sin grav."),
        ("To og to er {=fire =4}.", "To og to er _____."),
        ("[html]<b>Solen</b> skinner. {T}\n", "Solen skinner."),
        ("{~a =b} er rigtigt", "_____ er rigtigt"),
    ],
)
def test_a_question_without_a_name_is_called_what_it_asks(text, name):
    """format.php makes the name of the question's text, where the missing word already is a line."""
    assert the_question(text).name == name


def test_escaped_signs_are_signs():
    found = the_question(r"::A\:B::Er 1 \= 2 \{ja\}? \~ \# C\:\\x \n ny{=\=1\#\~}")
    assert found.name == "A:B"
    assert found.data["prompt"] == "Er 1 = 2 {ja}? ~ # C:\\x \n ny"
    assert found.data["answers"][0]["pattern"] == "=1#~"


def test_formats_and_the_explanation():
    found = the_question("::N::[html]<p>Vælg <b>én</b></p>{=[plain]<a> ~B####[html]<i>Fordi</i> det er.}")
    assert found.data["prompt"] == "Vælg én"
    assert found.data["options"][0]["text"] == "<a>"
    assert found.data["explanation"] == "Fordi det er."
    assert found.losses == (Loss("formatting", {}),)


def test_categories_comments_tags_and_lines():
    text = (
        "\ufeff// Min fil\n$CATEGORY: $course$/top/VUM/Fase 1\n\n"
        "// [id:Q1] [tag:fase 1] [tag:a\\]b]\n::Et::Ja?{T}\n\n\r\n// snak\n::To::Nej?{\n// midt i\n=a\n~b}\n"
    )
    file = read_gift(text.encode())
    one, other = file.questions
    assert (one.name, one.line, one.category, one.tags) == ("Et", 5, "VUM/Fase 1", ("fase 1", "a]b"))
    assert one.losses == (Loss("idnumber", {"value": "Q1"}),)
    assert (other.name, other.line, len(other.data["options"])) == ("To", 9, 2)


def test_a_question_without_a_name_is_called_by_its_text():
    assert the_question("[html]<p>Hvem er det?</p>{T}").name == "Hvem er det?"
    assert the_question("::Ingen ende{T}").name == "::Ingen ende"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Bare tekst", "not_a_question"),
        ("Skriv en stil{}", "graded_by_people"),
        ("Ingen slut{=a", "braces"),
        ("Omvendt} {", "braces"),
        ("Ét svar{~a}", "too_few_answers"),
        ("Ét par{=a->b}", "too_few_answers"),
        ("Ikke et par{=a->b =c}", "pair_without_answer"),
        ("Intet tal{#tre}", "not_a_number"),
        ("Intet svar{#}", "no_answers"),
        ("Orden{>x}", "unsupported_type"),
        ("For meget{=%200%a}", "fraction_out_of_range"),
    ],
)
def test_what_cannot_be_graded_is_a_problem_with_its_line(text, reason):
    problem = the_problem(f"\n\n{text}")
    assert (problem.reason, problem.line) == (reason, 3)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"caf\xe9", b"x" * 5_000_001])
def test_what_is_no_text_is_unreadable(data):
    with pytest.raises(UnreadableFile):
        read_gift(data)


def test_an_empty_file_has_no_questions():
    assert read_gift(b"\n\n// intet\n") == read_gift(b"")
