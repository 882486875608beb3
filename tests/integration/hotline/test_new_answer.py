"""What people searched for in vain becomes the title of a new answer."""

import pytest
from django.urls import reverse

from hotline.models import AnswerPage
from people.actions import memberships
from people.models import Organisation
from people.rules import OrganisationKind, Role
from tests.factories.hotline import answer_index
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    """An editor who has joined, with what it gives in the editors' tool."""
    agency: Organisation = OrganisationFactory(kind=OrganisationKind.AGENCY, name="Social- og Boligstyrelsen")
    person = UserFactory()
    memberships.join(person=person, organisation=agency, role=Role.EDITOR, by=person)
    return person


def test_the_editors_tool_opens_with_the_title_and_nothing_is_stored(signed_in, writer):
    answer_index()
    opened = signed_in(writer).get(reverse("hotline:new_answer"), {"emne": "hvem betaler?"}, follow=True)
    assert opened.status_code == 200
    assert 'value="Hvem betaler?"' in opened.content.decode()
    assert not AnswerPage.objects.exists()


def test_without_words_the_form_is_empty(signed_in, writer):
    answer_index()
    opened = signed_in(writer).get(reverse("hotline:new_answer"), follow=True)
    assert opened.status_code == 200


def test_only_those_who_write_may_come_in_and_only_where_there_is_a_list(client, signed_in, editor, analyst):
    assert signed_in(editor).get(reverse("hotline:new_answer")).status_code == 404
    answer_index()
    assert signed_in(analyst).get(reverse("hotline:new_answer")).status_code == 404
    assert client.get(reverse("hotline:new_answer")).status_code == 404
