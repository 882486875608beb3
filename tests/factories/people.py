"""People and organisations for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from people.models import Membership, Organisation, User
from people.rules import STAFF_ROLES, OrganisationKind, Role


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.dk")
    name = factory.Sequence(lambda n: f"Person Nummer {n}")
    password = factory.django.Password("et langt kodeord 1")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("kind", "name")

    kind = OrganisationKind.PROVIDER
    name = factory.Sequence(lambda n: f"Tilbud {n}")
    # the 98 come with a migration; a test that works across transactions may have emptied the table
    code = factory.LazyAttribute(lambda made: "0461" if made.kind == OrganisationKind.MUNICIPALITY else "")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.PROVIDER_EMPLOYEE


HOME = {
    Role.CASEWORKER: (OrganisationKind.MUNICIPALITY, "Odense"),
    Role.LEADER: (OrganisationKind.MUNICIPALITY, "Odense"),
    Role.PROVIDER_EMPLOYEE: (OrganisationKind.PROVIDER, "Tilbuddet Åkanden"),
    Role.TRAINER: (OrganisationKind.EDUCATION, "Skolen ved Åen"),
}


def person_with(role: Role, **fields: object) -> User:
    """A person with one role in an organisation where that role exists."""
    person = UserFactory(**fields)
    kind, name = HOME.get(role, (OrganisationKind.AGENCY, "Social- og Boligstyrelsen"))
    assert (role in STAFF_ROLES) == (kind == OrganisationKind.AGENCY)
    organisation = Organisation.objects.filter(kind=kind, name=name).first() or OrganisationFactory(
        kind=kind, name=name
    )
    MembershipFactory(person=person, organisation=organisation, role=role)
    return person
