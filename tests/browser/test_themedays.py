"""Journey 3 in a browser: sign up, choose a workshop, wait when it is full, and evaluate afterwards."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from people.rules import Role
from surveys.models import Invitation
from tests.factories.people import UserFactory, person_with
from tests.factories.surveys import SurveyFactory, add_sheets
from tests.factories.themedays import PROGRAMME, RegistrationFactory, is_over, theme_day
from themedays.actions import registrations
from themedays.actions.evaluations import open_surveys
from themedays.models import Registration, ThemeDayPage

WIDE, NARROW = 1280, 390
MATERIALS = [("material", {"title": "Bestilling og status side om side", "text": "To skabeloner på hver én side."})]
ABOUT = [("text", "<p>En bestilling på én linje giver en status på otte sider.</p>")]


@pytest.fixture
def day(world) -> ThemeDayPage:
    """Three seats, and three workshops of which the first has one seat. Each test has a day of its own."""
    return theme_day(
        f"Fra bestilling til den gode status {uuid.uuid4().hex[:6]}",
        seats=3,
        audiences=["caseworker", "leader", "provider_employee"],
        programme=[*PROGRAMME, ("row", {"time": "13.40", "title": "Evaluering", "text": "", "kind": "evaluation"})],
        about=ABOUT,
        materials=MATERIALS,
        workshops=[("A: Borgerens stemme", 1), ("B: Udvikling pr. delmål", 3), ("C: Opfølgningsmødet", 3)],
    )


@pytest.fixture
def looks_right(axe) -> Callable[[Page, str], None]:
    """`looks_right(page, name)`: no violation and no sideways scroll, wide and narrow."""

    def check(page: Page, name: str) -> None:
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls at {width}"
        page.set_viewport_size({"width": WIDE, "height": 900})

    return check


def test_from_the_list_to_the_seat_and_the_calendar(day, new_page, looks_right, tmp_path):
    caseworker = person_with(Role.CASEWORKER)
    page = new_page(caseworker)
    page.goto("/temadage/")
    looks_right(page, "index")
    page.get_by_role("link", name=day.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(day.title)
    looks_right(page, "day")

    watcher = new_page()
    watcher.goto(day.url)
    expect(watcher.locator("#seats")).to_contain_text("3 ledige pladser af 3")

    page.get_by_role("link", name="Tilmeld dig", exact=True).click()
    looks_right(page, "register")
    page.get_by_role("button", name="Tilmeld mig").click()
    expect(page.locator(".vp-errors")).to_be_focused()
    looks_right(page, "register-error")
    page.get_by_label("11.00 A: Borgerens stemme").check()
    page.get_by_role("button", name="Tilmeld mig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er tilmeldt")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("11.00 A: Borgerens stemme").first).to_be_visible()
    looks_right(page, "receipt")
    expect(watcher.locator("#seats")).to_contain_text("2 ledige pladser af 3", timeout=25_000)  # by itself

    with page.expect_download() as download:
        page.get_by_role("link", name="Læg dagen i din kalender").click()
    file = tmp_path / "temadag.ics"
    download.value.save_as(file)
    event = Calendar.from_ical(file.read_text()).walk("VEVENT")[0]
    assert event["DTSTART"].dt == day.starts_at

    page.get_by_label("11.00 B: Udvikling pr. delmål").check()
    page.get_by_role("button", name="Gem valget").click()
    expect(page.get_by_text("Dit valg af workshop er ændret.")).to_be_visible()
    assert Registration.objects.of(caseworker).get().workshop.title.startswith("B")


def test_a_full_workshop_and_a_full_day(day, new_page, looks_right):
    while Registration.objects.filter(day=day).seated().count() < 2:
        person = UserFactory()
        registrations.register(person=person, day=day, by=person, workshop=day.workshops.last())
    holder = UserFactory()
    page, late = new_page(person_with(Role.LEADER)), new_page(person_with(Role.PROVIDER_EMPLOYEE))
    for each in (page, late):
        each.goto(day.url)
        each.get_by_role("link", name="Tilmeld dig", exact=True).click()
        each.get_by_label("11.00 A: Borgerens stemme").check()
    last = registrations.register(person=holder, day=day, by=holder, workshop=day.workshops.first())
    page.get_by_role("button", name="Tilmeld mig").click()
    expect(page.get_by_text("Den sidste plads blev taget, mens du udfyldte.")).to_be_visible()
    expect(page.get_by_label("11.00 A: Borgerens stemme")).to_be_checked()
    looks_right(page, "just-taken")
    page.get_by_role("button", name="Skriv mig på ventelisten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er nummer 1 på ventelisten")
    looks_right(page, "receipt-queue")

    late.goto(day.url)
    expect(late.locator("#seats")).to_contain_text("Alle 3 pladser er taget.")
    looks_right(late, "day-full")

    registrations.cancel(registration=last, by=holder)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er tilmeldt")
    page.get_by_role("link", name="Afmeld dig").click()
    looks_right(page, "cancel")
    page.get_by_role("button", name="Ja, afmeld min plads").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din plads er afmeldt")
    looks_right(page, "receipt-cancelled")


def test_after_the_day_it_is_evaluated(world, new_page, looks_right):
    survey = SurveyFactory(title="Evaluering af temadagen")
    add_sheets(survey, Role.CASEWORKER.value, *({0: 4, 1: 5, 2: 3, 3: 4, 4: "Godt"} for _ in range(6)))
    day = theme_day("Samme borger, samme niveau i browseren?", survey=survey, materials=MATERIALS, about=ABOUT)
    caseworker = person_with(Role.CASEWORKER)
    mine = RegistrationFactory(day=day, person=caseworker)
    is_over(day)
    open_surveys()
    assert Invitation.objects.filter(person=caseworker).exists()

    page = new_page(caseworker)
    page.goto(day.url)
    expect(page.get_by_role("heading", name="Materialer fra dagen")).to_be_visible()
    looks_right(page, "day-past")
    page.goto(f"/min-side/temadage/{mine.key}/")
    looks_right(page, "receipt-past")
    page.get_by_role("link", name="Svar på evalueringen").click()
    for statement in page.locator("fieldset").all():
        statement.get_by_role("radio").nth(3).check()
    page.get_by_role("button", name="Send dine svar").click()
    page.wait_for_url("**/tak/")

    desk = new_page(person_with(Role.ANALYST))
    desk.goto("/arbejdsbord/temadage/")
    looks_right(desk, "workbench")
    row = desk.get_by_role("row").filter(has_text=day.title)
    row.get_by_role("link", name="Tilmeldte").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(day.title)
    looks_right(desk, "registrations")
    desk.go_back()
    desk.get_by_role("row").filter(has_text=day.title).get_by_role("link", name="Evaluering").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Evaluering af temadagen")
    expect(desk.get_by_text("7 af").first).to_be_visible()


def test_after_the_deadline_it_is_closed(world, new_page, looks_right):
    day = theme_day("En dag efter fristen", registration_deadline=dt.date(2026, 1, 1))
    page = new_page(person_with(Role.CASEWORKER))
    page.goto(day.url)
    expect(page.locator("#seats")).to_contain_text("Tilmeldingen er lukket.")
    page.goto(f"/temadage/tilmeld/{day.key}/")
    expect(page.get_by_text("Tilmeldingen er lukket.")).to_be_visible()
    looks_right(page, "closed")
