import pytest

from grading import BadQuestion, Outcome, grade, read_question, read_response, review
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


@pytest.mark.parametrize("right", [True, False])
def test_the_key_may_be_either(right):
    question = read_question(examples.true_false(right=right))
    assert [grade(question, read_response(question, raw)).score for raw in (right, not right)] == [1, 0]
    parts = [grade(question, read_response(question, raw)).parts for raw in (right, not right)]
    assert [[(part.id, part.score, part.outcome) for part in row] for row in parts] == [
        [("answer", 1, Outcome.RIGHT)],
        [("answer", 0, Outcome.WRONG)],
    ]


@pytest.mark.parametrize(
    ("right", "raw", "feedback"),
    [(True, True, "Ikke helt."), (True, False, "Rigtigt."), (True, None, "Ikke helt."), (False, None, "Rigtigt.")],
)
def test_feedback_belongs_to_the_answer_given_or_else_to_the_right_one(right, raw, feedback):
    question = read_question(examples.true_false(right=right))
    response = read_response(question, raw)
    assert review(question, response, grade(question, response)).feedback == feedback


def test_feedback_may_be_left_out_and_the_key_may_not():
    question = read_question({"kind": "true_false", "prompt": "Sandt?", "right": False})
    assert (question.feedback_true, question.feedback_false) == ("", "")
    with pytest.raises(BadQuestion) as caught:
        read_question({"kind": "true_false", "prompt": "Sandt?"})
    assert (caught.value.reason, caught.value.params) == ("missing_field", {"where": "right"})
