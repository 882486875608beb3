"""What happens when people sign up, choose, wait and cancel."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from notifications.models import Mail
from people.rules import Role
from tests.factories.people import person_with
from tests.factories.themedays import RegistrationFactory, is_over, theme_day
from themedays.actions import DayClosed, DayFull, NotPossible, WorkshopFull
from themedays.actions import registrations as actions
from themedays.models import Registration
from themedays.rules import Place


def register(day, person=None, workshop=None, **more) -> Registration:
    person = person or person_with(Role.CASEWORKER)
    return actions.register(person=person, day=day, by=person, workshop=workshop, **more)


def event_in(mail: Mail):
    (name, text, mime_type) = mail.attachments[0]
    assert (name, mime_type) == ("temadag.ics", "text/calendar")
    return Calendar.from_ical(text)


def test_a_seat_comes_with_a_mail_and_a_calendar_file(day, caseworker):
    registration = register(day, caseworker, day.workshops.first())
    assert registration.has_seat
    assert registration.workshop_place == Place.SEAT
    mail = Mail.objects.get()
    assert mail.to == caseworker.email
    assert mail.subject == "Du er tilmeldt: Fra bestilling til den gode status"
    assert f"/min-side/temadage/{registration.key}/" in mail.body
    event = event_in(mail).walk("VEVENT")[0]
    assert event["UID"] == f"{registration.key}@vum-portalen"
    assert event["DTSTART"].dt == day.starts_at
    assert ModelLogEntry.objects.filter(action="themedays.register").count() == 1


def test_the_same_form_twice_is_one_registration(day, caseworker):
    key = uuid.uuid4()
    first = register(day, caseworker, submission_key=key)
    assert register(day, caseworker, submission_key=key) == first
    assert register(day, caseworker) == first  # and a second form finds it too
    assert Registration.objects.count() == Mail.objects.count() == 1


def test_the_database_knows_that_a_person_comes_once(day, caseworker):
    register(day, caseworker)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(day=day, person=caseworker)


def test_a_full_day_leads_to_the_queue_without_a_calendar_file(day, fill):
    fill(day)
    registration = register(day)
    assert registration.waits
    assert actions.position_of(registration) == 1
    mail = Mail.objects.get()
    assert "nummer 1 på ventelisten" in mail.body
    assert mail.attachments == []


def test_who_wants_no_place_in_the_queue_is_not_put_there(day, fill):
    fill(day)
    with pytest.raises(DayFull):
        register(day, queue_ok=False)
    assert not Mail.objects.exists()


def test_after_the_deadline_nobody_signs_up(day):
    with pytest.raises(DayClosed):
        register(day, now=day.starts_at - dt.timedelta(days=13))
    assert register(day, now=day.starts_at - dt.timedelta(days=14)).has_seat


def test_a_cancelled_seat_goes_to_the_next_who_gets_a_mail(day, fill):
    seated, _other = fill(day)
    first, second = register(day), register(day)
    Mail.objects.all().delete()
    actions.cancel(registration=seated, by=seated.person)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.place, second.place) == (Place.SEAT, Place.QUEUE)
    assert actions.position_of(second) == 1
    mail = Mail.objects.get(person=first.person)
    assert mail.subject == "Du har fået plads: Fra bestilling til den gode status"
    assert event_in(mail)["METHOD"] == "PUBLISH"
    farewell = event_in(Mail.objects.get(person=seated.person))
    assert farewell["METHOD"] == "CANCEL"
    assert farewell.walk("VEVENT")[0]["SEQUENCE"] == 1


def test_cancelling_twice_promotes_one(day, fill):
    seated, _other = fill(day)
    register(day), register(day)
    for _ in range(2):
        actions.cancel(registration=seated, by=seated.person)
    assert day.registrations.seated().count() == 2
    assert day.registrations.queued().count() == 1


def test_leaving_the_queue_frees_no_seat(day, fill):
    fill(day)
    first, second = register(day), register(day)
    actions.cancel(registration=first, by=first.person)
    assert day.registrations.seated().count() == 2
    assert actions.position_of(second) == 1
    assert Mail.objects.filter(person=first.person).latest("pk").attachments == []


def test_who_comes_again_begins_at_the_end_of_the_queue(day, fill):
    fill(day)
    first, second = register(day), register(day)
    actions.cancel(registration=first, by=first.person)
    again = register(day, first.person)
    assert again != first
    assert [actions.position_of(each) for each in (second, again)] == [1, 2]


def test_nobody_cancels_a_day_that_has_begun(day):
    registration = register(day)
    with pytest.raises(NotPossible):
        actions.cancel(registration=registration, by=registration.person, now=day.starts_at)


def test_a_full_workshop_names_those_that_have_seats(day):
    a, b = day.workshops.all()
    register(day, workshop=a)
    with pytest.raises(WorkshopFull) as problem:
        register(day, workshop=a)
    assert problem.value.free == [b]
    assert Registration.objects.count() == 1


def test_a_freed_workshop_seat_goes_to_who_waits_for_it(day):
    a, b = day.workshops.all()
    first = register(day, workshop=a)
    second = register(day, workshop=a, workshop_queue_ok=True)
    assert (second.place, second.workshop_place) == (Place.SEAT, Place.QUEUE)
    assert actions.workshop_position_of(second) == 1
    Mail.objects.all().delete()
    actions.choose_workshop(registration=first, workshop=b, by=first.person)
    second.refresh_from_db()
    assert second.workshop_place == Place.SEAT
    assert second.sequence == 1
    assert Mail.objects.get(person=second.person).subject.startswith("Du har fået plads i workshoppen")


def test_who_moves_up_gets_the_wished_workshop_in_one_mail(day, fill):
    seated, _other = fill(day)
    a = day.workshops.first()
    waiting = register(day, workshop=a)
    assert (waiting.place, waiting.workshop_place) == (Place.QUEUE, Place.QUEUE)
    Mail.objects.all().delete()
    actions.cancel(registration=seated, by=seated.person)
    waiting.refresh_from_db()
    assert (waiting.place, waiting.workshop_place) == (Place.SEAT, Place.SEAT)
    assert Mail.objects.filter(person=waiting.person).count() == 1


def test_the_queue_of_a_workshop_goes_by_who_chose_it_first(day):
    a, b = day.workshops.all()
    day.seats = 4
    day.save()
    holder, late, early = register(day, workshop=a), register(day, workshop=b), register(day, workshop=b)
    for person in (early, late):
        actions.choose_workshop(registration=person, workshop=a, by=person.person, workshop_queue_ok=True)
    actions.cancel(registration=holder, by=holder.person)
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.workshop_place, late.workshop_place) == (Place.SEAT, Place.QUEUE)


def test_a_workshop_of_another_day_is_refused(day):
    other = theme_day("En anden dag", workshops=[("C", 5)])
    with pytest.raises(NotPossible):
        register(day, workshop=other.workshops.first())


def test_more_seats_on_the_page_let_those_in_who_wait(day, fill):
    fill(day)
    first, second = register(day), register(day)
    day.refresh_from_db()
    day.seats = 3
    day.save_revision().publish()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.place, second.place) == (Place.SEAT, Place.QUEUE)


def test_a_registration_stays_when_the_person_is_erased(day):
    registration = register(day)
    registration.person.delete()
    registration.refresh_from_db()
    assert registration.person is None
    assert day.registrations.seated().count() == 1


def test_the_words_for_registrations_know_whose_they_are(day, caseworker):
    past = is_over(theme_day("En tidligere dag"))
    RegistrationFactory(day=past, person=caseworker, created_at=timezone.now() - dt.timedelta(days=90))
    mine = register(day, caseworker)
    assert Registration.objects.of(caseworker).first() == mine
    assert Registration.objects.of(caseworker).count() == 2
    assert mine.belongs_to(caseworker)
    assert not mine.belongs_to(person_with(Role.LEADER))
