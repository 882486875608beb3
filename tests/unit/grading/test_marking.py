"""What holds for every kind of question."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import (
    ENGINE_VERSION,
    Outcome,
    grade,
    read_question,
    read_response,
    review,
    write_question,
    write_response,
)
from tests.unit.grading import examples
from tests.unit.grading.strategies import (
    holds_always,
    matches,
    multiples,
    none_rights,
    orders,
    questions,
    ratings,
    raw_responses,
    singles,
    sliders,
    true_falses,
)


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


@pytest.mark.parametrize("make", [examples.match, examples.gap_select, examples.order])
def test_a_mark_of_other_parts_than_the_question_has_is_not_reviewed(make):
    """A mark that was kept from before the question got one part more would be told half."""
    question = read_question(make())
    response = read_response(question, None)
    mark = grade(question, response)
    with pytest.raises(ValueError, match="zip"):
        review(question, response, replace(mark, parts=mark.parts[:-1]))


def lowest_of(question):
    return Fraction(-1) if question.kind in {"composite", "cloze"} else getattr(question, "lowest", Fraction(0))


@holds_always
@given(questions, st.data())
def test_a_score_is_the_clamped_sum_of_its_parts(question, data):
    mark = grade(question, read_response(question, data.draw(raw_responses(question))))
    assert isinstance(mark.score, Fraction)
    assert lowest_of(question) <= mark.score <= 1
    assert mark.score == min(1, max(lowest_of(question), sum(part.score for part in mark.parts)))
    assert mark.outcome is (Outcome.of(mark.score) if mark.outcome is not Outcome.UNANSWERED else Outcome.UNANSWERED)


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
@given(singles() | multiples() | none_rights(), st.data())
def test_the_order_of_options_and_of_ticks_is_irrelevant(question, data):
    raw = data.draw(raw_responses(question))
    turned = replace(question, options=tuple(data.draw(st.permutations(question.options))))
    raw_turned = data.draw(st.permutations(raw)) if isinstance(raw, list) else raw
    mark = grade(question, read_response(question, raw))
    other = grade(turned, read_response(turned, raw_turned))
    assert (mark.score, mark.outcome) == (other.score, other.outcome)
    assert set(mark.parts) == set(other.parts)


@holds_always
@given(multiples().map(lambda question: replace(question, scoring="sum")))
def test_ticking_everything_pays_only_when_everything_is_right(question):
    mark = grade(question, read_response(question, [option.id for option in question.options]))
    if all(option.fraction > 0 for option in question.options):
        assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)
    else:
        assert mark.score <= 0


KEYS = {
    "single": lambda question: next(option.id for option in question.options if option.fraction == 1),
    "multiple": lambda question: [option.id for option in question.options if option.fraction > 0],
    "true_false": lambda question: question.right,
    "match": lambda question: {pair.id: pair.right_id for pair in question.pairs},
    "order": lambda question: [item.id for item in question.items],
    "rating": lambda question: question.level,
    "slider": lambda question: str(question.value),
}
own = st.one_of(singles(), multiples(), none_rights(), true_falses(), matches(), orders(), ratings(), sliders())


@holds_always
@given(own)
def test_the_whole_key_gives_exactly_one_and_every_part_is_right(question):
    mark = grade(question, read_response(question, KEYS[question.kind](question)))
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)
    assert {part.outcome for part in mark.parts} == {Outcome.RIGHT}
    assert sum(part.score for part in mark.parts) == 1


@holds_always
@given(own, st.data())
def test_a_question_written_and_read_grades_as_before(question, data):
    again = read_question(write_question(question))
    response = read_response(question, data.draw(raw_responses(question)))
    sent_again = read_response(again, write_response(question, response))
    assert (again, sent_again) == (question, response)
    assert grade(again, sent_again) == grade(question, response)


@holds_always
@given(matches(), st.data())
def test_the_order_of_pairs_choices_and_rows_sent_is_irrelevant(question, data):
    raw = data.draw(raw_responses(question))
    turned = replace(
        question,
        pairs=tuple(data.draw(st.permutations(question.pairs))),
        choices=tuple(data.draw(st.permutations(question.choices))),
    )
    raw_turned = dict(reversed(raw.items())) if isinstance(raw, dict) else raw
    assert read_response(question, raw_turned) == read_response(question, raw)
    mark = grade(question, read_response(question, raw))
    other = grade(turned, read_response(turned, raw_turned))
    assert (mark.score, mark.outcome, set(mark.parts)) == (other.score, other.outcome, set(other.parts))
