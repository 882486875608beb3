"""Under load, the cluster is frozen, killed and stopped, and comes back: readers notice nothing but a notice."""

from __future__ import annotations

import datetime as dt
import random
import threading
import time
from collections.abc import Callable
from itertools import count
from uuid import uuid4

import pytest
from django.db import connection, transaction

from search import engines, outbox, registry, tasks
from search.engines import follow
from search.engines.guard import PATIENCE
from search.find import find
from search.models import IndexTask, SearchEntry
from search.sources import Document
from tests.servers.elasticsearch import cluster_of_two

pytestmark = [pytest.mark.races, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

READERS, WRITERS = 8, 2
NOISE = 0.5  # seconds: eleven threads of one process, two servers and whoever else shares the machine
BACK_WITHIN = 60  # seconds


class Things:
    """What is published now. A thing that was retired never comes back."""

    kind = family = "drilled"
    label = "Drilled things"

    def __init__(self) -> None:
        self.live: dict[int, dt.datetime] = {}
        self.retired: set[int] = set()
        self.numbers = count(1)

    def published(self, ids=None):
        live = dict(self.live)
        return live if ids is None else {pk: live[pk] for pk in ids if pk in live}

    def visible(self, ids):
        return set(self.published(ids))

    def documents(self, ids):
        return {
            pk: Document(title=f"Støttebehov {pk}", body="Borgerens behov for hjælp.", url=f"/{pk}/", changed_on=moment)
            for pk, moment in self.published(ids).items()
        }

    shown = documents

    def connect(self) -> None: ...

    def publish(self) -> None:
        pk = next(self.numbers)
        self.live[pk] = dt.datetime.now(dt.UTC)
        with transaction.atomic():
            outbox.changed(self.kind, pk)

    def retire(self) -> None:
        pk = random.choice(list(self.live) or [0])
        if self.live.pop(pk, None):
            self.retired.add(pk)
            with transaction.atomic():
                outbox.changed(self.kind, pk)


class Load:
    """Readers, writers and the worker, until `end`; what they saw, by phase."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.phase = "start"
        self.reads: dict[str, list[float]] = {}
        self.degraded: dict[str, int] = {}
        self.faults: list[BaseException] = []
        self.over, self.quiet = threading.Event(), threading.Event()
        work = [self._read] * READERS + [self._write] * WRITERS + [self._work]
        self.threads = [threading.Thread(target=self._go, args=(each,), daemon=True) for each in work]
        for thread in self.threads:
            thread.start()

    def during(self, phase: str, seconds: float) -> None:
        self.phase = phase
        time.sleep(seconds)

    def end(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(30)

    def slowest(self, phase: str) -> float:
        return max(self.reads[phase])

    def _go(self, work: Callable[[], None]) -> None:
        try:
            while not self.over.is_set():
                work()
        except BaseException as fault:
            self.faults.append(fault)
        finally:
            connection.close()

    def _read(self) -> None:
        phase, retired, start = self.phase, set(self.things.retired), time.monotonic()
        results = find(random.choice(["støttebehov", "stoettebehovet hjælp", "borger behov"]), limit=10)
        seconds = time.monotonic() - start
        assert results.total > 0
        shown = {hit.object_id for hit in results.hits}
        assert not shown & retired, "something was shown that had been retired before the search began"
        self.reads.setdefault(phase, []).append(seconds)
        self.degraded[phase] = self.degraded.get(phase, 0) + results.degraded
        time.sleep(0.03)

    def _write(self) -> None:
        if not self.quiet.is_set():
            random.choice([self.things.publish, self.things.publish, self.things.retire])()
        time.sleep(0.15)

    def _work(self) -> None:
        outbox.carry_out_due()
        tasks.deliver()
        if time.monotonic() > getattr(self, "sweep_at", 0):
            self.sweep_at = time.monotonic() + 20
            tasks.sweep()
        time.sleep(0.5)


@pytest.fixture
def things():
    before = {kind: registry.get(kind) for kind in registry.kinds()}
    for kind in before:
        registry.take_away(kind)
    drilled = Things()
    registry.put(drilled)
    for _ in range(50):
        drilled.publish()
    outbox.carry_out_due()
    yield drilled
    registry.take_away(drilled.kind)
    for source in before.values():
        registry.put(source)


def use(settings, *nodes):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = ",".join(node.url for node in nodes)
    settings.ELASTICSEARCH_INDEX = f"drill-{uuid4().hex[:12]}"
    tasks._not_before = 0.0
    follow.make_again(engines.guarded().engine)
    return engines.guarded()


def same(engine) -> bool:
    if IndexTask.objects.exists():
        return False
    return dict(engine.stamps()) == dict(SearchEntry.objects.values_list("pk", "stamp"))


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    """How long it took; fails when it takes longer."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        try:
            if condition():
                return time.monotonic() - start
        except Exception:  # the node is on its way
            time.sleep(0.2)
        time.sleep(0.2)
    pytest.fail(f"not within {seconds} s")


@pytest.mark.parametrize("fault", ["frozen", "killed", "stopped"])
def test_readers_are_answered_and_the_index_is_right_within_a_minute(things, settings, elasticsearch_server, fault):
    settings.SEARCH_ENGINE = "database"
    load = Load(things)
    node = elasticsearch_server
    try:
        load.during("database", 5)
        load.phase = "changing over"
        guard = use(settings, node)
        load.during("well", 5)
        load.phase = fault
        {"frozen": node.freeze, "killed": node.kill, "stopped": node.stop}[fault]()
        load.during(fault, 8)
        {"frozen": node.thaw, "killed": node.start, "stopped": node.start}[fault]()
        returned = time.monotonic()
        load.during("back", 8)
        load.quiet.set()
        wait_until(lambda: same(guard.engine), BACK_WITHIN - (time.monotonic() - returned))
        seconds_until_right = time.monotonic() - returned
        wait_until(lambda: not guard.figures.alone, 30)
        load.during("well again", 2)
    finally:
        load.end()
        node.thaw()
        if not node.running:
            node.start()
    print(
        f"\n{fault}: right {seconds_until_right:.1f} s after the return;",
        "; ".join(
            f"{phase}: {len(times)}, slowest {max(times) * 1000:.0f} ms, {load.degraded[phase]} by the database"
            for phase, times in load.reads.items()
        ),
        guard.figures,
    )
    assert load.faults == []
    assert load.slowest(fault) < PATIENCE + 0.05 + load.slowest("database") + NOISE
    assert load.degraded[fault] > 0.5 * len(load.reads[fault])
    assert load.degraded["well again"] < len(load.reads["well again"])
    assert SearchEntry.objects.count() == len(things.live)
    guard.engine.drop(guard.engine.indices())


def test_a_save_costs_nothing_more_while_the_cluster_hangs(things, settings, elasticsearch_server):
    def save() -> float:
        start = time.monotonic()
        things.publish()
        return time.monotonic() - start

    usual = sorted(save() for _ in range(30))
    use(settings, elasticsearch_server)
    elasticsearch_server.freeze()
    try:
        hanging = sorted(save() for _ in range(30))
    finally:
        elasticsearch_server.thaw()
    print(f"\na save: {usual[15] * 1000:.1f} ms; while the cluster hangs {hanging[15] * 1000:.1f} ms")
    assert hanging[15] - usual[15] < 0.05


def test_of_two_nodes_one_is_lost_and_the_other_answers_alone(things, settings, elasticsearch_server):
    one, two = cluster_of_two()
    try:
        one.start()
        two.start()
        guard = use(settings, one, two)
        guard.patience = 5.0  # this is about the cluster, not about the wait
        engine = guard.engine
        engine.reading = engine.reading.options(request_timeout=10)
        health = engine.writing.cluster.health(wait_for_status="green", wait_for_nodes="2", timeout="60s")
        assert (health["number_of_nodes"], health["status"]) == (2, "green")
        two.kill()
        for _ in range(10):
            results = find("støttebehov")
            assert (results.total, results.degraded) == (50, False)
        things.publish()
        outbox.carry_out_due()
        wait_until(lambda: bool(tasks.deliver()) or same(engine), 60)
        assert same(engine)
    finally:
        one.remove()
        two.remove()
