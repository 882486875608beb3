"""What can happen to a work: started, saved, handed in."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cases_library.actions import works
from cases_library.actions.works import Typed
from cases_library.models import CaseItem, CasePage, CaseWork, ItemRating, KeyVersion, PanelRating
from grading import ENGINE_VERSION
from tests.factories.people import UserFactory
from tests.integration.cases_library.conftest import answers_for, handed_in

pytestmark = pytest.mark.django_db
TAB, OTHER_TAB = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def work(case, caseworker):
    return works.start(person=caseworker, case=case, by=caseworker)


def save(work, answers, *, tab=TAB, version=0):
    return works.save(key=work.key, answers=answers, tab=tab, seen_version=version, by=work.person)


class TestStarting:
    def test_who_starts_twice_goes_on_with_the_same_work(self, case, caseworker, work):
        assert works.start(person=caseworker, case=case, by=caseworker) == work

    def test_after_handing_in_a_new_try_can_begin(self, case, caseworker):
        first = handed_in(case, caseworker, 3, 1)
        second = works.start(person=caseworker, case=case, by=caseworker)
        assert (first.number, second.number) == (1, 2)

    def test_the_database_refuses_a_second_open_work(self, case, caseworker, work):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseWork.objects.create(person=caseworker, case=case, number=2)


class TestSaving:
    def test_answers_are_there_when_one_comes_back(self, case, work):
        typed = answers_for(case, 2, None)
        save(work, typed)
        assert works.stored_answers(work) == typed

    def test_the_same_form_twice_changes_nothing(self, case, work):
        once = save(work, answers_for(case, 2, 1))
        twice = save(work, answers_for(case, 2, 1))
        assert (once.version, once.saved) == (twice.version, twice.saved)
        assert ItemRating.objects.count() == 2

    def test_a_reason_may_be_saved_before_a_level_is_chosen(self, case, work):
        item = case.items_in_order()[0]
        save(work, {item.key: Typed(reason="Hjemmehjælpen gør rent.")})
        rating = ItemRating.objects.get()
        assert not rating.chosen
        assert rating.reason == "Hjemmehjælpen gør rent."

    def test_an_older_page_in_another_tab_does_not_overwrite(self, case, work):
        save(work, answers_for(case, 2, 1))
        with pytest.raises(works.Stale) as stale:
            save(work, answers_for(case, 4, 1), tab=OTHER_TAB, version=0)
        assert [typed.level for typed in stale.value.stored.values()] == [2]
        save(work, answers_for(case, 4, 1), tab=OTHER_TAB, version=stale.value.version)
        assert works.stored_answers(work) == answers_for(case, 4, 1)

    def test_the_same_tab_may_send_before_it_has_heard_of_its_last_save(self, case, work):
        save(work, answers_for(case, 2, 1))
        assert save(work, answers_for(case, 3, 1), version=0).version == 2

    def test_nothing_changes_after_handing_in(self, case, caseworker):
        work = handed_in(case, caseworker, 3, 1)
        with pytest.raises(works.AlreadySubmitted):
            save(work, answers_for(case, 0, 0))

    def test_somebody_elses_work_is_unknown(self, case, work):
        stranger = UserFactory()
        with pytest.raises(CaseWork.DoesNotExist):
            works.save(key=work.key, answers={}, tab=TAB, seen_version=0, by=stranger)
        with pytest.raises(CaseWork.DoesNotExist):
            works.submit(key=work.key, by=stranger)


class TestHandingIn:
    def test_levels_are_marked_by_the_engine_with_half_for_one_step_away(self, case, caseworker):
        work = handed_in(case, caseworker, 2, None)
        assert work.engine_version == ENGINE_VERSION
        assert [(r.consensus, r.score) for r in work.ratings.order_by("pk")] == [(3, Decimal("0.5")), (1, None)]

    @pytest.mark.parametrize(("level", "score"), [(3, 1), (2, Decimal("0.5")), (4, Decimal("0.5")), (1, 0)])
    def test_the_score_of_a_level(self, level, score):
        assert works.score(level=level, consensus=3) == score

    def test_handing_in_twice_gives_one_result(self, case, caseworker):
        work = handed_in(case, caseworker, 2, 1)
        again = works.submit(key=work.key, by=caseworker)
        assert again.submitted_at == work.submitted_at
        assert KeyVersion.objects.count() == 1

    def test_a_level_without_a_reason_is_not_handed_in(self, case, work):
        save(work, answers_for(case, 2, 1, reason=" "))
        with pytest.raises(works.NotComplete):
            works.submit(key=work.key, by=work.person)
        assert CaseWork.objects.get().submitted_at is None

    def test_a_later_edit_of_the_panel_does_not_change_history(self, case, caseworker):
        work = handed_in(case, caseworker, 3, 1)
        PanelRating.objects.update(level=0)
        CaseItem.objects.update(rationale="Noget andet.")
        kept = CaseWork.objects.get(pk=work.pk).key_version.content["items"][0]
        assert (kept["consensus"], kept["panel"]) == (3, [3, 3, 3])
        assert kept["rationale"] != "Noget andet."
        assert [rating.consensus for rating in work.ratings.order_by("pk")] == [3, 1]

    def test_the_same_panel_is_kept_once_for_everybody(self, case, caseworker):
        handed_in(case, caseworker, 3, 1)
        handed_in(case, UserFactory(), 0, 0)
        assert KeyVersion.objects.count() == 1
        PanelRating.objects.filter(expert=1).update(level=4)
        handed_in(CasePage.objects.get(pk=case.pk), UserFactory(), 0, 0)
        assert KeyVersion.objects.count() == 2

    def test_the_database_refuses_a_result_without_its_key(self, case, work):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseWork.objects.update(submitted_at="2026-11-22T12:00Z")


class TestErasing:
    def test_what_a_person_chose_stays_without_the_person(self, case, caseworker):
        handed_in(case, caseworker, 3, 1)
        caseworker.delete()
        assert CaseWork.objects.get().person is None
