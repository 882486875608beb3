"""What is right about ratings of a case: consensus, agreement, and what may be shown. Plain Python.

Levels are whole numbers 0..4; None is «not assessed» and takes part in no figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

LEVELS = range(5)
FEWEST_EXPERTS = 3
FEWEST_OTHERS = 5  # smaller groups could point at a person
FEWEST_ITEMS_FOR_KAPPA = 10
LONGEST_REASON = 1000

Pair = tuple[int, int]  # (your level, the panel's level)


class TrainedRule(StrEnum):
    """The rule of the method that a case trains."""

    AIDS = "aids"
    NETWORK_SUPPORT = "network_support"
    SERVICE_SUPPORT = "service_support"
    RESOURCES = "resources"
    CATEGORY = "category"


RULE_SLUGS = {  # in addresses, which people read
    "hjaelpemidler": TrainedRule.AIDS,
    "netvaerk": TrainedRule.NETWORK_SUPPORT,
    "tilbud": TrainedRule.SERVICE_SUPPORT,
    "ressourcer": TrainedRule.RESOURCES,
    "kategorier": TrainedRule.CATEGORY,
}


# ── The panel ───────────────────────────────────────────────────────────────────────────────────────────────
def median(levels: Sequence[int]) -> int:
    """The middle level; the lower of the two middle ones when there is an even number. Needs at least one.

    >>> median([1, 2, 1])
    1
    >>> median([1, 2, 3, 4])
    2
    """
    return sorted(levels)[(len(levels) - 1) // 2]


def level_named(text: str) -> int | None:
    """The level that a sentence about an error names, when it names exactly one.

    >>> level_named("At vælge 4, fordi hun ikke kan gå.")
    4
    >>> level_named("At vælge 0 eller 4.") is None
    True
    """
    named = {int(digit) for digit in re.findall(r"(?<![\d,.§])[0-4](?![\d,.]\d|\d)", text)}
    return named.pop() if len(named) == 1 else None


def made_typical_error(*, chosen: int | None, consensus: int, error_level: int | None) -> bool:
    """Whether the level chosen shows the typical error: it lies off in the error's direction.

    When the error names no level, every difference shows it.
    """
    if chosen is None or chosen == consensus:
        return False
    if error_level is None or error_level == consensus:
        return True
    return (chosen > consensus) == (error_level > consensus)


# ── Agreement ───────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Tally:
    """How far the levels lie from the panel's: how many exact, one step off, further off; and not assessed."""

    exact: int
    near: int
    far: int
    not_assessed: int

    @property
    def assessed(self) -> int:
        return self.exact + self.near + self.far


def tally(chosen: Iterable[tuple[int | None, int]]) -> Tally:
    """Count (your level or None, the panel's level)."""
    steps = Counter(None if mine is None else min(abs(mine - theirs), 2) for mine, theirs in chosen)
    return Tally(exact=steps[0], near=steps[1], far=steps[2], not_assessed=steps[None])


def exact_share(pairs: Sequence[Pair]) -> Fraction | None:
    """The share with the panel's level; None when there are no pairs."""
    return Fraction(sum(mine == theirs for mine, theirs in pairs), len(pairs)) if pairs else None


def within_one_share(pairs: Sequence[Pair]) -> Fraction | None:
    """The share at most one level off; None when there are no pairs."""
    return Fraction(sum(abs(mine - theirs) <= 1 for mine, theirs in pairs), len(pairs)) if pairs else None


def mean_difference(pairs: Sequence[Pair]) -> Fraction | None:
    """Your level minus the panel's, on average: above 0 you judge the reduction to be larger. None without pairs."""
    return Fraction(sum(mine - theirs for mine, theirs in pairs), len(pairs)) if pairs else None


def quadratic_weighted_kappa(pairs: Sequence[Pair]) -> Fraction | None:
    """Cohen's kappa with quadratic weights (Cohen 1968), exactly.

    1 is full agreement, 0 what chance would give. None when it is undefined: without pairs, and when all levels on
    both sides are the same one.

    >>> float(quadratic_weighted_kappa(list(zip([0, 1, 2, 3, 4, 2, 1, 3], [0, 1, 3, 3, 4, 1, 1, 2]))))
    0.88
    """
    observed = sum((mine - theirs) ** 2 for mine, theirs in pairs)
    mine_counts = Counter(mine for mine, _ in pairs)
    their_counts = Counter(theirs for _, theirs in pairs)
    by_chance = sum(
        (mine - theirs) ** 2 * many * others
        for mine, many in mine_counts.items()
        for theirs, others in their_counts.items()
    )
    return 1 - Fraction(observed * len(pairs), by_chance) if by_chance else None


class Agreement(StrEnum):
    """Landis and Koch's words (1977) for a kappa."""

    POOR = "poor"
    SLIGHT = "slight"
    FAIR = "fair"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    ALMOST_PERFECT = "almost_perfect"


def agreement_word(kappa: Fraction) -> Agreement:
    """The word for a kappa. Each word begins just above the last one's end: 0.60 is moderate, 0.61 substantial."""
    if kappa < 0:
        return Agreement.POOR
    ends = [
        (Fraction(20, 100), Agreement.SLIGHT),
        (Fraction(40, 100), Agreement.FAIR),
        (Fraction(60, 100), Agreement.MODERATE),
        (Fraction(80, 100), Agreement.SUBSTANTIAL),
    ]
    return next((word for end, word in ends if kappa <= end), Agreement.ALMOST_PERFECT)


@dataclass(frozen=True)
class OverAll:
    """One person against the panel over several cases."""

    items: int
    kappa: Fraction | None
    word: Agreement | None
    difference: Fraction


def over_all(pairs: Sequence[Pair]) -> OverAll | None:
    """The figures over all cases; None while there are too few items to say anything."""
    if len(pairs) < FEWEST_ITEMS_FOR_KAPPA:
        return None
    kappa = quadratic_weighted_kappa(pairs)
    difference = mean_difference(pairs)
    assert difference is not None
    return OverAll(len(pairs), kappa, None if kappa is None else agreement_word(kappa), difference)


# ── Others ──────────────────────────────────────────────────────────────────────────────────────────────────
def shown_distribution(levels: Iterable[int]) -> tuple[int, ...] | None:
    """How many chose each level 0..4, or None when so few answered that it could point at a person."""
    counts = Counter(levels)
    if counts.total() < FEWEST_OTHERS:
        return None
    return tuple(counts[level] for level in LEVELS)
