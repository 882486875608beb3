"""The figures, on examples worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.quality import mean, ndcg_at, percentile, recall_at, reciprocal_rank

GRADES = {"a": 3, "b": 2, "c": 1}
names = st.sampled_from("abcdefgh")
grades = st.dictionaries(names, st.integers(0, 3))
hits = st.lists(names, unique=True)


def test_recall_counts_what_is_relevant_and_not_what_only_touches_on_it():
    assert recall_at(5, ["c", "a", "x"], GRADES) == 0.5
    assert recall_at(5, ["c"], GRADES) == 0


def test_what_stands_sixth_is_not_among_the_first_five():
    assert recall_at(5, ["v", "w", "x", "y", "z", "a"], {"a": 3}) == 0
    assert recall_at(5, ["v", "w", "x", "y", "a", "z"], {"a": 3}) == 1


def test_with_more_relevant_than_places_full_places_are_enough():
    assert recall_at(2, ["a", "b", "c"], {"a": 2, "b": 2, "c": 2}) == 1


def test_the_reciprocal_rank_is_of_the_first_relevant_hit():
    assert reciprocal_rank(["c", "x", "b", "a"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], GRADES) == 0


def test_ndcg_by_hand():
    # gains 7 and 3; found: 3 at place 1, 7 at place 3 (discount log2 4 = 2); best: 7 + 3 / log2 3
    assert ndcg_at(10, ["b", "x", "a"], {"a": 3, "b": 2}) == pytest.approx((3 + 7 / 2) / (7 + 3 / 1.5849625007))


def test_ndcg_also_credits_what_only_touches_on_it():
    assert ndcg_at(10, ["c"], {"c": 1}) == 1
    assert ndcg_at(1, ["x", "c"], {"c": 1}) == 0


def test_where_nothing_is_graded_there_is_no_figure_and_the_mean_leaves_it_out():
    assert recall_at(5, ["a"], {}) is reciprocal_rank(["a"], {"a": 1}) is ndcg_at(10, ["a"], {"a": 0}) is None
    assert mean([1.0, None, 0.0]) == 0.5
    assert mean([]) == mean([None]) == 0


def test_percentiles_are_values_that_were_measured():
    assert percentile(0.95, [5, 1]) == 5
    assert percentile(0.5, [4, 1, 3, 2]) == 2
    assert percentile(0.0, [4, 1]) == 1
    assert percentile(0.95, []) == 0


@given(hits, grades)
def test_all_figures_lie_between_none_and_all(found, rel):
    for figure in (recall_at(5, found, rel), reciprocal_rank(found, rel), ndcg_at(10, found, rel)):
        assert figure is None or 0 <= figure <= 1.0000001


@given(grades)
def test_the_best_order_has_the_best_figures(rel):
    best = sorted(rel, key=lambda name: -rel[name])
    assert ndcg_at(10, best, rel) in (None, pytest.approx(1))
    assert recall_at(5, best, rel) in (None, 1)
    assert reciprocal_rank(best, rel) in (None, 1)
