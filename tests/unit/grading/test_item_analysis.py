import json
from dataclasses import replace
from itertools import pairwise
from math import isfinite, isnan, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.item_analysis import Advice, AdviceCode, Attempt, Item, advice, analyse
from tests.unit.grading.strategies import holds_always

PUBLISHED = json.loads(Path(__file__).with_name("quiz00.json").read_text(encoding="utf-8"))
SEVEN = [Item(str(number)) for number in range(1, 8)]
THE_25 = [Attempt({str(number): mark for number, mark in enumerate(marks, start=1)}) for marks in PUBLISHED["marks"]]


def marked(*rows, items="ab"):
    """Attempts at items a, b, ... with these marks."""
    return [Attempt(dict(zip(items, row, strict=True))) for row in rows]


def of_items(*names, maximum=1.0):
    return [Item(name, maximum) for name in names]


def numbers(analysis):
    return [vars(analysis.test), *(vars(item.statistics) for item in analysis.items)]


# ── Moodle's definitions ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", range(7))
@pytest.mark.parametrize("name", sorted(PUBLISHED["items"][0]))
def test_the_published_statistics_of_each_question_are_reproduced(place, name):
    found = getattr(analyse(SEVEN, THE_25).items[place].statistics, name)
    assert found == pytest.approx(PUBLISHED["items"][place][name], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", sorted(PUBLISHED["test"]))
def test_the_published_statistics_of_the_whole_test_are_reproduced(name):
    found = getattr(analyse(SEVEN, THE_25).test, name)
    assert found == pytest.approx(PUBLISHED["test"][name], rel=1e-9, abs=1e-9)


def test_facility_is_of_the_question_s_own_maximum():
    (item,) = analyse(of_items("a", maximum=4.0), [Attempt({"a": 1}), Attempt({"a": 2})]).items
    assert item.statistics.facility == 0.375


def test_variances_are_the_sample_s_own():
    (item,) = analyse(of_items("a"), [Attempt({"a": 0}), Attempt({"a": 1})]).items
    assert item.statistics.mark_variance == 0.5
    assert item.statistics.standard_deviation == sqrt(0.5)


def test_a_question_that_pulls_the_other_way_has_no_effective_weight_and_takes_none_from_others():
    """As Moodle: its covariance with the total is negative, and is left out of the sum."""
    rows = [(1, 0, 0), (1, 0, 0), (0, 1, 1), (0, 1, 1), (0, 0, 1)]
    weights = [
        item.statistics.effective_weight for item in analyse(of_items("a", "b", "c"), marked(*rows, items="abc")).items
    ]
    assert weights[0] is None
    assert sum(weight for weight in weights if weight is not None) == pytest.approx(100)


def test_a_question_that_does_not_vary_weighs_nothing():
    weights = [i.statistics.effective_weight for i in analyse(of_items("a", "b"), marked((1, 0), (1, 1))).items]
    assert weights == [0, 100]


def test_questions_that_agree_fully_discriminate_fully():
    analysis = analyse(of_items("a", "b"), marked((1, 1), (0, 0), (1, 1)))
    assert [item.statistics.discrimination_index for item in analysis.items] == pytest.approx([100, 100])
    assert [item.statistics.discriminative_efficiency for item in analysis.items] == pytest.approx([100, 100])
    assert (analysis.test.cronbach_alpha, analysis.test.error_ratio, analysis.test.standard_error) == (
        pytest.approx(100),
        pytest.approx(0, abs=1e-5),
        pytest.approx(0, abs=1e-5),
    )


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle():
    assert analyse(of_items("a"), [Attempt({"a": mark}) for mark in (0, 1, 0.5, 0)]).test.median == 0.25


# ── What is undefined ───────────────────────────────────────────────────────────────────────────────────────────


def test_without_attempts_nothing_is_known():
    analysis = analyse(of_items("a", "b"), [])
    for found in numbers(analysis):
        assert found.pop("count") == 0
        assert set(found.values()) == {None}


def test_one_attempt_has_a_mean_and_no_spread():
    analysis = analyse(of_items("a", "b"), marked((1, 0)))
    assert (analysis.test.count, analysis.test.mean, analysis.test.median) == (1, 1, 1)
    assert analysis.test.standard_deviation is None
    statistics = analysis.items[0].statistics
    assert (statistics.count, statistics.facility) == (1, 1)
    assert (statistics.mark_variance, statistics.covariance, statistics.effective_weight) == (None, None, None)


def test_two_attempts_have_a_spread_and_no_shape():
    test = analyse(of_items("a", "b"), marked((1, 0), (1, 1))).test
    assert test.standard_deviation == sqrt(0.5)
    assert (test.skewness, test.kurtosis, test.cronbach_alpha) == (None, None, None)


def test_three_attempts_have_skewness_and_alpha_and_four_have_kurtosis():
    three = analyse(of_items("a", "b"), marked((1, 0), (1, 1), (0, 0))).test
    assert (three.skewness, three.kurtosis) == (0, None)
    assert three.cronbach_alpha == pytest.approx(2 * 100 * (1 - 2 / 3))
    four = analyse(of_items("a", "b"), marked((1, 0), (1, 1), (0, 0), (1, 0))).test
    assert four.kurtosis == pytest.approx(1.5)


def test_the_skewness_of_three_is_of_k_statistics():
    """Totals 0, 0, 1: k2 = 1/3, k3 = 1/3, so k3 / k2^1.5 is the square root of 3."""
    test = analyse(of_items("a"), [Attempt({"a": mark}) for mark in (0, 0, 1)]).test
    assert test.skewness == pytest.approx(sqrt(3))


def test_one_question_has_no_internal_consistency():
    test = analyse(of_items("a"), [Attempt({"a": mark}) for mark in (0, 1, 1)]).test
    assert (test.cronbach_alpha, test.error_ratio, test.standard_error) == (None, None, None)
    assert test.standard_deviation is not None


def test_marks_that_do_not_vary_have_no_correlation_though_thirds_round():
    """The mean of ten tenths-of-thirds is not exactly a third in binary; that is no variance."""
    rows = [(1 / 3, mark) for mark in (0.1, 0.2, 0.7, 0.1, 0.2, 0.7, 0.3)]
    first, second = analyse(of_items("a", "b"), marked(*rows)).items
    assert (first.statistics.mark_variance, first.statistics.covariance) == (0, 0)
    for item in (first, second):
        assert item.statistics.discrimination_index is None
        assert item.statistics.discriminative_efficiency is None


def test_when_everybody_has_the_same_total_there_is_no_shape():
    test = analyse(of_items("a", "b"), marked((1, 0), (0, 1), (1, 0), (0, 1))).test
    assert (test.standard_deviation, test.skewness, test.kurtosis, test.cronbach_alpha) == (0, None, None, None)


def test_when_nobody_differs_no_question_has_weight():
    weights = [i.statistics.effective_weight for i in analyse(of_items("a", "b"), marked((1, 1), (1, 1))).items]
    assert weights == [None, None]


# ── Questions that not everybody was given ──────────────────────────────────────────────────────────────────────


def test_a_question_is_measured_on_those_who_were_given_it():
    attempts = [Attempt({"a": 1, "b": None}), Attempt({"a": 0, "b": 1}), Attempt({"b": 0})]
    first, second = analyse(of_items("a", "b"), attempts).items
    assert (first.statistics.count, first.statistics.facility) == (2, 0.5)
    assert (second.statistics.count, second.statistics.facility) == (2, 0.5)


def test_alpha_is_not_told_when_questions_were_drawn():
    rows = [(1, 1), (0, 0), (1, 0), (0, 0)]
    assert analyse(of_items("a", "b"), marked(*rows)).test.cronbach_alpha is not None
    test = analyse(of_items("a", "b"), [*marked(*rows), Attempt({"a": 1})]).test
    assert (test.cronbach_alpha, test.error_ratio, test.standard_error) == (None, None, None)
    assert test.skewness is not None


def test_marks_of_questions_that_are_not_asked_about_are_left_out():
    analysis = analyse(of_items("a"), [Attempt({"a": 1, "strange": 5})])
    assert analysis.test.mean == 1


# ── The table of responses ──────────────────────────────────────────────────────────────────────────────────────

KEY = {"right": 1.0, "wrong": 0.0, "idle": 0.0}


def answered(*answers, rest=None):
    """Attempts at a choice `q` and at `rest`, whose mark says how strong the person is."""
    attempts = []
    for place, answer in enumerate(answers):
        chosen = [] if answer is None else answer.split("+")
        attempts.append(Attempt({"q": float(chosen == ["right"]), "rest": rest[place] if rest else 0}, {"q": chosen}))
    return attempts


def table_of(attempts, responses=KEY):
    return analyse([Item("q", 1.0, responses), Item("rest")], attempts).items[0].table


def test_the_table_counts_every_answer_of_the_author_s():
    rows = table_of(answered("right", "wrong", "right", None, rest=[1, 0.5, 0, 0.25]))
    assert [(row.response, row.fraction, row.count, row.share) for row in rows] == [
        ("right", 1, 2, 0.5),
        ("wrong", 0, 1, 0.25),
        ("idle", 0, 0, 0),
        (None, None, 1, 0.25),
    ]
    assert [row.mean_total for row in rows] == [1.5, 0.5, None, 0.25]


def test_answers_that_the_author_did_not_write_follow_the_most_common_first():
    rows = table_of(answered("z", "x", "y", "x", "right"), {"right": 1.0})
    assert [(row.response, row.fraction, row.count) for row in rows] == [
        ("right", 1, 1),
        ("x", None, 2),
        ("y", None, 1),
        ("z", None, 1),
    ]


def test_where_several_may_be_chosen_each_counts_once():
    rows = table_of(answered("right+wrong", "wrong+wrong"))
    assert [(row.count, row.share) for row in rows] == [(1, 0.5), (2, 1), (0, 0)]


def test_the_point_biserial_tells_who_chose_an_answer():
    rows = table_of(answered("right", "right", "wrong", "wrong", rest=[1, 1, 0, 0]))
    assert [row.point_biserial for row in rows] == [pytest.approx(1), pytest.approx(-1), None]


def test_the_point_biserial_is_with_the_other_marks():
    """Else an answer would seem to be chosen by the stronger because it gives marks itself."""
    rows = table_of(answered("right", "wrong", "right", "wrong", rest=[0, 0, 1, 1]))
    assert rows[0].point_biserial == 0


def test_attempts_whose_responses_are_not_known_are_not_in_the_table():
    attempts = [*answered("right"), Attempt({"q": 1, "rest": 1}), Attempt({"rest": 1}, {"q": ["right"]})]
    assert [(row.count, row.share) for row in table_of(attempts)] == [(1, 1), (0, 0), (0, 0)]


def test_without_responses_the_table_has_the_author_s_answers():
    assert [(row.count, row.share, row.mean_total, row.point_biserial) for row in table_of([])] == [
        (0, 0, None, None)
    ] * 3


# ── Advice ──────────────────────────────────────────────────────────────────────────────────────────────────────


def an_item(*, count=100, facility=0.6, index=40.0, rows=()):
    """A question with these numbers; rows are (response, fraction, count of 100, point-biserial)."""
    (plain, _) = analyse([Item("q", 1.0, KEY), Item("rest")], answered("right", "wrong")).items
    table = tuple(
        replace(plain.table[0], response=response, fraction=fraction, count=chose, share=chose / 100, point_biserial=r)
        for response, fraction, chose, r in rows
    )
    statistics = replace(plain.statistics, count=count, facility=facility, discrimination_index=index)
    return replace(plain, statistics=statistics, table=table)


def codes(item):
    return [told.code.value for told in advice(item)]


GOOD_ROWS = (("right", 1, 60, 0.4), ("wrong", 0, 30, -0.3), ("other", 0, 10, -0.1))


def test_a_good_question_needs_no_advice():
    assert advice(an_item(rows=GOOD_ROWS)) == []


@pytest.mark.parametrize(("count", "told"), [(24, ["too_few_attempts"]), (25, [])])
def test_below_25_attempts_nothing_else_is_said(count, told):
    assert codes(an_item(count=count, rows=GOOD_ROWS)) == told
    assert codes(an_item(count=24, facility=1.0, index=-50.0)) == ["too_few_attempts"]


def test_without_attempts_there_are_too_few():
    (item,) = analyse(of_items("a"), []).items
    assert codes(item) == ["too_few_attempts"]


@pytest.mark.parametrize(
    ("index", "told"),
    [
        (-0.1, ["negative_discrimination"]),
        (0.0, ["weak_discrimination"]),
        (19.9, ["weak_discrimination"]),
        (20.0, []),
        (None, []),
    ],
)
def test_what_the_discrimination_says(index, told):
    assert codes(an_item(index=index)) == told


@pytest.mark.parametrize(
    ("facility", "told"), [(0.2, ["too_hard"]), (0.21, []), (0.94, []), (0.95, ["too_easy"]), (0.0, ["too_hard"])]
)
def test_what_the_facility_says(facility, told):
    assert codes(an_item(facility=facility)) == told


@pytest.mark.parametrize("facility", [0.1, 0.97])
def test_what_nearly_all_or_none_can_do_is_not_called_weak_too(facility):
    assert "weak_discrimination" not in codes(an_item(facility=facility, index=5.0))
    assert "negative_discrimination" in codes(an_item(facility=facility, index=-5.0))


@pytest.mark.parametrize(("count", "idle"), [(0, True), (4, True), (5, False)])
def test_a_distractor_that_fewer_than_one_in_twenty_choose_is_idle(count, idle):
    rows = (("right", 1, 100 - count, 0.4), ("wrong", 0, count, -0.3))
    assert advice(an_item(rows=rows)) == ([Advice(AdviceCode.IDLE_DISTRACTOR, "wrong")] if idle else [])


def test_a_right_answer_is_never_an_idle_distractor_nor_are_strange_ones():
    rows = (("right", 1, 98, 0.4), ("also", 0.5, 1, -0.3), ("strange", None, 1, -0.3), (None, None, 0, None))
    assert advice(an_item(rows=rows)) == []


def test_where_no_responses_are_known_no_distractor_is_idle():
    assert advice(an_item(rows=(("right", 1, 0, None), ("wrong", 0, 0, None)))) == []


@pytest.mark.parametrize(
    ("count", "r", "strong"), [(5, 0.2, True), (4, 0.9, False), (30, 0.19, False), (30, None, False)]
)
def test_a_distractor_that_the_strong_choose_may_be_right_too(count, r, strong):
    rows = (("right", 1, 70, 0.4), ("wrong", 0, count, r))
    assert (Advice(AdviceCode.STRONG_CHOOSE_DISTRACTOR, "wrong") in advice(an_item(rows=rows))) is strong


def test_a_right_answer_is_for_the_strong():
    assert advice(an_item(rows=(("right", 1, 60, 0.9), ("wrong", -1, 40, -0.9)))) == []


@pytest.mark.parametrize(("wrong", "beats"), [(40, False), (41, True)])
def test_a_distractor_that_more_choose_than_any_right_answer_is_told(wrong, beats):
    rows = (("right", 1, 40, 0.4), ("partly", 0.5, 20, 0.1), ("wrong", 0, wrong, -0.3))
    assert advice(an_item(rows=rows)) == ([Advice(AdviceCode.DISTRACTOR_BEATS_KEY, "wrong")] if beats else [])


def test_a_miskeyed_question_is_found_from_the_attempts_alone():
    """Twenty strong people choose "wrong", twenty weak ones choose what the key calls right."""
    attempts = answered(*["wrong"] * 20, *["right"] * 18, rest=[1] * 20 + [0] * 18)
    (item, _) = analyse([Item("q", 1.0, KEY), Item("rest")], attempts).items
    assert [(told.code.value, told.response) for told in advice(item)] == [
        ("negative_discrimination", None),
        ("strong_choose_distractor", "wrong"),
        ("distractor_beats_key", "wrong"),
        ("idle_distractor", "idle"),
    ]


# ── What always holds ───────────────────────────────────────────────────────────────────────────────────────────

some_marks = st.none() | st.sampled_from([0, 1 / 3, 0.3333333, 0.5, 1, -0.25])
some_attempts = st.lists(
    st.builds(
        Attempt,
        st.dictionaries(st.sampled_from("abc"), some_marks),
        st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from(["right", "wrong", "strange"]), max_size=2)),
    ),
    max_size=12,
)
THREE = [Item(name, 1.0, KEY) for name in "abc"]


@holds_always
@given(some_attempts)
def test_whatever_comes_numbers_are_finite_and_within_their_bounds(attempts):
    analysis = analyse(THREE, attempts)
    for found in numbers(analysis):
        assert all(value is None or (isfinite(value) and not isnan(value)) for value in found.values())
    for item in analysis.items:
        index = item.statistics.discrimination_index
        assert index is None or -100 <= index <= 100
        weight = item.statistics.effective_weight
        assert weight is None or 0 <= weight <= 100 + 1e-9
        assert all(0 <= row.share <= 1 for row in item.table)
        assert all(row.point_biserial is None or -1 <= row.point_biserial <= 1 for row in item.table)
        ranks = [list(AdviceCode).index(told.code) for told in advice(item)]
        assert all(before <= after for before, after in pairwise(ranks))


@holds_always
@given(some_attempts, st.randoms(use_true_random=False))
def test_the_order_of_attempts_changes_nothing(attempts, random):
    shuffled = list(attempts)
    random.shuffle(shuffled)
    assert analyse(THREE, shuffled) == analyse(THREE, attempts)
