"""What can never be untrue about people and where they work."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from people.actions import memberships
from people.models import Membership, Organisation, User
from people.rules import OrganisationKind, Role
from tests.factories.people import OrganisationFactory, UserFactory, person_with

pytestmark = pytest.mark.django_db


def test_joining_twice_is_joining_once_and_is_written_down():
    person, home = UserFactory(), OrganisationFactory()
    for _ in range(2):
        memberships.join(person=person, organisation=home, role=Role.PROVIDER_EMPLOYEE, by=person)
    assert Membership.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="people.join").count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_a_staff_role_outside_the_agency_is_refused(role):
    with pytest.raises(ValueError, match="agency"):
        memberships.join(person=UserFactory(), organisation=OrganisationFactory(), role=role, by=UserFactory())


def test_an_ordinary_role_in_the_agency_is_refused():
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    with pytest.raises(ValueError, match="agency"):
        memberships.join(person=UserFactory(), organisation=agency, role=Role.CASEWORKER, by=UserFactory())


def test_an_editor_comes_into_the_editors_group():
    editor = UserFactory()
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    memberships.join(person=editor, organisation=agency, role=Role.EDITOR, by=editor)
    assert editor.groups.filter(name="Redaktører").exists()


def test_one_address_is_one_account_whatever_the_letters():
    User.objects.create_user("anna@example.dk", name="Anna")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ANNA@example.dk", name="En anden Anna")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "municipality", "name": "Uden kode", "code": ""},
        {"kind": "provider", "name": "Samme kode", "code": "0461"},
        {"kind": "municipality", "name": "Odense", "code": "9999"},
    ],
)
def test_an_organisation_that_cannot_be_is_not(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**wrong)


def test_staff_are_those_with_a_staff_role():
    assert person_with(Role.ANALYST).is_staff
    assert not person_with(Role.LEADER).is_staff
    assert UserFactory(is_superuser=True).is_staff
    assert User.objects.staff().count() == 1
