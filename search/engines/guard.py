"""A reader never waits long for an engine that is in trouble: the database engine answers instead."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from search.engines.base import Candidates, Engine, NotThisQuery, Wanted

log = logging.getLogger(__name__)

PATIENCE = 0.25  # seconds for the engine; the database's own time comes on top
REST = 5.0  # seconds between two tries of an engine that failed
IN_A_ROW = 3  # failures before it is left alone: one late answer is no outage
AT_ONCE = 16  # searches in flight per process; whoever comes then is answered by the database


@dataclass
class Figures:
    """How it went since the process started, for operators. `otherwise` counts what the database answered:
    because the engine was late, failed, busy, left alone (`resting`), or could not take the query (`refused`)."""

    answered: int = 0
    late: int = 0
    failed: int = 0
    busy: int = 0
    resting: int = 0
    refused: int = 0
    tries: int = 0
    problem: str = ""  # what was wrong last
    alone: bool = False  # whether the engine is left alone now

    @property
    def otherwise(self) -> int:
        return self.late + self.failed + self.busy + self.resting + self.refused


class _Search:
    """One question to the engine, in a thread of its own so that nobody has to wait for its end."""

    def __init__(self, a_try: bool) -> None:
        self.a_try = a_try
        self.done = threading.Event()
        self.began = time.monotonic()
        self.answer: Candidates | None = None
        self.problem: Exception | None = None


class Guard:
    """An engine, and the one that answers when it does not within `patience` seconds.

    After `in_a_row` failures the engine is left alone, and tried every `rest` seconds with a query that somebody asks
    for anyway; that reader does not wait for it. Safe for many threads at once.
    """

    def __init__(
        self,
        engine: Engine,
        otherwise: Engine,
        *,
        patience: float = PATIENCE,
        rest: float = REST,
        in_a_row: int = IN_A_ROW,
        at_once: int = AT_ONCE,
    ) -> None:
        self.engine, self.otherwise = engine, otherwise
        self.patience, self.rest, self.in_a_row, self.at_once = patience, rest, in_a_row, at_once
        self.name = engine.name
        self._figures = Figures()
        self._lock = threading.Lock()
        self._in_flight = 0
        self._next_try = 0.0
        self._failures = 0  # in a row

    @property
    def figures(self) -> Figures:
        with self._lock:
            return dataclasses.replace(self._figures)

    def candidates(self, wanted: Wanted, *, limit: int) -> Candidates:
        """The engine's answer, or the database's with `degraded`."""
        answer = self._answer_in_time(wanted, limit)
        if answer is not None:
            return answer
        return dataclasses.replace(self.otherwise.candidates(wanted, limit=limit), degraded=True)

    def put(self, entries: Iterable[Any]) -> None:
        """Not guarded: only the worker writes, and it must know what failed."""
        self.engine.put(entries)

    def remove(self, ids: Collection[int]) -> None:
        self.engine.remove(ids)

    def clear(self) -> None:
        self.engine.clear()

    def _answer_in_time(self, wanted: Wanted, limit: int) -> Candidates | None:
        with self._lock:
            wait = not self._figures.alone
            if not wait and time.monotonic() < self._next_try:
                self._figures.resting += 1
                return None
            if self._in_flight >= self.at_once:
                self._figures.busy += 1
                return None
            self._in_flight += 1
            if not wait:
                self._next_try = time.monotonic() + self.rest
                self._figures.tries += 1
                self._figures.resting += 1
        search = _Search(a_try=not wait)
        try:
            threading.Thread(target=self._ask, args=(search, wanted, limit), name="search", daemon=True).start()
        except RuntimeError as problem:  # no more threads to be had
            self._ended(search, problem)
            return None
        if not wait:
            return None
        if not search.done.wait(self.patience):
            self._failed("late", f"no answer in {self.patience} s")
            return None
        if search.answer is not None:
            return search.answer
        if isinstance(search.problem, NotThisQuery):
            with self._lock:
                self._figures.refused += 1
        else:
            self._failed("failed", f"{type(search.problem).__name__}: {search.problem}")
        return None

    def _ask(self, search: _Search, wanted: Wanted, limit: int) -> None:
        try:
            search.answer = self.engine.candidates(wanted, limit=limit)
        except Exception as problem:
            self._ended(search, problem)
        else:
            self._ended(search, None)

    def _ended(self, search: _Search, problem: Exception | None) -> None:
        took = time.monotonic() - search.began
        search.problem = problem
        with self._lock:
            self._in_flight -= 1
            recovered = search.a_try and self._figures.alone and took <= self.patience
            recovered = recovered and (problem is None or isinstance(problem, NotThisQuery))
            if problem is None and took <= self.patience:
                self._figures.answered += 1
                self._failures = 0
            if recovered:
                self._figures.alone = False
                figures = dataclasses.replace(self._figures)
        search.done.set()
        if recovered:
            log.warning("%s answers again; the database answered %d searches so far", self.name, figures.otherwise)

    def _failed(self, why: str, problem: str) -> None:
        with self._lock:
            setattr(self._figures, why, getattr(self._figures, why) + 1)
            self._figures.problem = problem[:300]
            self._failures += 1
            new = not self._figures.alone and self._failures >= self.in_a_row
            self._figures.alone = self._figures.alone or new
            if new:
                self._next_try = time.monotonic() + self.rest
        if new:
            log.warning("%s is left alone, the database answers: %s", self.name, problem[:300])
