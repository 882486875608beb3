"""QTI items as our questions: what comes back is what was written, and what we cannot grade alike is refused."""

import hashlib
import io
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import grade, read_question, read_response, write_question
from grading.files import read_question_file
from grading.imported import ImportedFile, UnreadableFile
from grading.moodle.canonical import differing_fields, same_but_for_ids
from grading.qti.importing import import_item, packages, read_package
from grading.qti.writing import write_item, write_package
from tests.unit.grading import examples, strategies
from tests.unit.grading.moodle.test_round_trip import tidy_questions
from tests.unit.grading.qti.items import TEMPLATES, mapping, outcome, response
from tests.unit.grading.strategies import holds_always

EVERYWHERE = {"hints", "penalty", "prompt", "quote"}
# What QTI has no place for, by kind.
LOSES = {
    "single": {"lowest"},
    "multiple": {"options.fraction", "lowest"},
    "rating": {"panel", "level"},
    "slider": {"near", "unit_text"},  # how much near is, where nothing is; signs that XML cannot hold
    "order": {"grader"},  # with few items two ways of grading are the same
    "numeric": {"units", "unit_rule", "unit_penalty", "unit_penalty_of", "units_left", "number_format"},
    "short_text": {"match_accents", "match_case"},
    "gap_select": {"choices", "gaps.right_id"},
    "drag_text": {"choices.group"},
    "cloze": {"parts.question"},
    "composite": {"parts.question"},
}


@holds_always
@given(data=tidy_questions())
def test_a_question_comes_back_as_it_was_but_for_what_is_told(data):
    written, losses = write_item(data, "Et spørgsmål")
    (back,) = import_item(written).questions
    theirs = write_question(read_question(back.data, fair=False))
    assert back.name == "Et spørgsmål"
    assert [loss.params["field"] for loss in losses] == differing_fields(data, theirs)
    assert set(differing_fields(data, theirs)) <= EVERYWHERE | LOSES.get(data["kind"], set())


@holds_always
@given(data=tidy_questions())
def test_import_export_import_is_the_identity(data):
    (first,) = import_item(write_item(data, "Et")[0]).questions
    again, losses = write_item(first.data, "Et")
    (second,) = import_item(again).questions
    assert losses == ()
    assert same_but_for_ids(*(write_question(read_question(each.data, fair=False)) for each in (first, second)))


@holds_always
@given(question=strategies.questions)
def test_whatever_the_texts_hold_our_item_is_read_again_or_told_of(question):
    written, losses = write_item(question, "Et")
    file = import_item(written)
    reasons = {loss.reason for loss in losses}
    assert len(file.questions) == (0 if "not_read_back" in reasons else 1)


# Items as other systems write them, in QTI 2.2.


def item(declarations, body, processing="", *, attributes=""):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="Titel" {attributes}>'
        f"{declarations}{outcome()}<itemBody>{body}</itemBody>{processing}</assessmentItem>"
    ).encode()


def by_template(name):
    return f'<responseProcessing template="{TEMPLATES}{name}"/>'


def choices(*names, most=1, response_name="RESPONSE", asked="Hvad gælder?"):
    rows = "".join(f'<simpleChoice identifier="{name}">Svar {name}</simpleChoice>' for name in names)
    return (
        f'<choiceInteraction responseIdentifier="{response_name}" maxChoices="{most}">'
        f"<prompt>{asked}</prompt>{rows}</choiceInteraction>"
    )


def only(data):
    file = import_item(data)
    assert file.problems == ()
    (found,) = file.questions
    return found


def problem(data):
    file = import_item(data)
    assert file.questions == ()
    return file.problems[0].reason


def scores(found, *raws):
    question = read_question(found.data, fair=False)
    return [grade(question, read_response(question, raw)).score for raw in raws]


def fractions_of(found):
    return [option["fraction"] for option in found.data["options"]]


def test_a_choice_by_the_standard_template():
    found = only(item(response(correct=["B"]), choices("A", "B", "C"), by_template("match_correct")))
    assert (found.name, found.data["kind"], found.data["prompt"]) == ("Titel", "single", "Hvad gælder?")
    assert fractions_of(found) == ["0", "1", "0"]
    assert found.losses == ()


def test_ids_tell_nothing_and_depend_on_the_secret():
    data = item(response(correct=["B"]), choices("A", "B"), by_template("match_correct"))
    first, again = (import_item(data, secret="s").questions[0].data for _ in range(2))
    other = import_item(data, secret="t").questions[0].data
    assert first == again
    assert {option["id"] for option in first["options"]}.isdisjoint(option["id"] for option in other["options"])


def test_points_become_shares_of_the_most_and_that_is_told():
    worths = mapping({"A": 4, "B": 1, "C": -2}, attributes='lowerBound="-2"')
    found = only(item(response(more=worths), choices("A", "B", "C"), by_template("map_response")))
    assert fractions_of(found) == ["1", "1/4", "-1/2"]
    assert found.data["lowest"] == "-1/2"
    assert [(loss.reason, loss.params["points"]) for loss in found.losses] == [("points_scaled", "4")]


def test_several_by_the_standard_template_are_all_or_nothing():
    declared = response(cardinality="multiple", correct=["A", "C"])
    found = only(item(declared, choices("A", "B", "C", most=0), by_template("match_correct")))
    assert (found.data["kind"], found.data["scoring"]) == ("multiple", "all_or_nothing")
    a, b, c = (option["id"] for option in found.data["options"])
    assert scores(found, [a, c], [a], [a, b, c], []) == [1, 0, 0, 0]


def test_several_by_a_mapping_share():
    worths = mapping({"A": 1, "B": -1, "C": 1}, attributes='lowerBound="0" upperBound="2"')
    declared = response(cardinality="multiple", correct=["A", "C"], more=worths)
    found = only(item(declared, choices("A", "B", "C", most=2), by_template("map_response")))
    assert (found.data["scoring"], fractions_of(found)) == ("sum", ["1/2", "-1/2", "1/2"])
    assert {loss.reason for loss in found.losses} == {"points_scaled", "most_choices"}


def test_a_score_that_no_kind_of_ours_gives_is_refused():
    declared = response(cardinality="multiple", correct=["A", "B"])
    processing = (
        "<responseProcessing><responseCondition><responseIf><member>"
        '<baseValue baseType="identifier">A</baseValue><variable identifier="RESPONSE"/></member>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>'
        '<responseElseIf><isNull><variable identifier="RESPONSE"/></isNull>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">0.5</baseValue></setOutcomeValue>'
        "</responseElseIf></responseCondition></responseProcessing>"
    )
    assert problem(item(declared, choices("A", "B", "C", most=0), processing)) == "scoring_not_ours"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>Kun tekst.</p>", "not_a_question"),
        ('<extendedTextInteraction responseIdentifier="RESPONSE"/>', "graded_by_people"),
        ('<associateInteraction responseIdentifier="RESPONSE"/>', "unsupported_interaction"),
        (choices("A", "A"), "doubled_identifier"),
        (choices("B", "C"), "no_right_answer"),
        (choices("A", "B", response_name="OTHER"), "undeclared_response"),
    ],
)
def test_what_is_no_question_of_ours_is_a_problem(body, reason):
    assert problem(item(response(correct=["A"]), body, by_template("match_correct"))) == reason


def test_a_text_by_a_mapping_in_the_middle_of_a_sentence():
    worths = (
        '<mapping><mapEntry mapKey="York" mappedValue="1" caseSensitive="false"/>'
        '<mapEntry mapKey="Jorvik" mappedValue="0.5" caseSensitive="false"/></mapping>'
    )
    body = '<p>Byen hedder <textEntryInteraction responseIdentifier="RESPONSE"/> i dag.</p>'
    found = only(item(response(base_type="string", more=worths), body, by_template("map_response")))
    assert found.data["prompt"] == "Byen hedder ____ i dag."
    assert scores(found, "york", "JORVIK", "Leeds", "") == [1, Fraction(1, 2), 0, 0]


def test_capital_letters_count_where_the_item_says_so():
    body = '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = only(
        item(response(base_type="string", correct=["York"]), f"<p>By?</p>{body}", by_template("match_correct"))
    )
    assert found.data["match_case"] is True
    assert scores(found, "York", "york") == [1, 0]


def test_a_number_with_a_tolerance():
    processing = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 0.5">'
        '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    body = '<p>Hvor meget? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = only(item(response(base_type="float", correct=["7.25"]), body, processing))
    assert (found.data["answers"][0]["value"], found.data["answers"][0]["tolerance"]) == ("7.25", "0.5")
    assert scores(found, "6,75", "7,76") == [1, 0]


def test_an_open_end_becomes_a_range():
    processing = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="1 2" '
        'includeUpperBound="false"><baseValue baseType="float">10</baseValue><variable identifier="RESPONSE"/></equal>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    body = '<p>Hvor meget? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = only(item(response(base_type="float"), body, processing))
    assert scores(found, "9", "11,99", "12", "8,99") == [1, 1, 0, 0]


def test_an_order_by_the_standard_template():
    rows = "".join(f'<simpleChoice identifier="{name}">{name}</simpleChoice>' for name in "CAB")
    body = f'<orderInteraction responseIdentifier="RESPONSE"><prompt>Rækkefølge?</prompt>{rows}</orderInteraction>'
    found = only(item(response(cardinality="ordered", correct="ABC"), body, by_template("match_correct")))
    assert ([row["text"] for row in found.data["items"]], found.data["grader"]) == (["A", "B", "C"], "all_or_nothing")


def test_lists_in_a_text_become_one_question_of_gaps():
    lists = "".join(
        f'<p>Først <inlineChoiceInteraction responseIdentifier="R{n}">'
        '<inlineChoice identifier="a">ja</inlineChoice><inlineChoice identifier="b">nej</inlineChoice>'
        "</inlineChoiceInteraction> så.</p>"
        for n in (1, 2)
    )
    add = "".join(
        f'<responseCondition><responseIf><match><variable identifier="R{n}"/><correct identifier="R{n}"/></match>'
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/>'
        '<baseValue baseType="float">0.5</baseValue></sum></setOutcomeValue></responseIf></responseCondition>'
        for n in (1, 2)
    )
    declared = response("R1", correct=["a"]) + response("R2", correct=["b"])
    found = only(item(declared, lists, f"<responseProcessing>{add}</responseProcessing>"))
    assert (found.data["kind"], len(found.data["gaps"]), len(found.data["choices"])) == ("gap_select", 2, 2)
    gaps = {gap["id"]: gap["right_id"] for gap in found.data["gaps"]}
    first = next(iter(gaps))
    assert scores(found, gaps, {first: gaps[first]}, {}) == [1, Fraction(1, 2), 0]


def test_feedback_is_known_by_whom_it_is_shown_to():
    declared = response(correct=["A"]) + outcome("FEEDBACK", "identifier")
    rows = (
        '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Hvad?</prompt>'
        '<simpleChoice identifier="A">Ja<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">'
        'Netop.</feedbackInline></simpleChoice><simpleChoice identifier="B">Nej</simpleChoice></choiceInteraction>'
    )
    processing = (
        '<responseProcessing><setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/>'
        "</setOutcomeValue><responseCondition><responseIf><match>"
        '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    found = only(item(declared, rows, processing))
    assert [(option["text"], option["feedback"]) for option in found.data["options"]] == [("Ja", "Netop."), ("Nej", "")]


def test_pictures_looks_and_adaptivity_are_told_as_lost():
    body = '<p>Se <strong>her</strong>: <img src="a/kort.png" alt="Et kort"/></p>' + choices("A", "B")
    found = only(item(response(correct=["A"]), body, by_template("match_correct"), attributes='adaptive="true"'))
    assert [loss.reason for loss in found.losses] == ["adaptive", "formatting", "picture"]
    assert found.data["quote"] == "Se her: Et kort"


# Packages.


def zipped(files):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return found.getvalue()


def manifest(*addresses):
    rows = "".join(f'<resource identifier="r" type="imsqti_item_xmlv2p2" href="{address}"/>' for address in addresses)
    return f"<manifest><resources>{rows}</resources></manifest>"


def test_a_package_gives_its_items_in_order_and_tells_of_the_bad_ones():
    good = item(response(correct=["A"]), choices("A", "B"), by_template("match_correct"))
    file = read_package(
        zipped({"imsmanifest.xml": manifest("b.xml", "gone.xml", "a/bad.xml"), "b.xml": good, "a/bad.xml": b"<x>"})
    )
    assert [question.name for question in file.questions] == ["Titel"]
    assert [(each.name, each.reason) for each in file.problems] == [
        ("gone.xml", "missing_file"),
        ("bad.xml", "not_xml"),
    ]


def test_a_picture_is_known_by_its_file():
    written = write_package([("Et", examples.hotspot())], pictures={"koekken.png": b"a picture"})
    (found,) = read_package(written.data).questions
    assert found.data["image"]["key"] == hashlib.sha1(b"a picture", usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.xml": "<x/>"}, "no_manifest"),
        ({"imsmanifest.xml": manifest()}, "no_items"),
        ({"imsmanifest.xml": manifest("a.xml"), "../a.xml": "x"}, "path_outside"),
        ({"imsmanifest.xml": manifest("a.xml"), "/a.xml": "x"}, "path_outside"),
        ({"imsmanifest.xml": manifest("a.xml"), "a.xml": b" " * 600_000}, "zip_bomb"),
        ({f"{n}.txt": "" for n in range(packages.MOST_FILES + 1)}, "too_many_files"),
        ({f"{n}.txt": b"a" * 10_000 for n in range(packages.MOST_FILES)}, "no_manifest"),
    ],
)
def test_a_package_that_is_none_or_is_unsafe_is_refused(files, reason):
    with pytest.raises(UnreadableFile) as caught:
        read_package(zipped(files))
    assert caught.value.reason == reason


def test_a_package_that_says_less_than_it_holds_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 99)
    with pytest.raises(UnreadableFile) as caught:
        read_package(zipped({"imsmanifest.xml": manifest("a.xml") + " " * 100}))
    assert caught.value.reason == "too_big_unpacked"


# Any file.


GIFT = "::Et:: Hvad? {=ja ~nej}"
MOODLE = (
    '<quiz><question type="truefalse"><name><text>Et</text></name><questiontext format="html"><text>Er det?</text>'
    '</questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    "</question></quiz>"
)


@pytest.mark.parametrize(
    "data",
    [
        GIFT.encode(),
        GIFT.encode("utf-8-sig"),
        GIFT.encode("utf-16"),
        MOODLE.encode(),
        MOODLE.encode("utf-16"),
        write_item(examples.single(), "Et")[0],
        write_package([("Et", examples.single())]).data,
    ],
)
def test_a_file_is_known_by_what_is_in_it(data):
    assert [question.name for question in read_question_file("hvadsomhelst", data).questions] == ["Et"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"Hej", "unknown_format"),
        ("Hvad? {=\xe6}".encode("cp1252"), "unknown_encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00{", "unknown_encoding"),
        (b"<svg/>", "unknown_format"),
        (manifest("a.xml").encode(), "manifest_alone"),
        (b"<quiz>", "not_xml"),
        (b"PK\x03\x04 no zip", "bad_zip"),
        (b" " * 5_000_001, "too_big"),
    ],
)
def test_what_is_no_file_of_questions_is_refused(data, reason):
    with pytest.raises(UnreadableFile) as caught:
        read_question_file("x", data)
    assert caught.value.reason == reason


@holds_always
@given(data=st.binary(max_size=200) | st.sampled_from([b"<a>", b"PK\x03\x04", b"::x:: {"]).map(lambda start: start * 3))
def test_whatever_the_bytes_are_nothing_else_escapes(data):
    try:
        assert isinstance(read_question_file("x", data), ImportedFile)
    except UnreadableFile as fault:
        assert fault.reason
