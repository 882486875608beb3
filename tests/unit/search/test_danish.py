"""Words are the same word however they are inflected or spelled."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.danish import Analysis, tokens, words
from search.ranking import Term, excerpt, meant, one_slip, score, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("støttebehov", "Støttebehovet"),
        ("støttebehov", "stoettebehov"),
        ("børn", "BOERN"),
        ("vurderingen", "vurderinger"),
        ("på åen", "paa aaen"),
        ("idé", "ide"),
        ("bo\u0308rn", "börn"),  # a combining mark
    ],
)
def test_two_spellings_of_a_word_are_one_token(one, other):
    assert tokens(one) == tokens(other)


def test_stop_words_are_left_out_unless_there_is_nothing_else():
    assert tokens("og det er en sag") == ["sag"]
    assert [term.tokens for term in terms("hvad er det")] == [("hvad",), ("er",), ("det",)]


def test_a_word_knows_where_it_stands():
    text = "Et «støttebehov» på 3."
    (word,) = [word for word in words(text) if word.token == "stoettebehov"]
    assert text[word.start : word.end] == "støttebehov"


def test_threads_do_not_disturb_each_others_stems():
    expected = tokens("borgernes støttebehov vurderes af sagsbehandleren")
    wrong = []

    def work():
        for _ in range(50):
            if Analysis().tokens("borgernes støttebehov vurderes af sagsbehandleren") != expected:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("voksenudrednng", {"voksenudredn", "voksen"}, "voksenudredn"),
        ("samtyke", {"samtykk", "samtal"}, "samtykk"),
        ("netvrk", {"netvaerk", "nettet"}, None),
        ("xyzzy", {"sagen", "borg"}, None),
        ("sgen", {"sagen"}, None),  # too short to guess at
    ],
)
def test_a_slip_of_the_finger_is_taken_for_the_known_word(typed, known, expected):
    assert meant(typed, known) == expected


@given(st.text(alphabet="abcdef", min_size=1, max_size=8), st.data())
def test_dropping_changing_or_swapping_a_letter_is_one_slip(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    assert one_slip(word, word)
    assert one_slip(word[:at] + word[at + 1 :], word)
    assert one_slip(word[:at] + "x" + word[at + 1 :], word)
    assert one_slip(word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word)


def test_a_text_must_hold_half_of_the_words():
    query = [Term(("a1",)), Term(("b2",)), Term(("c3",))]
    assert score(query, {}, {"a1": 1}, lambda term: 1) == 0
    assert score(query, {}, {"a1": 1, "b2": 1}, lambda term: 1) > 0


def test_a_title_weighs_more_than_a_body():
    query = [Term(("sag",))]
    assert score(query, {"sag": 1}, {}, lambda term: 1) > score(query, {}, {"sag": 5}, lambda term: 1)


def test_the_excerpt_is_taken_where_the_words_are_and_marks_them():
    text = "Indledning. " * 60 + "Her handler det om støttebehovet i hverdagen. " + "Slut. " * 60
    part, marks = excerpt(terms("støtte behov"), text)
    assert [part[start:end] for start, end in marks] == ["støttebehovet"]
    assert part.startswith("… ")
    assert part.endswith(" …")


@given(st.text(max_size=400), st.text(max_size=40))
def test_an_excerpt_never_breaks(text, query):
    part, marks = excerpt(terms(query), text)
    position = 0
    for start, end in marks:
        assert position <= start < end <= len(part)
        position = end
