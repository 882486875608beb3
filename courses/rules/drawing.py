"""Which questions does an attempt get, and in which order? Decided by the attempt's seed alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """A question (its row number) in an attempt, and the learning goal it is about."""

    question: int
    goal: int | None = None


@dataclass(frozen=True)
class Pool:
    """So many are to be drawn among these questions; `goal` goes with each of them."""

    count: int
    questions: Sequence[int]
    goal: int | None = None


def drawn(fixed: Iterable[Placed], pools: Sequence[Pool], *, seed: str, shuffle: bool = False) -> list[Placed]:
    """The fixed questions, then those drawn from each pool in turn; no question twice. The same seed, the same result.

    A pool with too few gives what it has. The smallest pool draws first, so that a wide one does not empty a narrow
    one; what they drew stands in the order of the pools. `shuffle` mixes all of it.
    """
    found = list({placed.question: placed for placed in reversed(list(fixed))}.values())[::-1]
    taken = {placed.question for placed in found}
    by_pool: dict[int, list[Placed]] = {}
    for number in sorted(range(len(pools)), key=lambda number: len(pools[number].questions)):
        pool = pools[number]
        candidates = mixed((one for one in set(pool.questions) if one not in taken), f"{seed}:pool:{number}")
        by_pool[number] = [Placed(one, pool.goal) for one in candidates[: pool.count]]
        taken.update(placed.question for placed in by_pool[number])
    for number in range(len(pools)):
        found.extend(by_pool[number])
    if shuffle:
        place = {question: index for index, question in enumerate(mixed(taken, f"{seed}:order"))}
        found.sort(key=lambda placed: place[placed.question])
    return found


def mixed(numbers: Iterable[int], seed: str) -> list[int]:
    """The numbers in an order that only the seed decides: by a hash, so that no Python version orders differently."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
