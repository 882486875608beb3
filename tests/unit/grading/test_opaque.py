import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import grade, public_view, read_question, read_response, with_opaque_ids, write_question
from grading.kinds.points import OUTSIDE
from tests.unit.grading import examples
from tests.unit.grading.strategies import anything, holds_always, questions

GAPS = {
    "kind": "gap_select",
    "text": "[[g1]] bestiller, [[g2]] udfører, [[g3]] er en skrivefejl.",
    "gaps": [{"id": "g1", "right_id": "my"}, {"id": "g2", "right_id": "ud"}],
    "choices": [{"id": "my", "text": "Myndighed"}, {"id": "ud", "text": "[[g1]]"}],
}


def ids_in(value):
    if isinstance(value, list):
        return [found for member in value for found in ids_in(member)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("id", "right_id") if name in value]
    return own + [found for member in value.values() for found in ids_in(member)]


@pytest.mark.parametrize("make", examples.ALL)
def test_no_id_of_any_kind_of_question_is_left_as_it_was(make):
    """Rows, areas, answers, parts, and what is inside the parts."""
    plain = write_question(read_question(make()))
    opaque = with_opaque_ids(plain, secret="s")
    assert len(ids_in(opaque)) == len(ids_in(plain))
    assert all(re.fullmatch("[0-9a-f]{16}", found) for found in ids_in(opaque))


def test_a_gap_still_points_at_its_choice_and_stands_in_its_text():
    opaque = with_opaque_ids(GAPS, secret="s")
    first, second = (gap["id"] for gap in opaque["gaps"])
    assert opaque["text"] == f"[[{first}]] bestiller, [[{second}]] udfører, [[g3]] er en skrivefejl."
    assert [gap["right_id"] for gap in opaque["gaps"]] == [choice["id"] for choice in opaque["choices"]]
    assert [choice["text"] for choice in opaque["choices"]] == ["Myndighed", "[[g1]]"]


def test_a_cloze_still_has_its_parts_in_its_text():
    question = read_question(with_opaque_ids(examples.cloze(), secret="s"))
    pieces = public_view(question, seed="x")["pieces"]
    assert [piece["part"] for piece in pieces if "part" in piece] == list(question.part_ids())
    assert "d1" not in question.part_ids()


def test_what_is_inside_a_part_gets_the_ids_it_would_get_alone():
    opaque = with_opaque_ids(examples.composite(), secret="s")
    assert opaque["parts"][1]["question"] == with_opaque_ids(examples.match(), secret="s")


def test_a_text_with_nothing_to_point_at_is_left_alone():
    assert with_opaque_ids({"text": "[[a]]"}, secret="s") == {"text": "[[a]]"}
    odd = {"text": ["[[a]]"], "gaps": {"id": "a"}, "parts": [["a"], {"id": 3}, {"question": "id"}]}
    assert with_opaque_ids(odd, secret="s") == odd


def test_the_same_secret_gives_the_same_ids_and_another_gives_others():
    one, again, other = (with_opaque_ids(GAPS, secret=secret) for secret in ("17", "17", "18"))
    assert one == again
    assert not set(ids_in(one)) & set(ids_in(other))


def test_an_id_that_no_text_can_hold_is_replaced_too():
    opaque = with_opaque_ids({"options": [{"id": "\ud800"}, {"id": "\udfff"}]}, secret="s")
    assert len(set(ids_in(opaque))) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", found) for found in ids_in(opaque))


def test_the_data_given_is_not_touched():
    before = json.dumps(examples.cloze())
    data = examples.cloze()
    with_opaque_ids(data, secret="s")
    assert json.dumps(data) == before


@holds_always
@given(questions, st.text(max_size=8))
def test_an_opaque_question_is_the_same_question_under_other_names(question, secret):
    """It can be read, an unanswered one has as many parts, and only names differ."""
    opaque = read_question(with_opaque_ids(write_question(question), secret=secret))
    assert len(opaque.part_ids()) == len(question.part_ids())
    shared = set(opaque.part_ids()) & set(question.part_ids())
    assert shared <= {"answer", OUTSIDE}
    blank = grade(opaque, read_response(opaque, None))
    assert blank.score == 0


@holds_always
@given(st.dictionaries(st.sampled_from(["text", "gaps", "parts", "options", "question"]), anything))
def test_whatever_the_data_is_it_is_left_to_the_reader(data):
    assert set(with_opaque_ids(data, secret="s")) == set(data)
