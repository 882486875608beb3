"""The demo is a living world, and the same one every time."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from cases_library.models import CasePage, CaseWork
from courses.models import Attempt, ModulePage, Question
from hotline.models import AnswerPage, Enquiry
from people.models import Organisation, User
from people.personal_numbers import find

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seed() -> str:
    out = io.StringIO()
    call_command("seed_demo", without_films=True, stdout=out)
    return out.getvalue()


def test_the_demo_fills_every_room_and_prints_one_account_per_role():
    printed = seed()
    assert ModulePage.objects.live().count() == 6
    assert Question.objects.count() == 44
    assert CasePage.objects.live().count() == 6
    assert AnswerPage.objects.live().count() == 25
    assert Enquiry.objects.count() == 30
    assert User.objects.count() == 300
    assert Organisation.objects.municipalities().filter(memberships__isnull=False).distinct().count() >= 20
    assert Attempt.objects.count() > 300
    assert CaseWork.objects.submitted().count() > 150
    for account in ("sagsbehandler", "leder", "udfoerer", "underviser", "konsulent", "redaktoer", "analytiker"):
        assert f"{account}@example.dk" in printed


def test_a_second_seed_changes_nothing():
    seed()
    before = (User.objects.count(), Attempt.objects.count(), Enquiry.objects.count())
    assert "already" in seed()
    assert (User.objects.count(), Attempt.objects.count(), Enquiry.objects.count()) == before


def test_the_demo_holds_no_personal_number():
    seed()
    texts = [*Enquiry.objects.values_list("text", flat=True), *AnswerPage.objects.values_list("short", flat=True)]
    assert not [text for text in texts if find(text)]
