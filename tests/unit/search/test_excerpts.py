"""A hit shows the part of the text where the words of the query stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import danish
from search.danish import Analysis
from search.excerpts import LENGTH, excerpt, marks
from search.query import parse

ANALYSIS = Analysis()
WORDS = ["støttebehov", "Behovet,", "samtykke\n", "fyld", "-", "æ", "12", "x.", "og"]


def tokens(query: str) -> frozenset[str]:
    return parse(query, ANALYSIS).tokens


def marked(query: str, text: str) -> list[str]:
    found = excerpt(text, tokens(query), ANALYSIS)
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("hverdag", "Hjælp i hverdagen.", ["hverdagen"]),
        ("stoettebehov", "Borgerens STØTTEBEHOV er stort.", ["STØTTEBEHOV"]),
        ("behov", "Et støttebehov, og et behov", ["støttebehov", "behov"]),
        ("børn", "Barnets bedste", ["Barnets"]),
        ("børn", "Børn og barn", ["Børn", "barn"]),
        ("udfører", "Udføreren fører", ["Udføreren"]),
        ("idé", "En ide og en idé", ["ide", "idé"]),
        ("støttebehov", "Et støtte\u00adbehov", ["støtte\u00adbehov"]),
        ("og", "Det er og bliver", []),
        ("kvark", "Intet svarer", []),
    ],
)
def test_the_words_are_marked_however_they_are_written(query, text, words):
    assert marked(query, text) == words


def test_the_part_with_most_of_the_words_is_shown():
    text = "samtykke " + "fyld " * 200 + "samtykke og fuldmagt " + "fyld " * 200
    found = excerpt(text, tokens("samtykke fuldmagt"), ANALYSIS)
    assert [found.text[start:end] for start, end in found.marks] == ["samtykke", "fuldmagt"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) <= LENGTH + 4
    assert text[found.first :].startswith("samtykke og fuldmagt")


def test_without_a_word_the_beginning_is_shown():
    found = excerpt("Begyndelsen " + "ord " * 200, tokens("samtykke"), ANALYSIS)
    assert found.text.startswith("Begyndelsen ord")
    assert (found.marks, found.first) == ((), None)


def test_white_space_is_single_and_the_marks_follow():
    found = excerpt("To\n\n\t ord  om\n samtykke  \n her", tokens("samtykke ord"), ANALYSIS)
    assert found.text == "To ord om samtykke her"
    assert [found.text[start:end] for start, end in found.marks] == ["ord", "samtykke"]


def test_words_in_a_title_are_marked_where_they_stand():
    title = "Samtykke  fra borgeren"
    assert [title[a:b] for a, b in marks(title, tokens("borger samtykke"), ANALYSIS)] == ["Samtykke", "borgeren"]


READ = [
    "udførerne",
    "Børnene",
    "barnet",
    "varighed",
    "var",
    "støtte\u00adbehovet",
    "afgørelser",
    "samvær",
    "œuvre",
    "tab",
]


@given(st.lists(st.sampled_from([*READ, *WORDS]), max_size=12), st.sampled_from(READ))
def test_what_is_looked_for_quickly_is_what_is_found_by_reading_every_word(words, query):
    text, wanted = " ".join(words), tokens(query)
    read = [word for word in ANALYSIS.words(text) if not word.stop and wanted & {word.stem, *word.parts}]
    assert marks(text, wanted, ANALYSIS) == tuple((word.start, word.end) for word in read)


@given(st.text(max_size=900), st.text(max_size=30))
def test_marks_are_in_order_and_inside_whatever_the_text(text, query):
    found = excerpt(text + query + text, tokens(query), ANALYSIS)
    last = 0
    for start, end in found.marks:
        assert last <= start < end <= len(found.text)
        last = end
    assert found.first is None or 0 <= found.first < len(text + query + text)
    assert (found.first is None) == (not found.marks)


@given(st.lists(st.sampled_from(WORDS), max_size=120))
def test_every_mark_is_a_word_that_answers(words):
    text, wanted = " ".join(words), tokens("behov samtykke")
    found = excerpt(text, wanted, ANALYSIS)
    for start, end in found.marks:
        (word,) = danish.words(found.text[start:end])
        assert wanted & {word.stem, *word.parts}
