"""What values and points are worth. Rules D1 to D4: where engines disagree, this is what holds here."""

import pytest

from tests.unit.grading.qti.items import area_mapping, item, mapping, outcome, response, score, value_of

MAP = '<mapResponse identifier="RESPONSE"/>'
MAP_POINT = '<mapResponsePoint identifier="RESPONSE"/>'


def mapped(given, entries, attributes="", *, base_type="identifier", cardinality="multiple"):
    declared = response(base_type=base_type, cardinality=cardinality, more=mapping(entries, attributes=attributes))
    return value_of(MAP, responses=[declared], given={"RESPONSE": given})


def pointed(given, entries, attributes="", *, cardinality="multiple"):
    declared = response(base_type="point", cardinality=cardinality, more=area_mapping(entries, attributes=attributes))
    return value_of(MAP_POINT, responses=[declared], given={"RESPONSE": given})


def test_each_value_without_an_entry_adds_the_default():
    assert mapped(["A", "X", "Y"], {"A": 1}, 'defaultValue="-0.25"') == 0.5


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, -1),
        ([], -1),
        ([""], -1),
        ([None], -1),
        (["", ""], -1),
        (["", None], -1),
        (["Right", ""], 0),
        (["", "right", None], 0),
        (["Right", "right"], 2),
        (["RIGHT", "RIGHT"], 1),
    ],
)
def test_a_blank_text_in_a_container_is_worth_what_nothing_is(given, expected):
    """qti-sdk, test/qtismtest/runtime/expressions/MapResponseProcessorTest.php, empty map entries."""
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{worth}" caseSensitive="false"/>'
        for key, worth in {"": -1, "Right": 1}.items()
    )
    declared = response(
        base_type="string", cardinality="multiple", more=f'<mapping lowerBound="-1">{entries}</mapping>'
    )
    read = item(declared, outcome(), rules=score('<mapResponse identifier="RESPONSE"/>'))
    assert read.process({"RESPONSE": given}) == {"SCORE": expected}


@pytest.mark.parametrize(
    ("keys", "given", "expected"),
    [
        (['mapKey="1"', 'mapKey="1"'], "1", 4),
        (['mapKey="1"', 'mapKey="01"'], "1", 4),
        (['mapKey="1"', 'mapKey="2"'], "1", 1.5),
    ],
)
def test_entries_with_the_same_key_are_added_up(keys, given, expected):
    """qti-sdk, test/qtismtest/runtime/expressions/MapResponseProcessorTest.php, identical map keys."""
    entries = "".join(
        f'<mapEntry {key} mappedValue="{worth}"/>' for key, worth in zip(keys, ("1.5", "2.5"), strict=True)
    )
    single = response(base_type="integer", more=f"<mapping>{entries}</mapping>")
    several = response(base_type="integer", cardinality="multiple", more=f"<mapping>{entries}</mapping>")
    assert value_of(MAP, responses=[single], given={"RESPONSE": given}) == expected
    assert value_of(MAP, responses=[several], given={"RESPONSE": [given, given]}) == expected


@pytest.mark.parametrize(
    ("keys", "given", "expected"),
    [(("York", "York"), "york", 4), (("York", "york"), "york", 1.5), (("York", "Leeds"), "LEEDS", 2.5)],
)
def test_without_regard_to_case_only_the_very_same_key_is_added(keys, given, expected):
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{worth}" caseSensitive="false"/>'
        for key, worth in zip(keys, ("1.5", "2.5"), strict=True)
    )
    declared = response(base_type="string", more=f"<mapping>{entries}</mapping>")
    assert value_of(MAP, responses=[declared], given={"RESPONSE": given}) == expected


def test_a_repeated_value_counts_once_also_without_an_entry():
    assert mapped(["A", "A", "X", "X"], {"A": 1}, 'defaultValue="-0.25"') == 0.75


@pytest.mark.parametrize(("given", "worth"), [(["A"], 2), (["A", "B"], 15), (["A", "B", "X"], 15), (["X"], 2)])
def test_the_bounds_come_after_the_sum(given, worth):
    # pie-qti, item-player/tests/conformance/fixtures/mapResponse_bounds_default_duplicates
    bounds = 'lowerBound="2" upperBound="15" defaultValue="1"'
    assert mapped(given, {"A": 1.5, "B": 15}, bounds) == worth


def test_bounds_hold_for_a_single_value_too():
    # qti-sdk, test/qtismtest/runtime/expressions/MapResponseProcessorTest.php, testLowerBoundSingleCardinality
    entries = {"low": -2, "high": 2}
    bounds = 'lowerBound="-1" upperBound="1"'
    assert mapped("low", entries, bounds, base_type="string", cardinality="single") == -1
    assert mapped("high", entries, bounds, base_type="string", cardinality="single") == 1


def test_no_answer_counts_as_one_value_without_an_entry():
    # qti-sdk, the same file, testSimple: only where the item itself does not ask isNull first
    assert mapped(None, {"0": 1, "1": 2}, 'defaultValue="3"', base_type="integer", cardinality="single") == 3
    assert mapped([], {"A": 2}, 'defaultValue="3"') == 3


@pytest.mark.parametrize("given", [None, ""])
def test_no_text_and_the_empty_text_are_one_key(given):
    # qti-sdk, the same file, testEmptyMapEntryForStringSingleCardinality
    assert mapped(given, {"": -1, "Right": 1}, base_type="string", cardinality="single") == -1


def test_case_counts_unless_the_entry_says_otherwise():
    entries = (
        '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1"/>'
        '<mapEntry mapKey="Leeds" mappedValue="2" caseSensitive="false"/></mapping>'
    )
    declared = response(base_type="string", more=entries)

    def worth(text):
        return value_of(MAP, responses=[declared], given={"RESPONSE": text})

    assert [worth(text) for text in ("York", "york", "Leeds", "lEEDS", "Hull")] == [1, 0, 2, 2, 0]


def test_numbers_are_mapped_by_what_they_are_not_how_they_are_written():
    assert mapped("5.0", {"5": 1}, base_type="float", cardinality="single") == 1
    assert mapped("05", {"5": 1}, base_type="integer", cardinality="single") == 1


def test_a_key_that_is_no_value_of_the_type_is_never_met():
    assert mapped("5", {"five": 7, "5": 1}, base_type="integer", cardinality="single") == 1


def test_a_pair_is_worth_the_same_from_either_end_and_a_directed_pair_is_not():
    assert mapped(["B A", "C D"], {"A B": 1.5, "C D": 2.5}, base_type="pair", cardinality="ordered") == 4
    assert mapped(["B A"], {"A B": 1}, base_type="directedPair") == 0


FOUR = [("rect", "0,0,2,2", 1), ("rect", "0,3,2,5", 2), ("circle", "10,10,2", 4)]


def test_each_area_counts_once_and_each_point_outside_adds_the_default():
    assert pointed(["1 1", "2 2"], FOUR) == 1
    assert pointed(["1 1", "1 4"], FOUR) == 3
    assert pointed(["1 1", "50 50", "60 60"], FOUR, 'defaultValue="-0.25"') == 0.5
    assert pointed(["50 50", "50 50"], FOUR, 'defaultValue="-1"') == -1


def test_a_point_in_two_areas_is_in_the_first():
    overlapping = [("rect", "0,0,10,10", 1), ("circle", "5,5,3", 2)]
    assert pointed(["5 5"], overlapping) == 1
    assert pointed(["5 5", "6 6"], overlapping, 'defaultValue="9"') == 1


def test_the_bounds_of_areas_come_after_the_sum():
    assert pointed(["1 1", "1 4"], FOUR, 'upperBound="2.5"') == 2.5
    assert pointed(["50 50"], FOUR, 'lowerBound="-1" defaultValue="-5"') == -1


def test_a_single_point_and_no_point():
    # qtiworks, jqtiplus, node/item/MapResponsePointTest.java
    assert pointed("1 1", FOUR, 'defaultValue="-1"', cardinality="single") == 1
    assert pointed("20 20", FOUR, 'defaultValue="-1"', cardinality="single") == -1
    assert pointed(None, FOUR, 'defaultValue="-1"', cardinality="single") == -1


def test_nothing_is_mapped_where_no_mapping_is_declared():
    assert value_of(MAP, responses=[response()], given={"RESPONSE": "A"}) == 0
    assert value_of(MAP_POINT, responses=[response(base_type="point")], given={"RESPONSE": "1 1"}) == 0
    assert value_of(MAP) == 0
