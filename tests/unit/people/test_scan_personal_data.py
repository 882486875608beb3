"""The command answers line for line and never gives up."""

import io
import json

from django.core.management import call_command

from people.management.commands.scan_personal_data import Command


def answers(*lines: bytes) -> list[dict]:
    command, out = Command(), io.StringIO()
    command.lines = lines
    call_command(command, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_text_is_answered_with_where_its_personal_numbers_stand():
    line = json.dumps({"id": "a", "text": "Cpr 050583-1234"}).encode()
    assert answers(line) == [{"id": "a", "found": [{"kind": "cpr", "start": 4, "end": 15}]}]


def test_offsets_are_those_of_the_text_as_given():
    text = "😀 <p>050583&ndash;1234</p>"
    (found,) = answers(json.dumps({"id": 1, "text": text}).encode())[0]["found"]
    assert text[found["start"] : found["end"]] == "050583&ndash;1234"


def test_a_line_that_cannot_be_read_is_answered_with_an_error_and_the_next_is_read():
    bad = [
        b"nope",
        b"[1]",
        b'{"id": "a"}',
        b'{"text": "x"}',
        b'{"id": NaN, "text": "x"}',
        b'{"id": 1e999, "text": "x"}',
        b"\xff",
        b"[" * 100_000,
        b'{"id": 1, "text": 5}',
        b"9" * 6000,
    ]
    told = answers(*bad, b'{"id": "last", "text": "\\ud800"}')
    assert len(told) == len(bad) + 1
    assert all(answer["error"] for answer in told[:-1])
    assert told[-1] == {"id": "last", "found": []}


def test_empty_lines_are_passed_over():
    assert answers(b"\n", b"  \n") == []
