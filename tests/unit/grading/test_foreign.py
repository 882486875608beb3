"""Responses given by text, as a stranger's program names them."""

import pytest

from grading import BadResponse, ResponseFault, grade, read_question, read_response
from grading.foreign import raw_response

FRUIT = [
    {"id": "a", "text": "Æble", "group": "1", "unlimited": False},
    {"id": "b", "text": "Æble", "group": "1", "unlimited": False},
    {"id": "c", "text": "Pære", "group": "1", "unlimited": True},
    {"id": "d", "text": "Æble", "group": "2", "unlimited": False},
]
GAPS = [{"id": "x", "right_id": "a"}, {"id": "y", "right_id": "b"}, {"id": "z", "right_id": "c"}]


def gaps(kind="drag_text"):
    return read_question(
        {"kind": kind, "prompt": "?", "text": "[[x]] [[y]] [[z]]", "gaps": GAPS, "choices": FRUIT}, fair=False
    )


def refused(question, given):
    with pytest.raises(BadResponse) as found:
        raw_response(question, given)
    return found.value.reason


def test_each_word_to_drag_is_used_once_and_alike_ones_stand_in_for_each_other():
    assert raw_response(gaps(), {"1": "Æble", "2": "Æble"}) == {"x": "a", "y": "b"}
    assert raw_response(gaps(), {"2": "Æble", "1": None, "3": "Æble"}) == {"y": "a", "x": None, "z": "b"}
    assert refused(gaps(), {"1": "Æble", "2": "Æble", "3": "Æble"}) is ResponseFault.DOUBLED_ID


def test_a_word_without_end_and_every_choice_of_a_list_may_be_used_again():
    assert raw_response(gaps(), {"1": "Pære", "2": "Pære", "3": "Pære"}) == dict.fromkeys("xyz", "c")
    assert raw_response(gaps("gap_select"), {"1": "Æble", "2": "Æble", "3": "Æble"}) == dict.fromkeys("xyz", "a")


@pytest.mark.parametrize("place", ["0", "4", "١", "1.0", "-1", "00001", "", "x"])
def test_a_place_that_the_text_does_not_have_is_unknown(place):
    assert refused(gaps(), {place: "Æble"}) is ResponseFault.UNKNOWN_ID


def test_a_place_is_a_text_and_zeros_before_it_do_not_count():
    assert raw_response(gaps(), {"0003": "Pære"}) == {"z": "c"}
    assert refused(gaps(), {1: "Æble"}) is ResponseFault.WRONG_TYPE


def options(kind, *texts):
    rows = [{"id": f"o{n}", "text": text, "fraction": "0" if n else "1"} for n, text in enumerate(texts)]
    return read_question({"kind": kind, "prompt": "?", "options": rows}, fair=False)


def test_a_text_is_as_long_as_a_question_s_may_be():
    question = options("single", "A", "B")
    assert refused(question, "x" * 20_000) is ResponseFault.UNKNOWN_ID
    assert refused(question, "x" * 20_001) is ResponseFault.TOO_LONG


def test_no_more_is_said_than_there_is_to_choose():
    question = options("multiple", "A", "B")
    assert raw_response(question, ["A", "B"]) == ["o0", "o1"]
    assert refused(question, ["A", "B", "A"]) is ResponseFault.TOO_LONG
    assert refused(gaps(), {str(n): None for n in range(4)}) is ResponseFault.TOO_LONG


def test_accents_and_spaces_do_not_matter_and_case_does():
    question = options("single", "blå  himmel", "B")
    assert raw_response(question, " bla\u030a\nhimmel ") == "o0"
    assert refused(question, "Blå himmel") is ResponseFault.UNKNOWN_ID


def test_markup_that_the_question_does_not_have_is_read_as_it_shows():
    question = options("single", "a < b", "<i>x</i>")
    assert raw_response(question, "<p>a &lt; b</p>") == "o0"
    assert raw_response(question, "a &lt; b") == "o0"
    assert raw_response(question, "<i>x</i>") == "o1"
    assert refused(question, "<br>") is ResponseFault.UNKNOWN_ID


MATCH = {
    "kind": "match",
    "prompt": "?",
    "pairs": [{"id": "p", "left": "Hund", "right_id": "c"}, {"id": "q", "left": "Hund", "right_id": "c"}],
    "choices": [{"id": "c", "text": "Dyr"}, {"id": "d", "text": "Dyr"}],
}


def test_pairs_that_read_alike_get_the_same_answer():
    question = read_question(MATCH, fair=False)
    assert raw_response(question, {"Hund": "Dyr"}) == {"p": "c", "q": "c"}
    assert raw_response(question, {"Hund": " "}) == raw_response(question, {"Hund": None}) == {"p": None, "q": None}
    assert refused(question, {"Kat": "Dyr"}) is ResponseFault.UNKNOWN_ID
    assert refused(question, {"Hund": "Plante"}) is ResponseFault.UNKNOWN_ID
    assert refused(question, ["Dyr"]) is ResponseFault.WRONG_TYPE


@pytest.mark.parametrize("given", [None, ""])
def test_nothing_is_no_response(given):
    assert raw_response(gaps(), given) is None
    assert raw_response(options("single", "A", "B"), given) is None


def test_parts_are_numbered_in_the_order_that_a_learner_meets_them():
    part = {"kind": "single", "prompt": "", "options": [{"id": "o", "text": "A", "fraction": "1"}]}
    part["options"] = [*part["options"], {"id": "u", "text": "B", "fraction": "0"}]
    parts = [{"id": "p", "question": {**part, "prompt": "?"}}, {"id": "q", "question": {**part, "prompt": "?"}}]
    whole = read_question({"kind": "composite", "prompt": "?", "parts": parts})
    assert raw_response(whole, {"1": "A", "2": "B"}) == {"p": "o", "q": "u"}
    cloze = read_question({"kind": "cloze", "prompt": "?", "text": "[[q]] [[p]]", "parts": parts})
    assert raw_response(cloze, {"1": "A", "2": "B"}) == {"q": "o", "p": "u"}
    assert refused(cloze, {"3": "A"}) is ResponseFault.UNKNOWN_ID


def test_texts_put_in_order_are_graded():
    items = [{"id": f"i{n}", "text": text} for n, text in enumerate(("Én", "To", "To"))]
    question = read_question({"kind": "order", "prompt": "?", "items": items}, fair=False)
    raw = raw_response(question, ["Én", "To", "To"])
    assert raw == ["i0", "i1", "i2"]
    assert grade(question, read_response(question, raw)).score == 1
