"""The demo is a living world, and the same one every time."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from cases_library.models import CasePage, CaseWork
from courses.models import AnswerDraft, Attempt, ExtraTime, ModulePage, Question, QuestionVersion, Regrade, SelfTestPage
from courses.models.analysis import analysis_of
from courses.models.regrading import comparison
from grading import KINDS
from grading.item_analysis import AdviceCode
from hotline.models import AnswerPage, Enquiry
from people.models import Organisation, User
from people.personal_numbers import find

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.drill]


def seed() -> str:
    out = io.StringIO()
    call_command("seed_demo", without_films=True, stdout=out)
    return out.getvalue()


def test_the_demo_fills_every_room_and_prints_one_account_per_role():
    printed = seed()
    assert ModulePage.objects.live().count() == 6
    assert Question.objects.count() == 61
    assert set(QuestionVersion.objects.current().values_list("kind", flat=True)) == set(KINDS)
    assert CasePage.objects.live().count() == 6
    assert AnswerPage.objects.live().count() == 25
    assert Enquiry.objects.count() == 30
    assert User.objects.count() == 300
    assert Organisation.objects.municipalities().filter(memberships__isnull=False).distinct().count() >= 20
    assert Attempt.objects.count() > 300
    assert CaseWork.objects.submitted().count() > 150
    for account in ("sagsbehandler", "leder", "udfoerer", "underviser", "konsulent", "redaktoer", "analytiker"):
        assert f"{account}@example.dk" in printed


def test_the_demo_has_something_to_try_in_every_room_of_the_bank():
    seed()
    final = SelfTestPage.objects.get(pass_mark=70)
    runs = Attempt.objects.filter(self_test=final)
    assert runs.filter(tries="interactive").count() == runs.count() > 15
    assert all(run.places.count() == 12 and run.finished <= run.deadline for run in runs)
    assert Attempt.objects.open().exists()
    assert AnswerDraft.objects.exists()
    assert ExtraTime.objects.count() == 1
    assert Regrade.objects.get().changed > 0
    waiting = QuestionVersion.objects.get(number=2, question__regrades=None)
    assert comparison(waiting).changed > 0
    contested = Question.objects.get(title__startswith="«Jeg vil gerne kunne invitere min bror").pk
    analysed = analysis_of(SelfTestPage.objects.get(questions__question=contested))
    codes = [{each.code for each in row.advice} for row in analysed.questions if row.version.question_id == contested]
    assert AdviceCode.STRONG_CHOOSE_DISTRACTOR in codes[0]
    assert {"draft", "retired"} < set(Question.objects.values_list("state", flat=True))


def test_a_second_seed_changes_nothing():
    seed()
    before = (User.objects.count(), Attempt.objects.count(), Enquiry.objects.count())
    assert "already" in seed()
    assert (User.objects.count(), Attempt.objects.count(), Enquiry.objects.count()) == before


def test_the_demo_holds_no_personal_number():
    seed()
    texts = [*Enquiry.objects.values_list("text", flat=True), *AnswerPage.objects.values_list("short", flat=True)]
    assert not [text for text in texts if find(text)]
