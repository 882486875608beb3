"""Meanings read in Moodle 4.5, question/type/shortanswer/question.php and its tests/question_test.php."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.patterns import Pattern, cleaned, folded
from tests.unit.grading.strategies import holds_always


def fits(pattern, text):
    return Pattern.read(pattern).matches(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("støtte", "støtte"),
        ("st*te", "støtte"),
        ("st*te", "stte"),
        ("*", "hvad som helst"),
        ("*", ""),
        ("st*", "st"),
        ("*te", "te"),
        ("*ø*", "ø"),
        ("a*b*c", "abc"),
        ("a*b*c", "a b b c c"),
        ("a*bc*c", "abcc"),
        ("0*", "0"),
        ("a**********b", "ab"),
        (r"\*", "*"),
        (r"a\*b", "a*b"),
        (r"\**", "* og mere"),
        (r"\\*", r"\*"),  # as in Moodle, a backslash before a star always belongs to the star
        (r"c:\mappe", r"c:\mappe"),
        ("[a-z]", "[a-z]"),
        (".+", ".+"),
    ],
)
def test_the_whole_text_matches(pattern, text):
    assert fits(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("støtte", "støtter"),
        ("støtte", "en støtte"),
        ("støtte", "Støtte"),
        ("st*te", "støtter"),
        ("st*te", "ste"),
        ("aba*ba", "aba"),
        ("a*b*c", "acb"),
        ("a*bb*b", "abb"),
        ("ab*ab*ab", "abab"),
        ("a*xx*xx*b", "axxxb"),
        (r"\*", "a"),
        (r"a\*b", "a**b"),
        (r"\\*", r"\a"),
        ("[a-z]", "a"),
        (".+", "ab"),
    ],
)
def test_the_whole_text_does_not_match(pattern, text):
    assert not fits(pattern, text)


def test_only_a_pattern_without_wildcards_is_literal():
    assert Pattern.read(r"5 \* 3").literal == "5 * 3"
    assert Pattern.read("5*3").literal is None
    assert Pattern.read("*").literal is None


letters = st.text("ab*", max_size=7)


@holds_always
@given(letters, st.text("ab", max_size=9))
def test_a_pattern_means_what_the_regular_expression_means(pattern, text):
    expression = ".*".join(map(re.escape, re.split(r"\*+", pattern)))
    assert fits(pattern, text) is bool(re.fullmatch(expression, text))


@holds_always
@given(letters, letters, st.lists(st.text("ab", max_size=3), min_size=8, max_size=8))
def test_what_covers_a_pattern_matches_whatever_it_matches(wide, narrow, fills):
    if Pattern.read(wide).covers(Pattern.read(narrow)):
        pieces = narrow.split("*")
        text = "".join(piece + fill for piece, fill in zip(pieces, [*fills[: len(pieces) - 1], ""], strict=True))
        assert fits(wide, text)


@pytest.mark.parametrize(
    ("wide", "narrow", "covers"),
    [
        ("*", "a*", True),
        ("*", "*", True),
        ("a*", "ab*", True),
        ("a*", "a", True),
        ("*a*", "b*a", True),
        ("a*b", "a*b*b", True),
        ("ab*", "a*", False),
        ("a*", "*a", False),
        ("a", "a*", False),
        ("a*a", "a", False),
    ],
)
def test_which_patterns_leave_nothing_to_another(wide, narrow, covers):
    assert Pattern.read(wide).covers(Pattern.read(narrow)) is covers


def test_a_pattern_made_to_take_long_does_not():
    pattern = Pattern.read("a*" * 900 + "b")
    began = time.process_time()
    assert not pattern.matches("a" * 2000)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  to\u00a0  ord \n", "to ord"),
        ("e\u0301t", "\u00e9t"),
        ("\u2018a\u2019 \u201eb\u201c \u00bbc\u00ab \u00b4d\u00b4 `e`", "'a' \"b\" \"c\" 'd' 'e'"),
        ("1\u20132\u20143\u22124", "1-2-3-4"),
        ("udred\u00adning\u200b", "udredning"),
        ("\u1ffd", "'"),  # a quote in disguise: its normal form is U+00B4
        ("a\u200b\u030a", "\u00e5"),
        (" \t\u200b ", ""),
    ],
)
def test_what_a_keyboard_chooses_is_made_alike(text, clean):
    assert cleaned(text) == clean


@holds_always
@given(st.text())
def test_clean_text_stays_as_it_is(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@pytest.mark.parametrize(
    ("text", "match_case", "match_accents", "form"),
    [
        ("ABC", False, True, "abc"),
        ("ABC", True, True, "ABC"),
        ("ÆØÅ", False, False, "æøå"),
        ("ÆØÅ", True, False, "ÆØÅ"),
        ("Én allé", False, False, "en alle"),
        ("Én allé", True, False, "En alle"),
        ("Én allé", False, True, "én allé"),
        ("Én allé", True, True, "Én allé"),
        ("ů", False, False, "u"),
        ("ǻ ǿ ä ö", False, False, "å ø a o"),
        ("Straße", False, True, "strasse"),
    ],
)
def test_case_and_accents_count_where_the_question_says_so(text, match_case, match_accents, form):
    assert folded(text, match_case=match_case, match_accents=match_accents) == form
