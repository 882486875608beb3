"""Pages to publish under, an enquiry with names in it, and how far it has come."""

import uuid

import pytest

from hotline.actions import enquiries, publications
from hotline.models import Enquiry
from hotline.rules import PublicationState
from people.rules import Role
from tests.factories.content import home_page
from tests.factories.hotline import EnquiryFactory, answer_index
from tests.factories.people import person_with
from tests.integration.hotline.forms import TEXT, at, publication_form


@pytest.fixture
def site_pages(db):
    """The front page, and the list that answers are published under."""
    home_page()
    answer_index()


@pytest.fixture
def colleague(db):
    return person_with(Role.HOTLINE_CONSULTANT, name="Peter Skov")


@pytest.fixture
def enquiry(site_pages):
    return EnquiryFactory(text=TEXT, subject="Tæller briller med?")


@pytest.fixture
def begun(enquiry, consultant):
    """Answered, and the anonymising begun."""
    enquiries.answer(enquiry=enquiry, text="Ja, de tæller med.", by=consultant, submission_key=uuid.uuid4())
    return publications.begin(enquiry=Enquiry.objects.get(), by=consultant)


@pytest.fixture
def waiting(begun, enquiry, consultant, signed_in):
    """Sent for approval by the consultant."""
    signed_in(consultant).post(at(enquiry, "anonymiser/"), publication_form(enquiry))
    begun.refresh_from_db()
    assert begun.state == PublicationState.AWAITING_APPROVAL
    return begun
