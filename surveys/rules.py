"""What may be said about answers that nobody should recognise. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from math import sqrt
from unicodedata import category

SMALLEST_GROUP = 5  # figures about fewer people are not shown
LONGEST_TEXT = 4000
SCALE = (1, 2, 3, 4, 5)
AGREE_FROM = 4
Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point


class QuestionKind(StrEnum):
    STATEMENT = "statement"
    TEXT = "text"


class State(StrEnum):
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


class Shown(StrEnum):
    """Whether a group's figures are shown; if not, why."""

    YES = "yes"
    TOO_FEW = "too_few"
    COVER = "cover"  # big enough, but with it shown a group that is too small could be worked out


def state_at(now: dt.datetime, *, opens_at: dt.datetime, closes_at: dt.datetime) -> State:
    """Open from `opens_at` until just before `closes_at`.

    >>> noon = dt.datetime(2026, 11, 22, 12)
    >>> [str(state_at(noon + dt.timedelta(hours=h), opens_at=noon, closes_at=noon + dt.timedelta(hours=1)))
    ...  for h in (-1, 0, 1)]
    ['not_yet', 'open', 'closed']
    """
    if now < opens_at:
        return State.NOT_YET
    return State.OPEN if now < closes_at else State.CLOSED


def is_answer_to(kind: str, value: object) -> bool:
    """A whole number from 1 to 5 to a statement, words to a text question.

    >>> [is_answer_to("statement", value) for value in (1, 5, 0, 6, True, 3.0, "3", None)]
    [True, True, False, False, False, False, False, False]
    >>> [is_answer_to("text", value) for value in ("Godt.", " ", 3, "x" * 4001)]
    [True, False, False, False]
    """
    if kind == QuestionKind.STATEMENT:
        return type(value) is int and value in SCALE
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_TEXT


# ── Figures ─────────────────────────────────────────────────────────────────────────────────────────────────


def rate(part: int, whole: int) -> float | None:
    """The share 0–1; None when there is nothing to share.

    >>> rate(78, 112), rate(0, 0)
    (0.6964285714285714, None)
    """
    return part / whole if whole else None


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, as Wilson (1927) has it: inside 0–1 and honest for small numbers.

    >>> [round(bound, 3) for bound in wilson(65, 78)]
    [0.735, 0.9]
    >>> [round(bound, 3) for bound in wilson(5, 5)]
    [0.566, 1.0]
    """
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} of {whole} is no share")
    share, spread = part / whole, Z_95**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = Z_95 * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True)
class Figures:
    """How many answered each of 1–5 to one statement."""

    counts: tuple[int, ...]

    @classmethod
    def of(cls, values: Iterable[int]) -> Figures:
        """
        >>> Figures.of([5, 4, 4, 1]).counts
        (1, 0, 0, 2, 1)
        """
        seen = Counter(values)
        return cls(tuple(seen[step] for step in SCALE))

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float:
        return sum(step * count for step, count in zip(SCALE, self.counts, strict=True)) / self.n

    @property
    def agreeing(self) -> int:
        """How many answered 4 or 5."""
        return sum(self.counts[AGREE_FROM - 1 :])

    @property
    def share(self) -> float:
        return self.agreeing / self.n

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.agreeing, self.n)


# ── Hiding ──────────────────────────────────────────────────────────────────────────────────────────────────


def groups_too_small(statements: Sequence[Mapping[str, Figures]], *, smallest: int) -> frozenset[str]:
    """The groups with too few answers to any of the statements: they are hidden in all of them.

    >>> a, b = Figures((0, 0, 0, 3, 2)), Figures((0, 0, 0, 2, 2))
    >>> sorted(groups_too_small([{"x": a, "y": a}, {"x": a, "y": b}], smallest=5))
    ['y']
    """
    everyone = {group for figures in statements for group in figures}
    return frozenset(
        group
        for group in everyone
        if any(group not in figures or figures[group].n < smallest for figures in statements)
    )


def hidden_groups(figures: Mapping[str, Figures], *, too_small: frozenset[str], smallest: int) -> dict[str, Shown]:
    """Which groups to hide for one statement, when the figures for everybody together are shown beside them.

    Whoever subtracts the groups shown from everybody is left with the hidden ones together. So these must be at least
    two, at least `smallest` answers, and not all of one mind: otherwise the smallest group shown is hidden too.

    >>> group = lambda disagree, agree: Figures((disagree, 0, 0, 0, agree))
    >>> shown = hidden_groups(
    ...     {"a": group(9, 42), "b": group(5, 9), "c": group(1, 2)}, too_small=frozenset("c"), smallest=5
    ... )
    >>> {name: str(how) for name, how in shown.items()}
    {'a': 'yes', 'b': 'cover', 'c': 'too_few'}
    """
    hidden = [group for group in figures if group in too_small]
    visible = sorted(
        (group for group in figures if group not in too_small), key=lambda group: (-figures[group].n, group)
    )
    while hidden and visible and not _is_a_crowd([figures[group] for group in hidden], smallest=smallest):
        hidden.append(visible.pop())
    return {
        group: Shown.TOO_FEW if group in too_small else Shown.COVER if group in hidden else Shown.YES
        for group in figures
    }


def _is_a_crowd(groups: Sequence[Figures], *, smallest: int) -> bool:
    """Whether nothing about one of the groups follows from their sum."""
    answers = sum(group.n for group in groups)
    agreeing = sum(group.agreeing for group in groups)
    return sum(group.n > 0 for group in groups) >= 2 and answers >= smallest and 0 < agreeing < answers


# ── The report ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Answers:
    """One sheet: the role of whoever filled it in, and {question: 1–5, or text}."""

    group: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class GroupRow:
    group: str
    shown: Shown
    figures: Figures | None  # None when hidden


@dataclass(frozen=True)
class StatementReport:
    question: str
    figures: Figures | None  # None when fewer than the smallest group answered
    groups: tuple[GroupRow, ...] = ()


@dataclass(frozen=True)
class Report:
    """All that may be shown. Under the smallest group, only how many have answered."""

    invited: int
    answered: int
    enough: bool
    statements: tuple[StatementReport, ...] = ()
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rate(self) -> float | None:
        return rate(self.answered, self.invited)


def report_on(
    sheets: Sequence[Answers],
    *,
    statements: Sequence[str],
    texts: Sequence[str],
    invited: int,
    smallest: int = SMALLEST_GROUP,
) -> Report:
    """The report on a survey. The comments to each question stand in an order that says nothing about the sheets."""
    if len(sheets) < smallest:
        return Report(invited=invited, answered=len(sheets), enough=False)
    everybody = {question: _figures(sheets, question) for question in statements}
    names = sorted({sheet.group for sheet in sheets})
    by_group = {
        question: {name: _figures([sheet for sheet in sheets if sheet.group == name], question) for name in names}
        for question in statements
        if everybody[question].n >= smallest
    }
    too_small = groups_too_small(list(by_group.values()), smallest=smallest)
    reports = []
    for question in statements:
        if question not in by_group:
            reports.append(StatementReport(question, None))
            continue
        shown = hidden_groups(by_group[question], too_small=too_small, smallest=smallest)
        rows = [
            GroupRow(name, how, by_group[question][name] if how is Shown.YES else None) for name, how in shown.items()
        ]
        reports.append(StatementReport(question, everybody[question], tuple(rows)))
    comments = {
        question: shuffled(
            [
                str(sheet.answers[question]).strip()
                for sheet in sheets
                if is_answer_to(QuestionKind.TEXT, sheet.answers.get(question))
            ],
            by=question,
        )
        for question in texts
    }
    return Report(invited, len(sheets), True, tuple(reports), comments)


def shuffled(comments: Iterable[str], *, by: str) -> tuple[str, ...]:
    """The same order each time, and another one for each question: nobody sees which two comments one person wrote.

    >>> shuffled(["a", "b", "c"], by="x") == shuffled(["c", "a", "b"], by="x")
    True
    """
    return tuple(sorted(comments, key=lambda comment: sha256(f"{by}:{comment}".encode()).digest()))


def _figures(sheets: Sequence[Answers], question: str) -> Figures:
    values = (sheet.answers.get(question) for sheet in sheets)
    return Figures.of(value for value in values if isinstance(value, int) and is_answer_to("statement", value))


# ── Spreadsheets ────────────────────────────────────────────────────────────────────────────────────────────

STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """The text as a spreadsheet takes it for text: what looks like a formula, also after spaces, gets an apostrophe.

    >>> safe_cell("=1+1"), safe_cell("  @SUM(A1)"), safe_cell("Godt – 5 af 5")
    ("'=1+1", "'  @SUM(A1)", 'Godt – 5 af 5')
    """
    first = next((letter for letter in text if not _is_unseen(letter)), "")
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) or first in STARTS_A_FORMULA else text


def _is_unseen(letter: str) -> bool:
    """Spaces, control characters, and marks without width."""
    return letter.isspace() or category(letter) in ("Cc", "Cf")
