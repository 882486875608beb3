"""A real Elasticsearch finds what the database finds, and holds what the database holds."""

from __future__ import annotations

import datetime as dt
import random
import time
from itertools import count
from uuid import uuid4

import pytest

from search import engines, tasks
from search.actions.reindex import ask_for_reindex, carry_on
from search.engines import follow
from search.engines.base import WRITTEN_OUT, Candidates, Wanted
from search.engines.elasticsearch import OldIndex
from search.engines.totals import ours
from search.models import IndexRun, IndexTask, SearchEntry

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORDS = [f"ord{letter}" for letter in "abcdefghijkl"]
numbers = count(1)
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def cluster(elasticsearch_server, settings):
    """The engine, with an empty index of its own."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = elasticsearch_server.url
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex[:12]}"
    tasks._not_before = 0.0
    engine = engines.guarded().engine
    engine.reading = engine.writing  # what is asked here is whether it is right; whether it is in time, test_guard
    engine.clear()
    yield engine
    engine.drop([*engine.indices(), *engine.unfinished()])


def entry(title: str = "", body: str = "", **more) -> SearchEntry:
    stored = {"kind": "answer", "title": "x", "object_id": next(numbers), **more}
    return SearchEntry.objects.create(title_stems=f" {title} ", body_stems=f" {body} ", **stored)


def changed(thing: SearchEntry, **fields) -> SearchEntry:
    for name, value in {"stamp": thing.stamp + 1, **fields}.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def waits(*entries: SearchEntry | int) -> None:
    for each in entries:
        pk = each if isinstance(each, int) else each.pk
        IndexTask.objects.create(engine="elasticsearch", kind="answer", object_id=0, entry=pk)


def wanted(*words: str, at_least: int = 0, **more) -> Wanted:
    return Wanted(words=tuple(((word,),) for word in words), at_least=at_least or len(words), **more)


def found(engine, *words: str, **more) -> set[int]:
    engine.refresh()
    return set(engine.candidates(wanted(*words, **more), limit=1000).ids)


def same(engine) -> bool:
    return dict(engine.stamps()) == dict(SearchEntry.objects.values_list("pk", "stamp"))


def test_it_finds_what_the_database_finds(cluster):
    chance = random.Random(4)
    for number in range(120):
        texts = [" ".join(chance.choices(WORDS, k=k)) for k in (2, 1, 6, 3)]
        SearchEntry.objects.create(
            kind="answer",
            object_id=number,
            title="x",
            facets=f" kind_answer phase_{number % 3} year_{2020 + number % 5} ",
            valid_from=chance.choice([None, dt.date(2020, 1, 1), TODAY, dt.date(2027, 1, 1)]),
            valid_to=chance.choice([None, dt.date(2021, 1, 1), TODAY, dt.date(2028, 1, 1)]),
            **dict(
                zip(("title_stems", "title_parts", "body_stems", "body_parts"), map(" {} ".format, texts), strict=True)
            ),
        )
    cluster.put(SearchEntry.objects.all())
    cluster.refresh()
    database = engines.database()
    for _ in range(60):
        several = [
            tuple(tuple(chance.sample(WORDS, chance.choice([1, 1, 2]))) for _ in range(chance.choice([1, 1, 2])))
            for _ in range(chance.randint(1, 5))
        ]
        asked = Wanted(
            words=tuple(several),
            at_least=(len(several) + 1) // 2,
            facets=chance.choice([(), (("phase_1", "phase_2"),), (("phase_0",), ("year_2020", "year_2023"))]),
            valid_on=chance.choice([None, TODAY]),
        )
        one, other = cluster.candidates(asked, limit=1000), database.candidates(asked, limit=1000)
        if len(several) <= WRITTEN_OUT:
            assert set(one.ids) == set(other.ids), asked
        else:  # of long queries the database gives some that have too few of the words: ranking leaves them out
            assert set(one.ids) <= set(other.ids), asked
        assert not one.more


def test_of_more_than_can_be_weighed_those_with_all_words_come_first(cluster):
    half = [entry(body="orda orda orda orda") for _ in range(30)]
    whole = [entry(body=f"orda ordb {' '.join(WORDS)}") for _ in range(5)]
    cluster.put([*half, *whole])
    cluster.refresh()
    answer = cluster.candidates(wanted("orda", "ordb", at_least=1), limit=10)
    assert set(answer.ids[:5]) == {each.pk for each in whole}
    assert (len(answer.ids), answer.more) == (10, True)


def test_a_word_is_never_read_as_a_query(cluster):
    thing = entry(body="orda")
    cluster.put([thing])
    for text in (
        "*",
        "ord*",
        "orda OR ordb",
        "body_stems:orda",
        "orda~",
        "_exists_:entry",
        '{"match_all":{}}',
        "\ud800",
    ):
        try:
            assert found(cluster, text) == set()
        except UnicodeError:
            assert text == "\ud800"


def test_an_older_write_never_takes_the_place_of_a_newer_one(cluster):
    thing = entry(body="orda")
    old = SearchEntry.objects.get(pk=thing.pk)
    cluster.put([changed(thing, body_stems=" ordb ")])
    cluster.put([old])
    assert found(cluster, "ordb") == {thing.pk}
    assert found(cluster, "orda") == set()


def test_what_was_removed_is_not_brought_back_by_a_write_under_way(cluster):
    thing = entry(body="orda")
    cluster.put([thing])
    cluster.remove([thing.pk, 999_999])
    cluster.put([thing])
    assert found(cluster, "orda") == set()


def test_what_waits_is_delivered_in_bulk_whether_it_is_there_or_gone(cluster):
    kept, gone = entry(body="orda"), entry(body="orda")
    cluster.put([gone])
    waits(kept, gone)
    gone_pk = gone.pk
    gone.delete()
    assert tasks.deliver() == 2
    assert not IndexTask.objects.exists()
    assert found(cluster, "orda") == {kept.pk} != {gone_pk}


def test_what_cannot_be_delivered_waits(cluster, elasticsearch_server):
    waits(entry(body="orda"))
    cluster.drop(cluster.indices())
    assert tasks.deliver() == 0
    assert IndexTask.objects.count() == 1


@pytest.mark.parametrize("wrong", ["missing", "surplus", "older", "swapped", "from a backup"])
def test_the_sweep_puts_right_what_differs(cluster, wrong):
    things = [entry(body="orda") for _ in range(5)]
    cluster.put(things)
    match wrong:
        case "missing":
            cluster.put([]), entry(body="orda")
        case "surplus":
            things[2].delete()
        case "older":
            changed(things[1])
        case "swapped":
            cluster.put([changed(things[0], stamp=8), changed(things[1], stamp=9)])
            SearchEntry.objects.filter(pk=things[0].pk).update(stamp=9)
            SearchEntry.objects.filter(pk=things[1].pk).update(stamp=8)
        case "from a backup":
            cluster.put([changed(things[3], stamp=7, body_stems=" ordb ")])
            SearchEntry.objects.filter(pk=things[3].pk).update(stamp=3, body_stems=" orda ")
    assert tasks.sweep() == (2 if wrong == "swapped" else 1)
    assert same(cluster)
    assert found(cluster, "orda") == set(SearchEntry.objects.values_list("pk", flat=True))
    assert cluster.totals() == ours()
    assert tasks.sweep() == 0


def test_the_index_is_made_when_there_is_none_or_an_old_one(cluster, monkeypatch):
    thing = entry(body="orda")
    cluster.drop(cluster.indices())
    tasks.sweep()
    carry_on(only=IndexRun.objects.get(engine="elasticsearch", finished=None))
    assert found(cluster, "orda") == {thing.pk}
    monkeypatch.setattr(type(cluster), "is_current", lambda self, index: False)  # the mapping is another one now
    tasks.sweep()
    assert IndexRun.objects.filter(engine="elasticsearch", finished=None).exists()


def test_an_index_of_another_version_is_not_asked(cluster, monkeypatch):
    cluster.put([entry(body="orda")])
    monkeypatch.setattr("search.engines.elasticsearch.MAPPING", 0)  # an upgrade, and the worker has not come to it yet
    with pytest.raises(OldIndex):
        found(cluster, "orda")
    monkeypatch.undo()
    assert len(found(cluster, "orda")) == 1


def test_readers_are_answered_by_the_old_index_until_the_new_one_is_whole(cluster):
    things = [entry(body="orda") for _ in range(450)]
    cluster.put(things)
    [old] = cluster.indices()
    step = follow.carry_on(cluster, after=0, until=time.monotonic())  # one piece, and then it is killed
    assert (step.did, step.finished) == (follow.BATCH, False)
    assert cluster.indices() == [old]
    assert len(found(cluster, "orda")) == 450
    # meanwhile: a change before and after the place it came to, one gone, one new, delivered to the old index
    for place in (0, 440):
        changed(things[place], body_stems=" ordb ")
    gone = things[1].pk
    things[1].delete()
    waits(things[0], things[440], gone, entry(body="ordb"))
    tasks.deliver()
    [half] = cluster.unfinished()
    step = follow.carry_on(cluster, after=step.last, until=float("inf"))
    assert step.finished
    assert cluster.indices() == [half]
    assert cluster.unfinished() == []
    assert same(cluster)
    assert len(found(cluster, "ordb")) == 3


def test_a_run_tells_how_far_it_is_and_ends(cluster):
    cluster.put(entry(body="orda") for _ in range(5))
    before = cluster.indices()
    run = ask_for_reindex(by=None, engine="elasticsearch")
    assert carry_on(only=run) == 5
    run.refresh_from_db()
    assert (run.percent, run.done, run.total, run.problem) == (100, 5, 5, "")
    assert cluster.indices() != before
    assert same(cluster)


def test_without_an_index_the_database_answers(cluster, settings):
    thing = entry(body="orda")
    settings.ELASTICSEARCH_INDEX = "nowhere"
    guard = engines.guarded()
    guard.patience = 5
    assert guard.candidates(wanted("orda"), limit=10) == Candidates([thing.pk], degraded=True)
