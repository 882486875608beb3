"""Theme days at the workbench, and in the editors' tool."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from people.rules import Role
from tests.factories.people import person_with
from tests.factories.surveys import SurveyFactory
from tests.factories.themedays import RegistrationFactory, is_over, theme_day
from themedays.models import OnlineLink, Registration, ThemeDayPage, Workshop

WORKBENCH = "/arbejdsbord/temadage/"


def address(name: str, day: ThemeDayPage) -> str:
    return reverse(f"themedays:{name}", args=[day.key])


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HOTLINE_CONSULTANT, Role.TRAINER])
def test_the_lists_are_not_for_everybody(role, day, signed_in):
    browser = signed_in(person_with(role))
    for url in (WORKBENCH, address("registrations", day), address("registrations_csv", day)):
        assert browser.get(url).status_code == 404


def test_the_analyst_finds_figures_and_the_evaluation(day, fill, analyst, signed_in):
    fill(day)
    RegistrationFactory(day=day, place="queue")
    survey = SurveyFactory()
    past = is_over(theme_day("En tidligere dag", survey=survey))
    page = signed_in(analyst).get(WORKBENCH).content.decode()
    assert "2 af 2" in page
    assert reverse("surveys:report", args=[survey.key]) in page
    assert address("registrations", past) in page


def test_ten_more_rows_take_no_more_queries(day, analyst, signed_in):
    browser = signed_in(analyst)
    for url in (WORKBENCH, address("registrations", day)):
        RegistrationFactory(day=day)
        browser.get(url)
        with CaptureQueriesContext(connection) as few:
            browser.get(url)
        for number in range(10):
            RegistrationFactory(day=day, place="queue")
            if url == WORKBENCH:
                RegistrationFactory(day=theme_day(f"Dag {number}", survey=SurveyFactory()))
        with CaptureQueriesContext(connection) as many:
            browser.get(url)
        assert len(many) <= len(few), url


def test_the_file_opens_in_a_danish_spreadsheet_and_carries_nothing_out(day, analyst, signed_in):
    RegistrationFactory(day=day, person=person_with(Role.LEADER, name="=1+1;Ærlig"))
    RegistrationFactory(day=day, place="queue", person=person_with(Role.LEADER, name="@SUM(A1)"))
    response = signed_in(analyst).get(address("registrations_csv", day))
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Navn", "E-mail", "Organisation", "Plads", "Workshop", "Tilmeldt"]
    assert [row[3] for row in rows[1:]] == ["Plads", "Venteliste"]
    assert not any(cell.lstrip()[:1] in tuple("=+-@") for row in rows for cell in row if cell)
    assert "Ærlig" in rows[1][0]
    assert PageLogEntry.objects.filter(action="themedays.export", user=analyst).exists()


def test_an_editor_sets_the_link_and_an_analyst_does_not(day, editor, analyst, signed_in):
    url = address("registrations", day)
    assert signed_in(analyst).post(url, {"url": "https://moede.example.dk/"}).status_code == 404
    browser = signed_in(editor)
    assert "hele adressen" in browser.post(url, {"url": "ikke en adresse"}).content.decode()
    assert browser.post(url, {"url": "https://moede.example.dk/a"}).status_code == 302
    assert OnlineLink.objects.get(day=day).url == "https://moede.example.dk/a"
    browser.post(url, {"url": ""})
    assert not OnlineLink.objects.exists()


# ── The editors' tool ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def publish(editor):
    """`publish(day, workshops)`: what the editing page sends; the page's own form answers."""

    def form_of(day: ThemeDayPage, keep: list[Workshop], **fields: object):
        form_class = ThemeDayPage.get_edit_handler().get_form_class()
        every = list(day.workshops.all())
        rows = [
            {"id": w.pk, "slot": w.slot, "title": w.title, "text": w.text, "seats": w.seats, "DELETE": w not in keep}
            for w in every
        ]
        form_data = {
            "title": day.title,
            "slug": day.slug,
            "lead": day.lead,
            "starts_at": "2027-03-11 09:00",
            "ends_at": "2027-03-11 14:00",
            "registration_deadline": "2027-02-25",
            "seats": 20,
            "programme": streamfield([]),
            "about": streamfield([]),
            "materials": streamfield([]),
            "workshops": inline_formset(rows, initial=len(rows)),
            "comments": inline_formset([]),
        }
        return form_class(nested_form_data(form_data | fields), instance=day, for_user=editor)

    return form_of


def test_a_workshop_that_people_have_chosen_stays(day, publish):
    a, b = day.workshops.all()
    registration = RegistrationFactory(day=day)
    Registration.objects.filter(pk=registration.pk).update(
        workshop=a, workshop_place="seat", workshop_chosen_at=registration.created_at
    )
    refused = publish(day, keep=[b])
    assert not refused.is_valid()
    assert "Der er tilmeldte, som har valgt workshoppen «A: Borgerens stemme»." in str(refused.errors)
    assert publish(day, keep=[a]).is_valid()


def test_the_times_of_a_day_follow_each_other(day, publish):
    keep = list(day.workshops.all())
    wrong = publish(day, keep, ends_at="2027-03-11 08:00", registration_deadline="2027-04-01")
    assert not wrong.is_valid()
    assert set(wrong.errors) == {"ends_at", "registration_deadline"}


def test_a_day_with_registrations_is_not_deleted(day, editor, signed_in, settings):
    RegistrationFactory(day=day)
    editor.is_superuser = True
    editor.save()
    response = signed_in(editor).post(reverse("wagtailadmin_pages:delete", args=[day.pk]))
    assert response.status_code == 302
    assert ThemeDayPage.objects.filter(pk=day.pk).exists()


def test_a_copied_day_has_a_name_of_its_own_and_no_registrations(day):
    RegistrationFactory(day=day)
    copy = day.copy(update_attrs={"slug": "kopi", "title": "Kopi"})
    assert copy.key != day.key
    assert copy.workshops.count() == 2
    assert copy.registrations.count() == 0
