from fractions import Fraction
from itertools import combinations, pairwise, permutations

import pytest

from grading import BadQuestion, BadResponse, Outcome, grade, read_question, read_response, write_question
from grading.kinds.order import GRADERS
from tests.unit.grading import examples
from tests.unit.grading.answering import told_of

WORDS = ["Modular", "Object", "Oriented", "Dynamic", "Learning", "Environment"]


def in_order(ids, grader):
    """A question whose right order is these ids."""
    return read_question(examples.order(items=[{"id": one, "text": f"Trin {one}"} for one in ids], grader=grader))


def mark_of(ids, given, grader):
    question = in_order(ids, grader)
    return grade(question, read_response(question, list(given)))


@pytest.mark.parametrize(
    ("given", "score", "outcome"),
    [
        (["q3", "a8", "m5", "c1"], Fraction(1), Outcome.RIGHT),
        (["a8", "q3", "m5", "c1"], Fraction(1, 2), Outcome.NEAR),
        (["c1", "q3", "a8", "m5"], Fraction(0), Outcome.WRONG),
    ],
)
def test_an_item_counts_when_it_stands_in_its_own_place(given, score, outcome):
    question = read_question(examples.order())
    mark = grade(question, read_response(question, given))
    assert (mark.score, mark.outcome) == (score, outcome)


# What Moodle 4.5's own tests give six words (question/type/ordering/tests/question_test.php), and what its
# grade_response gives the same three orders where those tests only bracket the value or leave it out.
ROTATED = [*WORDS[1:], WORDS[0]]
TURNED = WORDS[::-1]
SWAPPED = ["Object", "Modular", *WORDS[2:]]


@pytest.mark.parametrize(
    ("grader", "rotated", "turned", "swapped"),
    [
        ("all_or_nothing", "0", "0", "0"),
        ("absolute", "0", "0", "2/3"),
        ("next_exclude_last", "4/5", "0", "3/5"),
        ("next_include_last", "2/3", "0", "2/3"),
        ("previous_and_next", "2/3", "0", "7/12"),
        ("all_previous_and_next", "2/3", "0", "14/15"),
        ("longest_subset", "5/6", "0", "5/6"),
        ("longest_contiguous", "5/6", "0", "5/6"),
        ("distance", "2/3", "2/5", "14/15"),
    ],
)
def test_the_nine_ways_of_grading_six_words(grader, rotated, turned, swapped):
    assert mark_of(WORDS, WORDS, grader).score == 1
    assert mark_of(WORDS, ROTATED, grader).score == Fraction(rotated)
    assert mark_of(WORDS, TURNED, grader).score == Fraction(turned)
    assert mark_of(WORDS, SWAPPED, grader).score == Fraction(swapped)


def share(hits, slots):
    return Fraction(sum(hits), slots)


def neighbours(order):
    padded = ["", *order, ""]
    return {one: (before, after) for before, one, after in zip(padded, padded[1:], padded[2:], strict=False)}


def longest(right, given, fits):
    """The most items that stand in order in what was given; one alone is none."""
    for size in range(len(right), 1, -1):
        for chosen in combinations(range(len(right)), size):
            places = [given.index(right[index]) for index in chosen]
            if all(one < other for one, other in pairwise(places)) and fits(chosen):
                return Fraction(size, len(right))
    return Fraction(0)


# The same rules told once more, slowly and in other words.
SLOWLY = {
    "all_or_nothing": lambda right, given: Fraction(right == given),
    "absolute": lambda right, given: share((r == g for r, g in zip(right, given, strict=True)), len(right)),
    "next_exclude_last": lambda right, given: share(
        (pair in list(pairwise(given)) for pair in pairwise(right)), len(right) - 1
    ),
    "next_include_last": lambda right, given: share(
        (neighbours(given)[one][1] == neighbours(right)[one][1] for one in right), len(right)
    ),
    "previous_and_next": lambda right, given: share(
        (neighbours(given)[one][side] == neighbours(right)[one][side] for one in right for side in (0, 1)),
        2 * len(right),
    ),
    "all_previous_and_next": lambda right, given: share(
        (
            (right.index(one) < right.index(other)) == (given.index(one) < given.index(other))
            for one in right
            for other in right
            if one != other
        ),
        len(right) * (len(right) - 1),
    ),
    "longest_subset": lambda right, given: longest(right, given, lambda chosen: True),
    "longest_contiguous": lambda right, given: longest(
        right, given, lambda chosen: chosen[-1] - chosen[0] == len(chosen) - 1
    ),
    "distance": lambda right, given: share(
        (max(0, len(right) - 1 - abs(right.index(one) - given.index(one))) for one in right),
        len(right) * (len(right) - 1),
    ),
}


def test_every_way_of_grading_is_told_slowly():
    assert SLOWLY.keys() == GRADERS.keys()


@pytest.mark.parametrize("grader", GRADERS)
@pytest.mark.parametrize("ids", ["abc", "dacb", "bdaec"])
def test_every_order_of_a_few_items_scores_as_the_rule_says(grader, ids):
    question = in_order(ids, grader)
    for given in permutations(ids):
        mark = grade(question, read_response(question, list(given)))
        assert mark.score == SLOWLY[grader](list(ids), list(given)), given
        assert sum(part.score for part in mark.parts) == mark.score
        assert [part.id for part in mark.parts] == list(ids)
        assert (mark.score == 1) is (given == tuple(ids))


def outcomes(grader, given, ids="abcde"):
    letters = {Outcome.RIGHT: "R", Outcome.NEAR: "n", Outcome.WRONG: "."}
    return "".join(letters[part.outcome] for part in mark_of(ids, given, grader).parts)


@pytest.mark.parametrize(
    ("grader", "given", "told"),
    [
        ("all_or_nothing", "bacde", "..RRR"),
        ("absolute", "bacde", "..RRR"),
        ("next_exclude_last", "bcdea", ".RRR."),
        ("next_exclude_last", "cabde", "R..RR"),
        ("next_include_last", "cabde", "R..RR"),
        ("previous_and_next", "bcdea", ".nRRn"),
        ("previous_and_next", "abdec", "Rn.nn"),
        ("all_previous_and_next", "bacde", "nnRRR"),
        ("all_previous_and_next", "bcdea", ".nnnn"),
        ("longest_subset", "acbed", "RR.R."),
        ("longest_subset", "edabc", "RRR.."),
        ("longest_subset", "edcba", "....."),
        ("longest_contiguous", "acbed", "RR..."),
        ("longest_contiguous", "cdeab", "..RRR"),
        ("longest_contiguous", "debca", ".RR.."),
        ("longest_contiguous", "edcba", "....."),
        ("distance", "bacde", "nnRRR"),
        ("distance", "ebcda", ".RRR."),
    ],
)
def test_each_item_is_told_how_it_went(grader, given, told):
    assert outcomes(grader, given) == told


def test_items_in_their_place_add_nothing_when_it_is_all_or_nothing():
    mark = mark_of("abc", "acb", "all_or_nothing")
    assert (mark.score, mark.outcome) == (0, Outcome.WRONG)
    assert [part.score for part in mark.parts] == [0, 0, 0]
    assert [part.score for part in mark_of("abc", "abc", "all_or_nothing").parts] == [Fraction(1, 3)] * 3


def test_the_last_item_adds_nothing_where_it_does_not_count():
    mark = mark_of("abc", "abc", "next_exclude_last")
    assert [(part.score, part.outcome) for part in mark.parts] == [
        (Fraction(1, 2), Outcome.RIGHT),
        (Fraction(1, 2), Outcome.RIGHT),
        (0, Outcome.RIGHT),
    ]


def test_parts_hold_shares_of_what_each_item_can_give():
    assert [part.score for part in mark_of("abc", "bac", "distance").parts] == [
        Fraction(1, 6),
        Fraction(1, 6),
        Fraction(1, 3),
    ]


def test_fifty_items_are_graded():
    ids = [f"i{n}" for n in range(50)]
    for grader in GRADERS:
        assert mark_of(ids, ids, grader).score == 1
        assert mark_of(ids, ids[::-1], grader).score < Fraction(1, 2) + Fraction(1, 100)


def test_an_order_with_an_item_missing_is_refused():
    with pytest.raises(BadResponse) as caught:
        read_response(read_question(examples.order()), ["q3", "a8", "m5"])
    assert caught.value.reason == "missing_id"


def test_two_items_from_another_system_can_be_graded():
    data = examples.order(items=examples.order()["items"][:2])
    for grader in GRADERS:
        question = read_question({**data, "grader": grader}, fair=False)
        assert grade(question, read_response(question, ["q3", "a8"])).score == 1
        assert grade(question, read_response(question, ["a8", "q3"])).score == 0


def test_one_item_is_no_order_wherever_it_comes_from():
    with pytest.raises(BadQuestion) as caught:
        read_question(examples.order(items=examples.order()["items"][:1]), fair=False)
    assert (caught.value.reason, caught.value.params) == ("too_few", {"where": "items", "least": 2})


def test_the_review_shows_where_each_item_stood():
    told = told_of(examples.order(), ["a8", "q3", "m5", "c1"])
    assert [(row.id, row.text, row.place, row.given_place, row.right) for row in told.items] == [
        ("q3", "Ingen", 1, 2, False),
        ("a8", "Let", 2, 1, False),
        ("m5", "Moderat", 3, 3, True),
        ("c1", "Svært", 4, 4, True),
    ]
    assert told.grader == "absolute"


def test_an_unanswered_order_can_be_reviewed():
    told = told_of(examples.order(), [])
    assert {(row.given_place, row.outcome) for row in told.items} == {(None, Outcome.UNANSWERED)}


def test_the_grader_is_absolute_when_none_is_named():
    data = examples.order()
    del data["grader"]
    assert read_question(data) == read_question(examples.order())


@pytest.mark.parametrize("grader", GRADERS)
def test_the_grader_is_kept(grader):
    assert write_question(read_question(examples.order(grader=grader)))["grader"] == grader


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (examples.order(grader="longest_run_of_luck"), "unknown_grader"),
        (examples.order(grader=""), "unknown_grader"),
        (examples.order(grader=7), "wrong_type"),
        (examples.order(items=examples.order()["items"][:2]), "too_few"),
        (examples.order(items=[*examples.order()["items"], {"id": "q3", "text": "Ny"}]), "doubled_id"),
        (examples.order(items=[*examples.order()["items"], {"id": "x9", "text": "Let"}]), "doubled_text"),
    ],
)
def test_orders_that_no_author_should_write(data, reason):
    with pytest.raises(BadQuestion) as caught:
        read_question(data)
    assert caught.value.reason == reason
    if reason in ("too_few", "doubled_id", "doubled_text"):
        assert caught.value.params["where"] == "items"
