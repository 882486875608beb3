"""How good an answer is, in figures. Plain Python.

A query's hits are compared with grades that people gave: 3 is the answer, 2 helps, 1 touches on it. Relevant is 2 and
above. All figures are between 0 and 1, and 1 is best.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

RELEVANT = 2
Grades = Mapping[str, int]  # document -> grade


def relevant(grades: Grades) -> frozenset[str]:
    return frozenset(document for document, grade in grades.items() if grade >= RELEVANT)


def recall_at(most: int, hits: Sequence[str], grades: Grades) -> float | None:
    """The part of the relevant that stands among the first `most`: all of it when they are full of relevant ones.

    None when nothing is relevant.

    >>> recall_at(5, ["a", "x", "b"], {"a": 3, "b": 2, "c": 2, "d": 1})
    0.6666666666666666
    """
    wanted = relevant(grades)
    if not wanted:
        return None
    return len(wanted.intersection(hits[:most])) / min(most, len(wanted))


def reciprocal_rank(hits: Sequence[str], grades: Grades) -> float | None:
    """1 / the place of the first relevant hit; 0 without one, None when nothing is relevant.

    >>> reciprocal_rank(["x", "b", "a"], {"a": 3, "b": 2})
    0.5
    """
    wanted = relevant(grades)
    if not wanted:
        return None
    return next((1 / place for place, hit in enumerate(hits, 1) if hit in wanted), 0.0)


def ndcg_at(most: int, hits: Sequence[str], grades: Grades) -> float | None:
    """Normalised discounted cumulative gain: gains of 2**grade - 1, discounts of log2(place + 1).

    None when no document has a grade above 0. Source: Burges et al. 2005, the form that TREC and Kaggle use.

    >>> ndcg_at(10, ["a", "b"], {"a": 3, "b": 1}), round(ndcg_at(10, ["b", "a"], {"a": 3, "b": 1}), 3)
    (1.0, 0.71)
    """
    best = _gain(sorted(grades.values(), reverse=True)[:most])
    if not best:
        return None
    return _gain(grades.get(hit, 0) for hit in hits[:most]) / best


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def mean(figures: Iterable[float | None]) -> float:
    """Of those that are figures; 0 when there are none."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) / len(known) if known else 0.0


def percentile(share: float, values: Iterable[float]) -> float:
    """The smallest value that at least this share of the values do not exceed (nearest rank); 0 when there are none.

    >>> percentile(0.95, range(1, 101)), percentile(0.5, [3, 1, 2])
    (95, 2)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
