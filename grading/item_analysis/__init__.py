"""Which questions are bad: statistics of a test and its questions, and advice to whoever mends them.

    analysis = analyse(items, attempts)       # numbers, by Moodle's definitions
    told = advice(analysis.items[0])          # codes, by thresholds from the literature

Plain floats, summed with `math.fsum`: the same attempts in any order give the same numbers. What is undefined (too few
attempts, no variance) is None, never an error and never NaN.
"""

from grading.item_analysis.advising import Advice, AdviceCode, advice
from grading.item_analysis.measures import (
    AnalysedItem,
    Analysis,
    Attempt,
    Item,
    ItemStatistics,
    ResponseRow,
    TestStatistics,
    analyse,
)

__all__ = [
    "Advice",
    "AdviceCode",
    "AnalysedItem",
    "Analysis",
    "Attempt",
    "Item",
    "ItemStatistics",
    "ResponseRow",
    "TestStatistics",
    "advice",
    "analyse",
]
