"""Lines of synonyms are read as people write them, and say what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import danish
from search.synonyms import Group, Problem, Unreadable, meanings, read_line, shipped


def test_an_equals_sign_goes_both_ways_and_an_arrow_one_way():
    assert read_line("vum = voksenudredningsmetoden") == Group(("vum",), ("voksenudredningsmetoden",), False)
    assert read_line("job => arbejde, beskæftigelse") == Group(("job",), ("arbejde", "beskæftigelse"), True)
    assert read_line("job = arbejde", one_way=True).one_way


def test_both_ways_every_word_means_all_the_others():
    said = dict(meanings([read_line("kontaktperson, primær kontaktperson = primærperson")]))
    assert said == {
        "kontaktperson": ("primær kontaktperson", "primærperson"),
        "primær kontaktperson": ("kontaktperson", "primærperson"),
        "primærperson": ("kontaktperson", "primær kontaktperson"),
    }


def test_one_way_the_right_side_says_nothing_of_the_left():
    assert dict(meanings([read_line("job => arbejde")])) == {"job": ("arbejde",)}


def test_lines_about_the_same_word_are_put_together_however_it_is_spelled():
    said = dict(meanings([read_line("Støtte = hjælp"), read_line("stoette => bistand, hjælp")]))
    assert said["støtte"] == ("hjælp", "bistand")


@pytest.mark.parametrize(
    ("line", "problem", "word"),
    [
        ("vum", Problem.NO_SIGN, ""),
        ("", Problem.NO_SIGN, ""),
        ("a1 = b1 = c1", Problem.MANY_SIGNS, ""),
        ("vum =", Problem.ONE_SIDED, ""),
        (" , = vum", Problem.ONE_SIDED, ""),
        ("vum = !!!", Problem.NO_LETTERS, "!!!"),
        ("vum = " + "x" * 61, Problem.TOO_LONG, "x" * 61),
        ("og = samt", Problem.STOP_WORD, "og"),
        ("vum = VUM", Problem.TWICE, "vum"),
        ("støtte = stoette", Problem.TWICE, "stoette"),
        ("ord = " + ", ".join(f"ord{n}" for n in range(12)), Problem.TOO_MANY, ""),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line, problem, word):
    with pytest.raises(Unreadable) as fault:
        read_line(line)
    assert (fault.value.problem, fault.value.word) == (problem, word)


@given(line=st.text(max_size=120))
def test_any_line_is_read_or_refused_and_what_is_read_reads_the_same_again(line):
    try:
        group = read_line(line)
    except Unreadable:
        return
    assert read_line(group.text, one_way=group.one_way) == group


def test_the_portal_comes_with_enough_lines_and_each_has_a_name_of_its_own():
    groups = shipped()
    assert len(groups) >= 60
    assert len({group.key for group in groups}) == len(groups)
    assert all("/" not in group.key for group in groups)  # the name stands in an address


def test_every_shipped_word_is_one_that_the_search_looks_for():
    for group in shipped():
        for word in group.words:
            assert any(not found.stop for found in danish.words(word)), word
