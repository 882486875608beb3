"""Items that are written more loosely than QTI allows, and whose meaning is plain all the same.

Each form was met in pie-qti, packages/item-player/tests/conformance/fixtures, or in the exports that
Citolab/qti-scoring-engine, Scoring.Tests/Resources, scores; what they expect is repeated with other values.
"""

import pytest

from grading.imported import UnreadableFile
from grading.qti import read_item
from tests.unit.grading.qti.items import base, item, mapping, outcome, response, score, value_of, variable, xml
from tests.unit.grading.qti.test_expressions import FALSE, NULL, TRUE, identifiers, numbers, of

LETTERS = identifiers("ordered", "A", "B", "B", "C")


def text(said):
    return base(said, "string")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (of("isNotNull", base(0)), True),
        (of("isNotNull", NULL), False),
        (of("isNotNull", of("multiple")), False),
        (of("notEqual", *numbers(1, 2)), True),
        (of("notEqual", *numbers(2, 2)), False),
        (of("notEqual", NULL, base(1)), None),
        (of("allN", TRUE, FALSE, NULL, max="1"), True),
        (of("allN", TRUE, TRUE, max="1"), False),
        (of("allN", TRUE, TRUE, min="2", max="2"), True),
        (of("allN", FALSE, min="1"), False),
        (of("allN", FALSE, max="1"), True),
        (of("allN", FALSE, min="{NOWHERE}"), None),
        (of("mod", *numbers(7, 2)), 1),
        (of("mean", of("multiple", *numbers(1, 2, 6))), 3),
        (of("sampleVariance", of("multiple", *numbers(1, 2, 3))), 1),
        (of("substring", text("ABCDE"), base(2), base(3)), "BCD"),
        (of("substring", text("ABCDE"), base(5), base(3)), "E"),
        (of("substring", text("ABCDE"), base(0), base(3)), None),
        (of("substring", text("ABCDE"), base(1), base(-1)), None),
        (of("index", LETTERS, base(4, "integer")), "C"),
        (of("index", LETTERS, base(5, "integer")), None),
        (of("patternMatch", text("aB"), text("ab"), caseSensitive="false"), True),
        (of("patternMatch", text("aB"), text("ab"), caseSensitive="true"), False),
        (of("patternMatch", text("aB"), text("[a-z]B")), True),
        (of("equal", TRUE, TRUE), True),
        (of("equal", TRUE, FALSE), False),
        (of("equal", text("yes"), text("yes")), True),
        (of("equal", text("yes"), text("no")), False),
        (of("equal", text("yes"), base(1)), None),
        (of("equalRounded", *numbers("3.175", "3.183"), roundingMode="significantFigure", figures="3"), True),
        (of("equalRounded", *numbers("3.1749", "3.183"), roundingMode="significantFigure", figures="3"), False),
        (of("roundTo", base("0.125"), roundingMode="decimalPlace", figures="2"), 0.13),
        (of("deleteValue", LETTERS, base("B", "identifier")), ["A", "C"]),
        (of("deleteValue", LETTERS, base("D", "identifier")), ["A", "B", "B", "C"]),
        (of("deleteValue", identifiers("multiple", "A"), base("A", "identifier")), None),
        (of("customOperator", text("  rek "), definition="depcp:Trim"), "rek"),
        (of("customOperator", text("crème"), definition="questify:ToAscii"), "creme"),
        (of("customOperator", text(" 0,6300"), definition="depcp:ParseCommaDecimal"), 0.63),
        (of("customOperator", text("about 1"), definition="depcp:ParseCommaDecimal"), None),
        (of("customOperator", base(5), definition="depcp:Trim"), 5),
    ],
)
def test_operators_in_loose_forms(expression, expected):
    assert value_of(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (of("repeat", base("A", "identifier"), numberRepeats="3"), ["A"] * 3),
        (of("repeat", identifiers("ordered", "A", "B"), NULL, numberRepeats="2"), ["A", "B", "A", "B"]),
        (of("repeat", base("A", "identifier"), numberRepeats="1"), ["A"]),
        (of("repeat", base("A", "identifier"), numberRepeats="0"), None),
        (of("repeat", base("A", "identifier"), numberRepeats="10000"), ["A"] * 10_000),
        (of("repeat", base("A", "identifier"), numberRepeats="10001"), None),
        (of("repeat", NULL, numberRepeats="2"), None),
    ],
)
def test_values_are_repeated_in_a_row(expression, expected):
    """QTI 2.1, repeat; Citolab/qti-scoring-engine, ContainerOperatorTests.cs."""
    assert value_of(expression) == expected


def test_a_record_is_built_and_a_field_of_it_taken():
    record = of(
        "record",
        of("fieldValue", base(42, "integer"), fieldIdentifier="x"),
        of("fieldValue", NULL, fieldIdentifier="y"),
    )
    assert value_of(of("fieldValue", record, fieldIdentifier="x")) == 42
    assert value_of(of("fieldValue", record, fieldIdentifier="y")) is None


def test_a_table_may_stand_beside_what_is_looked_up():
    table = '<matchTable defaultValue="9"><matchTableEntry sourceValue="1" targetValue="2"/></matchTable>'
    assert value_of(of("lookupTable", base(1), table)) == 2
    assert value_of(of("lookupTable", base(5), table)) == 9
    assert value_of(of("lookupTable", variable("numAttempts"), table)) == 2
    assert value_of(of("lookupTable", base(5), table.replace("matchTable", "interpolationTable"))) == 2


@pytest.mark.parametrize(
    "expression",
    [
        of("record"),
        of("record", of("fieldValue", fieldIdentifier="x")),
        of("lookupTable", base(1)),
        of("lookupTable", "<matchTable/>"),
    ],
)
def test_half_a_record_or_table_is_refused(expression):
    with pytest.raises(UnreadableFile, match="wrong number of operands"):
        item(outcome(), rules=score(expression))


def test_case_is_said_once_for_a_whole_mapping_and_an_entry_may_differ():
    entries = (
        '<mapEntry mapKey="Hello" mappedValue="2" caseSensitive="true"/><mapEntry mapKey="world" mappedValue="1"/>'
    )
    declared = response(base_type="string", more=f'<mapping caseSensitive="false">{entries}</mapping>')
    read = item(declared, outcome(), rules=score('<mapResponse identifier="RESPONSE"/>'))
    told = [read.process({"RESPONSE": said})["SCORE"] for said in ("Hello", "HELLO", "WORLD", "x")]
    assert told == [2, 0, 1, 0]


def test_case_counts_in_a_mapping_that_says_nothing():
    read = item(
        response(base_type="string", more=mapping({"a": 1})),
        outcome(),
        rules=score('<mapResponse identifier="RESPONSE"/>'),
    )
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 0.0}


def test_a_default_may_be_an_attribute():
    declared = '<outcomeDeclaration identifier="OK" cardinality="single" baseType="boolean" defaultValue="true"/>'
    assert item(declared).process({}) == {"OK": True}


OUTCOMES = (
    "<outcomeProcessing><outcomeCondition><outcomeIf><match><variable identifier='RESPONSE'/>"
    "<baseValue baseType='identifier'>A</baseValue></match><setOutcomeValue identifier='SCORE'>"
    "<baseValue baseType='float'>3</baseValue></setOutcomeValue></outcomeIf></outcomeCondition><exitTest/>"
    "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>9</baseValue></setOutcomeValue>"
    "</outcomeProcessing></assessmentItem>"
)


def with_outcome_processing(rules):
    return xml(response(), outcome(), rules=rules).replace(b"</assessmentItem>", OUTCOMES.encode())


def test_an_items_own_outcome_processing_follows_its_response_processing():
    read = read_item(with_outcome_processing(score(base(1)) + "<exitResponse/>"))
    assert read.has_rules
    assert read.process({"RESPONSE": "A"}) == {"SCORE": 3.0}
    assert read.process({"RESPONSE": "B"}) == {"SCORE": 1.0}


def test_outcome_processing_that_needs_a_test_is_refused():
    data = with_outcome_processing("").replace(
        b"<exitTest/>",
        b"<setOutcomeValue identifier='SCORE'><sum><testVariables variableIdentifier='SCORE'/></sum></setOutcomeValue>",
    )
    with pytest.raises(UnreadableFile, match="unsupported expression"):
        read_item(data)


def test_a_variable_that_was_not_declared_counts_as_nothing():
    assert value_of(of("isNotNull", variable("NOWHERE"))) is False
