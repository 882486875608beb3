"""What is right about ratings of a case: consensus, agreement, and what may be shown. Plain Python.

Levels are whole numbers 0..4; None is «not assessed» and takes part in no figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

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
    kappa: float | None
    word: Agreement | None
    difference: float  # `mean_difference` to one decimal

    @property
    def lower_by(self) -> float:
        return -self.difference


def over_all(pairs: Sequence[Pair]) -> OverAll | None:
    """The figures over all cases; None while there are too few items to say anything."""
    if len(pairs) < FEWEST_ITEMS_FOR_KAPPA:
        return None
    kappa = quadratic_weighted_kappa(pairs)
    difference = round(float(mean_difference(pairs) or 0), 1)
    if kappa is None:
        return OverAll(len(pairs), None, None, difference)
    return OverAll(len(pairs), float(kappa), agreement_word(kappa), difference)


# ── Others ──────────────────────────────────────────────────────────────────────────────────────────────────
def shown_distribution(counts: Mapping[int, int]) -> tuple[int, ...] | None:
    """How many chose each level 0..4, or None when so few answered that it could point at a person."""
    if sum(counts.values()) < FEWEST_OTHERS:
        return None
    return tuple(counts.get(level, 0) for level in LEVELS)


# ── Side by side ────────────────────────────────────────────────────────────────────────────────────────────
class Difference(StrEnum):
    """How one level lies beside the panel's; the words are those of the feedback's colours."""

    EXACT = "right"
    NEAR = "near"
    FAR = "off"
    NOT_ASSESSED = "none"


@dataclass(frozen=True)
class Step:
    """One level of the scale in a comparison: who chose it. `others` is None while it may not be told."""

    level: int
    experts: int
    yours: bool
    consensus: bool
    others: int | None

    @property
    def expert_dots(self) -> range:
        return range(self.experts)

    @property
    def other_dots(self) -> range:
        return range(self.others or 0)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the case, by its label."""

    label: str
    text: str


@dataclass(frozen=True)
class Compared:
    """One item: your level beside the panel's, with what decides it. `steps` is None when not assessed."""

    key: str
    subtheme: str
    theme: str
    panel: tuple[int, ...]
    consensus: int
    chosen: int | None
    reason: str
    rationale: str
    rule: str
    error: str  # the typical error, when you made it
    sentence: Sentence | None
    others: tuple[int, ...] | None

    @property
    def steps(self) -> int | None:
        return None if self.chosen is None else abs(self.chosen - self.consensus)

    @property
    def difference(self) -> Difference:
        if self.steps is None:
            return Difference.NOT_ASSESSED
        return (Difference.EXACT, Difference.NEAR, Difference.FAR)[min(self.steps, 2)]

    @property
    def scale(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                level=level,
                experts=self.panel.count(level),
                yours=level == self.chosen,
                consensus=level == self.consensus,
                others=None if self.others is None else self.others[level],
            )
            for level in LEVELS
        )

    @property
    def others_count(self) -> int:
        return sum(self.others or ())

    @property
    def others_with_panel(self) -> int:
        """How many of the others chose the panel's level."""
        return 0 if self.others is None else self.others[self.consensus]

    @property
    def experts_with_you(self) -> int:
        return 0 if self.chosen is None else self.panel.count(self.chosen)


def compare(item: dict[str, Any], *, chosen: int | None, reason: str, others: Mapping[int, int]) -> Compared:
    """One item of a stored key (see `KeyVersion`) beside what the person chose."""
    sentence = item["sentence"]
    erred = made_typical_error(chosen=chosen, consensus=item["consensus"], error_level=item["typical_error_level"])
    return Compared(
        key=item["key"],
        subtheme=item["subtheme"],
        theme=item["theme"],
        panel=tuple(item["panel"]),
        consensus=item["consensus"],
        chosen=chosen,
        reason=reason,
        rationale=item["rationale"],
        rule=item["rule"],
        error=item["typical_error"] if erred else "",
        sentence=Sentence(sentence["label"], sentence["text"]) if sentence else None,
        others=shown_distribution(others),
    )


def largest_difference_first(compared: Iterable[Compared]) -> list[Compared]:
    """In order of distance, otherwise as in the case; what was not assessed comes last."""
    return sorted(compared, key=lambda item: -1 if item.steps is None else item.steps, reverse=True)
