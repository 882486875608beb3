"""What is right in learning: progress, what comes next, evidence for learning goals. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grading import Outcome


class PartKind(StrEnum):
    """The four kinds of part that a module has."""

    VIDEO = "video"
    EXAMPLE = "example"
    CASE = "case"
    SELF_TEST = "self_test"


class PartState(StrEnum):
    """How far a person is with a part; no row at all is NOT_STARTED."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    COMPLETED = "completed"


@dataclass(frozen=True)
class PartStanding:
    """One part as it stands for one person. `minutes` is the editors' estimate for the whole part."""

    part_id: int
    minutes: int
    state: PartState


@dataclass(frozen=True)
class ModuleStanding:
    """A module as it stands for one person: what is done, what is left, and which part to go on with.

    `next_part` is None when all is done. Minutes left are those of the parts that are not completed.
    """

    parts: tuple[PartStanding, ...]

    @property
    def total(self) -> int:
        return len(self.parts)

    @property
    def done(self) -> int:
        return sum(part.state is PartState.COMPLETED for part in self.parts)

    @property
    def minutes_left(self) -> int:
        return sum(part.minutes for part in self.parts if part.state is not PartState.COMPLETED)

    @property
    def begun(self) -> bool:
        return any(part.state is not PartState.NOT_STARTED for part in self.parts)

    @property
    def complete(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def next_part(self) -> int | None:
        """The first part under way, otherwise the first that is not begun."""
        for wanted in (PartState.STARTED, PartState.NOT_STARTED):
            for part in self.parts:
                if part.state is wanted:
                    return part.part_id
        return None


# A video counts as seen when at most this much of it is left: credits and a last pause.
END_MARGIN_SECONDS = 5
LONGEST_POSITION = 24 * 60 * 60


def seen_to_the_end(*, furthest: int, duration: float) -> bool:
    """Whether the furthest position reached counts as the whole video. Unknown duration never does."""
    return duration > 0 and furthest >= max(duration - END_MARGIN_SECONDS, duration * 0.9)


def resume_position(*, position: int, duration: float) -> int:
    """Where to start playing: where it stopped, or from the beginning when it had come to the end."""
    return 0 if duration and position >= duration - END_MARGIN_SECONDS else position


def reading_minutes(words: int) -> int:
    """Minutes to read a text: 200 words a minute, at least one."""
    return max(1, round(words / 200))


@dataclass(frozen=True)
class Chapter:
    """A chapter of a video with what is said in it; `done` when the video has been seen past its end."""

    title: str
    start: float
    text: str
    done: bool


def chapters_of(
    chapters: Sequence[tuple[str, float]],
    *,
    cues: Sequence[tuple[float, str]],
    furthest: float,
    completed: bool,
    duration: float,
) -> list[Chapter]:
    """The chapters (title, start) with the cues (start, text) that begin in them; the first takes what comes before."""
    ordered = sorted(chapters, key=lambda chapter: chapter[1])
    found = []
    for place, (title, start) in enumerate(ordered):
        last = place + 1 == len(ordered)
        end = duration if last else ordered[place + 1][1]
        begin = start if place else 0
        text = " ".join(words for at, words in cues if at >= begin and (last or at < end))
        found.append(Chapter(title, start, text, completed or (0 < end <= furthest)))
    return found


def passages_of(
    cues: Sequence[tuple[float, str]], *, chapters: Sequence[tuple[str, float]], after: int
) -> list[tuple[int, int, str]]:
    """(first letter, whole second, chapter) of each cue (start, text) when one space parts the texts; `after` letters
    come before the first. A cue before the first chapter belongs to none («»).

    >>> passages_of([(0.0, "Hej."), (83.5, "Støtte")], chapters=[("Reglen", 60)], after=6)
    [(6, 0, ''), (11, 83, 'Reglen')]
    """
    ordered = sorted(chapters, key=lambda chapter: chapter[1])
    found = []
    for start, text in cues:
        title = next((title for title, begins in reversed(ordered) if begins <= start), "")
        found.append((after, int(start), title))
        after += len(text) + 1
    return found


class GoalStatus(StrEnum):
    SHOWN = "shown"
    NEAR = "near"
    PRACTISE = "practise"
    UNTRIED = "untried"


@dataclass(frozen=True)
class GoalEvidence:
    """What the newest answers say about one goal; `shown_in` counts the right ones."""

    status: GoalStatus
    shown_in: int


def goal_evidence(outcomes: Iterable[Outcome]) -> GoalEvidence:
    """The evidence in the newest outcome of each question about a goal; what was skipped says nothing.

    All right: shown. None right and none near: practise. Anything between: near.
    """
    answered = [outcome for outcome in outcomes if outcome is not Outcome.UNANSWERED]
    right = sum(outcome is Outcome.RIGHT for outcome in answered)
    if not answered:
        return GoalEvidence(GoalStatus.UNTRIED, 0)
    if right == len(answered):
        return GoalEvidence(GoalStatus.SHOWN, right)
    if any(outcome is not Outcome.WRONG for outcome in answered):
        return GoalEvidence(GoalStatus.NEAR, right)
    return GoalEvidence(GoalStatus.PRACTISE, 0)


def neighbours(ids: Sequence[int], current: int) -> tuple[int | None, int | None]:
    """The one before and the one after; None at the ends, and for a stranger."""
    if current not in ids:
        return None, None
    place = list(ids).index(current)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)


def part_title(label: str, title: str) -> str:
    """«Videooplæg: Ét sprog»; a title that begins with the label stays as it is.

    >>> part_title("Selvtest", "Selvtest: Kend metoden")
    'Selvtest: Kend metoden'
    """
    return title if title.casefold().startswith(label.casefold()) else f"{label}: {title}"
