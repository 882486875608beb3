"""A caseworker learns: a whole module by keyboard alone, resuming, six kinds of question, with and without scripts."""

from __future__ import annotations

import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from courses.models import ModulePage, PartProgress, SelfTestPage, VideoTalkPage
from people.models import User
from people.rules import Role
from tests.factories.courses import (
    KINDS,
    a_module,
    a_module_case,
    a_question,
    a_real_film,
    a_self_test,
    a_video,
    a_video_talk,
    an_example,
)
from tests.factories.people import person_with

WIDTHS = [1280, 390]
FILM_SECONDS = 12


@pytest.fixture(scope="session")
def film() -> bytes:
    return a_real_film(FILM_SECONDS)


@pytest.fixture
def module(site: str, film: bytes) -> ModulePage:
    """A module of its own for each test, with a film that plays."""
    key = uuid.uuid4().hex[:8]
    module = a_module(int(key, 16) % 30_000 + 1, slug=f"modul-{key}", title="Kend metoden")
    a_video_talk(module, video=a_video(film, name=f"{key}.mp4", duration=float(FILM_SECONDS)))
    an_example(module)
    a_module_case(module)
    a_self_test(module, [a_question(kind, title=f"{kind} {key}") for kind in KINDS])
    return module


@pytest.fixture
def person(site: str) -> User:
    person = person_with(Role.CASEWORKER, email=f"{uuid.uuid4().hex}@example.dk")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def part(module: ModulePage, kind: type) -> str:
    return kind.objects.child_of(module).get().url


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus; it must be visible and not covered when it has."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"the keyboard never reaches {wanted}")


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def until(page: Page, condition: str) -> None:
    """Wait for a condition in the page. (Playwright's own wait compiles text, which the page's policy forbids.)"""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {condition}")


def question(page: Page, number: int) -> Locator:
    return page.locator(f"#sp{number}")


def choose(page: Page, group: Locator, label: str) -> None:
    """Walk to a group of radios and along them with the arrows to the label."""
    labels = [text.strip() for text in group.locator(".vp-choices label, .vp-rate label").all_inner_texts()]
    place = next(n for n, text in enumerate(labels) if label in text)
    tab_to(page, group.locator("input[type=radio]").first)
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    expect(group.locator("input[type=radio]").nth(place)).to_be_checked()


def check(page: Page, group: Locator, sentence: str) -> None:
    """Send the answer; the focus goes to how it went."""
    press(page, group.get_by_role("button", name="Tjek svar"))
    told = group.locator(".vp-fb__h")
    expect(told).to_contain_text(sentence)
    expect(told).to_be_focused()


def answer_all_by_keyboard(page: Page) -> None:
    single, multiple, true_false, match, order, rating = (question(page, n) for n in range(1, 7))

    choose(page, single, "En metode")
    check(page, single, "Rigtigt")

    for label in multiple.locator(".vp-choices label").all():
        tab_to(page, label.locator("input"))
        if label.inner_text().strip() in {"Kvalitet", "Bedre data"}:
            page.keyboard.press("Space")
    check(page, multiple, "Tæt på: du fandt 2 af 3 rigtige svar")

    choose(page, true_false, "Falsk")
    check(page, true_false, "Rigtigt")

    for left, right in [("Sover dårligt", "Sundhedsforhold"), ("Søsteren", "Omgivelser"), ("Åbner", "Mobilitet")]:
        select = match.get_by_label(re.compile(left))
        tab_to(page, select)
        page.keyboard.type(right[:5])
        expect(select.locator("option:checked")).to_have_text(right)
    check(page, match, "Næsten: 2 af 3 par er rigtige")

    for place, text in enumerate(["Ingen", "Let", "Moderat", "Svært"]):
        rows = [row.strip() for row in order.locator("[data-label]").all_inner_texts()]
        if (steps := rows.index(text) - place) > 0:
            tab_to(page, order.get_by_role("button", name=f"Flyt «{text}» op"))
            for _ in range(steps):
                page.keyboard.press("Enter")
            said = order.locator("[data-live-region]")
            expect(said).to_have_text(f"{text} er nu nummer {place + 1} af 4.")
    check(page, order, "Rigtigt")

    choose(page, rating, "Moderat")
    check(page, rating, "Tæt på: du valgte 2, eksperterne 3")


def test_a_caseworker_completes_a_module_by_keyboard_alone(new_page, module, person, site):
    page = new_page()
    page.goto(f"{reverse('account_login')}?next={module.url}")
    tab_to(page, page.locator("input[name=login]"))
    page.keyboard.type(person.email)
    tab_to(page, page.locator("input[name=password]"))
    page.keyboard.type("et langt kodeord 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="0 af 4 dele er gennemført")).to_be_visible()

    press(page, page.get_by_role("link", name="Begynd modulet"))
    expect(page.get_by_role("heading", name="Ét sprog")).to_be_visible()
    play = page.locator("[data-act=play]")
    tab_to(page, play)
    with page.expect_response(lambda response: "/position/" in response.url) as saved:
        page.keyboard.press("Enter")
        until(page, "document.querySelector('video').currentTime > 2")
        page.keyboard.press("Space")
    assert saved.value.json() == {"completed": False}
    stopped = page.evaluate("document.querySelector('video').currentTime")
    assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"

    page.goto(module.url)
    expect(page.get_by_text("stoppet ved 0.0")).to_be_visible()
    press(page, page.get_by_role("link", name="Fortsæt: Videooplæg"))
    expect(page.get_by_role("heading", name="Ét sprog")).to_be_visible()
    until(page, "document.querySelector('video').readyState >= 1")
    until(page, f"Math.abs(document.querySelector('video').currentTime - {int(stopped)}) < 1.5")

    press(page, page.get_by_role("link", name="Læs (1 min.)"))
    expect(page.get_by_text("Støtte fra netværk tæller ikke med.")).to_be_visible()
    press(page, page.get_by_role("button", name="Jeg har læst teksten"))
    expect(page.locator("#gennemfoert")).to_contain_text("Gennemført")
    press(page, page.get_by_role("link", name="Praksiseksempel: To beskrivelser"))
    press(page, page.get_by_role("button", name="Markér som læst"))
    press(page, page.get_by_role("link", name="Case: Mød Karin"))
    press(page, page.get_by_role("button", name="Markér som gennemført"))
    press(page, page.get_by_role("link", name="Selvtest", exact=True))
    press(page, page.get_by_role("button", name="Begynd selvtesten"))

    expect(page.get_by_role("heading", name="0 af 6 besvaret")).to_be_attached()
    answer_all_by_keyboard(page)
    expect(page.get_by_role("heading", name="6 af 6 besvaret")).to_be_attached()
    expect(page.get_by_role("heading", name="Du har gennemført selvtesten")).to_be_visible()

    press(page, page.get_by_role("link", name="Se, hvad du kan nu"))
    expect(page.get_by_role("heading", name="Du har gennemført modulet")).to_be_visible()
    expect(page.locator(".vp-goals")).to_contain_text("Vist i 3 svar")
    expect(page.locator(".vp-goals")).to_contain_text("Tæt på")


def test_a_film_seen_to_the_end_is_completed(new_page, module, person):
    page = new_page(person)
    page.goto(part(module, VideoTalkPage))
    until(page, "document.querySelector('video').readyState >= 1")
    page.locator("[data-act=play]").click()
    page.evaluate(f"document.querySelector('video').currentTime = {FILM_SECONDS} - 1")
    with page.expect_response(lambda response: "/position/" in response.url) as saved:
        until(page, "document.querySelector('video').ended")
    assert saved.value.json() == {"completed": True}
    page.reload()
    expect(page.locator("#gennemfoert")).to_contain_text("Gennemført")
    assert PartProgress.objects.get(person=person).completed


def test_chapters_and_lines_move_the_film(new_page, module):
    page = new_page()
    page.goto(part(module, VideoTalkPage))
    until(page, "document.querySelector('video').readyState >= 1")
    page.get_by_role("button", name="Støtte fra netværk tæller ikke med.").click()
    until(page, "Math.abs(document.querySelector('video').currentTime - 2) < 0.5")
    page.get_by_role("button", name="Reglen").click()
    until(page, "Math.abs(document.querySelector('video').currentTime - 1) < 0.5")
    assert not PartProgress.objects.filter(part__in=VideoTalkPage.objects.child_of(module)).exists()


def test_a_link_to_a_second_jumps_there_whatever_was_seen_before(new_page, module, person):
    talk = VideoTalkPage.objects.child_of(module).get()
    PartProgress.objects.create(person=person, part=talk, position_seconds=3, furthest_seconds=9)
    page = new_page(person)
    page.goto(f"{talk.url}?t=8")
    until(page, "Math.abs(document.querySelector('video').currentTime - 8) < 0.5")
    expect(page.locator("[data-transcript] [aria-current=true]")).to_have_text(re.compile("Støtte fra netværk"))
    page.goto(f"{talk.url}?t=2x")  # not a second: on from where it stopped
    until(page, "Math.abs(document.querySelector('video').currentTime - 3) < 0.5")
    page.goto(f"{talk.url}?t=0")
    until(page, "document.querySelector('video').readyState >= 2")
    assert page.evaluate("document.querySelector('video').currentTime") < 0.5


def begin(page: Page, module: ModulePage) -> None:
    page.goto(part(module, SelfTestPage))
    page.get_by_role("button", name="Begynd selvtesten").click()
    expect(question(page, 1)).to_be_visible()


def test_nothing_chosen_is_said_where_it_can_be_mended(new_page, module, person):
    page = new_page(person)
    begin(page, module)
    match = question(page, 4)
    match.get_by_role("button", name="Tjek svar").click()
    summary = match.get_by_role("alert")
    expect(summary).to_contain_text("Vælg et svar, eller spring over.")
    expect(summary).to_be_focused()
    match.get_by_role("button", name="Spring over").click()
    expect(match.get_by_role("status").filter(has_text="Sprunget over")).to_be_focused()
    expect(page.get_by_role("heading", name="0 af 6 besvaret")).to_be_attached()


def test_an_answered_question_can_be_answered_again(new_page, module, person):
    page = new_page(person)
    begin(page, module)
    single = question(page, 1)
    single.get_by_label("En test").check()
    single.get_by_role("button", name="Tjek svar").click()
    expect(single.locator(".vp-fb__h")).to_contain_text("Ikke endnu")
    expect(single).to_contain_text("Derfor: En test")
    single.get_by_role("link", name="Svar igen").click()
    expect(single.locator(".vp-q__t")).to_be_focused()
    single.get_by_label("En metode").check()
    single.get_by_role("button", name="Tjek svar").click()
    expect(single.locator(".vp-fb__h")).to_contain_text("Rigtigt")
    expect(page.get_by_role("heading", name="1 af 6 besvaret")).to_be_attached()


def test_another_device_goes_on_where_the_first_one_left(new_page, module, person):
    first, second = new_page(person), new_page(person, width=390)
    begin(first, module)
    first.locator("#sp1").get_by_label("En metode").check()
    first.locator("#sp1").get_by_role("button", name="Tjek svar").click()
    expect(first.locator("#sp1 .vp-fb__h")).to_contain_text("Rigtigt")
    second.goto(part(module, SelfTestPage))
    expect(second.locator("#sp1 .vp-fb__h")).to_contain_text("Rigtigt")
    expect(second.get_by_role("heading", name="1 af 6 besvaret")).to_be_attached()


def test_without_scripts_every_kind_can_be_answered(new_page, module, person):
    page = new_page(person, java_script_enabled=False)
    begin(page, module)
    page.locator("#sp1").get_by_label("En metode").check()
    page.locator("#sp1").get_by_role("button", name="Tjek svar").click()
    expect(page.locator("#sp1 .vp-fb__h")).to_contain_text("Rigtigt")
    page.locator("#sp2").get_by_label("Kvalitet").check()
    page.locator("#sp2").get_by_role("button", name="Tjek svar").click()
    page.locator("#sp3").get_by_label("Falsk").check()
    page.locator("#sp3").get_by_role("button", name="Tjek svar").click()
    page.locator("#sp4").get_by_role("button", name="Tjek svar").click()
    expect(page.get_by_role("alert")).to_contain_text("Vælg et svar, eller spring over.")
    page.locator("#sp4").get_by_role("button", name="Spring over").click()
    order = page.locator("#sp5")
    for place, text in enumerate(["Ingen", "Let", "Moderat", "Svært"], start=1):
        order.get_by_label(text).select_option(str(place))
    order.get_by_role("button", name="Tjek svar").click()
    expect(page.locator("#sp5 .vp-fb__h")).to_contain_text("Rigtigt")
    page.locator("#sp6").get_by_label("Svært").check()
    page.locator("#sp6").get_by_role("button", name="Tjek svar").click()
    page.get_by_role("button", name="Afslut selvtesten").click()
    expect(page.get_by_role("heading", name="Du har gennemført selvtesten")).to_be_visible()


def narrow_is_enough(page: Page) -> None:
    for width in (page.viewport_size["width"], 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways scroll at {width}"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_accessible_to_passers_by(new_page, axe, module, width):
    page = new_page(width=width)
    for address in ("/laering/", module.url, *(child.url for child in module.get_children())):
        page.goto(address)
        axe(page)
    page.goto(f"{part(module, VideoTalkPage)}?vis=tekst")
    axe(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_self_test_is_accessible_before_and_after_every_answer(new_page, axe, module, person, width):
    page = new_page(person, width=width)
    begin(page, module)
    axe(page)
    question(page, 1).get_by_role("button", name="Tjek svar").click()
    expect(question(page, 1).get_by_role("alert")).to_be_visible()
    axe(page)
    answer_all_by_keyboard(page)
    axe(page)
    question(page, 2).get_by_role("link", name="Svar igen").click()
    expect(question(page, 2).get_by_role("button", name="Tjek svar")).to_be_visible()
    axe(page)
    page.goto(module.url)
    axe(page)


def test_nothing_scrolls_sideways_on_a_phone(new_page, module, person):
    page = new_page(person, width=390)
    for address in ("/laering/", module.url, *(child.url for child in module.get_children())):
        page.goto(address)
        narrow_is_enough(page)
        page.set_viewport_size({"width": 390, "height": 900})
    begin(page, module)
    narrow_is_enough(page)
    answer_all_by_keyboard(page)
    narrow_is_enough(page)
