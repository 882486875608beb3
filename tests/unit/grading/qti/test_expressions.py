"""What each operator gives, NULL included. The rules are QTI 2.1's, chapter 15; examples in it are repeated here."""

import pytest

from grading.imported import UnreadableFile
from grading.qti import read_item
from grading.qti.values import Pair
from tests.unit.grading.qti.items import area_mapping, base, item, outcome, response, score, value_of, variable, xml

NULL = "<null/>"
TRUE = base("true", "boolean")
FALSE = base("false", "boolean")


def of(name, *operands, **attributes):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(operands)}</{name}>"


def numbers(*values):
    return [base(value) for value in values]


def identifiers(kind, *values):
    return of(kind, *[base(value, "identifier") for value in values])


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (of("sum", *numbers(1, 2, "0.5")), 3.5),
        (of("sum", of("multiple", *numbers(1, 2)), base(3)), 6),
        (of("sum", base(1), NULL), None),
        (of("product", *numbers(2, 3, "0.5")), 3),
        (of("product", base(2), NULL), None),
        (of("min", *numbers(2, -3, 5)), -3),
        (of("max", of("ordered", *numbers(2, -3, 5)), base(4)), 5),
        (of("subtract", *numbers(2, 5)), -3),
        (of("divide", *numbers(1, 4)), 0.25),
        (of("divide", *numbers(1, 0)), None),
        (of("divide", NULL, base(1)), None),
        (of("integerDivide", *numbers(-7, 2)), -4),
        (of("integerDivide", *numbers(7, 0)), None),
        (of("integerModulus", *numbers(-7, 2)), 1),
        (of("integerModulus", *numbers(7, 0)), None),
        (of("power", *numbers(2, 10)), 1024),
        (of("power", *numbers(2, -2)), 0.25),
        (of("power", *numbers(9, "0.5")), 3),
        (of("power", *numbers(-9, "0.5")), None),
        (of("power", *numbers(0, -1)), None),
        (of("power", *numbers(0, "0.5")), 0),
        (of("power", *numbers(10, 1_000_000_000)), None),
        (of("power", *numbers(10, "400.5")), None),
        (of("round", base("6.5")), 7),
        (of("round", base("-6.5")), -6),
        (of("round", base("6.49")), 6),
        (of("truncate", base("6.8")), 6),
        (of("truncate", base("-6.8")), -6),
        (of("integerToFloat", base(6, "integer")), 6),
        (of("gcd", *numbers(12, 18)), 6),
        (of("lcm", *numbers(4, 6)), 12),
        (of("roundTo", base("1.68572"), roundingMode="decimalPlaces", figures="2"), 1.69),
        (of("roundTo", base("-0.5"), roundingMode="decimalPlaces", figures="0"), -1),
        (of("roundTo", base("123456"), roundingMode="significantFigures", figures="2"), 120000),
        (of("roundTo", base("0.0012345"), roundingMode="significantFigures", figures="2"), 0.0012),
        (of("roundTo", base("999"), roundingMode="significantFigures", figures="2"), 1000),
        (of("roundTo", base(0), roundingMode="significantFigures", figures="2"), 0),
        (of("roundTo", base(5), roundingMode="significantFigures", figures="0"), None),
        (of("roundTo", base(5), roundingMode="decimalPlaces", figures="401"), None),
        (of("containerSize", identifiers("multiple", "A", "A", "B")), 3),
        (of("containerSize", NULL), 0),
        (of("containerSize", of("multiple")), 0),
        (of("index", of("ordered", *numbers(7, 8, 9)), n="1"), 7),
        (of("index", of("ordered", *numbers(7, 8, 9)), n="3"), 9),
        (of("index", of("ordered", *numbers(7, 8, 9)), n="4"), None),
        (of("index", of("ordered", *numbers(7, 8, 9)), n="0"), None),
        (of("sum", base("five", "string"), base(1)), None),
        (of("sum", base("5", "string"), base(1)), 6),
    ],
)
@pytest.mark.parametrize("version", ["2.2", "3.0"])
def test_numbers(expression, expected, version):
    read = item(outcome(more=""), rules=score(expression), version=version)
    assert read.process({}) == {"SCORE": expected}


def test_thirds_add_up_to_one():
    third = of("divide", *numbers(1, 3))
    assert value_of(of("equal", of("sum", third, third, third), base(1)), base_type="boolean") is True
    assert value_of(of("sum", third, third, third), base_type="float") == 1.0


def test_tenths_add_up_without_binary_dust():
    assert value_of(of("equal", of("sum", *numbers("0.1", "0.2")), base("0.3")), base_type="boolean") is True


def test_a_number_grown_beyond_every_score_is_null():
    huge = of("product", *[base("1e308")] * 8)
    assert value_of(huge) is None
    assert value_of(of("isNull", huge), base_type="boolean") is True


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (of("and", TRUE, TRUE), True),
        (of("and", TRUE, NULL), None),
        (of("and", FALSE, NULL), False),
        (of("or", FALSE, NULL), None),
        (of("or", TRUE, NULL), True),
        (of("or", FALSE, FALSE), False),
        (of("not", TRUE), False),
        (of("not", FALSE), True),
        (of("not", NULL), None),
        (of("isNull", NULL), True),
        (of("isNull", of("multiple")), True),
        (of("isNull", base("", "string")), True),
        (of("isNull", base(0)), False),
        (of("anyN", TRUE, TRUE, FALSE, min="1", max="2"), True),
        (of("anyN", TRUE, TRUE, TRUE, min="1", max="2"), False),
        (of("anyN", TRUE, FALSE, FALSE, min="2", max="2"), False),
        (of("anyN", TRUE, NULL, FALSE, min="1", max="2"), True),
        (of("anyN", TRUE, NULL, FALSE, min="2", max="2"), None),
        (of("anyN", TRUE, TRUE, NULL, min="1", max="2"), None),
        (of("lt", *numbers(1, 2)), True),
        (of("lt", *numbers(2, 2)), False),
        (of("lte", *numbers(2, 2)), True),
        (of("lte", *numbers(3, 2)), False),
        (of("gt", *numbers(3, 2)), True),
        (of("gt", *numbers(2, 2)), False),
        (of("gte", *numbers(2, 2)), True),
        (of("gte", *numbers(1, 2)), False),
        (of("gte", NULL, base(2)), None),
        (of("durationLT", base("PT59S", "duration"), base("PT1M", "duration")), True),
        (of("durationGTE", base("P1DT1H", "duration"), base("90000", "duration")), True),
        (of("match", base("A", "identifier"), base("A", "identifier")), True),
        (of("match", base("A", "identifier"), base("a", "identifier")), False),
        (of("match", base("A", "identifier"), NULL), None),
        (of("match", identifiers("multiple", "A", "B"), identifiers("multiple", "B", "A")), True),
        (of("match", identifiers("multiple", "A", "A", "B"), identifiers("multiple", "A", "B", "B")), False),
        (of("match", identifiers("multiple", "A", "A"), identifiers("multiple", "A")), False),
        (of("match", identifiers("ordered", "A", "B"), identifiers("ordered", "B", "A")), False),
        (of("match", identifiers("ordered", "A", "B"), identifiers("ordered", "A", "B")), True),
        (of("match", base("A B", "pair"), base("B A", "pair")), True),
        (of("match", base("A B", "pair"), base("A C", "pair")), False),
        (of("match", base("A B", "directedPair"), base("B A", "directedPair")), False),
        (of("match", TRUE, base(1, "integer")), False),
        (of("match", base(1, "integer"), base("1.0")), True),
        (of("match", base("0.63", "string"), base("0.63")), True),
        (of("member", base("A", "identifier"), identifiers("multiple", "A", "B")), True),
        (of("member", base("C", "identifier"), identifiers("multiple", "A", "B")), False),
        (of("member", base("A", "identifier"), base("A", "identifier")), True),
        (of("member", NULL, identifiers("multiple", "A")), None),
        (of("contains", identifiers("multiple", "A", "B", "A"), identifiers("multiple", "A", "A")), True),
        (of("contains", identifiers("multiple", "A", "B"), identifiers("multiple", "A", "A")), False),
        (of("contains", identifiers("ordered", "A", "B", "C"), identifiers("ordered", "B", "C")), True),
        (of("contains", identifiers("ordered", "A", "B", "C"), identifiers("ordered", "A", "C")), False),
        (of("contains", identifiers("ordered", "A"), identifiers("ordered", "A", "C")), False),
        (of("stringMatch", base("Rek", "string"), base("rek", "string"), caseSensitive="true"), False),
        (of("stringMatch", base("Rek", "string"), base("rEK", "string"), caseSensitive="false"), True),
        (of("stringMatch", base("rek", "string"), base("re", "string"), caseSensitive="true"), False),
        (
            of("stringMatch", base("rek", "string"), base("re", "string"), caseSensitive="true", substring="true"),
            True,
        ),
        (of("stringMatch", base("a", "string"), NULL, caseSensitive="true"), None),
        (of("substring", base("Hell", "string"), base("Shell", "string"), caseSensitive="true"), False),
        (of("substring", base("Hell", "string"), base("Shell", "string"), caseSensitive="false"), True),
        (of("substring", base("Shell", "string"), base("hell", "string"), caseSensitive="true"), False),
        (of("patternMatch", base("b7", "string"), pattern="[a-c]\\d"), True),
        (of("patternMatch", base("ab7", "string"), pattern="[a-c]\\d"), False),
        (of("inside", base("5 5", "point"), shape="rect", coords="0,0,5,5"), True),
        (of("inside", base("6 5", "point"), shape="rect", coords="0,0,5,5"), False),
        (
            of("inside", of("multiple", base("9 9", "point"), base("1 1", "point")), shape="rect", coords="0,0,5,5"),
            True,
        ),
        (of("inside", base("A", "identifier"), shape="rect", coords="0,0,5,5"), None),
    ],
)
@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_true_false_or_neither(expression, expected, version):
    read = item(outcome(base_type="boolean"), rules=score(expression), version=version)
    assert read.process({}) == {"SCORE": expected}


@pytest.mark.parametrize(
    ("first", "second", "attributes", "expected"),
    [
        (10, 10, {}, True),
        (10, "10.0001", {"toleranceMode": "exact"}, False),
        (10, 9, {"toleranceMode": "absolute", "tolerance": "1"}, True),
        (10, 11, {"toleranceMode": "absolute", "tolerance": "1"}, True),
        (10, "11.001", {"toleranceMode": "absolute", "tolerance": "1"}, False),
        (10, "8.5", {"toleranceMode": "absolute", "tolerance": "2 1"}, True),
        (10, "11.5", {"toleranceMode": "absolute", "tolerance": "2 1"}, False),
        (10, 9, {"toleranceMode": "absolute", "tolerance": "1", "includeLowerBound": "false"}, False),
        (10, 11, {"toleranceMode": "absolute", "tolerance": "1", "includeLowerBound": "false"}, True),
        (10, 11, {"toleranceMode": "absolute", "tolerance": "1", "includeUpperBound": "false"}, False),
        (10, 9, {"toleranceMode": "absolute", "tolerance": "1", "includeUpperBound": "false"}, True),
        (10, 19, {"toleranceMode": "relative", "tolerance": "90"}, True),
        (10, "19.1", {"toleranceMode": "relative", "tolerance": "90"}, False),
        (10, 1, {"toleranceMode": "relative", "tolerance": "90"}, True),
        (-10, -11, {"toleranceMode": "relative", "tolerance": "10"}, True),
        (-10, "-11.1", {"toleranceMode": "relative", "tolerance": "10"}, False),
        ("0.1", "0.11", {"toleranceMode": "relative", "tolerance": "10"}, True),
    ],
)
def test_equal_within_a_tolerance(first, second, attributes, expected):
    # qti-sdk, test/qtismtest/runtime/expressions/operators/EqualProcessorTest.php
    assert value_of(of("equal", *numbers(first, second), **attributes), base_type="boolean") is expected


def test_equal_is_null_when_an_operand_is_or_when_a_text_is_no_number():
    tolerant = {"toleranceMode": "absolute", "tolerance": "1"}
    for attributes in ({}, tolerant):
        assert value_of(of("equal", NULL, base(1), **attributes), base_type="boolean") is None
        assert value_of(of("equal", base("x", "string"), base(1), **attributes), base_type="boolean") is None


@pytest.mark.parametrize(
    ("first", "second", "mode", "figures", "expected"),
    [
        ("3.175", "3.183", "significantFigures", 3, True),
        ("3.175", "3.1749", "significantFigures", 3, False),
        ("1.68572", "1.69", "decimalPlaces", 2, True),
        ("1.68572", "1.68432", "decimalPlaces", 2, False),
        ("1.005", "1.01", "decimalPlaces", 2, True),
        ("2.675", "2.68", "decimalPlaces", 2, True),
    ],
)
def test_equal_rounded_rounds_decimals_a_half_up(first, second, mode, figures, expected):
    expression = of("equalRounded", *numbers(first, second), roundingMode=mode, figures=figures)
    assert value_of(expression, base_type="boolean") is expected


def test_containers_are_built_of_what_is_not_null():
    built = of("multiple", base("A", "identifier"), NULL, identifiers("multiple", "B", "A"))
    assert value_of(built, base_type="identifier", cardinality="multiple") == ["A", "B", "A"]
    assert value_of(of("ordered", NULL), base_type="identifier", cardinality="ordered") is None


def test_delete_takes_every_such_value_and_keeps_the_kind_of_container():
    left = of("delete", base("A", "identifier"), identifiers("ordered", "A", "B", "A", "C"))
    assert value_of(left, base_type="identifier", cardinality="ordered") == ["B", "C"]
    reversed_pair = of("match", left, identifiers("ordered", "C", "B"))
    assert value_of(reversed_pair, base_type="boolean") is False
    unordered = of("delete", base("A", "identifier"), identifiers("multiple", "A", "B", "C"))
    assert value_of(of("match", unordered, identifiers("multiple", "C", "B")), base_type="boolean") is True
    assert value_of(of("delete", base("A", "identifier"), identifiers("multiple", "A"))) is None


def test_a_parameter_may_be_a_variable():
    place = outcome("PLACE", "integer", more="<defaultValue><value>2</value></defaultValue>")
    for written in ("PLACE", "{PLACE}"):
        read = item(place, outcome(), rules=score(of("index", of("ordered", *numbers(7, 8)), n=written)))
        assert read.process({})["SCORE"] == 8.0


def test_a_variable_that_is_no_number_makes_the_operator_null():
    read = item(outcome(), rules=score(of("index", of("ordered", *numbers(7, 8)), n="NOWHERE")))
    assert read.process({})["SCORE"] is None


def test_correct_and_default_are_the_declared_ones():
    declared = response(correct=["A"], more="<defaultValue><value>B</value></defaultValue>")
    for name, expected in (("correct", "A"), ("default", "B")):
        expression = f'<{name} identifier="RESPONSE"/>'
        assert value_of(expression, responses=[declared], given={"RESPONSE": "C"}, base_type="identifier") == expected


def test_a_field_of_a_record():
    record = '<responseDeclaration identifier="RESPONSE" cardinality="record"/>'
    field = of("fieldValue", variable(), fieldIdentifier="floatValue")
    assert value_of(field, responses=[record], given={"RESPONSE": "1.5"}) == 1.5
    assert value_of(field, responses=[record], given={"RESPONSE": {"floatValue": 2.5}}) == 2.5
    assert value_of(field, responses=[record], given={"RESPONSE": "abc"}) is None
    assert value_of(of("fieldValue", base(1), fieldIdentifier="floatValue")) is None


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (of("customOperator", base(1)), "unsupported_expression"),
        ('<randomInteger min="1" max="6"/>', "unsupported_expression"),
        ("<numberCorrect/>", "unsupported_expression"),
        (of("not", TRUE, TRUE), "wrong_number_of_operands"),
        (of("subtract", base(1)), "wrong_number_of_operands"),
        (of("sum"), "wrong_number_of_operands"),
        (base("five"), "bad_value"),
        (base("x", "colour"), "bad_value"),
        ("<variable/>", "missing_attribute"),
        (of("index", of("ordered", base(1))), "missing_attribute"),
        (of("anyN", TRUE, min="1"), "missing_attribute"),
        (of("patternMatch", base("a", "string")), "missing_attribute"),
        (of("patternMatch", base("a", "string"), pattern="(a)\\1"), "unsupported_pattern"),
        (of("equal", *numbers(1, 2), toleranceMode="absolute"), "bad_value"),
        (of("equal", *numbers(1, 2), toleranceMode="vague", tolerance="1"), "bad_value"),
        (of("equal", *numbers(1, 2), toleranceMode="absolute", tolerance="1 2 3"), "bad_value"),
        (of("roundTo", base(1), roundingMode="upwards", figures="1"), "bad_value"),
        (of("inside", base("1 1", "point"), shape="star", coords="1,2"), "bad_area"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_when_the_item_is_read(expression, reason):
    with pytest.raises(UnreadableFile) as refused:
        item(outcome(), rules=score(expression))
    assert refused.value.reason == reason
    assert refused.value.line == 1


def test_points_are_mapped_only_for_points():
    declared = response(base_type="identifier", more=area_mapping([("rect", "0,0,1,1", 1)]))
    with pytest.raises(UnreadableFile, match="bad declaration"):
        item(declared, outcome(), rules=score('<mapResponsePoint identifier="RESPONSE"/>'))


def test_prefixes_comments_and_cdata_do_not_matter():
    text = xml(
        outcome(), rules=score(of("sum", base("<!-- a note --><![CDATA[ 2 ]]>"), base("\n  3\n"))), version="2.1"
    )
    prefixed = text.replace(b"</", b"</q:").replace(b"<assess", b"<q:assess").replace(b" xmlns=", b" xmlns:q=")
    for name in (b"outcomeDecl", b"itemBody", b"responseProc", b"setOutcome", b"sum", b"baseValue"):
        prefixed = prefixed.replace(b"<" + name, b"<q:" + name)
    assert b"<q:sum><q:baseValue" in prefixed
    assert read_item(prefixed).process({}) == {"SCORE": 5.0}
    without = text.replace(b' xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"', b"")
    assert read_item(without).process({}) == {"SCORE": 5.0}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0.5", "0.5"),
        ("1234.5", "1234.5"),
        ("-0.25", "-0.25"),
        ("12", "12"),
        ("1000000000000000.5", "1000000000000000"),
        ("true", "true"),
    ],
)
def test_a_number_compares_with_a_text_as_the_shortest_text_that_says_it(number, said):
    first = TRUE if number == "true" else base(number)
    for value in (first, of("multiple", first)):
        compared = of("stringMatch", value, base(said, "string"), caseSensitive="true")
        assert value_of(compared, base_type="boolean") is True


def test_several_values_are_no_text():
    compared = of("stringMatch", of("multiple", *numbers(1, 2)), base("1", "string"), caseSensitive="true")
    assert value_of(compared, base_type="boolean") is None


def test_marked_up_values_are_their_text_and_lines_around_them_do_not_count():
    value = '<baseValue baseType="string">{}</baseValue>'
    assert value_of(value.format("a <b>bold</b> word"), base_type="string") == "a bold word"
    assert value_of(value.format("\n  <b>bold</b>\n"), base_type="string") == "bold"
    assert value_of(value.format("  kept "), base_type="string") == "  kept "


def test_a_duration_is_a_number_of_seconds():
    assert value_of(base("P2DT3H4M5.5S", "duration")) == 2 * 86400 + 3 * 3600 + 4 * 60 + 5.5
    assert value_of(base("P1D", "duration")) == 86400
    assert value_of(base("90.5", "duration")) == 90.5


def test_a_pair_from_the_other_end_is_not_another_pair():
    first, same, other = Pair(("A", "B")), Pair(("B", "A")), Pair(("A", "C"))
    assert len({first, same, other}) == 2
    assert not first != same  # noqa: SIM202
    assert first != other
