"""The kinds of question that ask for more than a tick: by keyboard, by mouse, on a phone, and tried by editors."""

from __future__ import annotations

import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from courses.models import SelfTestPage
from people.models import User
from people.rules import Role
from tests.factories.courses import MORE_CONTENT, a_module, a_question, a_self_test
from tests.factories.people import person_with

WIDTHS = [1280, 390]
KINDS = tuple(MORE_CONTENT)
SECRETS = ("Derfor:", "fraction", "right_id", "kanarie")


@pytest.fixture
def person(site: str) -> User:
    person = person_with(Role.CASEWORKER, email=f"{uuid.uuid4().hex}@example.dk")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def a_test_of(*kinds: str) -> SelfTestPage:
    key = uuid.uuid4().hex[:8]
    module = a_module(int(key, 16) % 30_000 + 1, slug=f"modul-{key}")
    questions = [
        a_question(kind, title=f"{kind} {key}", explanation="kanarie: forklaringen", rule="kanarie: reglen")
        for kind in kinds
    ]
    return a_self_test(module, questions)


def begin(page: Page, self_test: SelfTestPage) -> Locator:
    page.goto(self_test.url)
    page.get_by_role("button", name="Begynd selvtesten").click()
    expect(page.locator("#sp1")).to_be_visible()
    return page.locator("#sp1")


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"the keyboard never reaches {wanted}")


def check(card: Locator, sentence: str) -> None:
    card.get_by_role("button", name="Tjek svar").click()
    expect(card.locator(".vp-fb__h")).to_contain_text(sentence)


def opened(new_page, person: User, kind: str, width: int = 1280, **options) -> tuple[Page, Locator]:
    page = new_page(person, width=width, **options)
    return page, begin(page, a_test_of(kind))


def test_a_short_text_is_written_and_its_answer_told(new_page, person):
    _page, card = opened(new_page, person, "short_text")
    card.get_by_role("textbox", name="Dit svar").fill("En slags plan")
    check(card, "Tæt på")
    expect(card).to_contain_text("En slags plan")
    expect(card).to_contain_text("handleplan")
    expect(card).to_contain_text("Derfor: en plan, men hvilken?")


def test_a_number_is_read_as_danes_write_it(new_page, person):
    _page, card = opened(new_page, person, "numeric")
    field = card.get_by_role("textbox", name="Dit svar")
    expect(field).to_have_accessible_description("Skriv et tal, fx 1.234,5.")
    field.fill("to")
    card.get_by_role("button", name="Tjek svar").click()
    expect(card.get_by_role("alert")).to_contain_text("Skriv et tal")
    card.get_by_role("textbox", name="Dit svar").fill("2,75")
    check(card, "Rigtigt")


def test_a_slider_and_its_field_say_the_same(new_page, person):
    page, card = opened(new_page, person, "slider")
    slider = card.get_by_role("slider", name="Dit tal")
    field = card.get_by_role("textbox", name="Dit tal (timer)")
    expect(card.get_by_role("status").filter(has_text="ikke valgt")).to_be_visible()
    tab_to(page, slider)
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(field).to_have_value("4")
    expect(slider).to_have_attribute("aria-valuetext", "4 timer")
    field.fill("3,5")
    expect(slider).to_have_js_property("value", "3.5")
    expect(card.get_by_text("Du har valgt 3,5 timer.")).to_be_visible()
    check(card, "Tæt på: du valgte 3,5, det rigtige tal er 4,5")


def test_words_are_picked_and_placed_by_keyboard(new_page, person):
    page, card = opened(new_page, person, "drag_text")
    said = card.locator("[data-live-region]")
    tab_to(page, card.get_by_role("button", name="støtte", exact=True))
    page.keyboard.press("Space")
    expect(said).to_have_text("«støtte» er valgt. Vælg et felt.")
    tab_to(page, card.get_by_role("button", name="Felt 1, tomt"))
    page.keyboard.press("Enter")
    expect(said).to_have_text("«støtte» står nu i felt 1.")
    expect(card.get_by_role("button", name="støtte", exact=True)).to_be_disabled()
    page.keyboard.press("Delete")
    expect(card.get_by_role("button", name="Felt 1, tomt")).to_be_focused()
    for word, number in [("ønsker", 1), ("medicin", 2)]:
        card.get_by_role("button", name=word, exact=True).focus()
        page.keyboard.press("Enter")
        card.get_by_role("button", name=f"Felt {number}, tomt").focus()
        page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Felt 2: medicin")).to_be_visible()
    check(card, "Rigtigt")


def test_words_are_dragged_and_change_places(new_page, person):
    _page, card = opened(new_page, person, "drag_text")
    card.get_by_role("button", name="medicin", exact=True).drag_to(card.get_by_role("button", name="Felt 1, tomt"))
    card.get_by_role("button", name="ønsker", exact=True).drag_to(card.get_by_role("button", name="Felt 2, tomt"))
    card.get_by_role("button", name="Felt 1: medicin").drag_to(card.get_by_role("button", name="Felt 2: ønsker"))
    expect(card.get_by_role("button", name="Felt 1: ønsker")).to_be_visible()
    check(card, "Rigtigt")


def test_lists_in_a_text_tell_how_many_are_right(new_page, person):
    _page, card = opened(new_page, person, "gap_select")
    card.get_by_role("combobox", name="Felt 1").select_option(label="ønsker")
    card.get_by_role("combobox", name="Felt 2").select_option(label="støtte")
    check(card, "Næsten: 1 af 2 felter er rigtige")
    expect(card).to_contain_text("rigtigt: medicin")


def test_a_text_is_filled_in(new_page, person):
    _page, card = opened(new_page, person, "cloze")
    card.get_by_role("textbox", name="Planens navn").fill("Handleplan")
    card.get_by_role("textbox", name="Felt 2").fill("9")
    card.get_by_role("combobox", name="Felt 3").select_option(label="En metode")
    check(card, "Næsten: 2 af 3 felter er rigtige")
    expect(card).to_contain_text("Derfor: handleplan.")


def test_areas_are_chosen_in_the_picture_or_beside_it(new_page, person):
    _page, card = opened(new_page, person, "hotspot")
    boxes = card.get_by_role("checkbox")
    expect(card.get_by_role("img", name="En opgang med en dør og en trappe")).to_be_visible()
    card.locator("[data-area] circle").click()
    expect(card.get_by_role("checkbox", name=re.compile("Trappen"))).to_be_checked()
    card.locator("[data-area] circle").click()
    expect(card.get_by_role("checkbox", name=re.compile("Trappen"))).not_to_be_checked()
    card.get_by_role("checkbox", name=re.compile("Døren")).check()
    expect(card.locator(".vp-area.is-chosen rect")).to_be_visible()
    assert boxes.count() == 2
    check(card, "Rigtigt")


def test_a_point_is_set_with_the_arrow_keys(new_page, person):
    page, card = opened(new_page, person, "points")
    picture = card.get_by_role("application", name="Billedet med et sigtekorn")
    said = card.locator("[data-live-region]")
    tab_to(page, picture)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(said).to_have_text("199 til højre og 99 ned")
    for _ in range(10):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Punkt 1 er sat 99 til højre og 99 ned.")
    expect(card.get_by_role("spinbutton", name="Til højre (0 til 400)")).to_have_value("99")
    expect(card.get_by_role("spinbutton", name="Ned (0 til 200)")).to_have_value("99")
    page.keyboard.press("Delete")
    expect(card.get_by_role("spinbutton", name="Ned (0 til 200)")).to_have_value("")
    page.keyboard.press("Enter")
    check(card, "Rigtigt")
    expect(card).to_contain_text("Dit punkt 99 til højre og 99 ned")


def test_a_point_is_set_by_a_click_in_the_pictures_own_pixels(new_page, person):
    _page, card = opened(new_page, person, "points", width=390)
    image = card.get_by_role("img", name="En opgang")
    box = image.bounding_box()
    image.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.5}, force=True)
    x = int(card.get_by_role("spinbutton", name="Til højre (0 til 400)").input_value())
    y = int(card.get_by_role("spinbutton", name="Ned (0 til 200)").input_value())
    assert abs(x - 300) <= 2
    assert abs(y - 100) <= 2
    check(card, "Ikke endnu")
    expect(card).to_contain_text("Uden for alle områder")


def test_the_parts_of_a_question_are_answered_by_keyboard(new_page, person):
    page, card = opened(new_page, person, "composite")
    choice = card.get_by_role("group", name="1. Hvad er VUM?")
    tab_to(page, choice.get_by_role("radio").first)
    choice.get_by_label("En metode").focus()
    page.keyboard.press("Space")
    order = card.get_by_role("group", name="2. Ordn niveauerne")
    for place, text in enumerate(["Ingen", "Let", "Moderat", "Svært"]):
        rows = [row.strip() for row in order.locator("[data-label]").all_inner_texts()]
        for _ in range(rows.index(text) - place):
            order.get_by_role("button", name=f"Flyt «{text}» op").focus()
            page.keyboard.press("Enter")
    match = card.get_by_role("group", name="3. Par dem")
    for left, right in [("Sover dårligt", "Sundhedsforhold"), ("Søsteren", "Omgivelser"), ("Åbner", "Mobilitet")]:
        match.get_by_role("combobox", name=re.compile(left)).select_option(label=right)
    check(card, "Næsten: 2 af 3 dele er rigtige")
    expect(card.get_by_role("group", name="Del 3")).to_contain_text("Næsten: 2 af 3 par er rigtige")


def test_without_scripts_every_kind_can_be_answered(new_page, person):
    page = new_page(person, java_script_enabled=False)
    begin(page, a_test_of(*KINDS))
    answers = {
        "short_text": lambda card: card.get_by_label("Dit svar").fill("handleplan"),
        "numeric": lambda card: card.get_by_label("Dit svar").fill("2,5"),
        "slider": lambda card: card.get_by_label("Dit tal (timer)").fill("4,5"),
        "gap_select": fill_gaps,
        "drag_text": fill_gaps,
        "hotspot": lambda card: card.get_by_label("Døren").check(),
        "points": lambda card: [card.get_by_label(name).fill("50") for name in ("Til højre", "Ned")],
        "cloze": fill_cloze,
        "composite": fill_composite,
    }
    for number, kind in enumerate(KINDS, start=1):
        card = page.locator(f"#sp{number}")
        answers[kind](card)
        check(card, "Rigtigt")


def fill_gaps(card: Locator) -> None:
    card.get_by_label("Felt 1").select_option(label="ønsker")
    card.get_by_label("Felt 2").select_option(label="medicin")


def fill_cloze(card: Locator) -> None:
    card.get_by_label("Planens navn").fill("handleplan")
    card.get_by_label("Felt 2").fill("2,5")
    card.get_by_label("Felt 3").select_option(label="En metode")


def fill_composite(card: Locator) -> None:
    card.get_by_label("En metode").check()
    for place, text in enumerate(["Ingen", "Let", "Moderat", "Svært"], start=1):
        card.get_by_label(text).select_option(str(place))
    for left, right in [("Sover", "Sundhedsforhold"), ("Søsteren", "Omgivelser"), ("Åbner", "Samfundsliv")]:
        card.get_by_label(re.compile(left)).select_option(label=right)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_is_accessible_and_keeps_its_secrets_until_the_answer(new_page, axe, person, width):
    page = new_page(person, width=width)
    begin(page, a_test_of(*KINDS))
    axe(page)
    body = page.content()
    assert not any(secret in body for secret in SECRETS)
    no_sideways_scroll(page)
    answer_wrongly(page)
    axe(page)
    assert page.locator(".vp-fb").count() == len(KINDS)
    no_sideways_scroll(page)


def answer_wrongly(page: Page) -> None:
    for number, kind in enumerate(KINDS, start=1):
        card = page.locator(f"#sp{number}")
        if kind in {"short_text", "numeric", "slider"}:
            card.locator("input[type=text]").fill("1")
        elif kind == "drag_text":
            card.get_by_role("button", name="støtte", exact=True).click()
            card.get_by_role("button", name="Felt 1, tomt").click()
        elif kind == "hotspot":
            card.get_by_label("Trappen").check()
        elif kind == "points":
            card.get_by_role("spinbutton").first.fill("300")
            card.get_by_role("spinbutton").last.fill("100")
        elif kind == "composite":
            card.get_by_label("En test").check()
        else:
            card.get_by_role("combobox").first.select_option(index=1)
        card.get_by_role("button", name="Tjek svar").click()
        expect(card.locator(".vp-fb__h")).to_be_visible()


def no_sideways_scroll(page: Page) -> None:
    size = page.viewport_size
    for width in (size["width"], 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways scroll at {width}"
    page.set_viewport_size(size)


def test_an_editor_tries_a_question_in_the_preview(new_page, axe, site):
    editor = person_with(Role.EDITOR, email=f"{uuid.uuid4().hex}@example.dk")
    editor.is_superuser = True
    editor.save()
    question = a_question("short_text", title=f"Prøv {uuid.uuid4().hex[:6]}", hints="Tænk på planen.")
    page = new_page(editor)
    page.goto(reverse("wagtailsnippets_courses_question:preview_on_edit", args=[question.pk]))
    axe(page)
    page.get_by_role("textbox", name="Dit svar").fill("noget andet")
    page.get_by_role("button", name="Tjek svar").click()
    expect(page.locator(".vp-fb__h")).to_be_focused()
    expect(page.get_by_role("heading", name="Resultat: 0 %")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Prøv igen").click()
    expect(page.get_by_text("Tænk på planen.")).to_be_visible()
    page.get_by_role("textbox", name="Dit svar").fill("handleplan")
    page.get_by_role("button", name="Tjek svar").click()
    expect(page.get_by_role("heading", name="Resultat: 100 %")).to_be_visible()
    expect(page.locator(".vp-tries li")).to_have_count(2)


def test_the_preview_lives_in_the_editors_side_panel(new_page, site):
    editor = person_with(Role.EDITOR, email=f"{uuid.uuid4().hex}@example.dk")
    editor.is_superuser = True
    editor.save()
    question = a_question("single", title=f"Panel {uuid.uuid4().hex[:6]}")
    page = new_page(editor)
    page.goto(reverse("wagtailsnippets_courses_question:edit", args=[question.pk]))
    page.locator("[data-side-panel-toggle=preview]").click()
    frame = page.frame_locator("#w-preview-iframe")
    frame.get_by_label("En metode").check()
    frame.get_by_role("button", name="Tjek svar").click()
    expect(frame.locator(".vp-fb__h")).to_contain_text("Rigtigt")
