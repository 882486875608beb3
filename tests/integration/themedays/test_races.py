"""Many at once, against one database: never more seated than seats, one registration per submission."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connections

from notifications.models import Mail
from people.models import User
from people.rules import Role
from tests.factories.people import UserFactory, person_with
from tests.factories.themedays import theme_day
from themedays.actions import registrations
from themedays.models import Registration, ThemeDayPage
from themedays.querysets import ThemeDayQuerySet

THREADS, PEOPLE, SEATS = 8, 40, 5

pytestmark = [
    pytest.mark.races,
    pytest.mark.slow,
    pytest.mark.skipif(settings.DATABASES["default"]["NAME"] == ":memory:", reason="threads share no such database"),
    pytest.mark.usefixtures("site_root"),
]


@pytest.fixture
def day(site_root) -> ThemeDayPage:
    return theme_day(seats=SEATS, workshops=[("A", 2), ("B", 40)])


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """What each job returned or raised, done by eight threads that begin together."""
    barrier = Barrier(THREADS)

    def run(mine: list[Callable[[], object]]) -> list[object]:
        barrier.wait(30)
        try:
            return [result_of(job) for job in mine]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return [result for some in pool.map(run, [jobs[n::THREADS] for n in range(THREADS)]) for result in some]


def result_of(job: Callable[[], object]) -> object:
    try:
        return job()
    except Exception as problem:
        return problem


def register(person: User, day: ThemeDayPage, **more: object) -> Registration:
    return registrations.register(person=person, day=day, by=person, **more)


def nobody_too_many(results: list[object]) -> None:
    """The promise: five seats, everybody else waits, no errors."""
    errors = [result for result in results if isinstance(result, Exception)]
    assert not errors, errors
    assert Registration.objects.seated().count() == SEATS
    assert Registration.objects.queued().count() == len(results) - SEATS


def test_forty_people_and_five_seats(day):
    people = [UserFactory() for _ in range(PEOPLE)]
    results = at_once([lambda p=p: register(p, day) for p in people])
    nobody_too_many(results)
    assert Mail.objects.count() == PEOPLE
    numbers = sorted(registrations.position_of(each) for each in Registration.objects.queued())
    assert numbers == list(range(1, PEOPLE - SEATS + 1))


def test_without_the_lock_there_are_too_many(day, monkeypatch):
    """The negative control: the promise above can be broken."""
    counted = Barrier(THREADS)
    place_on_arrival = registrations.place_on_arrival

    def everybody_counts_first(**figures):
        counted.wait(30)
        return place_on_arrival(**figures)

    monkeypatch.setattr(ThemeDayQuerySet, "lock", lambda self, pk: self.get(pk=pk))
    monkeypatch.setattr(registrations, "place_on_arrival", everybody_counts_first)
    without_transaction = registrations.register.__wrapped__  # the transaction begins when it writes, not when it reads
    people = [UserFactory() for _ in range(THREADS)]
    results = at_once([lambda p=p: without_transaction(person=p, day=day, by=p) for p in people])
    assert not [each for each in results if isinstance(each, Exception)], results
    assert Registration.objects.seated().count() == THREADS > SEATS
    with pytest.raises(AssertionError):
        nobody_too_many(results)


def test_one_form_sent_by_many_presses_is_one_registration(day):
    person, key = person_with(Role.CASEWORKER), uuid.uuid4()
    results = at_once([lambda: register(person, day, submission_key=key).pk] * PEOPLE)
    assert len(set(results)) == 1, results
    assert Registration.objects.count() == Mail.objects.count() == 1


def test_seats_stay_full_while_people_come_and_go(day):
    seated = [register(UserFactory(), day) for _ in range(SEATS)]
    newcomers = [UserFactory() for _ in range(PEOPLE - SEATS)]
    arrivals = [lambda p=p: register(p, day) for p in newcomers]
    departures = [lambda r=r: registrations.cancel(registration=r, by=r.person) for r in seated]
    results = at_once([*arrivals[:10], *departures, *arrivals[10:]])
    assert not [each for each in results if isinstance(each, Exception)], results
    assert Registration.objects.seated().count() == SEATS
    assert Registration.objects.queued().count() == PEOPLE - SEATS - SEATS


def test_two_seats_in_a_workshop_are_two(site_root):
    day = theme_day(seats=PEOPLE, workshops=[("A", 2), ("B", 40)])
    a = day.workshops.first()
    people = [UserFactory() for _ in range(PEOPLE)]
    results = at_once([lambda p=p: register(p, day, workshop=a, workshop_queue_ok=True) for p in people])
    assert not [each for each in results if isinstance(each, Exception)], results
    assert Registration.objects.seated_in(a).count() == 2
    assert Registration.objects.waiting_for(a).count() == PEOPLE - 2
