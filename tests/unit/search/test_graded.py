"""What a graded set may look like, and what is said to whoever wrote a bad one."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.graded import Unreadable, read
from tests.search_quality.sets import PARTS, part

DOC = {"id": "a", "question": "Hvad?", "answer": "Det."}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def a_set(**more) -> str:
    return json.dumps({"docs": [DOC], **more})


def refused(text: str) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(text)
    return str(refusal.value)


def test_what_a_set_leaves_out_is_empty():
    found = read(a_set())
    assert found.docs[0].law == found.queries == found.as_of == ()
    assert found.docs[0].valid_from is None


def test_a_replaced_document_ends_the_day_before_its_successor_begins():
    old = {**DOC, "id": "old", "superseded_by": "a"}
    new = {**DOC, "valid_from": "2024-06-01"}
    [_, open_end] = read(json.dumps({"docs": [new, old]})).docs
    [_, too_late] = read(json.dumps({"docs": [new, {**old, "valid_to": "2030-01-01"}]})).docs
    [_, early] = read(json.dumps({"docs": [new, {**old, "valid_to": "2024-01-31"}]})).docs
    assert open_end.valid_to == too_late.valid_to == dt.date(2024, 5, 31)
    assert early.valid_to == dt.date(2024, 1, 31)


def test_each_fault_is_told_with_its_place():
    assert "not JSON" in refused("{")
    assert "one object" in refused("[]")
    assert "docs must be a list" in refused('{"docs": {}}')
    assert "docs[0].id" in refused('{"docs": [{}]}')
    assert "Two docs have the id “a”" in refused(json.dumps({"docs": [DOC, DOC]}))
    assert "queries[0] must be an object" in refused(a_set(queries=["støtte"]))
    assert "queries[0].q" in refused(a_set(queries=[{"q": 3}]))
    assert "grade from 0 to 3" in refused(a_set(queries=[{"q": "x", "rel": {"a": 4}}]))
    assert "not in docs: “b”" in refused(a_set(queries=[{"id": "1", "q": "x", "rel": {"b": 2}}]))
    assert "as_of[0].as_of must be a day" in refused(a_set(as_of=[{"q": "x", "as_of": "31.1.2026"}]))
    assert "as_of[0].as_of is missing" in refused(a_set(as_of=[{"q": "x"}]))


@given(
    st.text()
    | anything.map(json.dumps)
    | st.dictionaries(st.sampled_from(["docs", "queries"]), anything).map(json.dumps)
)
def test_whatever_the_file_holds_it_is_read_or_refused(text):
    try:
        read(text)
    except Unreadable as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.slow
def test_our_own_set_is_one_and_its_parts_share_no_query():
    parts = [read(json.dumps(part(name))) for name in PARTS]
    assert len(parts[0].docs) >= 100
    assert all(each.docs == parts[0].docs for each in parts)
    asked = [query.q.lower() for each in parts for query in each.queries]
    assert len(asked) == len(set(asked))
    assert all(any(grade >= 2 for grade in query.rel.values()) for each in parts for query in each.queries)
