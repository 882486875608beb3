"""The public pages, signing up, and one's own registration, as the browser sees them."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from content.templatetags.danish import weekday_date
from notifications.models import Mail
from people.rules import Role
from surveys.models import Invitation
from tests.factories.people import person_with
from tests.factories.surveys import SurveyFactory
from tests.factories.themedays import RegistrationFactory, is_over, theme_day
from themedays.actions.evaluations import open_surveys
from themedays.models import OnlineLink, Registration, ThemeDayPage

JUNK = ["", "x", "\x00", "NaN", "{}", "-1", "ÅÅÅ", "00000000-0000-4000-8000-000000000000"]


def address(name: str, thing: object) -> str:
    return reverse(f"themedays:{name}", args=[thing.key])


def text_of(response) -> str:
    return response.content.decode()


def without_tokens(response) -> str:
    """The page without the token against forged forms, which is new in every answer."""
    return re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]+"', "", text_of(response))


# ── The journey ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_from_the_list_to_a_seat_a_calendar_file_and_the_evaluation(day, caseworker, signed_in, client, sent):
    assert "Fra bestilling til den gode status" in text_of(client.get("/temadage/"))
    page = text_of(client.get(day.url))
    assert f"Frist {weekday_date(day.registration_deadline)}" in page
    assert "2 ledige pladser af 2" in page
    assert client.get(address("register", day)).url.startswith("/konto/log")

    browser = signed_in(caseworker)
    assert "A: Borgerens stemme – 1 ledig plads" in text_of(browser.get(address("register", day)))
    arrived = browser.post(address("register", day), sent(day.workshops.first()), follow=True)
    assert "Du er tilmeldt" in text_of(arrived)
    assert "A: Borgerens stemme" in text_of(arrived)
    mine = Registration.objects.get()
    assert Mail.objects.get().to == caseworker.email
    file = browser.get(address("calendar", mine))
    assert file["Content-Type"].startswith("text/calendar")
    assert Calendar.from_ical(file.content).walk("VEVENT")[0]["DTSTART"].dt == day.starts_at
    assert "Du er tilmeldt." in text_of(browser.get(day.url))

    over = is_over(day)
    ThemeDayPage.objects.filter(pk=over.pk).update(survey=SurveyFactory())
    assert open_surveys() == 1
    invitation = Invitation.objects.get(person=caseworker)
    assert reverse("surveys:answer", args=[invitation.key]) in text_of(browser.get(address("receipt", mine)))


def test_a_full_day_offers_the_waiting_list_with_a_number(day, fill, caseworker, signed_in, sent):
    fill(day)
    browser = signed_in(caseworker)
    assert "Skriv mig på ventelisten" in text_of(browser.get(day.url))
    RegistrationFactory(day=day, place="queue")
    arrived = browser.post(address("register", day), sent(day.workshops.first(), go="queue"), follow=True)
    assert "Du er nummer 2 på ventelisten" in text_of(arrived)
    assert browser.get(address("calendar", Registration.objects.of(caseworker).get())).status_code == 404


def test_a_seat_lost_while_filling_in_keeps_the_answers(day, fill, caseworker, signed_in, sent):
    browser = signed_in(caseworker)
    browser.get(address("register", day))
    fill(day)
    b = day.workshops.last()
    lost = browser.post(address("register", day), sent(b))
    assert lost.status_code == 409
    assert "Den sidste plads blev taget" in text_of(lost)
    assert "Skriv mig på ventelisten" in text_of(lost)
    box = next(tag for tag in text_of(lost).split("<input")[1:] if str(b.key) in tag)
    assert "checked" in box.partition(">")[0]
    assert not Registration.objects.filter(person=caseworker).exists()


def test_a_full_workshop_names_the_others_and_keeps_the_answer(day, caseworker, signed_in, sent):
    a, b = day.workshops.all()
    RegistrationFactory(
        day=day, workshop=a, workshop_place="seat", workshop_chosen_at=timezone.now(), person=person_with(Role.LEADER)
    )
    browser = signed_in(caseworker)
    full = browser.post(address("register", day), sent(a))
    assert full.status_code == 409
    assert "«A: Borgerens stemme» er fuld. Der er ledige pladser i «B: Opfølgningsmødet»." in text_of(full)
    assert "checked" in text_of(full)
    waiting = browser.post(address("register", day), sent(a, wait="on"), follow=True)
    assert "Nummer 1 på workshoppens venteliste" in text_of(waiting)
    mine = Registration.objects.of(caseworker).get()
    assert browser.post(address("choose_workshop", mine), {"workshop": str(b.key)}).status_code == 302
    mine.refresh_from_db()
    assert (mine.workshop, mine.workshop_place) == (b, "seat")
    back = browser.post(address("choose_workshop", mine), {"workshop": str(a.key)})
    assert back.status_code == 409
    assert "er fuld" in text_of(back)


def test_a_workshop_must_be_chosen(day, caseworker, signed_in, sent):
    response = signed_in(caseworker).post(address("register", day), sent())
    assert "Vælg en workshop." in text_of(response)
    assert not Registration.objects.exists()


def test_sending_the_form_twice_shows_the_same_receipt(day, caseworker, signed_in, sent):
    browser, fields = signed_in(caseworker), sent(day.workshops.first())
    first, second = (browser.post(address("register", day), fields) for _ in range(2))
    assert first.url == second.url
    assert Registration.objects.count() == Mail.objects.count() == 1


def test_cancelling_asks_once_more_and_lets_the_next_one_in(day, fill, signed_in):
    seated, _other = fill(day)
    waiting = RegistrationFactory(day=day, place="queue")
    browser = signed_in(seated.person)
    assert "Vil du opgive din plads?" in text_of(browser.get(address("cancel", seated)))
    done = browser.post(address("cancel", seated), follow=True)
    assert "Din plads er afmeldt" in text_of(done)
    waiting.refresh_from_db()
    assert waiting.has_seat
    assert Mail.objects.filter(person=waiting.person, subject__startswith="Du har fået plads").exists()
    assert Calendar.from_ical(browser.get(address("calendar", seated)).content)["METHOD"] == "CANCEL"
    assert browser.post(address("cancel", seated)).status_code == 302  # a replay


def test_after_the_deadline_the_page_says_so_and_nobody_gets_in(day, caseworker, signed_in, sent):
    ThemeDayPage.objects.filter(pk=day.pk).update(registration_deadline=timezone.localdate() - dt.timedelta(days=1))
    browser = signed_in(caseworker)
    assert "Tilmeldingen er lukket" in text_of(browser.get(day.url))
    refused = browser.post(address("register", day), sent(day.workshops.first()))
    assert refused.status_code == 409
    assert "Tilmeldingen er lukket" in text_of(refused)
    assert not Registration.objects.exists()


def test_a_past_day_shows_its_materials_and_the_list_knows_it(client, db):
    day = theme_day("En dag med materialer", materials=[("material", {"title": "Huskekort", "text": "Én side."})])
    is_over(day)
    page = text_of(client.get(day.url))
    assert "Materialer fra dagen" in page
    assert "Huskekort" in page
    assert "Tilmeld dig" not in page
    assert "Tidligere temadage" in text_of(client.get("/temadage/"))


def test_only_who_has_a_seat_sees_the_link(day, fill, signed_in, client):
    OnlineLink.objects.create(day=day, url="https://moede.example.dk/xyz")
    seated, _other = fill(day)
    waiting = RegistrationFactory(day=day, place="queue")
    assert "moede.example.dk" in text_of(signed_in(seated.person).get(address("receipt", seated)))
    assert "moede.example.dk" not in text_of(signed_in(waiting.person).get(address("receipt", waiting)))
    assert "moede.example.dk" not in text_of(client.get(day.url))


# ── Other people's, unknown and malformed ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["receipt", "calendar", "cancel"])
def test_somebody_elses_registration_is_not_found_with_the_same_bytes(name, day, caseworker, signed_in):
    other = RegistrationFactory(day=day)
    browser = signed_in(caseworker)
    foreign = browser.get(address(name, other))
    unknown = browser.get(reverse(f"themedays:{name}", args=[uuid.uuid4()]))
    assert foreign.status_code == unknown.status_code == 404
    assert without_tokens(foreign) == without_tokens(unknown)


@pytest.mark.parametrize("name", ["cancel", "choose_workshop"])
def test_nobody_changes_somebody_elses_registration(name, day, caseworker, signed_in):
    other = RegistrationFactory(day=day)
    response = signed_in(caseworker).post(address(name, other), {"workshop": str(day.workshops.last().key)})
    assert response.status_code == 404
    other.refresh_from_db()
    assert other.is_live
    assert other.workshop is None


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("field", ["submission_key", "workshop", "go", "wait"])
def test_malformed_posts_are_refused_and_never_break(field, junk, day, caseworker, signed_in, sent):
    browser = signed_in(caseworker)
    response = browser.post(address("register", day), sent(day.workshops.first()) | {field: junk})
    assert response.status_code in (200, 302, 400, 404, 409)
    if field == "submission_key" and junk != JUNK[-1]:
        assert response.status_code == 400
    if field == "workshop":
        assert response.status_code == (400 if "\x00" in junk else 200)
        assert not Registration.objects.exists()
    mine = RegistrationFactory(day=day, person=person_with(Role.LEADER))
    changed = signed_in(mine.person).post(address("choose_workshop", mine), {field: junk})
    assert changed.status_code in (200, 302, 400, 409)


def test_a_day_that_is_not_public_cannot_be_signed_up_for(day, caseworker, signed_in, sent):
    day.unpublish()
    browser = signed_in(caseworker)
    assert browser.get(address("register", day)).status_code == 404
    assert browser.post(address("register", day), sent(day.workshops.first())).status_code == 404
    assert browser.get(address("seats", day)).status_code == 404


def test_the_fragment_of_seats_is_fresh_and_the_page_comes_without_htmx(day, fill, client):
    fill(day)
    fragment = client.get(address("seats", day), headers={"HX-Request": "true"})
    assert "Alle 2 pladser er taget." in text_of(fragment)
    assert "<html" not in text_of(fragment)
    assert client.get(address("seats", day)).url == day.url


def test_ten_more_days_take_no_more_queries(day, client):
    client.get("/temadage/")
    with CaptureQueriesContext(connection) as few:
        client.get("/temadage/")
    for number in range(10):
        theme_day(f"Dag {number}", workshops=[("A", 3)])
    is_over(theme_day("Overstået"))
    with CaptureQueriesContext(connection) as many:
        client.get("/temadage/")
    assert len(many) <= len(few)


def test_the_search_reads_programme_and_materials(db):
    day = theme_day(
        materials=[("material", {"title": "Huskekort", "text": ""})], workshops=[("A: Borgerens stemme", 3)]
    )
    text = day.search_text()
    for word in ("Velkomst", "Huskekort", "Borgerens stemme", "En virtuel dag"):
        assert word in text
