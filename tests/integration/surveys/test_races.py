"""Many at once: one invitation gives one sheet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connections, transaction

from surveys.actions import AlreadyAnswered, answers, surveys
from surveys.models import Invitation, Sheet
from surveys.querysets import InvitationQuerySet
from tests.factories.people import UserFactory
from tests.factories.surveys import SurveyFactory, asked, keys_of

pytestmark = [
    pytest.mark.races,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(settings.DATABASES["default"]["NAME"] == ":memory:", reason="threads share no such database"),
]
THREADS = 10


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """What each of ten threads returned or raised; one job is done by all of them."""
    barrier = Barrier(THREADS)

    def run(place: int) -> object:
        barrier.wait(30)
        try:
            return jobs[place % len(jobs)]()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


@pytest.fixture
def invitation() -> Invitation:
    return asked(SurveyFactory(), UserFactory())


def send(invitation: Invitation) -> None:
    question = keys_of(invitation.survey)[0]
    answers.answer(invitation=invitation, answers={question: 5}, by=invitation.person)


def test_ten_answers_to_one_invitation_give_one_sheet(invitation):
    results = at_once(lambda: send(invitation))
    assert results.count(None) == 1, results
    assert sum(isinstance(result, AlreadyAnswered) for result in results) == THREADS - 1, results
    assert Sheet.objects.count() == 1


def test_ten_people_who_answer_at_once_leave_ten_sheets():
    """Each of them writes the whole pile again."""
    survey = SurveyFactory()
    invitations = [asked(survey, UserFactory()) for _ in range(THREADS)]
    assert at_once(*[lambda one=one: send(one) for one in invitations]) == [None] * THREADS
    assert Sheet.objects.count() == THREADS


def test_without_the_lock_there_would_be_more(invitation, monkeypatch):
    """The negative control: all have read the invitation before any of them writes, and nothing holds them back."""
    everybody_has_read = Barrier(THREADS)

    def read_without_lock(self: InvitationQuerySet, pk: int) -> Invitation:
        current = self.select_related("survey").get(pk=pk)
        everybody_has_read.wait(30)
        return current

    monkeypatch.setattr(InvitationQuerySet, "lock", read_without_lock)
    monkeypatch.setattr(answers, "_mix_in", lambda sheet: sheet.save(force_insert=True))  # it takes a lock of its own
    unguarded = answers.answer.__wrapped__  # without its transaction, which on SQLite is a lock as well
    question = keys_of(invitation.survey)[0]
    at_once(lambda: unguarded(invitation=invitation, answers={question: 5}, by=invitation.person))
    assert Sheet.objects.count() > 1


def test_ten_who_open_the_survey_invite_each_person_once():
    survey, people = SurveyFactory(), UserFactory.create_batch(3)
    results = at_once(lambda: surveys.open_for(survey=survey, people=people))
    assert sorted(len(result) for result in results) == [0] * (THREADS - 1) + [3]
    assert Invitation.objects.count() == 3
    with transaction.atomic():
        assert surveys.open_for(survey=survey, people=people) == []
