"""A person signs up, chooses a workshop, moves up from the waiting list, and cancels.

Everything that gives or frees a seat happens behind the lock of the day's row.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from live.publish import publish
from notifications.mail import notify
from people.models import User
from themedays import messages
from themedays.actions import DayClosed, DayFull, NotPossible, WorkshopFull
from themedays.models import Registration, ThemeDayPage, Workshop
from themedays.rules import Place, free_seats, next_in_queue, place_on_arrival, queue_position

CHANGED = "seats-changed"


@transaction.atomic
def register(
    *,
    person: User,
    day: ThemeDayPage,
    by: User,
    workshop: Workshop | None = None,
    submission_key: uuid.UUID | None = None,
    queue_ok: bool = True,
    workshop_queue_ok: bool = False,
    now: dt.datetime | None = None,
) -> Registration:
    """The person has a seat, or a place in the queue when the day is full. A replay, or a second time, changes nothing.

    Raises DayClosed; DayFull when the person wants no place in the queue; WorkshopFull likewise.
    """
    moment = now or timezone.now()
    submission = submission_key or uuid.uuid4()
    current = ThemeDayPage.objects.lock(day.pk)
    own = current.registrations.filter(person=person)
    already = own.filter(submission_key=submission).first() or own.live().first()
    if already is not None:
        return already
    if not current.live or not current.is_open(moment):
        raise DayClosed(str(current.key))
    place = place_on_arrival(seats=current.seats, taken=current.registrations.seated().count())
    if place is Place.QUEUE and not queue_ok:
        raise DayFull(str(current.key))
    registration = Registration(
        day=current, person=person, place=place.value, created_at=moment, created_by=by, submission_key=submission
    )
    if workshop is not None:
        _choose(registration, workshop, queue_ok=workshop_queue_ok, now=moment)
    registration.save()
    log(registration, "themedays.register", user=by)
    if place is Place.SEAT:
        notify(person, messages.seat(registration))
    else:
        notify(person, messages.queue(registration, position_of(registration) or 1))
    publish(current.topic, CHANGED)
    return registration


@transaction.atomic
def choose_workshop(
    *,
    registration: Registration,
    workshop: Workshop,
    by: User,
    workshop_queue_ok: bool = False,
    now: dt.datetime | None = None,
) -> Registration:
    """The person takes part in the workshop, or waits for it. The same one again changes nothing.

    Raises NotPossible when cancelled or when the day has begun, WorkshopFull when it is full and waiting is not wished.
    """
    moment = now or timezone.now()
    current = _lock(registration)
    if not current.is_live or current.day.has_begun(moment):
        raise NotPossible("cancelled, or the day has begun")
    if current.workshop_id == workshop.pk:
        return current
    _choose(current, workshop, queue_ok=workshop_queue_ok, now=moment)
    current.sequence += 1
    current.save()
    log(current, "themedays.choose_workshop", user=by)
    if current.person is not None:
        notify(current.person, messages.workshop_chosen(current))
    publish(current.day.topic, CHANGED)
    _fill(current.day, by=by)
    return current


@transaction.atomic
def cancel(*, registration: Registration, by: User, now: dt.datetime | None = None) -> Registration:
    """The person does not come; whoever is next has the seat and a mail. Again changes nothing.

    Raises NotPossible when the day has begun.
    """
    moment = now or timezone.now()
    current = _lock(registration)
    if not current.is_live:
        return current
    if current.day.has_begun(moment):
        raise NotPossible("the day has begun")
    had_seat = current.has_seat
    current.cancelled_at = moment
    current.workshop, current.workshop_place, current.workshop_chosen_at = None, "", None
    current.sequence += 1
    current.save()
    log(current, "themedays.cancel", user=by)
    if current.person is not None:
        notify(current.person, messages.cancelled(current, had_seat=had_seat))
    publish(current.day.topic, CHANGED)
    _fill(current.day, by=by)
    return current


@transaction.atomic
def fill(*, day: ThemeDayPage, by: User | None, now: dt.datetime | None = None) -> list[Registration]:
    """Whoever waits has the seats that are free, for example after an editor has added some. Not once it has begun."""
    current = ThemeDayPage.objects.lock(day.pk)
    if current.has_begun(now):
        return []
    moved = _fill(current, by=by)
    publish(current.topic, CHANGED)
    return moved


def position_of(registration: Registration) -> int | None:
    """The person's number on the waiting list of the day; None for who is not on it."""
    return queue_position(list(registration.day.registrations.queued().values_list("pk", flat=True)), registration.pk)


def workshop_position_of(registration: Registration) -> int | None:
    """The person's number on the waiting list of the workshop; None for who is not on it."""
    if registration.workshop is None:
        return None
    waiting = registration.day.registrations.waiting_for(registration.workshop)
    return queue_position(list(waiting.values_list("pk", flat=True)), registration.pk)


# ── the small steps, all behind the lock ────────────────────────────────────────────────────────────────────────
def _lock(registration: Registration) -> Registration:
    """The registration as it is now, with its day's row locked."""
    day = ThemeDayPage.objects.lock(registration.day_id)
    current = day.registrations.select_related("person", "workshop").get(pk=registration.pk)
    current.day = day
    return current


def _choose(registration: Registration, workshop: Workshop, *, queue_ok: bool, now: dt.datetime) -> None:
    """Who waits for a seat at the day keeps the choice as a wish."""
    every = {each.pk: each for each in Workshop.objects.filter(day=registration.day).with_counts()}
    chosen = every.get(workshop.pk)
    if chosen is None:
        raise NotPossible("the workshop belongs to another day")
    place = place_on_arrival(seats=chosen.seats, taken=chosen.seated_count)
    if registration.place == Place.QUEUE:
        place = Place.QUEUE
    elif place is Place.QUEUE and not queue_ok:
        raise WorkshopFull(chosen, [w for w in every.values() if free_seats(seats=w.seats, taken=w.seated_count)])
    registration.workshop, registration.workshop_place = chosen, place.value
    registration.workshop_chosen_at = now


def _fill(day: ThemeDayPage, *, by: User | None) -> list[Registration]:
    """First the seats at the day, then those in the workshops; each person gets one mail about it."""
    promoted: dict[int, Registration] = {}
    waiting = list(day.registrations.queued())
    if waiting:
        taken = day.registrations.seated().count()
        for registration in next_in_queue(waiting, seats=day.seats, taken=taken):
            registration.place = Place.SEAT.value
            registration.save(update_fields=["place"])
            promoted[registration.pk] = registration
    moved: dict[int, Registration] = {}
    for workshop in Workshop.objects.filter(day=day).with_counts():
        if not workshop.queued_count:
            continue
        queue = list(day.registrations.waiting_for(workshop))
        for registration in next_in_queue(queue, seats=workshop.seats, taken=workshop.seated_count):
            registration.workshop_place = Place.SEAT.value
            if registration.pk not in promoted:
                registration.sequence += 1
            registration.save(update_fields=["workshop_place", "sequence"])
            moved[registration.pk] = registration
    everybody = {**promoted, **moved}
    for pk, registration in everybody.items():
        registration.day = day
        log(registration, "themedays.promote" if pk in promoted else "themedays.promote_workshop", user=by)
        if registration.person is not None:
            write = messages.promoted if pk in promoted else messages.workshop_promoted
            notify(registration.person, write(registration))
    return list(everybody.values())
