"""Reading an item file: what is declared, and what is refused."""

import pytest

from grading.imported import UnreadableFile
from grading.qti import read_item
from grading.qti.declarations import MapEntry
from grading.qti.names import attribute, child, children, name_of
from grading.qti.values import Multiple
from tests.unit.grading.qti.items import area_mapping, item, mapping, outcome, response, xml


def refused(*declarations, **processing):
    with pytest.raises(UnreadableFile) as found:
        item(*declarations, **processing)
    return found.value


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "3.0"])
def test_an_item_says_who_it_is(version):
    body = '<choiceInteraction responseIdentifier="RESPONSE"><simpleChoice identifier="A"/></choiceInteraction>'
    read = item(response(correct=["A"]), outcome(), template="match_correct", version=version, body=body)
    assert (read.identifier, read.title, read.version, read.adaptive) == ("item", "An item", version, False)
    assert (read.line, read.language, read.template, read.has_rules) == (1, "", "match_correct", True)
    interaction = child(read.body, "choiceInteraction")
    assert attribute(interaction, "responseIdentifier") == "RESPONSE"
    assert [name_of(choice) for choice in children(interaction, "simpleChoice")] == ["simpleChoice"]


def test_an_item_without_a_namespace_is_known_by_its_spelling():
    assert read_item(b'<qti-assessment-item identifier="a"/>').version == "3.0"
    assert read_item(b'<assessmentItem identifier="a"/>').version == "2.1"


def test_language_and_adaptive_are_kept():
    read = read_item(b'\n<assessmentItem xml:lang="da" adaptive="true"/>')
    assert (read.language, read.adaptive, read.line, read.identifier, read.title) == ("da", True, 2, "", "")
    assert read.body is None


def test_an_item_inside_something_else_is_found():
    assert read_item(b'<package><x/><assessmentItem identifier="inner"/></package>').identifier == "inner"


def test_what_holds_no_item_is_refused():
    with pytest.raises(UnreadableFile) as found:
        read_item(b"\n<quiz/>")
    assert (found.value.reason, found.value.line) == ("not_an_item", 2)


def test_without_processing_outcomes_keep_their_defaults():
    default = "<defaultValue><value>7</value></defaultValue>"
    read = item(response(), outcome(more=default), outcome("LEVEL", "identifier"), outcome("N", "integer"))
    assert not read.has_rules
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 7.0, "LEVEL": None, "N": 0}


def test_only_a_single_number_starts_at_nought():
    kinds = [
        outcome("MANY", "float", "multiple"),
        outcome("WHEN", "duration"),
        outcome("YES", "boolean"),
        outcome("TEXT", "string"),
    ]
    assert item(*kinds).process({}) == {"MANY": None, "WHEN": None, "YES": None, "TEXT": None}


def test_a_container_has_its_default_whole():
    default = "<defaultValue><value>1</value><value>2</value></defaultValue>"
    assert item(outcome("MANY", "integer", "ordered", more=default)).process({}) == {"MANY": [1, 2]}


def test_a_declaration_keeps_its_key_mapping_and_areas():
    entries = (
        '<mapping defaultValue="-1" lowerBound="0">'
        '<mapEntry mapKey="a" mappedValue="0.5" caseSensitive="false"/></mapping>'
    )
    areas = area_mapping([("circle", "1,2,3", 2)], attributes='upperBound="4"')
    declared = item(response("R", "string", "multiple", correct=["a", "b"], more=entries + areas)).responses["R"]
    assert declared.correct == Multiple(["a", "b"])
    assert declared.mapping.entries == (MapEntry("a", declared.mapping.entries[0].worth, False),)
    assert (float(declared.mapping.entries[0].worth), declared.mapping.default) == (0.5, -1)
    assert (declared.mapping.lowest, declared.mapping.highest) == (0, None)
    area = declared.area_mapping.entries[0]
    assert (area.shape, area.coords, area.worth) == ("circle", "1,2,3", 2)
    assert (declared.area_mapping.default, declared.area_mapping.highest) == (0, 4)


def test_an_outcome_keeps_its_normal_bounds():
    declared = read_item(
        b'<assessmentItem><outcomeDeclaration identifier="SCORE" baseType="float" cardinality="single" '
        b'normalMinimum="-1" normalMaximum="3"/></assessmentItem>'
    ).outcomes["SCORE"]
    assert (declared.lowest, declared.highest) == (-1, 3)


def test_a_single_response_with_several_right_values_is_keyed_by_the_first():
    # moodle, question/format/qti_two/templates/textEntry.tpl writes such items
    assert item(response(correct=["A", "B"])).responses["RESPONSE"].correct == "A"


def test_a_record_has_typed_fields():
    declared = (
        '<outcomeDeclaration identifier="R" cardinality="record"><defaultValue>'
        '<value fieldIdentifier="n" baseType="integer">5</value><value fieldIdentifier="t" baseType="string">x</value>'
        "</defaultValue></outcomeDeclaration>"
    )
    assert item(declared).process({}) == {"R": {"n": 5, "t": "x"}}


def test_a_text_keeps_its_spaces_but_not_those_of_pretty_printing():
    assert item(response(base_type="string", correct=[" a "])).responses["RESPONSE"].correct == " a "
    assert item(response(base_type="string", correct=["\n   a b\n  "])).responses["RESPONSE"].correct == "a b"


@pytest.mark.parametrize(
    ("declaration", "reason"),
    [
        ('<responseDeclaration cardinality="single" baseType="identifier"/>', "bad_declaration"),
        ('<responseDeclaration identifier=" " cardinality="single" baseType="identifier"/>', "bad_declaration"),
        (response(base_type="colour"), "bad_declaration"),
        (response(cardinality="some"), "bad_declaration"),
        (response(base_type="integer", correct=["five"]), "bad_value"),
        (response(base_type="point", correct=["1"]), "bad_value"),
        (response(more=mapping({"A": "much"})), "bad_value"),
        (response(more='<mapping><mapEntry mapKey="A"/></mapping>'), "bad_value"),
        (response(more=mapping({"A": "1"}, attributes='defaultValue="x"')), "bad_value"),
        (response(more=area_mapping([("star", "1", 1)])), "bad_area"),
        (outcome(more="<defaultValue><value>NaN</value></defaultValue>"), "bad_value"),
        (outcome(more='<matchTable><matchTableEntry targetValue="1"/></matchTable>'), "bad_value"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(declaration, reason):
    fault = refused(declaration)
    assert (fault.reason, fault.line) == (reason, 1)


def test_two_variables_of_one_name_are_refused():
    template = '<templateDeclaration identifier="SCORE" cardinality="single" baseType="integer"/>'
    for second in (outcome(), template):
        fault = refused(outcome(), second)
        assert (fault.reason, fault.params) == ("doubled_identifier", {"identifier": "SCORE"})
    assert refused(outcome("RESPONSE"), response()).reason == "doubled_identifier"


def test_a_known_template_wins_and_an_unknown_one_does_not_hide_the_rules():
    rules = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">8</baseValue></setOutcomeValue>'
    text = xml(response(correct=["A"]), outcome(), rules=rules)
    known = text.replace(b"<responseProcessing>", b'<responseProcessing templateLocation="x/match_correct.xml">')
    assert read_item(known).process({"RESPONSE": "A"}) == {"SCORE": 1.0}
    unknown = text.replace(b"<responseProcessing>", b'<responseProcessing template="own.xml">')
    assert read_item(unknown).process({"RESPONSE": "A"}) == {"SCORE": 8.0}
    assert read_item(unknown).template == ""


def test_a_blank_key_is_no_key():
    assert item(response(base_type="integer", correct=[" "])).responses["RESPONSE"].correct is None
    assert item(response(cardinality="multiple", correct=["", "A"])).responses["RESPONSE"].correct == Multiple(["A"])
    blank = item(response(cardinality="multiple", correct=[""]), outcome(), template="match_correct")
    assert blank.process({"RESPONSE": []}) == {"SCORE": 0.0}
    assert item(response(base_type="string", correct=[""])).responses["RESPONSE"].correct == ""
