"""Patterns of XML Schema, on an engine that cannot hang."""

import time

import pytest

from grading.qti.patterns import read_pattern


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test reads its patterns itself."""
    read_pattern.cache_clear()


@pytest.mark.parametrize(
    ("pattern", "fits", "not_fits"),
    [
        ("sec.*", ["second", "sec"], ["a second", "sec\n"]),
        ("[a-c]{2}", ["ab"], ["a", "abc"]),
        ("a|bc", ["a", "bc"], ["ac"]),
        (r"\d+", ["12", "१२"], ["", "1a"]),
        (r"\D", ["a"], ["1"]),
        (r"\w+", ["ærø5"], ["a b", "a-b"]),
        (r"[\w.]+", ["æ.5"], ["a b"]),
        (r"[\d-]+", ["1-2"], ["a"]),
        (r"[\D]", ["a"], ["1"]),
        (r"[\W]", [" ", "-"], ["a"]),
        (r"\W", [" ", "-"], ["a"]),
        (r"a\sb", ["a b", "a\tb"], ["ab"]),
        (r"[\s]", [" ", "\n"], ["a"]),
        (r"\S", ["a"], [" "]),
        (r"1\.5", ["1.5"], ["1x5"]),
        (r"[.]", ["."], ["x"]),
        (r"\p{Lu}\P{Lu}", ["Æb"], ["æb"]),
        ("(?i)sec", ["SEC"], ["se"]),
        ("^yes$", ["yes"], ["yes!"]),
        ("[^a]", ["b"], ["a"]),
        ("", [""], ["a"]),
    ],
)
def test_a_pattern_fits_the_whole_text(pattern, fits, not_fits):
    test = read_pattern(pattern)
    assert [text for text in fits if not test(text)] == []
    assert [text for text in not_fits if test(text)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "[a-z-[aeiou]]",
        "[[a]]",
        r"(a)\1",
        "(?=a)a",
        "(?<!a)b",
        r"\i\c*",
        r"\p{IsGreek}",
        "a\\",
        r"[\S]",
        r"\z",
        r"\C",
    ],
)
def test_what_the_engine_does_not_know_is_refused(pattern):
    with pytest.raises(ValueError, match=r"pattern|class|escape|bracket"):
        read_pattern(pattern)


def test_a_pattern_is_bounded():
    assert read_pattern("a" * 1000)("a" * 1000)
    with pytest.raises(ValueError, match="too long"):
        read_pattern("a" * 1001)


def test_a_pattern_made_to_hang_does_not():
    started = time.process_time()
    assert not read_pattern("(a+)+b")("a" * 50_000)
    assert time.process_time() - started < 1
