"""Many at once, against one database: one open work, one result, and nobody overwrites without being told."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import IntegrityError, connections
from wagtail.models import Locale, Page

from cases_library.actions import works
from cases_library.actions.works import Stale
from cases_library.models import CasePage, CaseWork, KeyVersion
from cases_library.querysets import CaseWorkQuerySet
from content.models import Phase, Subtheme, Theme
from content.rules import ThemeCategory
from people.models import User
from tests.factories.cases_library import published_case
from tests.factories.people import UserFactory
from tests.integration.cases_library.conftest import answers_for

THREADS = 20
pytestmark = [
    pytest.mark.races,
    pytest.mark.skipif(settings.DATABASES["default"]["NAME"] == ":memory:", reason="threads share no such database"),
]


@pytest.fixture
def case(transactional_db: None) -> CasePage:
    """Another race may have emptied the tables: page root and taxonomy are made when they are gone."""
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="da")
        Page.add_root(title="Root")
    Phase.objects.get_or_create(slug="sagsoplysning", defaults={"order": 2, "title": "Sagsoplysning"})
    category = ThemeCategory.ACTIVITY_PARTICIPATION
    theme, _ = Theme.objects.get_or_create(
        slug="praktiske-opgaver",
        defaults={"code": uuid.uuid4(), "category": category, "order": 1, "title": "Praktiske opgaver"},
    )
    for order, title in enumerate(["Gøre rent", "Gå og bevæge sig"]):
        Subtheme.objects.get_or_create(
            title=title, defaults={"code": uuid.uuid4(), "theme": theme, "slug": f"undertema-{order}", "order": order}
        )
    return published_case()


@pytest.fixture
def person(case: CasePage) -> User:
    return UserFactory()


def all_at_once(job: Callable[[], object], times: int = THREADS) -> list[object]:
    """What each run of the job returned or raised; all begin at the same moment."""
    barrier = Barrier(times)

    def run(_place: int) -> object:
        barrier.wait(30)
        try:
            return job()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def ready(case: CasePage, person: User) -> CaseWork:
    work = works.start(person=person, case=case, by=person)
    return works.save(key=work.key, answers=answers_for(case, 2, 1), tab=uuid.uuid4(), seen_version=0, by=person)


def test_twenty_who_begin_at_once_get_the_same_work(case, person):
    keys = all_at_once(lambda: works.start(person=person, case=case, by=person).key)
    assert len(set(keys)) == 1, keys
    assert CaseWork.objects.count() == 1


def test_without_the_second_look_the_database_says_no(case, person):
    """The negative control: the race is real, and the unique key is what decides it."""
    everybody_has_looked = Barrier(THREADS)

    def begin_carelessly() -> CaseWork:
        found = CaseWork.objects.of(person).on(case).open().first()
        everybody_has_looked.wait(30)
        return found or CaseWork.objects.create(person=person, case=case)

    answers = all_at_once(begin_carelessly)
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == THREADS - 1
    assert CaseWork.objects.count() == 1


def test_twenty_submits_at_once_give_one_result(case, person):
    key = ready(case, person).key
    moments = all_at_once(lambda: works.submit(key=key, by=person).submitted_at)
    assert len(set(moments)) == 1, moments
    assert KeyVersion.objects.count() == 1


def test_without_the_lock_there_are_many_results(case, person, monkeypatch):
    """The negative control: the test above can fail."""
    key = ready(case, person).key
    everybody_has_read = Barrier(THREADS)

    def read_without_lock(works_of_person: CaseWorkQuerySet, key: uuid.UUID) -> CaseWork:
        work = works_of_person.get(key=key)
        everybody_has_read.wait(30)
        return work

    monkeypatch.setattr(CaseWorkQuerySet, "lock", read_without_lock)
    careless = works.submit.__wrapped__  # outside the transaction
    moments = all_at_once(lambda: getattr(careless(key=key, by=person), "submitted_at", None))
    assert len(set(moments)) > 1


def test_of_twenty_tabs_that_save_different_answers_one_is_stored_and_the_others_are_told(case, person):
    work = works.start(person=person, case=case, by=person)

    def save() -> object:
        answers = answers_for(case, 2, 1, reason=f"Fra fane {uuid.uuid4()}.")
        return works.save(key=work.key, answers=answers, tab=uuid.uuid4(), seen_version=0, by=person).version

    answers = all_at_once(save)
    assert sorted(map(str, (answer for answer in answers if not isinstance(answer, Stale)))) == ["1"]
