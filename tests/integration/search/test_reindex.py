"""The whole index is made again while people search in it, and whoever is killed on the way is followed by another."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import registry
from search.actions import reindex
from search.actions.reindex import ask_for_reindex, carry_on
from search.find import find
from search.models import IndexRun, IndexSweep, SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(new_page):
    return [new_page(f"Støttebehov {number}") for number in range(5)]


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(reindex, "BATCH", 2)


def run() -> IndexRun:
    return IndexRun.objects.get()


def test_a_run_puts_right_what_is_wrong_and_says_how_far_it_is(pages, editor):
    SearchEntry.objects.update(title="vrøvl")
    asked = ask_for_reindex(by=editor)
    assert (asked.waiting, asked.percent) == (True, 0)
    assert carry_on() == 5
    assert (run().done, run().total, run().percent, run().failed) == (5, 5, 100, 0)
    assert run().finished
    assert "vrøvl" not in SearchEntry.objects.values_list("title", flat=True)
    assert carry_on() == 0


def test_asking_again_gives_the_run_that_is_there_until_it_is_finished(pages, editor):
    first = ask_for_reindex(by=editor)
    assert ask_for_reindex(by=None) == first
    carry_on()
    assert ask_for_reindex(by=editor) != first


def test_people_find_everything_all_the_way(pages, small_steps):
    ask_for_reindex(by=None)
    while not run().finished:
        assert find("støttebehov").total == 5
        carry_on(seconds=0)
    assert find("støttebehov").total == 5


def test_the_worker_does_a_little_at_a_time_and_goes_on_where_it_was(pages, small_steps):
    ask_for_reindex(by=None)
    assert [carry_on(seconds=0) for _ in range(3)] == [2, 2, 1]
    assert run().finished is None or run().done == 5
    carry_on(seconds=0)
    assert (run().done, bool(run().finished)) == (5, True)


def test_a_killed_run_is_left_alone_while_it_is_held_and_taken_up_afterwards(pages, small_steps):
    ask_for_reindex(by=None)
    carry_on(seconds=0)
    IndexRun.objects.update(held_until=timezone.now() + dt.timedelta(seconds=20))  # a worker has it, or died with it
    assert carry_on() == 0
    IndexRun.objects.update(
        held_until=timezone.now() - dt.timedelta(seconds=1), touched=timezone.now() - dt.timedelta(seconds=90)
    )
    assert run().stopped
    assert carry_on() == 3
    assert run().finished
    assert not run().stopped


def test_whoever_has_lost_the_run_stores_nothing_more(pages, small_steps, monkeypatch):
    ask_for_reindex(by=None)
    true_keep = reindex._keep

    def stolen(run, **words):
        IndexRun.objects.update(held_until=timezone.now() + dt.timedelta(seconds=99))  # another worker took it
        return true_keep(run, **words)

    monkeypatch.setattr(reindex, "_keep", stolen)
    carry_on()
    assert (run().done, run().finished) == (0, None)


def test_what_is_not_public_leaves_the_index(pages):
    SearchEntry.objects.create(kind="no-such-kind", object_id=1, title="x")
    SearchEntry.objects.create(kind="found-page", object_id=10**9, title="y")
    ask_for_reindex(by=None)
    carry_on()
    assert SearchEntry.objects.count() == 5


def test_a_thing_that_cannot_be_read_is_counted_and_does_not_stop_the_others(pages, monkeypatch):
    source = registry.get("found-page")
    true_documents = source.documents
    monkeypatch.setattr(source, "documents", lambda ids: 1 / 0 if pages[1].pk in ids else true_documents(ids))
    ask_for_reindex(by=None)
    carry_on()
    assert (run().done, run().failed, bool(run().finished)) == (5, 1, True)


def test_a_fault_is_told_and_the_run_rests_before_the_next_try(pages, monkeypatch):
    source = registry.get("found-page")
    monkeypatch.setattr(source, "published", lambda ids=None: 1 / 0)
    ask_for_reindex(by=None)
    assert carry_on() == 0
    assert run().problem.startswith("ZeroDivisionError")
    assert run().held_until > timezone.now()
    monkeypatch.undo()
    IndexRun.objects.update(held_until=None)
    assert carry_on() == 5
    assert run().problem == ""


def test_the_command_does_the_same_and_tells_how_far_it_is(pages, small_steps, capsys, monkeypatch):
    true_carry_on = carry_on
    monkeypatch.setattr(
        "search.management.commands.reindex.carry_on", lambda **words: true_carry_on(**words | {"seconds": 0})
    )
    call_command("reindex")
    told = capsys.readouterr().out
    assert "2 of 5 (40 %)" in told
    assert "5 things can be found." in told
    assert run().finished


def test_the_command_says_what_went_wrong(pages, monkeypatch):
    monkeypatch.setattr(registry.get("found-page"), "published", lambda ids=None: 1 / 0)
    with pytest.raises(CommandError, match="ZeroDivisionError"):
        call_command("reindex")


def test_an_empty_portal_has_an_empty_index(pages_can_be_found, capsys):
    call_command("reindex")
    assert "0 things can be found." in capsys.readouterr().out


def test_the_sweep_is_remembered_and_leaves_a_run_alone(pages, monkeypatch):
    SearchEntry.objects.all().delete()
    ask_for_reindex(by=None)
    assert reindex.sweep() == 0
    assert not IndexSweep.objects.exists()
    carry_on()
    reindex.sweep()
    reindex.sweep()
    assert IndexSweep.objects.get().engine == "database"
