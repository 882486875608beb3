"""Who may do what: one table, one question.

`can(person, Permission.X)` asks for the right as such; `can(person, Permission.X, thing)` asks for one thing. A right
that names OWN is also given to the person the thing belongs to: the thing answers `belongs_to(person) -> bool`.
Views turn a no into 404, with the same bytes as an unknown id.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from people.rules import STAFF_ROLES, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User


class Permission(StrEnum):
    # learning
    TAKE_MODULES = "take_modules"
    SEE_ATTEMPT = "see_attempt"
    RATE_CASES = "rate_cases"
    MANAGE_QUESTIONS = "manage_questions"
    READ_ITEM_ANALYSIS = "read_item_analysis"
    REGRADE = "regrade"
    GIVE_EXTRA_TIME = "give_extra_time"
    # hotline
    ASK_HOTLINE = "ask_hotline"
    SEE_ENQUIRY = "see_enquiry"
    ANSWER_ENQUIRIES = "answer_enquiries"
    APPROVE_PUBLICATION = "approve_publication"
    # theme days
    REGISTER_FOR_THEME_DAY = "register_for_theme_day"
    SEE_REGISTRATION = "see_registration"
    SEE_REGISTRATIONS = "see_registrations"
    MANAGE_THEME_DAYS = "manage_theme_days"
    # surveys
    READ_EVALUATIONS = "read_evaluations"
    # search
    MANAGE_SEARCH = "manage_search"
    READ_SEARCH_LOG = "read_search_log"
    # the house
    SEE_WORKBENCH = "see_workbench"
    EDIT_CONTENT = "edit_content"
    MANAGE_PEOPLE = "manage_people"


SIGNED_IN = "signed in"  # everybody with an account
OWN = "own"  # the person the thing belongs to

TABLE: dict[Permission, frozenset[str]] = {
    Permission.TAKE_MODULES: frozenset({SIGNED_IN}),
    Permission.SEE_ATTEMPT: frozenset({OWN}),
    Permission.RATE_CASES: frozenset({SIGNED_IN}),
    Permission.MANAGE_QUESTIONS: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.READ_ITEM_ANALYSIS: frozenset({Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR}),
    Permission.REGRADE: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.GIVE_EXTRA_TIME: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.ASK_HOTLINE: frozenset({SIGNED_IN}),
    Permission.SEE_ENQUIRY: frozenset({OWN, Role.HOTLINE_CONSULTANT, Role.ADMINISTRATOR}),
    Permission.ANSWER_ENQUIRIES: frozenset({Role.HOTLINE_CONSULTANT, Role.ADMINISTRATOR}),
    Permission.APPROVE_PUBLICATION: frozenset({Role.HOTLINE_CONSULTANT, Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.REGISTER_FOR_THEME_DAY: frozenset({SIGNED_IN}),
    Permission.SEE_REGISTRATION: frozenset({OWN}),
    Permission.SEE_REGISTRATIONS: frozenset({Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR}),
    Permission.MANAGE_THEME_DAYS: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.READ_EVALUATIONS: frozenset({Role.ANALYST, Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.MANAGE_SEARCH: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.READ_SEARCH_LOG: frozenset({Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR}),
    Permission.SEE_WORKBENCH: frozenset(STAFF_ROLES),
    Permission.EDIT_CONTENT: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
}


class Owned(Protocol):
    def belongs_to(self, person: User) -> bool: ...


def can(person: User | AnonymousUser | None, permission: Permission, thing: Owned | None = None) -> bool:
    """Whether the person has the right, to the thing when one is named. An inactive or unknown person has none."""
    if person is None or not person.is_authenticated or not person.is_active:
        return False
    given_to = TABLE[permission]
    if SIGNED_IN in given_to or given_to & person.roles:
        return True
    return OWN in given_to and thing is not None and thing.belongs_to(person)
