"""Many at once, against one database: labels without gaps and doubles, one result per submission."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connections

from hotline.actions import Conflict, enquiries, publications
from hotline.models import AnswerDraft, AnswerPage, Enquiry, LabelSeries, Publication
from hotline.querysets import LabelSeriesQuerySet
from hotline.rules import PublicationState, Status
from notifications.models import Mail
from people.rules import Role
from tests.factories.hotline import EnquiryFactory, answer_index
from tests.factories.people import person_with

THREADS = 20


pytestmark = [
    pytest.mark.races,
    pytest.mark.skipif(settings.DATABASES["default"]["NAME"] == ":memory:", reason="threads share no such database"),
    pytest.mark.usefixtures("site_root"),
]


def all_at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """What each job returned or raised; all begin at the same moment."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        barrier.wait(30)
        try:
            return job()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def ask(person, key: uuid.UUID | None = None) -> str:
    text = "Tæller briller med?"
    return enquiries.ask(asker=person, by=person, text=text, submission_key=key or uuid.uuid4()).label


def numbers(labels: list[object]) -> list[int]:
    assert all(isinstance(label, str) for label in labels), labels
    return sorted(int(str(label).rpartition("-")[2]) for label in labels)


def test_twenty_questions_at_once_get_twenty_numbers_in_a_row():
    people = [person_with(Role.PROVIDER_EMPLOYEE) for _ in range(THREADS)]
    labels = all_at_once([lambda person=person: ask(person) for person in people])
    assert numbers(labels) == list(range(1, THREADS + 1))


def test_without_the_lock_numbers_are_lost(monkeypatch):
    """The negative control: the test above can fail."""

    LabelSeries.objects.create(year=2026)
    everybody_has_read = Barrier(THREADS)

    def read_without_lock(self, year):
        series = self.get(year=year)
        everybody_has_read.wait(30)
        return series

    monkeypatch.setattr(LabelSeriesQuerySet, "lock", read_without_lock)
    given = all_at_once([lambda: LabelSeries.objects.lock(2026).next_label()] * THREADS)  # outside a transaction
    assert len(set(map(str, given))) < THREADS


def test_one_form_sent_by_twenty_presses_is_one_question():
    person, key = person_with(Role.PROVIDER_EMPLOYEE), uuid.uuid4()
    labels = all_at_once([lambda: ask(person, key)] * THREADS)
    assert len(set(labels)) == 1
    assert Enquiry.objects.count() == Mail.objects.count() == 1
    assert LabelSeries.objects.get().last == 1


def test_one_answer_sent_by_many_presses_is_one_answer():
    consultant, enquiry, key = person_with(Role.HOTLINE_CONSULTANT), EnquiryFactory(), uuid.uuid4()

    def send():
        return enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=key, version=1).pk

    assert len(set(all_at_once([send] * 10))) == 1
    assert enquiry.messages.filter(kind="answer").count() == 1
    assert Mail.objects.filter(person=enquiry.asker).count() == 1


def test_only_one_of_many_consultants_takes_it():
    consultants, enquiry = [person_with(Role.HOTLINE_CONSULTANT) for _ in range(8)], EnquiryFactory()
    taken = all_at_once([lambda c=c: enquiries.take(enquiry=enquiry, by=c, version=1).assignee for c in consultants])
    assert sum(isinstance(result, Conflict) for result in taken) == 7
    assert Enquiry.objects.get().status == Status.IN_PROGRESS


def test_of_many_drafts_one_is_stored_and_the_others_are_told():
    consultants, enquiry = [person_with(Role.HOTLINE_CONSULTANT) for _ in range(8)], EnquiryFactory()

    def save(consultant):
        return enquiries.save_draft(enquiry=enquiry, text=consultant.name, version=0, by=consultant)

    results = all_at_once([lambda c=c: save(c) for c in consultants])
    assert sum(isinstance(result, AnswerDraft) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 7


def test_many_approvals_at_once_publish_one_page():
    answer_index()
    first, *others = [person_with(Role.HOTLINE_CONSULTANT) for _ in range(6)]
    publication = Publication.objects.create(
        enquiry=EnquiryFactory(status=Status.ANSWERED),
        title="Tæller briller med?",
        question_text="Tæller briller med?",
        short="Ja.",
        answer_text="Ja.",
        state=PublicationState.AWAITING_APPROVAL,
        prepared_by=first,
    )
    pages = all_at_once([lambda p=p: publications.approve(publication=publication, by=p).pk for p in others])
    assert len(set(pages)) == 1, pages
    assert AnswerPage.objects.count() == Mail.objects.count() == 1
