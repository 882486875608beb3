"""A cluster that goes wrong on the wire costs a reader a quarter of a second, once."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from search.engines.base import Candidates, Wanted
from search.engines.connection import connect
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.guard import PATIENCE, Guard
from tests.servers.faulty import Faulty

pytestmark = pytest.mark.slow

QUERY = Wanted(words=((("borg",),),), at_least=1)
NOISE = 10.0  # seconds that a busy machine may add
TIMEOUT = 0.4  # of the client's connections
LONG = 60.0  # the same, far more than patience and noise together


class Database:
    """What answers instead, at once."""

    name = "database"

    def candidates(self, wanted, *, limit):
        return Candidates([7])


@pytest.fixture
def guarded(settings):
    """`guarded(url)` is the cluster there, with its guard."""

    def make(url: str, timeout: float = TIMEOUT, **how) -> Guard:
        settings.ELASTICSEARCH_URL = url
        engine = ElasticsearchEngine(connect(timeout=timeout), connect(timeout=timeout), alias="x")
        return Guard(engine, Database(), **how)

    return make


@pytest.fixture
def faulty():
    started = []

    def start(fault: str) -> Faulty:
        started.append(Faulty(fault))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def timed(guard: Guard) -> tuple[Candidates, float]:
    start = time.monotonic()
    return guard.candidates(QUERY, limit=10), time.monotonic() - start


def wait_for(condition, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.01)
    return condition()


@pytest.mark.parametrize(
    "fault", ["hang", "dribble", "dribble-head", "unavailable", "busy", "garbage", "a-stranger", "closes"]
)
def test_the_reader_is_answered_by_the_database_in_time(guarded, faulty, fault):
    server = faulty(fault)
    guard = guarded(server.url, LONG)
    for _ in range(3):
        answer, seconds = timed(guard)
        assert answer == Candidates([7], degraded=True)
        assert seconds < PATIENCE + NOISE
    answer, seconds = timed(guard)  # and it is left alone from then on
    assert answer.degraded
    assert seconds < NOISE
    assert guard.figures.alone


def test_nobody_there(guarded):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    answer, seconds = timed(guarded(address, LONG))
    assert answer.degraded
    assert seconds < PATIENCE + NOISE


@pytest.mark.parametrize("fault", ["hang", "dribble", "dribble-head"])
def test_a_search_that_hangs_ends_by_itself_and_leaves_neither_thread_nor_connection(guarded, faulty, fault):
    server = faulty(fault)
    guard = guarded(server.url, rest=0.0)
    before = threading.active_count()
    for _ in range(5):
        timed(guard)
    assert guard._in_flight > 0
    assert wait_for(lambda: guard._in_flight == 0, 4 * TIMEOUT + NOISE)
    assert wait_for(lambda: server.open == 0)
    assert wait_for(lambda: threading.active_count() <= before + 1)


def test_a_second_node_answers_when_the_first_refuses(guarded, faulty, elasticsearch_server, settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        refusing = f"http://127.0.0.1:{listener.getsockname()[1]}"
    guard = guarded(f"{refusing},{elasticsearch_server.url}", patience=5)
    guard.engine.reading = guard.engine.writing = guard.engine.writing.options(request_timeout=30)
    guard.engine.clear()
    try:
        for _ in range(4):
            assert timed(guard)[0] == Candidates([])
    finally:
        guard.engine.drop(guard.engine.indices())
