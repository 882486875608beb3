"""Whatever happens to the engine, a reader is answered in time."""

from __future__ import annotations

import threading
import time

import pytest

from search.engines.base import Candidates, NotThisQuery, Wanted
from search.engines.guard import Guard

QUERY = Wanted(words=((("borg",),),), at_least=1)
PATIENCE = 0.5
NOISE = 5.0  # seconds that a busy machine may add; a hanging engine hangs far longer


class Fake:
    """An engine that answers, fails or waits, as it is told."""

    name = "fake"

    def __init__(self, ids: list[int]) -> None:
        self.ids, self.asked = ids, 0
        self.fault: Exception | None = None
        self.free = threading.Event()  # it hangs while this is not set
        self.free.set()

    def candidates(self, wanted: Wanted, *, limit: int) -> Candidates:
        self.asked += 1
        self.free.wait(20)
        if self.fault:
            raise self.fault
        return Candidates(self.ids)


@pytest.fixture
def cluster():
    fake = Fake([1, 2])
    yield fake
    fake.free.set()


@pytest.fixture
def guard(cluster):
    return Guard(cluster, Fake([7]), patience=PATIENCE, rest=0.2, in_a_row=1, at_once=4)


def ask(guard: Guard) -> Candidates:
    return guard.candidates(QUERY, limit=10)


def when(condition, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.005)
    return condition()


def test_an_engine_that_is_well_answers(guard):
    assert ask(guard) == Candidates([1, 2])
    assert guard.figures.answered == 1
    assert guard.figures.otherwise == 0


def test_an_engine_that_fails_costs_one_search_and_is_then_left_alone(guard, cluster):
    cluster.fault = ConnectionError("nobody there")
    assert [ask(guard) for _ in range(3)] == [Candidates([7], degraded=True)] * 3
    assert cluster.asked == 1
    assert (guard.figures.failed, guard.figures.resting) == (1, 2)
    assert guard.figures.problem == "ConnectionError: nobody there"


def test_one_failure_is_no_outage_three_in_a_row_are(cluster):
    guard = Guard(cluster, Fake([7]))
    for faults in (2, 2, 3):
        assert not guard.figures.alone
        cluster.fault = ConnectionError()
        assert all(ask(guard).degraded for _ in range(faults))
        cluster.fault = None
        assert ask(guard).degraded == (faults == 3)
    assert guard.figures.alone


@pytest.mark.slow
def test_an_engine_that_hangs_costs_the_patience_once(guard, cluster):
    cluster.free.clear()
    start = time.monotonic()
    assert ask(guard).degraded
    assert PATIENCE <= time.monotonic() - start < PATIENCE + NOISE
    assert ask(guard).degraded
    assert (guard.figures.late, guard.figures.resting) == (1, 1), "the second reader did not wait"


@pytest.mark.slow
def test_it_is_tried_again_by_a_reader_who_does_not_wait_for_it(guard, cluster):
    cluster.fault = ConnectionError()
    ask(guard)
    cluster.fault = None
    time.sleep(0.2)
    assert ask(guard).degraded  # this one tries it …
    assert when(lambda: not guard.figures.alone)
    assert ask(guard) == Candidates([1, 2])  # … and the next is answered
    assert guard.figures.tries == 1


@pytest.mark.slow
def test_a_try_that_comes_too_late_does_not_count(guard, cluster):
    cluster.free.clear()
    ask(guard)
    time.sleep(0.2)
    ask(guard)
    time.sleep(1.5 * PATIENCE)
    cluster.free.set()
    assert when(lambda: guard._in_flight == 0)
    assert guard.figures.alone


@pytest.mark.slow
def test_many_tries_of_one_that_hangs_take_no_more_threads_than_allowed(cluster):
    guard = Guard(cluster, Fake([7]), patience=0.01, rest=0.0, in_a_row=1, at_once=4)
    cluster.free.clear()
    before = threading.active_count()
    for _ in range(50):
        assert ask(guard).degraded
    assert threading.active_count() - before <= 4
    assert guard.figures.busy > 0
    cluster.free.set()
    assert when(lambda: guard._in_flight == 0)


def test_a_query_that_it_cannot_take_says_nothing_about_the_next(guard, cluster):
    cluster.fault = NotThisQuery()
    assert ask(guard) == Candidates([7], degraded=True)
    cluster.fault = None
    assert ask(guard) == Candidates([1, 2])
    assert guard.figures.refused == 1
    assert not guard.figures.alone


def test_writes_are_not_guarded_the_worker_must_know(guard, cluster):
    cluster.put = lambda entries: 1 / 0
    with pytest.raises(ZeroDivisionError):
        guard.put([])


@pytest.mark.slow
def test_many_readers_at_once_are_all_answered_and_counted(cluster):
    guard = Guard(cluster, Fake([7]), patience=PATIENCE, rest=0.1, at_once=4)
    answers, lock = [], threading.Lock()
    end = time.monotonic() + 1.5

    def read():
        while time.monotonic() < end:
            answer = ask(guard)
            with lock:
                answers.append(answer)
            time.sleep(0.002)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for fault in (None, ConnectionError("refused"), None):
        cluster.fault = fault
        time.sleep(0.25)
        cluster.free.clear()
        time.sleep(0.25)
        cluster.free.set()
    for reader in readers:
        reader.join()
    assert {tuple(answer.ids) for answer in answers} == {(1, 2), (7,)}
    figures = guard.figures
    assert sum(not answer.degraded for answer in answers) + figures.otherwise == len(answers)
