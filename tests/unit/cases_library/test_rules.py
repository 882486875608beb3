"""Consensus, agreement, and what may be shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_library.rules import (
    Agreement,
    Difference,
    agreement_word,
    compare,
    exact_share,
    largest_difference_first,
    level_named,
    made_typical_error,
    mean_difference,
    median,
    over_all,
    quadratic_weighted_kappa,
    shown_distribution,
    tally,
    within_one_share,
)

levels = st.integers(0, 4)
pairs = st.lists(st.tuples(levels, levels), min_size=1, max_size=40)

# Vectors computed with scikit-learn 1.9.1, cohen_kappa_score(weights="quadratic").
MINE, THEIRS = [0, 1, 2, 3, 4, 2, 1, 3], [0, 1, 3, 3, 4, 1, 1, 2]


def key_of(**fields):
    return {
        "key": "k1",
        "subtheme": "Gøre rent",
        "theme": "Praktiske opgaver",
        "panel": [3, 3, 3],
        "consensus": 3,
        "rationale": "Uden hjemmehjælpen kan hun kun lidt.",
        "rule": "Støtte trækkes fra.",
        "typical_error": "At vælge 1, fordi der er rent.",
        "typical_error_level": 1,
        "sentence": {"label": "c", "text": "Hjemmehjælpen gør rent."},
    } | fields


class TestThePanel:
    def test_three_experts_agree_on_the_middle_one(self):
        assert median([3, 1, 2]) == 2

    def test_an_even_panel_takes_the_lower_of_the_two_middle_ones(self):
        assert median([4, 1, 2, 3]) == 2

    @given(st.lists(levels, min_size=1, max_size=9))
    def test_the_consensus_is_a_level_that_an_expert_chose_whatever_the_order(self, panel):
        assert median(panel) in panel
        assert median(panel) == median(sorted(panel)) == median(panel[::-1])

    @given(st.lists(levels, min_size=1, max_size=9))
    def test_at_least_half_the_panel_is_at_or_above_and_at_or_below_the_consensus(self, panel):
        middle = median(panel)
        assert sum(level <= middle for level in panel) * 2 >= len(panel)
        assert sum(level >= middle for level in panel) * 2 >= len(panel)


class TestTheTypicalError:
    @pytest.mark.parametrize(
        ("sentence", "level"),
        [
            ("At vælge 4, fordi hun ikke kan gå.", 4),
            ("At vælge 0 eller 4.", None),
            ("At overse ressourcen.", None),
            ("At tro, at § 107 giver 2.", 2),
            ("At regne med 12 timer.", None),
        ],
    )
    def test_a_sentence_names_a_level_when_it_names_one(self, sentence, level):
        assert level_named(sentence) == level

    def test_an_error_that_gives_1_is_made_by_who_chose_below_the_panel(self):
        assert made_typical_error(chosen=2, consensus=3, error_level=1)
        assert not made_typical_error(chosen=4, consensus=3, error_level=1)

    def test_an_error_without_a_level_is_made_by_every_difference(self):
        assert made_typical_error(chosen=4, consensus=3, error_level=None)

    @given(levels, st.none() | levels)
    def test_nobody_errs_at_the_panels_level_or_without_a_level(self, consensus, error_level):
        assert not made_typical_error(chosen=consensus, consensus=consensus, error_level=error_level)
        assert not made_typical_error(chosen=None, consensus=consensus, error_level=error_level)


class TestAgreement:
    def test_kappa_equals_scikit_learns(self):
        assert quadratic_weighted_kappa(list(zip(MINE, THEIRS, strict=True))) == Fraction(88, 100)

    @given(levels, st.integers(1, 20))
    def test_kappa_is_undefined_when_all_levels_are_the_same(self, level, times):
        assert quadratic_weighted_kappa([(level, level)] * times) is None

    def test_kappa_is_undefined_without_pairs(self):
        assert quadratic_weighted_kappa([]) is None

    @given(pairs)
    def test_kappa_is_symmetric_and_never_above_1(self, chosen):
        kappa = quadratic_weighted_kappa(chosen)
        assert kappa == quadratic_weighted_kappa([(theirs, mine) for mine, theirs in chosen])
        assert kappa is None or -1 <= kappa <= 1

    @given(pairs)
    def test_kappa_is_1_exactly_when_all_agree(self, chosen):
        kappa = quadratic_weighted_kappa(chosen)
        if kappa is not None:
            assert (kappa == 1) == (exact_share(chosen) == 1)

    @given(pairs)
    def test_kappa_does_not_know_which_end_of_the_scale_is_up(self, chosen):
        turned = [(4 - mine, 4 - theirs) for mine, theirs in chosen]
        assert quadratic_weighted_kappa(turned) == quadratic_weighted_kappa(chosen)

    @given(pairs)
    def test_shares_and_tally_tell_the_same_story(self, chosen):
        told = tally(chosen)
        assert told.assessed == len(chosen)
        assert exact_share(chosen) == Fraction(told.exact, len(chosen))
        assert within_one_share(chosen) == Fraction(told.exact + told.near, len(chosen))

    def test_what_was_not_assessed_is_counted_but_no_difference(self):
        told = tally([(None, 3), (3, 3), (2, 3), (0, 3)])
        assert (told.exact, told.near, told.far, told.not_assessed) == (1, 1, 1, 1)

    def test_a_mean_above_0_says_that_you_judge_the_reduction_larger(self):
        assert mean_difference([(3, 2), (2, 2)]) == Fraction(1, 2)
        assert mean_difference([]) is None

    @pytest.mark.parametrize(
        ("kappa", "word"),
        [
            ("-0.01", Agreement.POOR),
            ("0.2", Agreement.SLIGHT),
            ("0.4", Agreement.FAIR),
            ("0.6", Agreement.MODERATE),
            ("0.8", Agreement.SUBSTANTIAL),
            ("0.81", Agreement.ALMOST_PERFECT),
        ],
    )
    def test_the_words_are_those_of_landis_and_koch(self, kappa, word):
        assert agreement_word(Fraction(kappa)) is word

    def test_nine_items_are_too_few_for_a_figure(self):
        assert over_all([(1, 1)] * 9) is None
        told = over_all([(1, 1)] * 9 + [(2, 1)])
        assert told is not None
        assert told.items == 10

    def test_ten_equal_items_give_a_mean_but_no_kappa(self):
        told = over_all([(1, 1)] * 10)
        assert told is not None
        assert (told.kappa, told.word, told.difference) == (None, None, 0)


class TestOthers:
    @given(st.dictionaries(levels, st.integers(0, 3)))
    def test_fewer_than_five_are_never_shown(self, counts):
        shown = shown_distribution(counts)
        assert (shown is None) == (sum(counts.values()) < 5)
        assert shown is None or sum(shown) == sum(counts.values())


class TestSideBySide:
    def test_an_item_shows_experts_you_and_others_on_one_scale(self):
        row = compare(key_of(panel=[3, 2, 3]), chosen=1, reason="Rent.", others={3: 4, 1: 2})
        assert row.difference is Difference.FAR
        assert [(step.experts, step.yours, step.consensus, step.others) for step in row.scale] == [
            (0, False, False, 0),
            (0, True, False, 2),
            (1, False, False, 0),
            (2, False, True, 4),
            (0, False, False, 0),
        ]
        assert (row.others_count, row.others_with_panel, row.experts_with_you) == (6, 4, 0)
        assert row.error == "At vælge 1, fordi der er rent."
        assert row.sentence is not None

    def test_four_others_are_not_shown(self):
        row = compare(key_of(), chosen=3, reason="", others={3: 4})
        assert row.others is None
        assert {step.others for step in row.scale} == {None}

    def test_what_was_not_assessed_has_no_distance_and_comes_last(self):
        rows = [
            compare(key_of(key=str(place)), chosen=chosen, reason="", others={})
            for place, chosen in enumerate([None, 3, 2, 0, 3])
        ]
        assert [row.key for row in largest_difference_first(rows)] == ["3", "2", "1", "4", "0"]
        assert rows[0].difference is Difference.NOT_ASSESSED
