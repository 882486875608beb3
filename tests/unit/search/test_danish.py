"""Words are the same word however they are inflected or spelled."""

import re
import threading
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.danish import DEFAULT, Analysis, fold, tokens, words


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


def test_stop_words_are_left_out():
    assert tokens("og det er en sag") == ["sag"]


def test_a_word_knows_where_it_stands():
    text = "Et «støttebehov» på 3."
    (word,) = [word for word in words(text) if word.stem == "stoettebehov"]
    assert text[word.start : word.end] == "støttebehov"


@pytest.mark.parametrize("word", ["støttebehovets", "pårørende", "læring", "Ålborg", "bÆredygtig", "økonomi"])
def test_danish_letters_may_be_written_as_two(word):
    lower = word.lower()
    two = lower.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    apart = unicodedata.normalize("NFD", word)
    assert len({tuple(tokens(form)) for form in (word, lower, word.upper(), two, two.upper(), apart)}) == 1


def test_plurals_that_change_inside_the_word_are_the_same_word():
    assert tokens("barn børn barnets børnenes") == ["boern"] * 4
    assert tokens("mand mænd bog bøger indsats indsatser") == ["mand", "mand", "bog", "bog", "indsat", "indsat"]


def test_endings_after_an_apostrophe_are_endings():
    assert tokens("VUM's FFB’erne en § 107'er, 85'eren") == tokens("VUM FFB en § 107, 85")
    assert tokens("rock'n'roll d'Artagnan") == ["rocknrol", "dartagnan"]


def test_negation_is_searched_for():
    assert tokens("ikke vurderet uden samtykke") == ["ikk", "vurd", "uden", "samtyk"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("et støtte\u00adbehov 👍🏽 her", ["et", "støtte\u00adbehov", "her"]),
        ("bo\u0308rn, a\u030abent", ["bo\u0308rn", "a\u030abent"]),
        ("VUM’s 2.0 (§ 141)", ["VUM’s", "2", "0", "141"]),
        ("e-læring\ud800 sag\x00akt", ["e", "læring", "sag", "akt"]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("\u200d\ufe0f\u0301", []),
    ],
)
def test_a_word_stands_where_a_reader_sees_it(text, marked):
    assert [text[word.start : word.end] for word in words(text)] == marked


ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None),
        st.characters(categories=["Cs", "Mn", "Mc", "Cf", "Lm", "No", "Nl"]),
        st.sampled_from("aæeøoåAÆØÅns'’-§ \u00ad\u200b\u0301\u030a\u0308\x00\u202eéßİıǅ①½ﬁ٣א\u05b0👍\u200d\ufe0f"),
    ),
    max_size=120,
)


@given(ANY_TEXT)
@settings(max_examples=400, deadline=None)  # the first word reads the lexicon
def test_any_text_is_read(text):
    found = list(words(text))
    end = 0
    for word in found:
        assert end <= word.start < word.end <= len(text)
        end = word.end
        for token in (word.folded, word.stem, *word.parts):
            assert re.fullmatch("[a-z0-9]{1,60}", token)
        assert fold(word.folded) == word.folded
        assert fold(text[word.start : word.end]) == word.folded
    assert found == list(Analysis().words(text))  # nothing hangs on what was read before


@given(st.one_of(ANY_TEXT, st.lists(st.sampled_from(sorted(DEFAULT.firsts)), max_size=8).map("".join)))
@settings(max_examples=400, deadline=None)  # the first word reads the lexicon
def test_reading_what_was_read_gives_the_same(text):
    once = tokens(text)
    assert tokens(" ".join(once)) == once


@given(st.lists(st.sampled_from(sorted(DEFAULT.firsts)), min_size=1, max_size=4).map("".join))
@settings(deadline=None)
def test_a_question_and_a_text_are_read_alike(word):
    (in_text,) = words(f"«{word.upper()}»,") or [None]
    assert in_text[2:] == Analysis().word(fold(word))[2:]


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("search.danish.analysis.REMEMBERED", 50)
    analysis = Analysis()
    for number in range(500):
        assert analysis.tokens(f"ord{number}") == [f"ord{number}"]
    assert len(analysis._young) <= 50
    assert len(analysis._old) <= 50


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
