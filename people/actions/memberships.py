"""People come to work in organisations."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from people.models import Membership, Organisation, User
from people.rules import STAFF_ROLES, OrganisationKind, Role

# Django groups that open Wagtail's editor; their page rights are set up by `content`.
GROUP_OF_ROLE = {Role.EDITOR: "Redaktører", Role.ADMINISTRATOR: "Administratorer"}


@transaction.atomic
def join(*, person: User, organisation: Organisation, role: str, by: User) -> Membership:
    """The person has the role in the organisation (once, however often this is asked)."""
    role = Role(role)
    if (role in STAFF_ROLES) != (organisation.kind == OrganisationKind.AGENCY):
        raise ValueError("staff roles belong to the agency, all others elsewhere")
    membership, created = Membership.objects.get_or_create(person=person, organisation=organisation, role=role)
    if created:
        log(membership, "people.join", user=by)
        if role in GROUP_OF_ROLE:
            group, _ = Group.objects.get_or_create(name=GROUP_OF_ROLE[role])
            person.groups.add(group)
    return membership
