"""The numbers: what a test and its questions did with those who took it.

Source: Moodle 4.5, question/classes/statistics/questions/calculator.php (questions) and
mod/quiz/report/statistics/classes/calculator.php (the whole test). Every variance and covariance is the sample's own
(divided by n - 1); skewness and kurtosis are of k-statistics. As Moodle shows them, facility is 0..1 and everything
called index, efficiency, weight, alpha or ratio is in percent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import fsum, sqrt
from operator import mul
from statistics import median

# A variance or covariance below this share of the largest there could be is a sum's rounding, not a difference.
_NOTHING = 1e-12


@dataclass(frozen=True)
class Item:
    """A question of the test. `maximum` is its greatest mark, above 0.

    `responses` are the answers the author wrote, each with its fraction: they stand in the table of responses also
    when nobody chose them.
    """

    id: str
    maximum: float = 1.0
    responses: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Attempt:
    """What one person did, by question id.

    `marks` are 0..maximum (below 0 where a key takes marks away). None, or no entry, is a question that this attempt
    was not given; one that was left blank has the mark 0. `responses` are the answers chosen: several where several
    may be, none where it was left blank.
    """

    marks: Mapping[str, float | None]
    responses: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemStatistics:
    """A question. Other marks are those of the rest of the same attempt.

    `discrimination_index` is the correlation of mark and other marks; `discriminative_efficiency` compares their
    covariance with the greatest these marks could have; `effective_weight` is the question's share of what makes
    attempts differ, None where it pulls the other way (negative covariance with the total).
    """

    count: int
    facility: float | None
    standard_deviation: float | None
    mark_variance: float | None
    other_mark_variance: float | None
    covariance: float | None
    covariance_max: float | None
    covariance_with_total: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    effective_weight: float | None


@dataclass(frozen=True)
class ResponseRow:
    """One answer in the table.

    `response` is None for those who left it blank; `fraction` is None for what is no answer of the author's.
    `share` is of all whose responses are known. `mean_total` is the mean total mark of those who gave it.
    `point_biserial` (-1..1) is the correlation of having given it with the other marks: above 0, the stronger did.
    """

    response: str | None
    fraction: float | None
    count: int
    share: float
    mean_total: float | None
    point_biserial: float | None


@dataclass(frozen=True)
class AnalysedItem:
    """`table` has the author's answers in their order, then other answers, the most common first, then blank ones."""

    item: Item
    statistics: ItemStatistics
    table: tuple[ResponseRow, ...]


@dataclass(frozen=True)
class TestStatistics:
    """The whole test; totals are marks, not percent.

    Cronbach's alpha (Moodle's coefficient of internal consistency) and the two that follow from it need three attempts
    and two questions, and that everybody was given every question.
    """

    count: int
    median: float | None
    mean: float | None
    standard_deviation: float | None
    skewness: float | None
    kurtosis: float | None
    cronbach_alpha: float | None
    error_ratio: float | None
    standard_error: float | None


@dataclass(frozen=True)
class Analysis:
    test: TestStatistics
    items: tuple[AnalysedItem, ...]


def analyse(items: Sequence[Item], attempts: Sequence[Attempt]) -> Analysis:
    """The analysis of the attempts, questions in the order given. Ids that no item has are left out of everything."""
    sheets = [_Sheet(attempt, items) for attempt in attempts]
    measured = [_measure(item, sheets) for item in items]
    weights = _effective_weights([statistics.covariance_with_total for statistics in measured])
    return Analysis(
        test=_measure_test(items, sheets, [statistics.mark_variance for statistics in measured]),
        items=tuple(
            AnalysedItem(item, _with_weight(statistics, weight), _table(item, sheets))
            for item, statistics, weight in zip(items, measured, weights, strict=True)
        ),
    )


class _Sheet:
    """An attempt with what is asked of it many times."""

    def __init__(self, attempt: Attempt, items: Sequence[Item]) -> None:
        marks = ((item.id, attempt.marks.get(item.id)) for item in items)
        self.marks = {item_id: float(mark) for item_id, mark in marks if mark is not None}
        self.total = fsum(self.marks.values())
        self.responses = attempt.responses

    def others(self, item_id: str) -> float:
        return self.total - self.marks[item_id]


def _measure(item: Item, sheets: Sequence[_Sheet]) -> ItemStatistics:
    given = [sheet for sheet in sheets if item.id in sheet.marks]
    marks = _Series([sheet.marks[item.id] for sheet in given])
    others = _Series([sheet.others(item.id) for sheet in given])
    covariance, variance = marks.covariance(others), marks.variance
    covariance_max = _Series(sorted(marks.values)).covariance(_Series(sorted(others.values)))
    correlation = marks.correlation(others)
    efficiency = covariance / covariance_max if covariance is not None and covariance_max else None
    return ItemStatistics(
        count=len(given),
        facility=None if marks.mean is None else marks.mean / item.maximum,
        standard_deviation=None if variance is None else sqrt(variance),
        mark_variance=variance,
        other_mark_variance=others.variance,
        covariance=covariance,
        covariance_max=covariance_max,
        covariance_with_total=marks.covariance(_Series([sheet.total for sheet in given])),
        discrimination_index=None if correlation is None else 100 * correlation,
        discriminative_efficiency=None if efficiency is None else 100 * efficiency,
        effective_weight=None,
    )


def _effective_weights(covariances: Sequence[float | None]) -> list[float | None]:
    roots = [sqrt(covariance) if covariance is not None and covariance >= 0 else None for covariance in covariances]
    whole = fsum(root for root in roots if root is not None)
    return [100 * root / whole if root is not None and whole else None for root in roots]


def _with_weight(statistics: ItemStatistics, weight: float | None) -> ItemStatistics:
    return ItemStatistics(**{**vars(statistics), "effective_weight": weight})


def _measure_test(items: Sequence[Item], sheets: Sequence[_Sheet], variances: Sequence[float | None]) -> TestStatistics:
    totals = _Series([sheet.total for sheet in sheets])
    count, variance = len(sheets), totals.variance
    deviation = None if variance is None else sqrt(variance)
    alpha = None
    everybody_had_everything = all(len(sheet.marks) == len(items) for sheet in sheets)
    if count > 2 and len(items) > 1 and variance and everybody_had_everything:
        within = fsum(of_item for of_item in variances if of_item is not None)
        alpha = 100 * len(items) / (len(items) - 1) * (1 - within / variance)
    error_ratio = None if alpha is None else 100 * sqrt(max(0.0, 1 - alpha / 100))
    skewness, kurtosis = _shape(totals)
    return TestStatistics(
        count=count,
        median=median(totals.values) if sheets else None,
        mean=totals.mean,
        standard_deviation=deviation,
        skewness=skewness,
        kurtosis=kurtosis,
        cronbach_alpha=alpha,
        error_ratio=error_ratio,
        standard_error=None if error_ratio is None or deviation is None else error_ratio * deviation / 100,
    )


def _shape(values: "_Series") -> tuple[float | None, float | None]:
    """Skewness k3 / k2^(3/2) from three values on, and kurtosis k4 / k2^2 from four on."""
    n, k2 = len(values.values), values.variance
    if n < 3 or not k2:
        return None, None
    m2, m3, m4 = (fsum(deviation**power for deviation in values.deviations) / n for power in (2, 3, 4))
    skewness = n * n * m3 / ((n - 1) * (n - 2)) / k2**1.5
    if n < 4:
        return skewness, None
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    return skewness, k4 / (k2 * k2)


def _table(item: Item, sheets: Sequence[_Sheet]) -> tuple[ResponseRow, ...]:
    known = [sheet for sheet in sheets if item.id in sheet.marks and item.id in sheet.responses]
    others = _Series([sheet.others(item.id) for sheet in known])
    chosen = [frozenset(sheet.responses[item.id]) for sheet in known]
    counts: dict[str, int] = dict.fromkeys(item.responses, 0)
    for response in chain.from_iterable(chosen):
        counts[response] = counts.get(response, 0) + 1

    def row(response: str | None, gave: Sequence[bool]) -> ResponseRow:
        count = sum(gave)
        return ResponseRow(
            response=response,
            fraction=None if response is None else item.responses.get(response),
            count=count,
            share=count / len(known) if known else 0.0,
            mean_total=_Series([sheet.total for sheet, did in zip(known, gave, strict=True) if did]).mean,
            point_biserial=_Series([float(did) for did in gave]).correlation(others),
        )

    strange = sorted(counts.keys() - item.responses.keys(), key=lambda response: (-counts[response], response))
    rows = [row(response, [response in responses for responses in chosen]) for response in (*item.responses, *strange)]
    blank = [not responses for responses in chosen]
    if any(blank):
        rows.append(row(None, blank))
    return tuple(rows)


class _Series:
    """Numbers in a row, and what they have to do with others in the same row."""

    def __init__(self, values: Sequence[float]) -> None:
        self.values = values
        self.mean = fsum(values) / len(values) if values else None
        self.largest = max(map(abs, values), default=0.0)
        self.deviations = [] if self.mean is None else [value - self.mean for value in values]

    @cached_property
    def variance(self) -> float | None:
        return self.covariance(self)

    def covariance(self, other: "_Series") -> float | None:
        """The sample's covariance (n - 1), exactly 0 where only rounding is left; None for fewer than two."""
        if len(self.values) < 2:
            return None
        found = fsum(map(mul, self.deviations, other.deviations)) / (len(self.values) - 1)
        return found if abs(found) > _NOTHING * self.largest * other.largest else 0.0

    def correlation(self, other: "_Series") -> float | None:
        """-1..1; None where either does not vary."""
        covariance = self.covariance(other)
        if covariance is None or not self.variance or not other.variance:
            return None
        return max(-1.0, min(1.0, covariance / sqrt(self.variance * other.variance)))
