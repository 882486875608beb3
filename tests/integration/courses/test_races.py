"""Many at once: one open attempt, one result for each submission."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from courses.actions import attempts
from courses.models import Answer, Attempt, Mark, PartProgress, SelfTestPage
from tests.factories.courses import a_whole_module
from tests.factories.people import UserFactory
from tests.integration.courses.conftest import right_raw, versions_of

pytestmark = [pytest.mark.races, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
THREADS = 20


@pytest.fixture
def self_test(site_root) -> SelfTestPage:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and ("memory" in name or not name):
        pytest.skip("threads cannot share a database in memory")
    a_whole_module()
    return SelfTestPage.objects.get()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each gave back, all begun in the same moment. An exception is given back, not raised."""
    barrier = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_twenty_tabs_begin_one_attempt(self_test):
    person = UserFactory()
    begun = at_once(*[lambda: attempts.start_attempt(person=person, self_test=self_test, by=person)] * THREADS)
    assert {type(one) for one in begun} == {Attempt}, begun
    assert len({one.pk for one in begun}) == 1
    assert Attempt.objects.count() == PartProgress.objects.count() == 1


def test_one_submission_sent_twenty_times_gives_one_mark(self_test):
    person = UserFactory()
    attempt = attempts.start_attempt(person=person, self_test=self_test, by=person)
    version, key = versions_of(attempt)[0], uuid.uuid4()

    def send() -> Mark:
        return attempts.answer_question(
            attempt=attempt, version=version, raw=right_raw(version), submission_key=key, by=person
        )

    marks = at_once(*[send] * THREADS)
    assert {type(mark) for mark in marks} == {Mark}, marks
    assert len({mark.pk for mark in marks}) == 1
    assert (Answer.objects.count(), Mark.objects.count()) == (1, 1)


def test_twenty_different_answers_give_twenty_results_and_finish_once(self_test):
    person = UserFactory()
    attempt = attempts.start_attempt(person=person, self_test=self_test, by=person)
    versions = versions_of(attempt)

    def sender(place: int) -> Callable[[], Mark]:
        version = versions[place % len(versions)]
        raw, key = right_raw(version), uuid.uuid4()
        return lambda: attempts.answer_question(
            attempt=attempt, version=version, raw=raw, submission_key=key, by=person
        )

    marks = at_once(*[sender(place) for place in range(THREADS)])
    assert {type(mark) for mark in marks} == {Mark}, marks
    assert Answer.objects.count() == Mark.objects.count() == THREADS
    attempt.refresh_from_db()
    assert attempt.finished
    assert PartProgress.objects.get(part=self_test).completed
