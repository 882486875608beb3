"""One table says who may do what."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from people.permissions import OWN, SIGNED_IN, TABLE, Permission, can
from people.rules import STAFF_ROLES, Role


def person(*roles: Role, active: bool = True) -> SimpleNamespace:
    return SimpleNamespace(is_authenticated=True, is_active=active, roles=frozenset(roles), pk=1)


class Mine:
    def __init__(self, owner):
        self.owner = owner

    def belongs_to(self, someone) -> bool:
        return someone is self.owner


def test_every_permission_has_a_row():
    assert set(TABLE) == set(Permission)
    assert all(TABLE.values())
    assert {entry for row in TABLE.values() for entry in row} <= {SIGNED_IN, OWN, *Role}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("nobody", [None, AnonymousUser(), person(*Role, active=False)])
def test_nobody_and_the_inactive_may_nothing(permission, nobody):
    assert not can(nobody, permission)
    assert not can(nobody, permission, Mine(nobody))


# The whole table once more, written by hand: a change of the rules is a change of this test.
OWNERS = {Permission.SEE_ATTEMPT, Permission.SEE_ENQUIRY, Permission.SEE_REGISTRATION}
EVERYBODY = {
    Permission.TAKE_MODULES,
    Permission.RATE_CASES,
    Permission.ASK_HOTLINE,
    Permission.REGISTER_FOR_THEME_DAY,
}
STAFF = {
    Role.HOTLINE_CONSULTANT: {
        Permission.SEE_WORKBENCH,
        Permission.SEE_ENQUIRY,
        Permission.ANSWER_ENQUIRIES,
        Permission.APPROVE_PUBLICATION,
    },
    Role.EDITOR: {
        Permission.SEE_WORKBENCH,
        Permission.APPROVE_PUBLICATION,
        Permission.SEE_REGISTRATIONS,
        Permission.MANAGE_THEME_DAYS,
        Permission.READ_EVALUATIONS,
        Permission.EDIT_CONTENT,
        Permission.MANAGE_QUESTIONS,
        Permission.READ_ITEM_ANALYSIS,
        Permission.REGRADE,
        Permission.GIVE_EXTRA_TIME,
        Permission.MANAGE_SEARCH,
        Permission.READ_SEARCH_LOG,
    },
    Role.ANALYST: {
        Permission.SEE_WORKBENCH,
        Permission.SEE_REGISTRATIONS,
        Permission.READ_EVALUATIONS,
        Permission.READ_ITEM_ANALYSIS,
        Permission.READ_SEARCH_LOG,
    },
    Role.ADMINISTRATOR: set(Permission) - OWNERS | {Permission.SEE_ENQUIRY},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_exactly_what_it_should(role):
    someone = person(role)
    assert {each for each in Permission if can(someone, each)} == EVERYBODY | STAFF.get(role, set())


@pytest.mark.parametrize("role", sorted(set(Role) - STAFF_ROLES))
def test_what_is_ones_own_may_be_seen_and_what_is_anothers_may_not(role):
    me, other = person(role), person(role)
    for permission in OWNERS:
        assert can(me, permission, Mine(me))
        assert not can(me, permission, Mine(other))


def test_several_roles_add_up():
    assert can(person(Role.CASEWORKER, Role.ANALYST), Permission.READ_EVALUATIONS)
