"""Enquiries and published answers for tests."""

from __future__ import annotations

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hotline.models import AnswerIndexPage, AnswerPage, Enquiry, EnquiryMessage
from hotline.rules import MessageKind
from people.rules import Role
from tests.factories.content import add_page, home_page
from tests.factories.people import person_with


class EnquiryFactory(DjangoModelFactory):
    """An enquiry as it lies in the queue, with its question as the first message."""

    class Meta:
        model = Enquiry
        skip_postgeneration_save = True

    label = factory.Sequence(lambda n: f"H-00-{n + 1:04}")
    asker = factory.LazyFunction(lambda: person_with(Role.PROVIDER_EMPLOYEE))
    organisation = factory.LazyAttribute(lambda enquiry: enquiry.asker.membership.organisation)
    role = Role.PROVIDER_EMPLOYEE
    subject = factory.Sequence(lambda n: f"Tæller hjælpemiddel nummer {n} med?")
    text = "Tæller briller med som hjælpemiddel, når vi vurderer Håndtere post?"
    due_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))

    @factory.post_generation
    def question(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            EnquiryMessage.objects.create(
                enquiry=self, kind=MessageKind.QUESTION, author=self.asker, text=self.text, sent_at=self.received_at
            )


def answer_index() -> AnswerIndexPage:
    """The list of published answers, made once, under the front page."""
    index = AnswerIndexPage.objects.first()
    if index is None:
        index = add_page(home_page(), AnswerIndexPage(title="Spørgsmål og svar", slug="spoergsmaal-og-svar"))
    return index


def published_answer(title: str = "Tæller briller med?", **fields: object) -> AnswerPage:
    """A published answer under the list."""
    fields.setdefault("short", "Ja, hjælpemidler tæller med i Aktivitet og deltagelse.")
    return add_page(answer_index(), AnswerPage(title=title, **fields))
