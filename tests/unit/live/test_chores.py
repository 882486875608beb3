"""Chores come round, and one that fails does not stop the others."""

import logging

import pytest

from live import chores
from live.chores import Chore, do_due, register_chore, registered


def test_a_chore_is_done_when_it_is_due_and_not_before():
    done = []
    chore = Chore("count", 60, lambda: done.append(1))
    assert [do_due([chore], now=moment) for moment in (0, 30, 59.9, 60, 61, 120)] == [1, 0, 0, 1, 0, 1]
    assert len(done) == 3


def test_a_failing_chore_is_logged_and_the_next_is_done(caplog):
    done = []
    bad, good = Chore("bad", 2, lambda: 1 / 0), Chore("good", 2, lambda: done.append(1))
    with caplog.at_level(logging.ERROR):
        assert do_due([bad, good], now=0) == 1
    assert done == [1]
    assert (bad.failed, bad.done, good.done) == (1, 0, 1)
    assert "chore failed: bad" in caplog.text


def test_a_chore_that_failed_is_tried_again_when_it_is_due():
    tries = []

    def fails_once():
        tries.append(1)
        if len(tries) == 1:
            raise ValueError

    chore = Chore("flaky", 2, fails_once)
    do_due([chore], now=0)
    do_due([chore], now=2)
    assert (chore.failed, chore.done) == (1, 1)


def test_a_name_is_registered_once(monkeypatch):
    monkeypatch.setattr(chores, "_chores", {})
    register_chore("mail", 2, lambda: None)
    register_chore("mail", 5, lambda: None)
    assert [(chore.name, chore.every_seconds) for chore in registered()] == [("mail", 5)]


@pytest.mark.parametrize("name", ["mail", "search index", "search sweep"])
def test_the_floors_have_registered_theirs(name):
    assert name in [chore.name for chore in registered()]
