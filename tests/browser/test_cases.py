"""A caseworker reads a case, rates it, and compares with the panel, in a real browser."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Locator, Page, expect

from cases_library.actions import works
from cases_library.actions.works import Typed
from cases_library.models import CasePage, CaseWork
from people.models import User
from people.rules import Role
from tests.browser.waiting import stop_the_clock
from tests.factories.cases_library import published_case
from tests.factories.people import UserFactory, person_with

WIDTHS = [1280, 390]
REASON = "Det står i oplysningerne."


@pytest.fixture
def case(site: str) -> CasePage:
    return published_case(slug=f"case-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def person(case: CasePage) -> User:
    return person_with(Role.CASEWORKER, email=f"{uuid.uuid4().hex}@example.dk")


def rated(case: CasePage, person: User, *levels: int) -> CaseWork:
    work = works.start(person=person, case=case, by=person)
    items = case.items_in_order()
    answers = {item.key: Typed(level, reason=REASON) for item, level in zip(items, levels, strict=True)}
    works.save(key=work.key, answers=answers, tab=uuid.uuid4(), seen_version=0, by=person)
    return works.submit(key=work.key, by=person)


def five_others(case: CasePage) -> None:
    for _ in range(5):
        rated(case, UserFactory(email=f"{uuid.uuid4().hex}@example.dk"), 3, 2)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus; it must be visible and not covered when it has."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"the keyboard never reaches {wanted}")


def choose(page: Page, subtheme: str, level: int) -> Locator:
    group = page.get_by_role("group", name=subtheme)
    radio = group.get_by_role("radio", name=re.compile(f"^{level}"))
    radio.check()
    return radio


def reason_of(page: Page, place: int) -> Locator:
    return page.get_by_label("Din begrundelse").nth(place)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_keyboard_alone_rates_a_case_and_focus_lands_on_the_result(new_page, case, person):
    page = new_page(person)
    page.goto(case.url)
    tab_to(page, page.get_by_role("button", name="Vurdér casen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dine niveauer")).to_be_visible()
    for place, (subtheme, presses) in enumerate([("Gøre rent", 1), ("Gå og bevæge sig", 1)]):
        first = page.get_by_role("group", name=subtheme).get_by_role("radio").first
        tab_to(page, first)
        page.keyboard.press("Space")
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
        tab_to(page, reason_of(page, place))
        page.keyboard.type(REASON)
    tab_to(page, page.get_by_role("button", name="Vis panelets niveauer"))
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Du ramte præcis i 1 af 2")
    expect(heading).to_be_focused()
    rows = page.locator(".vp-row h3")
    expect(rows.first).to_contain_text("Gøre rent")
    expect(page.get_by_text("At vælge 1, fordi der er rent.")).to_be_visible()


def test_what_is_typed_is_saved_within_two_seconds_and_is_there_in_another_browser(new_page, case, person):
    page = new_page(person)
    page.goto(case.url)
    page.get_by_role("button", name="Vurdér casen").click()
    choose(page, "Gøre rent", 2)
    expect(page.locator("[data-saved]").first).to_contain_text("Gemt")
    stop_the_clock(page)
    with page.expect_request("**/gem/"):
        reason_of(page, 0).type("Hun kan tørre")
        page.clock.run_for(2000)
    expect(page.locator("[data-saved]").first).to_contain_text(re.compile(r"Gemt.*\d\.\d\d"))
    other = new_page(person, width=390)
    other.goto(case.url)
    other.get_by_role("link", name="Fortsæt, hvor du slap").click()
    group = other.get_by_role("group", name="Gøre rent")
    expect(group.get_by_role("radio", name=re.compile("^2"))).to_be_checked()
    expect(reason_of(other, 0)).to_have_value("Hun kan tørre")


def test_an_older_tab_is_stopped_and_shown_both(new_page, axe, case, person):
    work = works.start(person=person, case=case, by=person)
    older, newer = new_page(person), new_page(person, width=390)
    for page in (older, newer):
        page.goto(f"/cases/vurder/{work.key}/")
    choose(newer, "Gøre rent", 4)
    expect(newer.locator("[data-saved]").first).to_contain_text("Gemt")
    choose(older, "Gøre rent", 1)
    older.get_by_role("button", name="Sammenlign de to").click()
    expect(older.get_by_role("heading", name="Du har en nyere udgave i en anden fane")).to_be_visible()
    expect(older.get_by_text("4 Fuldstændig")).to_be_visible()
    expect(older.get_by_role("group", name="Gøre rent").get_by_role("radio", name=re.compile("^1"))).to_be_checked()
    axe(older)
    older.get_by_role("button", name="Gem", exact=True).click()
    expect(older.get_by_role("heading", name="Du har en nyere udgave i en anden fane")).to_have_count(0)
    assert [typed.level for typed in works.stored_answers(work).values()] == [1]


def test_it_works_without_scripts(new_page, case, person):
    page = new_page(person, java_script_enabled=False)
    page.goto(case.url)
    page.get_by_role("button", name="Vurdér casen").click()
    page.get_by_role("button", name="Vis panelets niveauer").click()
    expect(page.get_by_role("heading", name="Der er 2 fejl i formularen")).to_be_visible()
    for place, subtheme in enumerate(("Gøre rent", "Gå og bevæge sig")):
        choose(page, subtheme, 1)
        reason_of(page, place).fill(REASON)
    page.get_by_role("button", name="Vis panelets niveauer").click()
    expect(page.get_by_role("heading", name="Du ramte præcis i 1 af 2")).to_be_visible()


def test_a_fact_and_what_it_decides_lead_to_each_other(new_page, case, person):
    work = rated(case, person, 1, 1)
    page = new_page(person)
    page.goto(f"/cases/sammenlign/{work.key}/")
    page.get_by_role("link", name="Oplysning c", exact=True).click()
    expect(page.locator("mark:target")).to_contain_text("Hjemmehjælpen gør rent.")
    page.get_by_role("region", name="Oplysninger").get_by_role("link", name="Gøre rent").click()
    expect(page.locator(".vp-row:target")).to_contain_text("Gøre rent")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_state_has_an_accessibility_fault_or_scrolls_sideways(new_page, axe, case, person, width):
    def look(page: Page) -> None:
        axe(page)
        fits(page)
        page.set_viewport_size({"width": min(width, 320) if width < 1000 else width, "height": 900})
        fits(page)
        page.set_viewport_size({"width": width, "height": 900})

    anybody = new_page(width=width)
    subtheme = case.items_in_order()[0].subtheme
    shelf = case.get_parent().url
    for address in (
        shelf,
        f"{shelf}?regel=hjaelpemidler&tema=praktiske-opgaver",
        f"{shelf}?regel=hjaelpemidler&tema=mobilitet&fase=bestilling",
        case.url,
        "/begreber/",
        f"/begreber/{subtheme.theme.slug}/",
        f"/begreber/{subtheme.theme.slug}/{subtheme.slug}/",
        "/begreber/sundhedsforhold/soevn/",
    ):
        assert anybody.goto(address).status == 200
        look(anybody)
    page = new_page(person, width=width)
    page.goto(case.url)
    look(page)
    page.get_by_role("button", name="Vurdér casen").click()
    look(page)
    page.get_by_role("button", name="Vis panelets niveauer").click()
    expect(page.get_by_role("heading", name="Der er 2 fejl i formularen")).to_be_visible()
    look(page)
    choose(page, "Gøre rent", 1)
    reason_of(page, 0).fill(REASON)
    page.get_by_role("group", name="Gå og bevæge sig").get_by_role("radio", name="Ikke vurderet").check()
    page.get_by_role("button", name="Vis panelets niveauer").click()
    expect(page.get_by_text("Andres svar vises ikke")).to_be_visible()
    page.get_by_text("Vis tallene som tabel").click()
    look(page)
    five_others(case)
    page.reload()
    expect(page.get_by_text("Andre deltagere (5)")).to_be_visible()
    look(page)
    page.goto(case.url)
    look(page)
