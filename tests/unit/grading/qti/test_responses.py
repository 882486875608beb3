"""Responses are read as their declarations say, or refused with a reason."""

import pytest

from grading import BadResponse, ResponseFault
from tests.unit.grading.qti.items import item, outcome, response, score, variable


def echo(given, base_type="string", cardinality="single"):
    read = item(
        response("RESPONSE", base_type, cardinality),
        outcome("ECHO", base_type, cardinality),
        rules=score(variable(), "ECHO"),
    )
    return read.process({"RESPONSE": given})["ECHO"]


def fault(given, base_type="string", cardinality="single"):
    with pytest.raises(BadResponse) as refused:
        echo(given, base_type, cardinality)
    return refused.value.reason


@pytest.mark.parametrize(
    ("base_type", "given", "echoed"),
    [
        ("identifier", " A ", "A"),
        ("string", " A ", " A "),
        ("uri", "https://example.org", "https://example.org"),
        ("file", "drawing.png", "drawing.png"),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("boolean", "1", True),
        ("boolean", True, True),
        ("integer", "+05", 5),
        ("integer", 5, 5),
        ("float", "1.5", 1.5),
        ("float", "-.5e1", -5.0),
        ("float", "5", 5.0),
        ("float", 0.5, 0.5),
        ("float", 5, 5.0),
        ("point", "10 20", "10 20"),
        ("point", "10.5 20", "10.5 20"),
        ("pair", "B A", "B A"),
        ("directedPair", "  A   B ", "A B"),
        ("duration", "PT1M30.5S", 90.5),
        ("duration", "12", 12.0),
        ("string", "", None),
        ("integer", " ", None),
        ("identifier", ["A"], "A"),
        ("identifier", [], None),
        ("string", None, None),
    ],
)
def test_one_value(base_type, given, echoed):
    got = echo(given, base_type)
    assert got == echoed
    assert type(got) is type(echoed)


def test_containers_keep_order_and_repeats():
    assert echo(["B", "A", "B"], "identifier", "ordered") == ["B", "A", "B"]
    assert echo(["1", 2], "integer", "multiple") == [1, 2]
    assert echo("A", "identifier", "multiple") == ["A"]
    assert echo([], "identifier", "multiple") == []
    assert echo(None, "identifier", "multiple") is None
    assert echo("", "identifier", "multiple") is None


@pytest.mark.parametrize(
    ("base_type", "given"),
    [
        ("integer", 1.0),
        ("integer", True),
        ("integer", ["five"]),
        ("float", float("nan")),
        ("float", float("inf")),
        ("float", ["1,5"]),
        ("float", False),
        ("boolean", "yes"),
        ("boolean", 1),
        ("point", "10"),
        ("point", "10 x"),
        ("point", "1 2 3"),
        ("pair", "A"),
        ("directedPair", "A B C"),
        ("duration", "P1Y"),
        ("string", 5),
        ("string", {"A": "B"}),
        ("string", ["A", "B"]),
        ("identifier", [["A"]]),
        ("identifier", [None]),
        ("identifier", [""]),
    ],
)
def test_what_does_not_fit_the_declaration_is_refused(base_type, given):
    assert fault(given, base_type) is ResponseFault.WRONG_TYPE


@pytest.mark.parametrize(
    ("base_type", "written"),
    [
        ("integer", "1.5"),
        ("integer", "five"),
        ("integer", "100cm"),
        ("integer", "1" * 101),
        ("float", "1,5"),
        ("float", "NaN"),
        ("float", "inf"),
        ("float", "1e999"),
        ("float", "1e309"),
        ("float", "1" * 401),
        ("float", "0x10"),
        ("float", "1_000"),
        ("float", "١"),
    ],
)
def test_a_text_that_is_no_number_is_no_answer_where_one_number_is_asked_for(base_type, written):
    """Citolab/qti-scoring-engine, Scoring.Tests/ResponseProcessingTests/GeneralTests.cs: "100cm" scores 0."""
    assert echo(written, base_type) is None
    assert fault([written], base_type, "multiple") is ResponseFault.WRONG_TYPE


def test_the_longest_number_and_the_greatest_exponent_are_read():
    assert echo("1e308", "float") == 1e308
    assert echo("0" * 399 + "7", "float") == 7.0


def test_lengths_are_bounded():
    assert len(echo("x" * 100_000)) == 100_000
    assert fault("x" * 100_001) is ResponseFault.TOO_LONG
    assert len(echo(["A"] * 1000, "identifier", "multiple")) == 1000
    assert fault(["A"] * 1001, "identifier", "multiple") is ResponseFault.TOO_LONG
    assert fault(2**1000, "float") is ResponseFault.OUT_OF_RANGE


def test_a_text_entry_record_holds_the_text_and_the_number_in_it():
    record = '<responseDeclaration identifier="RESPONSE" cardinality="record"/>'
    read = item(record, '<outcomeDeclaration identifier="ECHO" cardinality="record"/>', rules=score(variable(), "ECHO"))

    def said(given):
        return read.process({"RESPONSE": given})["ECHO"]

    assert said("12") == {"stringValue": "12", "floatValue": 12, "integerValue": 12}
    assert said("1.5") == {"stringValue": "1.5", "floatValue": 1.5}
    assert said("x") == {"stringValue": "x"}
    assert said("") is None
    assert said({"a": True, "b": 0.5, "c": "x", "d": None}) == {"a": True, "b": 0.5, "c": "x", "d": None}
    for wrong in (["x"], 5, {"a": []}):
        with pytest.raises(BadResponse, match="wrong_type"):
            said(wrong)
    with pytest.raises(BadResponse, match="too_long"):
        said("x" * 100_001)


def test_a_response_to_nothing_that_is_declared_is_refused():
    read = item(response(), outcome())
    with pytest.raises(BadResponse, match="unknown_id"):
        read.process({"OTHER": "A"})
    assert read.process({"RESPONSE": "A", "numAttempts": "1", "duration": "5"}) == {"SCORE": 0.0}


@pytest.mark.parametrize("given", [None, [], "A", 5])
def test_responses_are_a_mapping(given):
    with pytest.raises(BadResponse, match="wrong_type"):
        item(response(), outcome()).process(given)


def test_a_response_left_out_takes_its_default_and_none_does_not():
    declared = response(more="<defaultValue><value>A</value></defaultValue>")
    read = item(declared, outcome("ECHO", "identifier"), rules=score(variable(), "ECHO"))
    assert read.process({}) == {"ECHO": "A"}
    assert read.process({"RESPONSE": None}) == {"ECHO": None}
    assert read.process({"RESPONSE": "B"}) == {"ECHO": "B"}


def test_one_item_processes_many_responses_and_remembers_none():
    read = item(response(), outcome("ECHO", "identifier"), rules=score(variable(), "ECHO"))
    assert [read.process({"RESPONSE": given})["ECHO"] for given in ("A", None, "B")] == ["A", None, "B"]
    assert read.process({}) == {"ECHO": None}
