import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.strict_json import BadJson, loads
from tests.unit.grading.strategies import holds_always, loose_text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NaN", "not_a_finite_number"),
        ("[-Infinity]", "not_a_finite_number"),
        ("1e999", "not_a_finite_number"),
        ("-1e999", "not_a_finite_number"),
        ("9" * 5_000, "not_a_finite_number"),
        ('{"a": 1, "a": 2}', "doubled_key"),
        ('[{"a": 1, "\\u0061": 2}]', "doubled_key"),
        ("[" * 100_000, "too_big"),
        ("[" * 60_000, "too_deep"),
        ("[" * 9 + "]" * 9, "too_deep"),
        ('{"a":' * 9 + "1" + "}" * 9, "too_deep"),
        ('"' + "æ" * 40_000 + '"', "too_big"),
        (b'"' + b"a" * 70_000 + b'"', "too_big"),
        (b"\xff\xfe", "not_utf8"),
        ('"\ud800"', "not_utf8"),
        ('"\\ud800"', "unstorable_text"),
        ('["a\\u0000"]', "unstorable_text"),
        ('{"a\\u0000": 1}', "unstorable_text"),
        ("", "not_json"),
        ("{'a': 1}", "not_json"),
        ("[1,]", "not_json"),
        ("1 2", "not_json"),
        ("\ufeff1", "not_json"),
        ('"line\nbreak"', "not_json"),
    ],
)
def test_what_python_lets_through_is_refused(text, reason):
    with pytest.raises(BadJson) as caught:
        loads(text)
    assert caught.value.reason == reason
    assert str(caught.value) == reason


def test_brackets_inside_text_are_not_depth():
    text = json.dumps({"svar": '[[[[[[[[[[{{{"\\'})
    assert loads(text, max_depth=1) == {"svar": '[[[[[[[[[[{{{"\\'}


def test_lists_side_by_side_are_not_depth():
    assert loads("[[1], [2], [3]]", max_depth=2) == [[1], [2], [3]]


def test_bytes_and_text_read_alike():
    assert loads('{"å": [1, 0.5, null, true]}'.encode()) == {"å": [1, 0.5, None, True]}


def test_text_full_of_escaped_quotes_is_read_in_one_pass():
    """A scanner that backtracks needs minutes for this."""
    begun = time.process_time()
    with pytest.raises(BadJson):
        loads('"' + '\\"' * 30_000)
    assert time.process_time() - begun < 1


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | loose_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(loose_text, inner, max_size=3),
    max_leaves=6,
)


@holds_always
@given(values)
def test_plain_json_is_read_as_python_reads_it(value):
    assert loads(json.dumps(value), max_depth=10) == value


@holds_always
@given(st.text(max_size=40) | st.binary(max_size=40) | st.text('[]{}",:\\u0e1-', max_size=40))
def test_anything_is_read_or_refused(text):
    try:
        loads(text, max_depth=4)
    except BadJson:
        return
