from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import (
    KINDS,
    BadQuestion,
    BadResponse,
    Outcome,
    grade,
    public_view,
    read_question,
    read_response,
    review,
    write_question,
    write_response,
)
from grading.kinds.composite import INLINE, INLINE_KINDS
from grading.kinds.plain import PLAIN_KINDS
from tests.unit.grading import examples
from tests.unit.grading.answering import mark_of, told_of
from tests.unit.grading.strategies import clozes, composites, holds_always, raw_responses

MATCHED = {"r1": "my", "r2": "my", "r3": "ud", "r4": "an"}
PLAIN = [make for make in examples.ALL if make()["kind"] in PLAIN_KINDS]


def parts_of(*questions, weights=None):
    weights = weights or ["1"] * len(questions)
    return [
        {"id": f"c{n}", "weight": weight, "question": question}
        for n, (question, weight) in enumerate(zip(questions, weights, strict=True), start=1)
    ]


def test_each_part_counts_by_its_weight():
    mark = mark_of(examples.composite(), {"c1": "z4", "c2": MATCHED, "c3": False})
    assert [(part.id, part.score, part.outcome) for part in mark.parts] == [
        ("c1", Fraction(2, 7) / 3, Outcome.NEAR),
        ("c2", Fraction(4, 7) * Fraction(3, 4), Outcome.NEAR),
        ("c3", Fraction(1, 7), Outcome.RIGHT),
    ]
    assert mark.score == Fraction(2, 21) + Fraction(3, 7) + Fraction(1, 7)
    assert mark.outcome is Outcome.NEAR


def test_a_blank_part_costs_that_part_only_as_in_moodle():
    """Moodle 4.5, question/type/multianswer/tests/question_test.php: one of two parts answered right is a half."""
    data = examples.cloze(parts=[{**part, "weight": "1"} for part in examples.cloze()["parts"]])
    for raw in ({"d1": "p2"}, {"d1": "p2", "d2": None}, {"d1": "p2", "d2": ""}, {"d1": "p2", "d2": []}):
        mark = mark_of(data, raw)
        assert mark.score == Fraction(1, 2)
        assert [part.outcome for part in mark.parts] == [Outcome.RIGHT, Outcome.UNANSWERED]


def test_a_wrong_part_is_wrong_and_not_unanswered():
    mark = mark_of(examples.cloze(), {"d1": "k7"})
    assert (mark.score, mark.outcome) == (0, Outcome.WRONG)
    assert [part.outcome for part in mark.parts] == [Outcome.WRONG, Outcome.UNANSWERED]


@pytest.mark.parametrize("raw", [None, "", {}, {"c1": None}, {"c1": "", "c2": {}, "c3": None}, {"c2": {"r1": ""}}])
def test_nothing_in_any_part_is_unanswered(raw):
    mark = mark_of(examples.composite(), raw)
    assert mark.outcome is Outcome.UNANSWERED
    assert {part.outcome for part in mark.parts} == {Outcome.UNANSWERED}


def test_an_empty_answer_that_is_the_right_one_is_an_answer():
    none_right = examples.multiple(none_right=True)
    for option in none_right["options"]:
        option["fraction"] = "0"
    mark = mark_of(examples.composite(parts=parts_of(none_right, examples.single())), {"c1": []})
    assert mark.score == Fraction(1, 2)
    assert [part.outcome for part in mark.parts] == [Outcome.RIGHT, Outcome.UNANSWERED]


def test_a_part_takes_away_no_more_than_its_own_question_does():
    floored = examples.single()
    costly = examples.single(lowest="-1/6")
    data = examples.composite(parts=parts_of(floored, costly))
    mark = mark_of(data, {"c1": "b9", "c2": "b9"})
    assert [part.score for part in mark.parts] == [0, Fraction(-1, 12)]
    assert mark.score == Fraction(-1, 12)
    costly["options"][3]["fraction"] = "-1"
    all_gone = examples.composite(parts=parts_of({**costly, "lowest": "-1"}))
    assert mark_of(all_gone, {"c1": "b9"}).score == -1


def test_everything_right_is_exactly_one_whatever_the_weights():
    data = examples.composite(parts=parts_of(examples.true_false(), examples.rating(), weights=["1/3", "1/7"]))
    mark = mark_of(data, {"c1": False, "c2": 2})
    assert (mark.score, mark.outcome) == (1, Outcome.RIGHT)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ([], "wrong_type"),
        ("c1", "wrong_type"),
        (7, "wrong_type"),
        ({"c9": "p2"}, "unknown_id"),
        ({"c9": None}, "unknown_id"),
        ({"p2": "p2"}, "unknown_id"),
        ({1: "p2"}, "wrong_type"),
        ({"c" * 65: "p2"}, "too_long"),
        ({f"c{n}": None for n in range(1, 5)}, "too_long"),
        ({"c1": "p3"}, "unknown_id"),
        ({"c1": ["p2"]}, "wrong_type"),
        ({"c1": "p2", "c2": {"r1": "r1"}}, "unknown_id"),
        ({"c3": 0}, "wrong_type"),
    ],
)
def test_what_is_no_answer_to_the_parts_is_refused_by_name(raw, reason):
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(examples.composite()), raw)
    assert caught.value.reason == reason


def test_equal_answers_are_written_alike():
    question = read_question(examples.composite())
    raw = {"c3": False, "c1": "", "c2": {"r3": "ud", "r2": None}}
    assert write_response(question, read_response(question, raw)) == {"c2": {"r3": "ud"}, "c3": False}


def broken(make, index, **changes):
    data = make()
    data["parts"][index] |= changes
    return data


@pytest.mark.parametrize(
    ("data", "reason", "params"),
    [
        (examples.composite(parts=[]), "too_few", {"where": "parts", "least": 1}),
        (examples.composite(parts={}), "wrong_type", {"where": "parts"}),
        (broken(examples.composite, 1, id="c1"), "doubled_id", {"where": "parts", "id": "c1"}),
        (broken(examples.composite, 1, weight="0"), "fraction_out_of_range", {"where": "parts[1].weight"}),
        (broken(examples.composite, 1, weight="-1"), "fraction_out_of_range", {"where": "parts[1].weight"}),
        (broken(examples.composite, 1, weight="1001"), "fraction_out_of_range", {"where": "parts[1].weight"}),
        (broken(examples.composite, 1, weight=1), "wrong_type", {"where": "parts[1].weight"}),
        (broken(examples.composite, 1, question="x"), "not_a_mapping", {"where": "parts[1].question"}),
        (broken(examples.composite, 1, question={}), "missing_field", {"where": "parts[1].question.kind"}),
        (
            broken(examples.composite, 1, question=examples.composite()),
            "unknown_kind",
            {"where": "parts[1].question.kind"},
        ),
        (
            broken(examples.composite, 1, question=examples.cloze()),
            "unknown_kind",
            {"where": "parts[1].question.kind"},
        ),
        (broken(examples.cloze, 1, question=examples.match()), "unknown_kind", {"where": "parts[1].question.kind"}),
        (
            broken(examples.composite, 0, question=examples.single(prompt="")),
            "blank_text",
            {"where": "parts[0].question.prompt"},
        ),
        (
            broken(examples.composite, 0, question=examples.single(prompt_="x")),
            "unknown_field",
            {"where": "parts[0].question.prompt_"},
        ),
        (
            broken(examples.composite, 0, question=examples.single(options=examples.single()["options"][:1])),
            "too_few",
            {"where": "parts[0].question.options", "least": 2},
        ),
        (
            broken(examples.composite, 2, question=examples.single(options=examples.single()["options"][::2])),
            "cannot_reach_one",
            {"where": "parts[2].question", "best": "1/3"},
        ),
        (
            broken(examples.composite, 2, question=examples.match(choices=examples.match()["choices"][1:])),
            "unknown_right_id",
            {"where": "parts[2].question", "id": "r1"},
        ),
        (examples.cloze(text="Ingen [[d1]]"), "missing_placeholder", {"id": "d2"}),
        (examples.cloze(text="[[d1]] [[d2]] [[d3]]"), "unknown_placeholder", {"id": "d3"}),
        (examples.cloze(text="[[d1]] [[d2]] [[d1]]"), "doubled_placeholder", {"id": "d1"}),
        (examples.cloze(text=" "), "blank_text", {"where": "text"}),
        (examples.composite(text="x"), "unknown_field", {"where": "text"}),
    ],
)
def test_parts_that_no_author_should_put_together(data, reason, params):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert (caught.value.reason, caught.value.params) == (reason, params)


def test_the_heaviest_part_may_weigh_a_thousand():
    assert read_question(broken(examples.composite, 1, weight="1000")).parts[1].weight == 1000


def test_an_unfair_part_can_be_graded_when_it_comes_from_elsewhere():
    unfair = examples.single(options=examples.single()["options"][:1])
    question = read_question(examples.composite(parts=parts_of(unfair)), fair=False)
    assert grade(question, read_response(question, {"c1": "k7"})).score == 0
    with pytest.raises(BadQuestion):
        read_question(examples.composite(parts=parts_of({**unfair, "options": []})), fair=False)


def test_a_weight_left_out_is_one():
    assert [part.weight for part in read_question(examples.composite()).parts] == [1, 2, Fraction(1, 2)]


def test_the_prompt_of_a_question_inside_a_text_may_be_left_out():
    data = examples.cloze()
    del data["parts"][0]["question"]["prompt"]
    assert read_question(data).parts[0].question.prompt == ""


def test_a_cloze_shows_its_text_in_pieces():
    view = public_view(read_question(examples.cloze(text="[[d2]][[d1]] og [[så]].")), seed="x")
    assert view["pieces"] == [{"part": "d2"}, {"part": "d1"}, {"text": " og [[så]]."}]
    assert [part["id"] for part in view["parts"]] == ["d1", "d2"]


def test_each_part_is_shuffled_in_its_own_way():
    """The same question twice must not show its options in the same order, or one part would tell of the other."""
    question = read_question(examples.composite(parts=parts_of(examples.single(), examples.single())))
    differ = 0
    for n in range(20):
        one, other = public_view(question, seed=str(n))["parts"]
        differ += one["question"]["options"] != other["question"]["options"]
    assert differ > 12
    assert public_view(question, seed="1") == public_view(question, seed="1")


def test_a_part_is_shown_as_it_would_be_alone():
    view = public_view(read_question(examples.composite()), seed="x")
    assert [(part["id"], set(part["question"])) for part in view["parts"]] == [
        ("c1", {"kind", "prompt", "quote", "options"}),
        ("c2", {"kind", "prompt", "quote", "pairs", "choices"}),
        ("c3", {"kind", "prompt", "quote"}),
    ]
    assert "fraction" not in str(view)
    assert "Noget af det" not in str(view)


def test_the_review_holds_each_parts_own_review():
    told = told_of(examples.composite(), {"c1": "z4"})
    assert [(part.id, part.share, part.review.kind) for part in told.parts] == [
        ("c1", Fraction(2, 7), "single"),
        ("c2", Fraction(4, 7), "match"),
        ("c3", Fraction(1, 7), "true_false"),
    ]
    first, second, _ = (part.review for part in told.parts)
    assert (first.score, first.outcome) == (Fraction(1, 3), Outcome.NEAR)
    assert [row.chosen for row in first.options] == [False, False, True, False]
    assert second.outcome is Outcome.UNANSWERED
    assert told.score == Fraction(2, 21)
    assert told.parts[0].prompt == "Hvad er VUM 2.0?"


def test_the_review_of_a_cloze_tells_each_part_by_its_answer():
    question = read_question(examples.cloze())
    first = question.parts[0]
    raw = {first.id: first.question.options[0].id}
    told = review(question, read_response(question, raw), grade(question, read_response(question, raw)))
    assert told.parts[0].review.outcome is not Outcome.UNANSWERED
    assert {part.review.outcome for part in told.parts[1:]} == {Outcome.UNANSWERED}


def test_the_review_of_a_cloze_has_its_text():
    told = told_of(examples.cloze(), None)
    assert told.pieces[:2] == [{"text": "VUM 2.0 er "}, {"part": "d1"}]
    assert {part.review.outcome for part in told.parts} == {Outcome.UNANSWERED}


def test_what_stands_in_a_line_of_text_stands_alone_too():
    assert set(INLINE_KINDS) == INLINE & set(KINDS)
    assert set(INLINE_KINDS) <= set(PLAIN_KINDS)


@pytest.mark.parametrize("make", PLAIN)
def test_every_kind_can_be_a_part(make):
    """The part's answer, mark and view are those it has alone."""
    alone = read_question(make())
    question = read_question(examples.composite(parts=parts_of(make(), examples.true_false(), weights=["3", "1"])))
    assert read_question(write_question(question)) == question
    assert public_view(question, seed="x")["parts"][0]["question"]["kind"] == alone.kind
    told = review(question, read_response(question, {}), grade(question, read_response(question, {})))
    assert told.parts[0].review == review(alone, read_response(alone, None), grade(alone, read_response(alone, None)))


@holds_always
@given(st.sampled_from(PLAIN), st.data())
def test_a_part_gives_what_it_gives_alone_by_its_weight(make, data):
    alone = read_question(make())
    weight = data.draw(st.fractions(Fraction(1, 9), 9, max_denominator=9))
    parts = parts_of(make(), examples.true_false(), weights=[str(weight), "1"])
    question = read_question(examples.composite(parts=parts))
    raw = data.draw(raw_responses(alone))
    own = grade(alone, read_response(alone, raw))
    mark = grade(question, read_response(question, {"c1": raw, "c2": True}))
    assert mark.score == own.score * weight / (weight + 1)
    assert mark.parts[0].outcome is own.outcome


@holds_always
@given(composites() | clozes(), st.data())
def test_the_order_of_the_parts_sent_is_irrelevant_and_marks_repeat(question, data):
    raw = data.draw(raw_responses(question).filter(lambda raw: isinstance(raw, dict)))
    response = read_response(question, raw)
    assert read_response(question, dict(reversed(raw.items()))) == response
    again = read_question(write_question(question))
    assert grade(question, response) == grade(question, response) == grade(again, response)


@holds_always
@given(composites() | clozes(), st.data())
def test_the_score_is_the_weighted_mean_of_the_parts_own_scores(question, data):
    response = read_response(question, data.draw(raw_responses(question)))
    told = review(question, response, grade(question, response))
    total = sum(part.weight for part in question.parts)
    mean = sum(part.weight * row.review.score for part, row in zip(question.parts, told.parts, strict=True)) / total
    assert told.score == mean
    assert sum(row.share for row in told.parts) == 1
