"""Personal numbers are found however they are written, and harmless numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.personal_numbers import Found, find, has_check_digit
from tests.unit.people.examples import HARMLESS, PERSONAL


def test_there_are_enough_examples_of_both_kinds():
    assert len(PERSONAL) >= 60
    assert len(HARMLESS) >= 60


@pytest.mark.parametrize("way", PERSONAL)
def test_a_personal_number_is_found_where_it_stands(way):
    before, number, _ = PERSONAL[way].replace("⟧", "⟦").split("⟦")
    text = PERSONAL[way].replace("⟦", "").replace("⟧", "")
    assert find(text) == [Found(len(before), len(before) + len(number), "cpr")]


@pytest.mark.parametrize("what", HARMLESS)
def test_a_harmless_number_is_left_alone(what):
    assert find(HARMLESS[what]) == []


def test_two_numbers_are_two_findings():
    text = "Far 050583-1234 og mor 0605841235, barn 150315 5678"
    assert [text[found.start : found.end] for found in find(text)] == ["050583-1234", "0605841235", "150315 5678"]


def test_numbers_in_a_list_do_not_hide_each_other():
    text = "050583-1234\n060584-1235\n150315-5678"
    assert len(find(text)) == 3
    assert len(find(text.replace("\n", ","))) == 3
    assert len(find(text.replace("\n", "/"))) == 3


def test_the_check_digit_speaks_for_but_never_against():
    assert has_check_digit("0101010000") is False
    assert has_check_digit("0707614285") is True
    assert find("Borgeren 010101-0000")


@pytest.mark.parametrize(
    "text", ["", "\x00", "0" * 100_000, "&#99999999;", "<" * 5000, "\ud800", "½" * 30, "1-" * 5000]
)
def test_odd_texts_do_no_harm(text):
    assert isinstance(find(text), list)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["050583", "1234", "-", " ", "cpr ", "<b>", "&nbsp;", "\u200b", "０", "tlf. ", "nul ", "fem ", "½"]
        ),
    ),
    max_size=14,
).map("".join)


@given(PIECES)
def test_findings_lie_inside_the_text_in_order_and_apart(text):
    position = 0
    for found in find(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end


@given(st.text(alphabet="abcæøå .,!?\n", max_size=60), st.text(alphabet="abcæøå .,!?\n", max_size=60))
def test_a_number_among_words_is_always_found(before, after):
    text = f"{before} 050583-1234 {after}"
    assert [text[found.start : found.end] for found in find(text)] == ["050583-1234"]
