"""What to tell whoever mends the questions: which one, why, and which of its answers."""

from dataclasses import dataclass
from enum import StrEnum

from grading.item_analysis.measures import AnalysedItem, ResponseRow

# With 25 attempts the standard error of a correlation near 0 is 1/sqrt(24), about 0.2: the width of a verdict below.
ENOUGH_ATTEMPTS = 25
# Facility from 95 % up is "extremely easy" and up to 20 % "difficult" or worse: MoodleDocs, Quiz report statistics.
TOO_EASY_FROM = 0.95
TOO_HARD_TO = 0.20
# Percent. Below 0 the question is "probably invalid" (MoodleDocs); below 20 it should be rewritten or dropped (Ebel and
# Frisbie, Essentials of Educational Measurement, 1991; MoodleDocs: "weak").
WEAK_BELOW = 20.0
# A distractor works when one in twenty chooses it, and rather the weaker ones (Haladyna and Downing, How many options
# is enough for a multiple-choice test item?, Educational and Psychological Measurement 53, 1993).
CHOSEN_FROM = 0.05
# A wrong answer that would pass for a right one by Ebel and Frisbie's rule above.
STRONG_FROM = 0.20


class AdviceCode(StrEnum):
    """What may be wrong, the gravest first."""

    TOO_FEW_ATTEMPTS = "too_few_attempts"  # too early to say anything; nothing else is said
    NEGATIVE_DISCRIMINATION = "negative_discrimination"  # the stronger get it wrong: look at the key first
    STRONG_CHOOSE_DISTRACTOR = "strong_choose_distractor"  # response: may be right too, or be read another way
    DISTRACTOR_BEATS_KEY = "distractor_beats_key"  # response: more people choose it than any right answer
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK_DISCRIMINATION = "weak_discrimination"  # tells the stronger from the weaker only a little
    IDLE_DISTRACTOR = "idle_distractor"  # response: (nearly) nobody believes it


@dataclass(frozen=True)
class Advice:
    """`response` is the answer it is about, None for the whole question."""

    code: AdviceCode
    response: str | None = None


def advice(analysed: AnalysedItem) -> list[Advice]:
    """What is worth looking at, the gravest first; empty when nothing is."""
    numbers = analysed.statistics
    if numbers.count < ENOUGH_ATTEMPTS or numbers.facility is None:
        return [Advice(AdviceCode.TOO_FEW_ATTEMPTS)]
    distractors = [row for row in analysed.table if row.fraction is not None and row.fraction <= 0]
    found: list[Advice] = []
    index = numbers.discrimination_index
    if index is not None and index < 0:
        found.append(Advice(AdviceCode.NEGATIVE_DISCRIMINATION))
    found += _about(AdviceCode.STRONG_CHOOSE_DISTRACTOR, [row for row in distractors if _strong_choose(row)])
    most_right = max((row.count for row in analysed.table if row.fraction is not None and row.fraction > 0), default=0)
    found += _about(AdviceCode.DISTRACTOR_BEATS_KEY, [row for row in distractors if row.count > most_right])
    too_hard, too_easy = numbers.facility <= TOO_HARD_TO, numbers.facility >= TOO_EASY_FROM
    if too_hard:
        found.append(Advice(AdviceCode.TOO_HARD))
    if too_easy:
        found.append(Advice(AdviceCode.TOO_EASY))
    # What nearly all or nearly none can do cannot discriminate much; that is said already.
    if index is not None and 0 <= index < WEAK_BELOW and not too_easy and not too_hard:
        found.append(Advice(AdviceCode.WEAK_DISCRIMINATION))
    somebody_chose = any(row.count for row in analysed.table)  # where no responses are known, none is idle
    idle = [row for row in distractors if somebody_chose and row.share < CHOSEN_FROM]
    return found + _about(AdviceCode.IDLE_DISTRACTOR, idle)


def _strong_choose(row: ResponseRow) -> bool:
    return row.share >= CHOSEN_FROM and row.point_biserial is not None and row.point_biserial >= STRONG_FROM


def _about(code: AdviceCode, rows: list[ResponseRow]) -> list[Advice]:
    return [Advice(code, row.response) for row in rows]
