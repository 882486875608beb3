"""Regions change at New Year; roles belong to kinds of organisation."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rules import (
    EASTERN_REGION,
    ROLES_OF_KIND,
    STAFF_ROLES,
    OrganisationKind,
    Role,
    danish_order,
    municipality_display_name,
    region_on,
)

LAST_DAY, FIRST_DAY = dt.date(2026, 12, 31), dt.date(2027, 1, 1)


@pytest.mark.parametrize("old", ["Region Hovedstaden", "Region Sjælland"])
def test_two_regions_become_one_at_new_year(old):
    assert region_on(LAST_DAY, region_2007=old) == old
    assert region_on(FIRST_DAY, region_2007=old) == EASTERN_REGION


@given(st.dates(), st.sampled_from(["Region Nordjylland", "Region Midtjylland", "Region Syddanmark"]))
def test_the_other_regions_never_change(date, region):
    assert region_on(date, region_2007=region) == region


def test_staff_roles_belong_to_the_agency_and_only_there():
    assert set(ROLES_OF_KIND) == set(OrganisationKind)
    for kind, roles in ROLES_OF_KIND.items():
        assert roles
        assert (set(roles) <= STAFF_ROLES) == (kind == OrganisationKind.AGENCY)
    assert {role for roles in ROLES_OF_KIND.values() for role in roles} == set(Role)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Odense", "Odense Kommune"),
        ("København", "Københavns Kommune"),
        ("Bornholm", "Bornholms Regionskommune"),
    ],
)
def test_a_municipality_is_called_what_it_is_called(name, shown):
    assert municipality_display_name(name) == shown


def test_the_danish_alphabet_ends_with_aa():
    names = ["Aabenraa", "Ørsted", "Zebra", "Ærø", "Ålborg", "Anholt"]
    assert sorted(names, key=danish_order) == ["Anholt", "Zebra", "Ærø", "Ørsted", "Aabenraa", "Ålborg"]
