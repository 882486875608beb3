"""The ground floors stand."""

import datetime as dt

import pytest

from content.models import Subtheme, Theme
from people.models import Organisation

pytestmark = pytest.mark.django_db


def test_all_98_municipalities_are_there_with_their_codes():
    assert Organisation.objects.municipalities().count() == 98
    assert str(Organisation.objects.get(code="0461")) == "Odense Kommune"


def test_copenhagen_changes_region_at_new_year():
    copenhagen = Organisation.objects.get(code="0101")
    assert copenhagen.region(dt.date(2026, 12, 31)) == "Region Hovedstaden"
    assert copenhagen.region(dt.date(2027, 1, 1)) == "Region Østdanmark"


def test_only_the_31_subthemes_under_activity_and_participation_can_be_rated():
    assert Theme.objects.count() == 11
    assert Subtheme.objects.count() == 67
    assert Subtheme.objects.rateable().count() == 31
