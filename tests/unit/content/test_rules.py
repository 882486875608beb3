"""Captions, ranges and positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules import BadCaptions, Cue, byte_range, clock, read_captions, write_captions

words = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)


@st.composite
def captions(draw: st.DrawFn) -> list[Cue]:
    start, cues = 0, []
    for text in draw(st.lists(texts, min_size=1, max_size=8)):
        start += draw(st.integers(0, 4_000_000))
        end = start + draw(st.integers(1, 10_000))
        cues.append(Cue(start / 1000, end / 1000, text))
    return cues


@given(captions())
def test_captions_that_are_written_are_read_back(cues):
    read = read_captions(write_captions(cues))
    assert [cue.text for cue in read] == [cue.text for cue in cues]
    assert all(abs(a.start - b.start) < 0.001 and abs(a.end - b.end) < 0.001 for a, b in zip(read, cues, strict=True))


def fault_in(text: str) -> int:
    """The line at fault; 0 when the text is captions."""
    try:
        return 0 if read_captions(text) else -1
    except BadCaptions as problem:
        return problem.line


@given(st.text(max_size=200) | st.text(max_size=100).map("WEBVTT\n\n00:01.000 --> 00:02.000\n".__add__))
def test_any_text_is_captions_or_names_a_line(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 0 <= fault_in(text) <= len(lines)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("00:00.000 --> 00:01.000\nHej", 1),
        ("WEBVTT\n\n00:00:02.000 --> 00:00:01.000\nBaglæns", 3),
        ("WEBVTT\n\n00:00:02.000 --> 00:00:03.000\nHej\n\n00:00:01.000 --> 00:00:04.000\nFor tidligt", 6),
        ("WEBVTT\n\n1 --> 2\nUden ur", 3),
    ],
)
def test_faulty_captions_name_the_first_line_at_fault(text, line):
    with pytest.raises(BadCaptions) as problem:
        read_captions(text)
    assert problem.value.line == line


def test_markup_in_captions_is_not_shown():
    assert read_captions("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Mette>Velkommen</v>")[0].text == "Velkommen"


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_range_lies_within_the_file(first, size):
    span = byte_range(f"bytes={first}-", size)
    assert span == ((first, size - 1) if first < size else None)


@given(st.text(max_size=30), st.integers(0, 1000))
def test_any_header_gives_a_range_within_the_file_or_none(header, size):
    span = byte_range(header, size)
    assert span is None or 0 <= span[0] <= span[1] < size


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0.00"), (59.9, "0.59"), (134.6, "2.14"), (3600, "60.00")])
def test_a_position_is_shown_as_people_write_it(seconds, shown):
    assert clock(seconds) == shown
