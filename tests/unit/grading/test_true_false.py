import pytest

from grading import Outcome, grade, read_question, read_response, review
from tests.unit.grading import examples


@pytest.mark.parametrize(
    ("raw", "outcome", "score", "feedback"),
    [
        (False, Outcome.RIGHT, 1, "Rigtigt."),
        (True, Outcome.WRONG, 0, "Ikke helt."),
        (None, Outcome.UNANSWERED, 0, "Rigtigt."),
    ],
)
def test_false_is_an_answer_and_nothing_is_not(raw, outcome, score, feedback):
    question = read_question(examples.true_false())
    response = read_response(question, raw)
    mark = grade(question, response)
    told = review(question, response, mark)
    assert (mark.outcome, mark.score) == (outcome, score)
    assert (told.chosen, told.right, told.feedback) == (raw, False, feedback)
