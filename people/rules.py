"""Facts about roles, organisations and regions. Plain Python."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Role(StrEnum):
    """What a person does. A membership gives one role in one organisation; a person may have several."""

    CASEWORKER = "caseworker"
    LEADER = "leader"
    PROVIDER_EMPLOYEE = "provider_employee"
    TRAINER = "trainer"
    HOTLINE_CONSULTANT = "hotline_consultant"
    EDITOR = "editor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


STAFF_ROLES = frozenset({Role.HOTLINE_CONSULTANT, Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR})


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    EDUCATION = "education"
    AGENCY = "agency"


# The roles a person may choose at sign-up. Staff roles are given by an administrator.
ROLES_OF_KIND: dict[OrganisationKind, tuple[Role, ...]] = {
    OrganisationKind.MUNICIPALITY: (Role.CASEWORKER, Role.LEADER, Role.TRAINER),
    OrganisationKind.PROVIDER: (Role.PROVIDER_EMPLOYEE, Role.LEADER, Role.TRAINER),
    OrganisationKind.EDUCATION: (Role.TRAINER,),
    OrganisationKind.AGENCY: tuple(sorted(STAFF_ROLES)),
}

# Act no. 699 of 20 June 2025, section 126: one eastern region replaces two on 1 January 2027.
EASTERN_REGION = "Region Østdanmark"
EASTERN_REGION_FROM = dt.date(2027, 1, 1)
REPLACED_BY_EASTERN_REGION = frozenset({"Region Hovedstaden", "Region Sjælland"})


def region_on(date: dt.date, *, region_2007: str) -> str:
    """The region a municipality lies in on a date, from the region it had in the 2007 division.

    >>> region_on(dt.date(2026, 12, 31), region_2007="Region Sjælland")
    'Region Sjælland'
    >>> region_on(dt.date(2027, 1, 1), region_2007="Region Sjælland")
    'Region Østdanmark'
    """
    if region_2007 in REPLACED_BY_EASTERN_REGION and date >= EASTERN_REGION_FROM:
        return EASTERN_REGION
    return region_2007


def municipality_display_name(name: str) -> str:
    """The name with its title: «Odense Kommune», «Københavns Kommune», «Bornholms Regionskommune»."""
    special = {"København": "Københavns Kommune", "Bornholm": "Bornholms Regionskommune"}
    return special.get(name, f"{name} Kommune")


_ALPHABET = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "é": "e"})  # the signs after z in ASCII


def danish_order(text: str) -> str:
    """A key to sort by: æ, ø, å come last, and aa is å.

    >>> sorted(["Åbenrå", "Aalborg", "Ørsted", "Ærø", "Odense"], key=danish_order)
    ['Odense', 'Ærø', 'Ørsted', 'Åbenrå', 'Aalborg']
    """
    return text.casefold().replace("aa", "å").translate(_ALPHABET)
