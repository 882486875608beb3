"""The files that we write, sign for sign: one question of each kind, in each format.

`written.xml` and `written.gift` are our own output, kept so that every change of it is seen; no Moodle made them. The
elements, their order and their words follow the source of Moodle 4.5: question/format/xml/format.php and
question/format/gift/format.php, writequestion, and export_to_xml of gapselect, ddwtos and ordering.
"""

from pathlib import Path

import pytest

from grading.imported import Loss
from grading.moodle import Exporting, read_gift, read_xml, write_gift, write_xml

HERE = Path(__file__).parent
FEEDBACK = {"right": "Flot <3", "near": "Næsten", "wrong": "Nej"}
COMMON = {"feedback": FEEDBACK, "hints": ["Tænk", "Tænk igen"], "penalty": "1/3", "explanation": "Fordi."}


def options(*rows):
    return [
        {"id": f"o{n}", "text": text, "fraction": fraction, "feedback": said}
        for n, (text, fraction, said) in enumerate(rows)
    ]


SINGLE = {
    **COMMON,
    "kind": "single",
    "prompt": "Vælg\nén",
    "quote": 'Hun sagde: "nej" & gik',
    "options": options(("A < B", "1", "Ja"), ("B", "1", ""), ("C", "-1/3", ""), ("%D", "0", "")),
    "lowest": "-1/4",
}
MULTIPLE = {
    "kind": "multiple",
    "prompt": "Vælg [flere]",
    "options": options(("A", "1/2", ""), ("B=~", "1/2", "Ja"), ("C", "-1", "")),
}
TRUE = {"kind": "true_false", "prompt": "?", "right": True, "feedback_true": "Ja", "feedback_false": "Nej"}
FALSE = {"kind": "true_false", "prompt": "?", "right": False, "feedback_true": "Nej"}
SHORT = {
    "kind": "short_text",
    "prompt": "Hvem?",
    "match_case": True,
    "answers": [
        {"id": "a", "pattern": "ug*", "fraction": "1", "feedback": "Ja"},
        {"id": "b", "pattern": "*", "fraction": "1/7"},
    ],
}
UNITS = [{"id": "m", "text": "m", "multiplier": "1"}, {"id": "k", "text": "km", "multiplier": "0.001"}]
ANSWERS = [
    {"id": "a", "value": "-2.5", "tolerance": "0.5", "fraction": "1", "feedback": "Ja"},
    {"id": "b", "value": "20", "tolerance": "0.1", "tolerance_kind": "relative", "fraction": "1/2"},
    {"id": "c", "low": "30", "high": "33", "fraction": "1/2"},
    {"id": "d", "value": "*", "fraction": "0", "feedback": "Nej"},
]
NUMERIC = {
    "kind": "numeric",
    "prompt": "Hvor langt?",
    "answers": ANSWERS,
    "units": UNITS,
    "unit_rule": "required",
    "unit_penalty": "1/5",
    "unit_penalty_of": "maximum",
    "units_left": True,
    "number_format": "plain",
}
NO_UNITS = {
    "kind": "numeric",
    "prompt": "Hvad?",
    "answers": [
        {"id": "a", "value": "*", "fraction": "1/2"},
        {"id": "b", "value": "100", "tolerance": "1", "tolerance_kind": "geometric", "fraction": "1"},
    ],
    "number_format": "plain",
}
MATCH = {
    **COMMON,
    "kind": "match",
    "prompt": "Par",
    "pairs": [{"id": "p", "left": "Hund", "right_id": "c"}, {"id": "q", "left": "Rose > ", "right_id": "d"}],
    "choices": [{"id": "e", "text": "Sten"}, {"id": "c", "text": "Dyr = x"}, {"id": "d", "text": "Plante"}],
}
ORDER = {
    **COMMON,
    "kind": "order",
    "prompt": "Ordn",
    "items": [{"id": "x", "text": "Én"}, {"id": "y", "text": "To"}, {"id": "z", "text": "Tre"}],
    "grader": "longest_contiguous",
}
CHOICES = [
    {"id": "x", "text": "ja <nej>", "group": "g", "unlimited": False},
    {"id": "y", "text": "to", "group": "h", "unlimited": True},
    {"id": "z", "text": "tre", "group": "h"},
]
GAPS = [{"id": "g1", "right_id": "z"}, {"id": "g2", "right_id": "x"}]
DRAG = {
    **COMMON,
    "kind": "drag_text",
    "prompt": "Træk [[1]] ind",
    "text": "Et [[g1]] og [[g2]].",
    "gaps": GAPS,
    "choices": CHOICES,
}
SELECT = {"kind": "gap_select", "prompt": "Vælg", "text": "[[g2]], [[g1]]", "gaps": GAPS, "choices": CHOICES}
CLOZE = {
    **COMMON,
    "kind": "cloze",
    "prompt": "Udfyld",
    "text": "En {x} [[a]], to [[b]], tre [[c]] og [[d]].",
    "parts": [
        {"id": "a", "weight": "1/2", "question": {**SHORT, "prompt": ""}},
        {"id": "b", "weight": "1/3", "question": {**NO_UNITS, "prompt": ""}},
        {
            "id": "c",
            "question": {"kind": "single", "prompt": "", "options": options(("J}a", "1", "F~"), ("N", "-1", ""))},
        },
        {"id": "d", "question": {**MULTIPLE, "prompt": ""}},
    ],
}
RATING = {"kind": "rating", "prompt": "?", "level": 2}
KIND_NOT_IN_FORMAT = (Loss("kind_not_in_format", {}),)
QUESTIONS = [
    Exporting("Én ud af flere", SINGLE, "VUM/Faser", ("fase 1", "a]b")),
    Exporting("Flere", MULTIPLE, "VUM/Faser"),
    Exporting("Sandt::", TRUE, "VUM"),
    Exporting("Falsk", FALSE),
    Exporting("Kort", SHORT),
    Exporting("Tal", NUMERIC),
    Exporting("Tal uden enhed", NO_UNITS),
    Exporting("Par", MATCH),
    Exporting("Orden", ORDER),
    Exporting("Træk", DRAG),
    Exporting("Vælg", SELECT),
    Exporting("Huller", CLOZE),
    Exporting("Bedøm", RATING),
]


def lost(exported, name):
    (losses,) = [each for asked, each in zip(QUESTIONS, exported.losses, strict=True) if asked.name == name]
    return [loss.params.get("field", loss.reason) for loss in losses]


@pytest.mark.parametrize(("write", "file"), [(write_xml, "written.xml"), (write_gift, "written.gift")])
def test_a_file_is_the_sample_that_we_keep_of_it(write, file):
    assert write(QUESTIONS).text == (HERE / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("write", "read"), [(write_xml, read_xml), (write_gift, read_gift)])
def test_the_questions_of_a_file_stand_in_their_categories_with_their_tags(write, read):
    exported = write(QUESTIONS)
    back = read(exported.text.encode())
    assert back.problems == ()
    kept = [asked for asked, losses in zip(QUESTIONS, exported.losses, strict=True) if losses != KIND_NOT_IN_FORMAT]
    assert [each.name for each in back.questions] == [asked.name for asked in kept]
    assert [each.category for each in back.questions] == [asked.category for asked in kept]
    assert [each.tags for each in back.questions] == [asked.tags for asked in kept]


def test_xml_loses_what_moodle_has_no_place_for():
    exported = write_xml(QUESTIONS)
    assert lost(exported, "Én ud af flere") == ["lowest", "options.fraction"]
    assert (
        lost(exported, "Flere") == lost(exported, "Sandt::") == lost(exported, "Par") == lost(exported, "Orden") == []
    )
    assert lost(exported, "Tal") == ["number_format"]
    assert lost(exported, "Træk") == ["prompt"]
    assert lost(exported, "Huller") == ["feedback", "parts.question"]
    assert lost(exported, "Bedøm") == ["kind_not_in_format"]


def test_gift_has_no_hints_units_or_gaps_either():
    exported = write_gift(QUESTIONS)
    assert lost(exported, "Orden") == ["feedback", "hints"]
    assert lost(exported, "Kort") == ["match_case"]
    assert lost(exported, "Tal")[1:] == ["unit_penalty", "unit_penalty_of", "unit_rule", "units", "units_left"]
    for name in ("Træk", "Vælg", "Huller", "Bedøm"):
        assert lost(exported, name) == ["kind_not_in_format"]


@pytest.mark.parametrize(("write", "fields"), [(write_xml, ["name", "category", "tags"]), (write_gift, ["tags"])])
def test_a_name_a_category_and_tags_that_do_not_come_back_are_told(write, fields):
    asked = Exporting("Navn\x07", TRUE, "VUM/\x07Faser", ("<tag>\x07",))
    assert [loss.params["field"] for loss in write([asked]).losses[0]] == fields
    assert write([Exporting(" Navn ", TRUE, "VUM")]).losses == ((),)


def test_a_text_that_html_would_change_is_written_plain():
    data = {**TRUE, "prompt": "to  mellemrum", "explanation": "også  her"}
    text = write_xml([Exporting("Navn", data)]).text
    assert '<questiontext format="plain_text">\n      <text>to  mellemrum</text>' in text
    assert '<generalfeedback format="plain_text">\n      <text>også  her</text>' in text


@pytest.mark.parametrize("prompt", ["<b>", "a & b", "[html] x"])
def test_a_gift_text_that_could_be_taken_for_markup_is_marked_plain(prompt):
    exported = write_gift([Exporting("Navn", {**TRUE, "prompt": prompt})])
    assert exported.text.startswith("::Navn::[plain]")
    assert exported.losses == ((),)


def test_signs_that_xml_cannot_hold_are_left_out():
    text = write_xml([Exporting("a\x07b\ufffe", {**TRUE, "feedback_true": "c\x0bd\U0001f388"}, tags=("e\x01f",))]).text
    assert "<text>ab</text>" in text
    assert "cd\U0001f388" in text
    assert "<text>ef</text>" in text
