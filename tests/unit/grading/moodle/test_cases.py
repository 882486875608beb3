"""What Moodle, Open edX and Canvas say of single responses, in words of our own; `cases.json` names the sources."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from grading import grade, read_question, read_response
from grading.foreign import raw_response

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(case["question"], given, score, id=f"{case['source']}-{number}-{place}")
    for number, case in enumerate(CASES["cases"], start=1)
    for place, (given, score) in enumerate(case["responses"], start=1)
]


@pytest.mark.parametrize(("data", "given", "score"), ROWS)
def test_a_response_scores_as_in_the_system_it_comes_from(data, given, score):
    question = read_question(data, fair=False)
    mark = grade(question, read_response(question, raw_response(question, given)))
    assert mark.score == Fraction(score)


def test_every_case_names_where_it_was_read():
    assert {case["source"] for case in CASES["cases"]} == set(CASES["sources"])
