"""Search in a real browser: the field that suggests, the results, their filters, and what never leaves the page."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from content.models import Phase
from search.outbox import carry_out_due
from search.views.results import PER_PAGE
from tests.browser.test_learning import film, module  # noqa: F401 (a module with a film)
from tests.browser.waiting import stop_the_clock
from tests.factories.hotline import answer_index, published_answer

WIDTHS = (1280, 390)
OFFER = "**/soeg/forslag/**"


@pytest.fixture(scope="session")
def library(world):
    """Answers about støttebehov in two phases, one of them outdated, and enough of them for two pages."""
    answer_index()
    phases = {phase.slug: phase for phase in Phase.objects.all()}
    one = published_answer("Hvordan vurderer vi støttebehov i hjemmet?", short="Se på det, borgeren ikke selv kan.")
    one.phases = [phases["sagsvurdering"]]
    one.save_revision().publish()
    other = published_answer("Skal støttebehov stå i bestillingen?", short="Ja, med egne ord.")
    other.phases = [phases["bestilling"]]
    other.save_revision().publish()
    published_answer(
        "Må vi bruge det gamle skema for støttebehov?", short="Ja, året ud.", valid_to=dt.date(2025, 12, 31)
    )
    for number in range(26):
        published_answer(f"Ledsagelse nummer {number}?", short="Ledsagelse kan bevilges.")
    while carry_out_due():
        pass


def fits(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{page.url} is {wide} wide"


def listen(page: Page) -> list[Request]:
    """Everything the page sends from now on."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    return sent


def query_of(request: Request) -> str:
    return parse_qs(urlsplit(request.url).query).get("q", [""])[0] + (request.post_data or "")


def active(page: Page) -> str:
    """The name of the option that a screen reader is told stands under the cursor."""
    return page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText ?? ''"
    )


def field(page: Page):
    return page.get_by_role("combobox", name="Hvad leder du efter?")


# ── The field that suggests ─────────────────────────────────────────────────────────────────────────────────
def test_suggestions_are_chosen_by_keyboard_alone(new_page, library):
    page = new_page()
    page.goto("/soeg/")
    combobox = field(page)
    combobox.focus()
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_have_attribute("aria-autocomplete", "list")
    page.keyboard.type("behov")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    listbox = page.get_by_role("listbox", name="Forslag")
    expect(combobox).to_have_attribute("aria-controls", listbox.get_attribute("id"))
    words = listbox.get_by_role("group", name="Søg efter").get_by_role("option")
    things = listbox.get_by_role("group", name="Gå direkte til").get_by_role("option")
    expect(words.filter(has_text="støttebehov").first.locator("mark")).to_have_text("behov")
    expect(things.first).to_contain_text("Spørgsmål og svar")
    many = page.get_by_role("option").count()
    expect(page.get_by_role("status").filter(has_text=f"{many} forslag. Vælg med piletasterne.")).to_be_attached()

    assert active(page) == ""
    page.keyboard.press("ArrowDown")
    first = active(page)
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("ArrowUp")
    assert active(page) == ""  # back in the text
    page.keyboard.press("ArrowUp")
    assert active(page) == things.last.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert active(page) == first
    page.keyboard.press("Home")
    assert active(page) == ""
    page.keyboard.type("x")
    expect(combobox).to_have_value("xbehov")  # the cursor moved as it always does
    page.keyboard.press("Backspace")
    page.keyboard.press("End")

    expect(combobox).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_have_value("behov")
    page.keyboard.press("Alt+ArrowDown")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    assert active(page) == ""
    page.keyboard.press("Tab")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("button", name="Søg").last).to_be_focused()

    combobox.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    chosen = page.get_by_role("option", selected=True).get_attribute("data-words")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(f"«{chosen}»")
    expect(page.get_by_role("heading", level=2).first).to_be_focused()


def test_a_thing_among_the_suggestions_is_opened_at_once(new_page, library):
    page = new_page()
    page.goto("/soeg/")
    field(page).press_sequentially("støttebehov i hj")
    thing = page.get_by_role("option").filter(has_text="Hvordan vurderer vi støttebehov i hjemmet?")
    thing.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan vurderer vi støttebehov i hjemmet?")


def test_the_roles_and_names_are_those_that_a_screen_reader_is_told(new_page, library):
    page = new_page()
    page.goto("/soeg/")
    field(page).press_sequentially("behov")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [(n["role"]["value"], n.get("name", {}).get("value", ""), properties(n)) for n in tree if not n["ignored"]]
    (mine,) = [p for role, name, p in told if role == "combobox" and name == "Hvad leder du efter?"]
    assert mine["expanded"] is True
    assert mine["autocomplete"] == "list"
    assert mine["focused"] is True
    assert [name for role, name, _ in told if role == "listbox"] == ["Forslag"]
    assert "Søg efter" in [name for role, name, _ in told if role == "group"]
    options = [(name, p.get("selected")) for role, name, p in told if role == "option"]
    assert options[0][1] is True
    assert all(name and not chosen for name, chosen in options[1:])


def properties(node: dict) -> dict:
    return {p["name"]: p["value"].get("value") for p in node.get("properties", [])}


def test_the_arrows_keep_their_meaning_when_there_is_nothing_to_choose(new_page, library):
    page = new_page()
    page.goto("/soeg/")
    field(page).press_sequentially("xq")
    page.wait_for_timeout(400)
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    field(page).fill("x")
    expect(field(page)).to_be_focused()
    assert page.evaluate(
        """() => document.querySelector('#page-search').dispatchEvent(
             new KeyboardEvent('keydown', {key: 'ArrowDown', cancelable: true, bubbles: true}))"""
    )


def test_letters_typed_quickly_cost_one_request_and_the_same_words_none(new_page, library):
    page = new_page()
    page.goto("/soeg/")
    sent = listen(page)
    stop_the_clock(page)
    field(page).press_sequentially("støtte")
    page.clock.run_for(400)
    expect(page.get_by_role("option").first).to_be_visible()
    with page.expect_response(OFFER):
        page.keyboard.press("Backspace")
        page.clock.run_for(400)
    page.keyboard.type("e")
    page.clock.run_for(400)
    expect(page.get_by_role("option").first).to_be_visible()
    asked = [query_of(request) for request in sent if "/forslag/" in request.url]
    assert asked == ["støtte", "støtt"]


def test_a_failing_suggestion_is_silent_and_the_search_works(new_page, library):
    page = new_page()
    page.route(OFFER, lambda route: route.fulfill(status=429))
    page.goto("/soeg/")
    field(page).press_sequentially("støttebehov")
    page.wait_for_timeout(400)
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("resultater for «støttebehov»")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_front_page_and_the_header_suggest_too(new_page, axe, library, width):
    page = new_page(width=width, has_touch=width < 500)
    page.goto("/")
    field(page).press_sequentially("behov")
    word = page.get_by_role("option").first
    expect(word).to_be_visible()
    fits(page)
    axe(page)
    word.tap() if width < 500 else word.click()
    expect(page).to_have_url(re.compile("/soeg/"))
    if width > 1000:
        page.get_by_role("combobox", name="Søg i portalen").press_sequentially("behov")
        expect(page.get_by_role("option").first).to_be_visible()
        axe(page)


def test_without_scripts_the_search_works_as_ever(new_page, library):
    page = new_page(java_script_enabled=False)
    page.goto("/soeg/")
    page.get_by_role("searchbox", name="Hvad leder du efter?").fill("støttebehov")
    page.get_by_role("button", name="Søg").last.click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("2 resultater for «støttebehov»")
    page.get_by_role("checkbox", name=re.compile("Bestilling")).check()
    page.get_by_role("button", name="Vis resultater").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("1 resultat for «støttebehov»")


# ── Personal numbers ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("number", ["010180-1234", "0101801234", "010180 1234"])
def test_a_personal_number_never_leaves_the_browser_nor_does_its_beginning(new_page, library, number):
    page = new_page()
    page.goto("/soeg/")
    sent = listen(page)
    field(page).press_sequentially(f"støtte {number}", delay=150)  # slowly: every letter could be asked about
    page.wait_for_timeout(300)
    warning = page.get_by_role("alert").filter(has_text="Teksten ligner et CPR-nummer")
    expect(warning).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert not [request.url for request in sent if len(re.findall(r"\d", query_of(request))) > 4]
    assert "1234" not in page.url
    page.get_by_role("button", name="Fjern nummeret").click()
    expect(warning).to_be_hidden()
    expect(field(page)).to_have_value(re.compile(r"^støtte ?$"))


def test_a_personal_number_in_the_address_is_stopped_and_taken_out_of_it(new_page, axe, library):
    page = new_page()
    page.goto("/soeg/?q=010180-1234")
    expect(page.get_by_role("alert").filter(has_text="Vi har ikke søgt på det")).to_be_focused()
    expect(page).to_have_url(re.compile("/soeg/$"))
    axe(page)


# ── Results and filters ─────────────────────────────────────────────────────────────────────────────────────
def unfold(page: Page) -> None:
    fold = page.get_by_text("Afgræns resultaterne").first
    if page.viewport_size["width"] < 992:
        fold.click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_filter_changes_the_results_in_place_and_back_brings_them_back(new_page, axe, library, width):
    page = new_page(width=width)
    page.goto("/soeg/?q=støttebehov")
    heading = page.get_by_role("heading", level=2).first
    expect(heading).to_contain_text("2 resultater")
    unfold(page)
    box = page.get_by_role("checkbox", name=re.compile("Bestilling"))
    box.focus()
    page.keyboard.press("Space")
    expect(heading).to_contain_text("1 resultat for")
    expect(page).to_have_url(re.compile(r"/soeg/\?q=st%C3%B8ttebehov&fase=bestilling$"))
    expect(page.locator("[data-live-region]")).to_have_text("1 resultat for «støttebehov»")
    expect(page.get_by_role("checkbox", name=re.compile("Bestilling"))).to_be_focused()
    expect(page.get_by_role("checkbox", name=re.compile("Bestilling"))).to_be_checked()
    fits(page)
    axe(page)
    page.go_back()
    expect(heading).to_contain_text("2 resultater")
    unfold(page)
    expect(page.get_by_role("checkbox", name=re.compile("Bestilling"))).not_to_be_checked()
    page.go_forward()
    expect(heading).to_contain_text("1 resultat for")
    page.get_by_role("link", name="Fjern filteret: Bestilling").click()
    expect(heading).to_contain_text("2 resultater")
    expect(heading).to_be_focused()


def test_a_day_in_the_past_shows_what_was_valid_then(new_page, axe, library):
    page = new_page()
    page.goto("/soeg/?q=støttebehov")
    expect(page.get_by_text("det gamle skema")).to_have_count(0)
    page.get_by_label("Vis svar, som de gjaldt den").fill("2025-06-01")
    page.get_by_role("button", name="Vis resultater").click()
    expect(page.get_by_text("Du ser, hvad der gjaldt den 1. juni 2025.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("det gamle skema"))).to_be_visible()
    expect(page.get_by_text("Gjaldt til 31. december 2025")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Vis, hvad der gælder i dag").click()
    expect(page.get_by_text("det gamle skema")).to_have_count(0)


def test_a_hit_in_a_film_leads_to_the_second(new_page, axe, library, module):  # noqa: F811
    while carry_out_due():
        pass
    page = new_page()
    page.goto("/soeg/?q=medicin+hjælpemidler")
    page.get_by_role("link", name=re.compile("Spring til 0.01 i videoen")).first.click()
    expect(page).to_have_url(re.compile(r"\?t=1$"))
    page.wait_for_function("() => Math.abs(document.querySelector('video').currentTime - 1) < 0.3")


def test_an_opened_hit_is_told_with_its_place(new_page, library):
    page = new_page()
    page.goto("/soeg/?q=ledsagelse&side=2")
    with page.expect_request("**/soeg/klik/") as told:
        # In a tab of its own: the page that told stays, and so does the answer to it.
        page.get_by_role("link", name=re.compile("Ledsagelse nummer")).first.click(modifiers=["Control"])
    assert f"position={PER_PAGE + 1}" in told.value.post_data
    assert "kind=answer" in told.value.post_data
    assert told.value.response().status == 204


STATES = ["", "?q=støttebehov", "?q=støttebehov&pr_dato=2025-06-01", "?q=xyzzyx", "?q=xyzzyx&fase=bestilling",
          "?q=støttebehov&fase=findes-ikke&pr_dato=x", "?q=010180-1234", "?q=ledsagelse", "?q=støtebehov"]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
def test_every_state_can_be_used_by_everyone(new_page, axe, library, width):
    page = new_page(width=width)
    for state in STATES:
        assert page.goto(f"/soeg/{state}").status == 200
        assert page.locator("h1").count() == 1
        fits(page)
        axe(page)
    page.goto("/soeg/?q=støttebehov")
    unfold(page)
    expect(page.get_by_role("checkbox").first).to_be_visible()
    fits(page)
    axe(page)


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_forced_colours_and_calm_motion_keep_everything_in_sight(new_page, axe, library, media):
    page = new_page(**media)
    page.goto("/soeg/?q=støttebehov")
    field(page).fill("")
    field(page).press_sequentially("behov")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    around = "o => getComputedStyle(o).outlineStyle"
    assert page.get_by_role("option", selected=True).evaluate(around) == "solid"


def test_a_narrow_phone_needs_no_sideways_scroll(new_page, library):
    page = new_page(width=320)
    for state in STATES:
        page.goto(f"/soeg/{state}")
        fits(page)
    page.goto("/soeg/?q=støttebehov")
    unfold(page)
    fits(page)
    page.goto("/soeg/")
    field(page).press_sequentially("behov")
    expect(page.get_by_role("option").first).to_be_visible()
    fits(page)
