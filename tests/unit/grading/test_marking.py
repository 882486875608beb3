"""What holds for every kind of question."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import ENGINE_VERSION, Outcome, grade, read_response, review
from tests.unit.grading.strategies import holds_always, multiples, questions, raw_responses, singles


@pytest.mark.parametrize(
    ("score", "outcome"),
    [
        (Fraction(1), Outcome.RIGHT),
        (Fraction(9_999_991, 10_000_000), Outcome.RIGHT),
        (Fraction(999_999, 1_000_000), Outcome.NEAR),
        (Fraction(1, 1_000_000), Outcome.NEAR),
        (Fraction(9, 10_000_000), Outcome.WRONG),
        (Fraction(0), Outcome.WRONG),
    ],
)
def test_the_borders_of_right_and_wrong(score, outcome):
    assert Outcome.of(score) is outcome


def test_the_engine_has_a_version():
    assert ENGINE_VERSION


@holds_always
@given(questions, st.data())
def test_a_score_is_the_clamped_sum_of_its_parts(question, data):
    mark = grade(question, read_response(question, data.draw(raw_responses(question))))
    assert isinstance(mark.score, Fraction)
    assert 0 <= mark.score <= 1
    assert mark.score == min(1, max(0, sum(part.score for part in mark.parts)))


@holds_always
@given(questions, st.data())
def test_unanswered_is_never_wrong_and_wrong_is_never_unanswered(question, data):
    response = read_response(question, data.draw(raw_responses(question)))
    mark = grade(question, response)
    assert (mark.outcome is Outcome.UNANSWERED) is not response.answered
    assert tuple(part.id for part in mark.parts) == question.part_ids()
    if not response.answered:
        assert {part.outcome for part in mark.parts} == {Outcome.UNANSWERED}


@holds_always
@given(questions, st.data())
def test_every_mark_can_be_reviewed(question, data):
    response = read_response(question, data.draw(raw_responses(question)))
    mark = grade(question, response)
    told = review(question, response, mark)
    assert (told.kind, told.score, told.outcome) == (question.kind, mark.score, mark.outcome)
    assert (told.explanation, told.rule) == (question.explanation, question.rule)


@holds_always
@given(singles() | multiples(), st.data())
def test_the_order_of_options_and_of_ticks_is_irrelevant(question, data):
    raw = data.draw(raw_responses(question))
    turned = replace(question, options=tuple(data.draw(st.permutations(question.options))))
    raw_turned = data.draw(st.permutations(raw)) if isinstance(raw, list) else raw
    mark = grade(question, read_response(question, raw))
    other = grade(turned, read_response(turned, raw_turned))
    assert (mark.score, mark.outcome) == (other.score, other.outcome)
    assert set(mark.parts) == set(other.parts)


@holds_always
@given(multiples())
def test_ticking_everything_pays_only_when_everything_is_right(question):
    mark = grade(question, read_response(question, [option.id for option in question.options]))
    if all(option.fraction > 0 for option in question.options):
        assert mark.outcome is Outcome.RIGHT
    else:
        assert mark.score == 0


@holds_always
@given(questions)
def test_a_right_answer_exists(question):
    right = {
        "single": lambda: next(option.id for option in question.options if option.fraction == 1),
        "multiple": lambda: [option.id for option in question.options if option.fraction > 0],
        "true_false": lambda: question.right,
        "match": lambda: {pair.id: pair.right_id for pair in question.pairs},
        "order": lambda: [item.id for item in question.items],
        "rating": lambda: question.level,
    }[question.kind]()
    assert grade(question, read_response(question, right)).outcome is Outcome.RIGHT
