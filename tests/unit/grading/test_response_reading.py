import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import BadResponse, grade, read_question, read_response, review, write_response
from tests.unit.grading import examples
from tests.unit.grading.strategies import anything, holds_always, questions, raw_responses

NAN = float("nan")


@pytest.mark.parametrize(
    ("make", "raw", "reason"),
    [
        (examples.single, 7, "wrong_type"),
        (examples.single, ["p2"], "wrong_type"),
        (examples.single, [], "wrong_type"),
        (examples.single, {}, "wrong_type"),
        (examples.single, False, "wrong_type"),
        (examples.single, "p3", "unknown_id"),
        (examples.single, " p2", "unknown_id"),
        (examples.single, "p2\x00", "unknown_id"),
        (examples.single, "p" * 65, "too_long"),
        (examples.multiple, "p2", "wrong_type"),
        (examples.multiple, {"p2": True}, "wrong_type"),
        (examples.multiple, [["p2"]], "wrong_type"),
        (examples.multiple, [None], "wrong_type"),
        (examples.multiple, ["p2", "p2"], "doubled_id"),
        (examples.multiple, ["p2", "xx"], "unknown_id"),
        (examples.multiple, ["p2"] * 5, "too_long"),
        (examples.true_false, 1, "wrong_type"),
        (examples.true_false, "true", "wrong_type"),
        (examples.true_false, NAN, "wrong_type"),
        (examples.match, ["r1", "my"], "wrong_type"),
        (examples.match, {1: "my"}, "wrong_type"),
        (examples.match, {"r1": False}, "wrong_type"),
        (examples.match, {"r1": ["my"]}, "wrong_type"),
        (examples.match, {"r9": "my"}, "unknown_id"),
        (examples.match, {"r9": None}, "unknown_id"),
        (examples.match, {"r1": "r1"}, "unknown_id"),
        (examples.match, {f"r{n}": "my" for n in range(5)}, "too_long"),
        (examples.order, ["q3", "q3", "a8", "m5"], "doubled_id"),
        (examples.order, ["q3", "a8", "m5", "xx"], "unknown_id"),
        (examples.rating, True, "wrong_type"),
        (examples.rating, 2.0, "wrong_type"),
        (examples.rating, NAN, "wrong_type"),
        (examples.rating, "2", "wrong_type"),
        (examples.rating, -1, "out_of_range"),
        (examples.rating, 5, "out_of_range"),
        (examples.rating, 10**400, "out_of_range"),
    ],
)
def test_what_is_no_response_is_refused_by_name(make, raw, reason):
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(make()), raw)
    assert caught.value.reason == reason
    assert str(caught.value) == reason


@pytest.mark.parametrize("make", examples.ALL)
@pytest.mark.parametrize("raw", [None, ""])
def test_nothing_sent_is_unanswered(make, raw):
    assert not read_response(read_question(make()), raw).answered


@pytest.mark.parametrize(("make", "raw"), [(examples.multiple, []), (examples.order, []), (examples.match, {})])
def test_an_empty_list_is_unanswered_where_a_list_belongs(make, raw):
    assert not read_response(read_question(make()), raw).answered


@pytest.mark.parametrize(
    ("make", "raw", "written"),
    [
        (examples.single, "p2", "p2"),
        (examples.multiple, ["z4", "k7"], ["k7", "z4"]),
        (examples.true_false, False, False),
        (examples.match, {"r3": "ud", "r2": None, "r1": "bo"}, {"r1": "bo", "r3": "ud"}),
        (examples.order, ["m5", "q3", "c1", "a8"], ["m5", "q3", "c1", "a8"]),
        (examples.rating, 0, 0),
        (examples.rating, "not_assessed", None),
    ],
)
def test_equal_responses_are_written_alike(make, raw, written):
    question = read_question(make())
    assert write_response(question, read_response(question, raw)) == written


def test_a_hundred_thousand_brackets_deep_is_refused_and_not_climbed():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    for make in examples.ALL:
        with pytest.raises(BadResponse):
            read_response(read_question(make()), deep)
    while deep:  # taken apart from outside, because Python's own way of forgetting it recurses
        deep = deep[0]


def test_a_response_answers_only_its_own_kind_of_question():
    response = read_response(read_question(examples.true_false()), True)
    question = read_question(examples.rating())
    with pytest.raises(ValueError, match="a true_false response cannot answer a rating question"):
        grade(question, response)
    with pytest.raises(ValueError, match="cannot answer"):
        write_response(question, response)
    with pytest.raises(ValueError, match="cannot answer"):
        review(question, response, grade(question, read_response(question, 2)))


@holds_always
@given(questions, anything)
def test_anything_is_read_or_refused(question, raw):
    try:
        response = read_response(question, raw)
    except BadResponse:
        return
    grade(question, response)


@holds_always
@given(st.data())
def test_known_ids_in_unknown_shapes_are_read_or_refused(data):
    """Nearer the mark than anything at all: the right ids and values, wrongly put together."""
    question = read_question(data.draw(st.sampled_from(examples.ALL))())
    pieces = st.sampled_from(["k7", "p2", "q3", "a8", "m5", "c1", "r1", "r2", "my", "ud", None, "", 0, 4, True])
    raw = data.draw(pieces | st.lists(pieces, max_size=5) | st.dictionaries(pieces.filter(bool), pieces, max_size=5))
    try:
        response = read_response(question, raw)
    except BadResponse:
        return
    assert 0 <= grade(question, response).score <= 1


@holds_always
@given(questions, st.data())
def test_a_response_written_and_read_is_the_same_response(question, data):
    response = read_response(question, data.draw(raw_responses(question)))
    assert read_response(question, write_response(question, response)) == response
