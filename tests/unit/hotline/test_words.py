"""Labels, headings, addresses and states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.rules import SUBJECT_LENGTH, Status, address_of, as_html, label_of, may_become, subject_of


def test_the_label_has_the_year_and_four_digits():
    assert label_of(2026, 148) == "H-26-0148"


def test_the_ten_thousandth_question_of_a_year_still_has_a_label():
    assert label_of(2027, 10_000) == "H-27-10000"


def test_the_heading_is_the_first_sentence_that_asks():
    text = "Hej.\n\nVi er nye. Skal medicin regnes med? Og hvad med briller?"
    assert subject_of(text) == "Skal medicin regnes med?"


def test_a_text_without_a_question_mark_gives_its_first_sentence():
    assert subject_of("Vi mangler et oplæg. Tak.") == "Vi mangler et oplæg."


@given(st.text(max_size=400))
def test_a_heading_is_never_too_long(text):
    assert len(subject_of(text)) <= SUBJECT_LENGTH


def test_danish_letters_are_spelled_out_in_an_address():
    assert address_of("Må vi bruge Støttebehov på Ærø?") == "maa-vi-bruge-stoettebehov-paa-aeroe"


@given(st.text(max_size=300))
def test_every_question_has_an_address(text):
    address = address_of(text)
    assert address
    assert len(address) <= 80
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_tags_in_a_text_are_text():
    assert as_html("<script>x</script>\n\nJa.") == "<p>&lt;script&gt;x&lt;/script&gt;</p><p>Ja.</p>"


def test_a_closed_enquiry_opens_again_only_by_more_to_do():
    assert may_become(Status.CLOSED, Status.IN_PROGRESS)
    assert not may_become(Status.CLOSED, Status.ANSWERED)
    assert not may_become(Status.CLOSED, Status.AWAITING)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
def test_anything_that_is_not_closed_can_be_closed(status):
    assert may_become(status, Status.CLOSED)
