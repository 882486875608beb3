"""Whatever comes in, an item is read or refused, and a response is processed or refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import BadResponse
from grading.imported import UnreadableFile
from grading.qti import Item, read_item
from grading.qti.expressions import OPERATORS
from tests.unit.grading.qti.items import area_mapping, item, mapping, outcome, response, score, xml
from tests.unit.grading.strategies import holds_always

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))
FILES = [xml(case["declarations"], rules=case["rules"]) for case in CASES]

BASE_TYPES = ["identifier", "boolean", "integer", "float", "string", "point", "pair", "directedPair", "duration", "uri"]
LEAF_NAMES = ["mapResponse", "variable", "correct", "default", "null"]

NAMES = {
    "mathOperator": ["sin", "csc", "cosh", "acos", "ln", "log", "exp", "sqrt", "floor", "signum", "abs"],
    "statsOperator": ["mean", "median", "sampleSD", "popVariance"],
}

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
typed = st.sampled_from(["A", "A B", "1 1", "5", "-2.5", "true", "PT1M", "1e300", "NaN", "1e999", "", " "])
raw_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | typed,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=2),
    max_leaves=6,
)

TYPED = [
    item(
        response(
            "RESPONSE",
            base_type,
            cardinality,
            more=mapping({"A": 1, "A B": 2, "5": 3}) + area_mapping([("rect", "0,0,2,2", 1)]),
        ),
        outcome("ECHO", base_type, cardinality),
        outcome(),
        rules=score('<variable identifier="RESPONSE"/>', "ECHO") + score('<mapResponse identifier="RESPONSE"/>'),
    )
    for base_type in BASE_TYPES
    for cardinality in ("single", "multiple", "ordered", "record")
]


def processed_or_refused(read, responses):
    try:
        outcomes = read.process(responses)
    except BadResponse:
        return
    json.dumps(outcomes, allow_nan=False)
    assert set(outcomes) == set(read.outcomes)


def read_or_refused(data):
    try:
        read = read_item(data)
    except UnreadableFile:
        return
    assert isinstance(read, Item)
    processed_or_refused(read, {})
    processed_or_refused(read, {"RESPONSE": ["A", "B"]})


@holds_always
@given(st.binary(max_size=200))
def test_any_bytes(data):
    read_or_refused(data)


@holds_always
@given(st.data())
def test_a_file_with_something_cut_out_and_something_put_in(data):
    file = data.draw(st.sampled_from(FILES))
    at = data.draw(st.integers(0, len(file)))
    length = data.draw(st.integers(0, 30))
    put = data.draw(st.binary(max_size=5) | words.map(str.encode))
    read_or_refused(file[:at] + put + file[at + length :])


@st.composite
def expressions(draw, depth=3):
    name = draw(st.sampled_from(["baseValue", *LEAF_NAMES] if depth == 0 else [*OPERATORS, *LEAF_NAMES]))
    attributes = {
        "identifier": draw(st.sampled_from(["RESPONSE", "OTHER", "SCORE", "NOWHERE"])),
        "n": draw(st.sampled_from(["1", "2", "SCORE", "0.5"])),
        "min": "1",
        "max": draw(st.sampled_from(["2", "RESPONSE"])),
        "figures": draw(st.sampled_from(["2", "-1", "SCORE", "1e300"])),
        "toleranceMode": draw(st.sampled_from(["exact", "relative", "absolute"])),
        "tolerance": draw(st.sampled_from(["1", "0.5 2", "SCORE RESPONSE"])),
        "roundingMode": draw(st.sampled_from(["significantFigures", "decimalPlaces"])),
        "pattern": draw(st.sampled_from(["a*", "(a+)+b", ".*", "\\w\\d"])),
        "shape": "circle",
        "coords": "1,1,1",
        "fieldIdentifier": "stringValue",
        "numberRepeats": draw(st.sampled_from(["0", "3", "1e300", "SCORE"])),
        "definition": draw(st.sampled_from(["depcp:Trim", "depcp:ToAscii", "depcp:ParseCommaDecimal"])),
        "name": draw(st.sampled_from(NAMES.get(name, ["none"]))),
    }
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    if name == "baseValue":
        return f'<{name} baseType="{draw(st.sampled_from(["string", "float", "identifier"]))}">5</{name}>'
    if name in LEAF_NAMES:
        return f"<{name}{written}/>"
    most = 1 if name in ("mathOperator", "patternMatch") else min(OPERATORS[name].most, 3)
    operands = draw(st.lists(expressions(depth=depth - 1), min_size=max(OPERATORS[name].least, 1), max_size=most))
    return f"<{name}{written}>{''.join(operands)}</{name}>"


@holds_always
@given(
    st.lists(expressions(), min_size=1, max_size=3),
    st.sampled_from(BASE_TYPES),
    st.sampled_from(["single", "multiple", "ordered", "record"]),
    raw_values,
)
def test_any_rules_on_any_types(found, base_type, cardinality, raw):
    """Operands of the wrong type, references to nowhere: a result, never an accident."""
    declared = response("RESPONSE", base_type, cardinality, more=mapping({"A": 1}))
    rules = "".join(
        score(expression)
        + f'<setResponseValue identifier="RESPONSE">{expression}</setResponseValue>'
        + score('<mapResponse identifier="RESPONSE"/>', "OTHER")
        for expression in found
    )
    for version in ("2.2", "3.0"):
        read = item(declared, outcome(), rules=rules, version=version)
        processed_or_refused(read, {"RESPONSE": raw})
        processed_or_refused(read, {"RESPONSE": raw, "duration": 5})


@holds_always
@given(st.sampled_from(TYPED), raw_values)
def test_any_response(read, raw):
    processed_or_refused(read, {"RESPONSE": raw})


@holds_always
@given(st.sampled_from(TYPED), raw_values)
def test_anything_for_responses(read, raw):
    processed_or_refused(read, raw)


@pytest.mark.parametrize("read", TYPED[:4])
def test_a_response_of_ten_megabytes_is_refused(read):
    with pytest.raises(BadResponse, match="too_long"):
        read.process({"RESPONSE": "x" * 10_000_000})
