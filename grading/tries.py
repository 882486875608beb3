"""How the marks of several tries at one question become one result. Exact; knows marks, not kinds of questions.

Source: Moodle 4.5, question/behaviour/: deferredfeedback, immediatefeedback, adaptive, interactive,
interactivecountback, deferredcbm and immediatecbm (each its behaviour.php), question_cbm in behaviourbase.php, and
compute_final_grade in question/type/{match,gapselect,multianswer}.

A blank answer is no try: it costs nothing and gives nothing. Who finishes with nothing gave up: unanswered, not wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil
from types import MappingProxyType

from grading.kinds.base import Question
from grading.kinds.composite import Cloze, Composite
from grading.marks import ONE, ZERO, Mark, Outcome
from grading.strict_json import Json


class Mode(StrEnum):
    """When an answer counts, and what it costs to try again.

    deferred             the answer may be changed until the end; the last one counts, a blank one too
    immediate            the first answer counts, there is no other
    adaptive             every answer is marked less what earlier tries cost; the best one counts. The same answer
                         twice running is one try
    interactive          a hint and another try after each answer that is not right, until one is right or no try is
                         left; the last one counts, less what earlier tries cost, never below 0
    certainty            as deferred, and the learner says how certain they are
    immediate_certainty  as immediate, and the learner says how certain they are
    """

    DEFERRED = "deferred"
    IMMEDIATE = "immediate"
    ADAPTIVE = "adaptive"
    INTERACTIVE = "interactive"
    CERTAINTY = "certainty"
    IMMEDIATE_CERTAINTY = "immediate_certainty"

    @property
    def asks_certainty(self) -> bool:
        return self in (Mode.CERTAINTY, Mode.IMMEDIATE_CERTAINTY)

    @property
    def best(self) -> Fraction:
        """The most that a result can be."""
        return _BEST_CERTAIN if self.asks_certainty else ONE


# certainty -> what a wrong answer gives, and what a right one gives; what is partly right gives its share of that.
CERTAINTIES: Mapping[int, tuple[int, int]] = MappingProxyType({1: (0, 1), 2: (-2, 2), 3: (-6, 3)})
ASSUMED_CERTAINTY = 1  # when nobody said: Moodle's default_certainty
_BEST_CERTAIN = Fraction(3)
_CERTAIN_ABOVE = Fraction(5, 100_000_000)


@dataclass(frozen=True, slots=True)
class Try:
    """One answer that was handed in, oldest first in a list of them.

    `answer` is what `write_response` gives, so that equal answers are equal here. `certainty` is 1, 2 or 3, or None
    where it was not asked or not told; anything else is a ValueError.
    """

    mark: Mark
    answer: Json
    certainty: int | None = None

    def __post_init__(self) -> None:
        if self.certainty is not None and self.certainty not in CERTAINTIES:
            raise ValueError("certainty is 1, 2 or 3")


@dataclass(frozen=True, slots=True)
class Result:
    """What the tries gave, as if the learner stopped here.

    `score` is at most `Mode.best`. It is below 0 only where the key takes marks away or certainty was asked.
    `outcome` is that of the counting answer itself, before penalties: right at the third try is right.
    `counting` is the index of that answer among the tries, None when there is none. `hints_given` are the hints seen
    so far, `next_hint` the one to show now. `reachable` is what the score can still become: what a right answer now
    would leave, or the score when no other answer is taken.
    """

    score: Fraction
    outcome: Outcome
    counting: int | None
    tries_used: int
    hints_given: int
    next_hint: str | None
    may_try_again: bool
    reachable: Fraction
    gave_up: bool


def result_of(
    mode: Mode,
    tries: Sequence[Try],
    *,
    penalty: Fraction = ZERO,
    most_tries: int | None = None,
    hints: Sequence[str] = (),
    finished: bool,
    shares: Mapping[str, Fraction] | None = None,
) -> Result:
    """The result of the tries, oldest first.

    `penalty` (0..1) is what each earlier try costs in adaptive and interactive. `most_tries` limits these two: None is
    one more than there are hints in interactive, no limit in adaptive; what comes after the last allowed try is not
    looked at. `finished` says that the learner has handed everything in. `shares` (see `shares_of`) turns on
    countback in interactive: each part of the question pays only for the tries before its answer last changed.
    Raises ValueError on a penalty or a limit outside its range, and on shares for answers that have no parts.
    """
    if not ZERO <= penalty <= ONE:
        raise ValueError("a penalty is 0 to 1")
    if most_tries is not None and most_tries < 1:
        raise ValueError("there is at least one try")
    given = [(index, tried) for index, tried in enumerate(tries) if tried.mark.outcome is not Outcome.UNANSWERED]
    match mode:
        case Mode.ADAPTIVE:
            return _adaptive(given, penalty, most_tries, finished)
        case Mode.INTERACTIVE:
            limit = len(hints) + 1 if most_tries is None else most_tries
            return _interactive(given, penalty, limit, hints, finished, shares)
        case Mode.IMMEDIATE | Mode.IMMEDIATE_CERTAINTY:
            return _one_answer(mode, given[:1], finished, may_change=not given)
        case _:
            last = given[-1:] if given and given[-1][0] == len(tries) - 1 else []
            return _one_answer(mode, last, finished, may_change=True)


def with_certainty(score: Fraction, certainty: int | None) -> Fraction:
    """A mark's score made dearer by certainty: its share of 1, 2 or 3 when it is above 0, else 0, -2 or -6.

    Source: Moodle 4.5, question_cbm::adjust_fraction; a key that takes marks away goes no further down than wrong.
    """
    wrong, right = CERTAINTIES[ASSUMED_CERTAINTY if certainty is None else certainty]
    return right * score if score > _CERTAIN_ABOVE else Fraction(wrong)


def tries_worth_making(penalty: Fraction) -> int | None:
    """How many tries there are before a right answer gives nothing; None when every try gives something."""
    return ceil(1 / penalty) if penalty > 0 else None


def shares_of(question: Question) -> Mapping[str, Fraction] | None:
    """What each part is of the whole in the kinds that have countback in Moodle, None in the others."""
    match question:
        case Composite() | Cloze():
            whole = sum((part.weight for part in question.parts), ZERO)
            return {part.id: part.weight / whole for part in question.parts}
        case _ if question.kind in _EQUAL_PARTS:
            ids = question.part_ids()
            return dict.fromkeys(ids, Fraction(1, len(ids)))
    return None


_EQUAL_PARTS = frozenset({"match", "gap_select", "drag_text"})

_Given = list[tuple[int, Try]]


def _one_answer(mode: Mode, counting: _Given, finished: bool, *, may_change: bool) -> Result:
    score, outcome, index = ZERO, Outcome.UNANSWERED, None
    if counting:
        index, tried = counting[0]
        outcome = tried.mark.outcome
        score = with_certainty(tried.mark.score, tried.certainty) if mode.asks_certainty else tried.mark.score
    may_try_again = may_change and not finished
    return Result(
        score=score,
        outcome=outcome,
        counting=index,
        tries_used=len(counting),
        hints_given=0,
        next_hint=None,
        may_try_again=may_try_again,
        reachable=mode.best if may_try_again else score,
        gave_up=finished and not counting,
    )


def _adaptive(given: _Given, penalty: Fraction, most_tries: int | None, finished: bool) -> Result:
    different = [
        (index, tried)
        for place, (index, tried) in enumerate(given)
        if place == 0 or tried.answer != given[place - 1][1].answer
    ][:most_tries]
    score, outcome, counting = ZERO, Outcome.UNANSWERED, None
    best: tuple[Fraction, Fraction] | None = None
    for earlier, (index, tried) in enumerate(different):
        worth = max(ZERO, tried.mark.score - penalty * earlier)
        if best is None or (worth, tried.mark.score) > best:
            best = (worth, tried.mark.score)
            score, outcome, counting = worth, tried.mark.outcome, index
    used = len(different)
    was_right = any(tried.mark.outcome is Outcome.RIGHT for _, tried in different)
    may_try_again = not (finished or was_right or used == most_tries)
    return Result(
        score=score,
        outcome=outcome,
        counting=counting,
        tries_used=used,
        hints_given=0,
        next_hint=None,
        may_try_again=may_try_again,
        reachable=max(score, ONE - penalty * used) if may_try_again else score,
        gave_up=finished and not used,
    )


def _interactive(
    given: _Given,
    penalty: Fraction,
    most_tries: int,
    hints: Sequence[str],
    finished: bool,
    shares: Mapping[str, Fraction] | None,
) -> Result:
    made: _Given = []
    for index, tried in given[:most_tries]:
        made.append((index, tried))
        if tried.mark.outcome is Outcome.RIGHT:
            break
    if not made:
        return Result(ZERO, Outcome.UNANSWERED, None, 0, 0, None, not finished, ZERO if finished else ONE, finished)
    counting, last = made[-1]
    used = len(made)
    closed = last.mark.outcome is Outcome.RIGHT or used == most_tries
    # A try that is not the last one costs at once: who stops in front of the hint has paid for it.
    cost = penalty * (used - 1 if closed else used)
    if shares is None:
        score = max(ZERO, last.mark.score - cost)
        reachable = max(ZERO, ONE - cost)
    else:
        score, reachable = _countback([tried for _, tried in made], penalty, shares)
    hints_given = min(len(hints), used - 1 if closed else used)
    may_try_again = not (closed or finished)
    return Result(
        score=score,
        outcome=last.mark.outcome,
        counting=counting,
        tries_used=used,
        hints_given=hints_given,
        next_hint=hints[used - 1] if may_try_again and used <= len(hints) else None,
        may_try_again=may_try_again,
        reachable=max(score, reachable) if may_try_again else score,
        gave_up=False,
    )


def _countback(made: list[Try], penalty: Fraction, shares: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    """The score, and what it becomes when the next answer keeps what is right and mends the rest."""
    score = reachable = ZERO
    for part in made[-1].mark.parts:
        share = shares[part.id]
        changed = 0
        for place in range(1, len(made)):
            if _part(made[place], part.id) != _part(made[place - 1], part.id):
                changed = place
        paid = max(ZERO, part.score - share * penalty * changed)
        score += paid
        reachable += max(paid, share * (ONE - penalty * len(made)))
    return score, reachable


def _part(tried: Try, part_id: str) -> Json:
    if not isinstance(tried.answer, dict):
        raise ValueError("countback needs answers by part")
    return tried.answer.get(part_id)
