"""Many at once: one open attempt, one result for each submission."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from courses.actions import attempts, drafts
from courses.actions.attempts import Closed, Stale, Typed
from courses.models import (
    Answer,
    AnswerDraft,
    Attempt,
    AttemptQuestion,
    Mark,
    PartProgress,
    SelfTestDraw,
    SelfTestPage,
)
from courses.querysets import AttemptQuerySet
from tests.factories.courses import a_module, a_question, a_self_test, a_whole_module
from tests.factories.people import UserFactory
from tests.integration.courses.conftest import right_raw, versions_of

pytestmark = [pytest.mark.races, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
THREADS = 20
MANY = 100


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
        thread.join(120)
    return results


def test_twenty_tabs_begin_one_attempt(self_test):
    person = UserFactory()
    self_test.draws.add(SelfTestDraw(count=3))
    self_test.shuffle_questions = True
    self_test.save()
    for number in range(5):
        a_question(title=f"I banken {number}")
    begun = at_once(*[lambda: attempts.start_attempt(person=person, self_test=self_test, by=person)] * THREADS)
    assert {type(one) for one in begun} == {Attempt}, begun
    assert len({one.pk for one in begun}) == 1
    assert Attempt.objects.count() == PartProgress.objects.count() == 1
    assert AttemptQuestion.objects.count() == self_test.questions.count() + 3


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


def an_attempt(**rules: Any) -> Attempt:
    page = a_self_test(a_module(7), [a_question(title="Én"), a_question(title="To")], slug="loeb", **rules)
    person = UserFactory()
    return attempts.start_attempt(person=person, self_test=page, by=person)


def sender(attempt: Attempt, *, key: uuid.UUID | None = None, right: bool = False, careless: bool = False):
    """Sends an answer to the first question; `careless` outside the transaction."""
    version = versions_of(attempt)[0]
    wrong = next(option["id"] for option in version.data["options"] if option["fraction"] == "0")
    raw = right_raw(version) if right else wrong
    if careless:
        plain = attempts._answer_question.__wrapped__
        return lambda: plain(attempt, version, raw, key or uuid.uuid4(), attempt.person, None, None)
    return lambda: attempts.answer_question(
        attempt=attempt, version=version, raw=raw, submission_key=key or uuid.uuid4(), by=attempt.person
    )


@pytest.mark.parametrize("tries", ["immediate", "deferred", "interactive"])
def test_one_form_sent_a_hundred_times_at_once_is_one_answer(self_test, tries):
    attempt = an_attempt(tries=tries)
    marks = at_once(*[sender(attempt, key=uuid.uuid4())] * MANY)
    assert {type(mark) for mark in marks} == {Mark}, set(map(repr, marks))
    assert len({mark.pk for mark in marks}) == 1
    assert (Answer.objects.count(), Mark.objects.count()) == (1, 1)


def test_a_hundred_forms_at_once_never_make_more_tries_than_allowed(self_test):
    attempt = an_attempt(tries="interactive", most_tries=3)
    results = at_once(*[sender(attempt) for _ in range(MANY)])
    assert sum(isinstance(one, Mark) for one in results) == 3, set(map(repr, results))
    assert sum(isinstance(one, Closed) for one in results) == MANY - 3
    assert Answer.objects.count() == 3


def test_a_hundred_changes_of_a_deferred_answer_are_all_kept_and_one_counts(self_test):
    attempt = an_attempt(tries="deferred", most_tries=1)
    results = at_once(*[sender(attempt, right=place % 2 == 0) for place in range(MANY)])
    assert {type(one) for one in results} == {Mark}, set(map(repr, results))
    assert Answer.objects.count() == MANY
    assert attempts.finish(attempt=attempt, by=attempt.person).finished


def test_without_the_lock_there_are_more_tries_than_allowed(self_test, monkeypatch):
    """The negative control: the tests above can fail."""
    attempt = an_attempt(tries="interactive", most_tries=1)
    all_have_asked = threading.Barrier(THREADS)
    asked = attempts.refuse_when_closed

    def ask_and_wait(*args: Any) -> None:
        asked(*args)
        all_have_asked.wait(60)

    monkeypatch.setattr(AttemptQuerySet, "lock", lambda self, pk: self.select_related("self_test", "person").get(pk=pk))
    monkeypatch.setattr(attempts, "refuse_when_closed", ask_and_wait)
    at_once(*[sender(attempt, careless=True) for _ in range(THREADS)])
    assert Answer.objects.count() > 1


def test_without_the_unique_key_a_replay_would_be_two_answers(self_test, monkeypatch):
    """The negative control: without the lock the database itself still says no to the second row."""
    attempt = an_attempt(tries="deferred")
    all_have_asked = threading.Barrier(THREADS)
    asked = attempts.refuse_when_closed

    def ask_and_wait(*args: Any) -> None:
        asked(*args)
        all_have_asked.wait(60)

    monkeypatch.setattr(AttemptQuerySet, "lock", lambda self, pk: self.select_related("self_test", "person").get(pk=pk))
    monkeypatch.setattr(attempts, "refuse_when_closed", ask_and_wait)
    results = at_once(*[sender(attempt, key=uuid.uuid4(), careless=True)] * THREADS)
    assert sum(isinstance(one, Exception) for one in results) > 0, "not everybody got the one result"
    assert Answer.objects.count() == 1


def saver(attempt: Attempt, *, key: uuid.UUID, tab: uuid.UUID, text: str = "a", careless: bool = False):
    place = attempt.places.select_related("question", "version").order_by("position")[0]
    seen = None if careless else 0  # what the form has seen is a guard of its own
    typed = Typed(fields={"answer": [text]}, raw=text, tab=tab, revision=0, seen=seen)
    if careless:
        plain = drafts._save_draft.__wrapped__
        return lambda: plain(attempt, place, typed, key)
    return lambda: drafts.save_draft(attempt=attempt, place=place, typed=typed, submission_key=key, by=attempt.person)


@pytest.mark.parametrize("round_number", range(5))
def test_saves_that_race_with_the_submit_leave_no_stale_draft(self_test, round_number):
    attempt = an_attempt(tries="deferred")
    key, tab = uuid.uuid4(), uuid.uuid4()
    results = at_once(
        *[saver(attempt, key=key, tab=tab)] * 10, sender(attempt, key=key), *[saver(attempt, key=key, tab=tab)] * 9
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    assert not AnswerDraft.objects.exists()
    assert Answer.objects.count() == 1


def test_without_the_lock_a_stale_draft_is_left(self_test, monkeypatch):
    """The negative control: the save has looked for the answer before it came, and writes after it."""
    attempt = an_attempt(tries="deferred")
    key, looked, answered = uuid.uuid4(), threading.Event(), threading.Event()
    asked = drafts.refuse_when_closed

    def ask_and_wait(*args: Any) -> None:
        asked(*args)
        looked.set()
        answered.wait(60)

    monkeypatch.setattr(AttemptQuerySet, "lock", lambda self, pk: self.select_related("self_test", "person").get(pk=pk))
    monkeypatch.setattr(drafts, "refuse_when_closed", ask_and_wait)
    send = sender(attempt, key=key)

    def send_then_tell() -> None:
        looked.wait(60)
        try:
            send()
        finally:
            answered.set()

    at_once(saver(attempt, key=key, tab=uuid.uuid4(), careless=True), send_then_tell)
    assert AnswerDraft.objects.exists()


def test_of_twenty_tabs_that_type_differently_one_is_saved_and_the_others_are_told(self_test):
    attempt = an_attempt(tries="deferred")
    savers = [saver(attempt, key=uuid.uuid4(), tab=uuid.uuid4(), text=f"fane {n}") for n in range(THREADS)]
    results = at_once(*savers)
    assert sum(isinstance(one, AnswerDraft) for one in results) == 1, results
    assert sum(isinstance(one, Stale) for one in results) == THREADS - 1
