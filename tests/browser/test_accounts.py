"""People come in: they create an account, confirm it, sign in, and choose a new password."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from notifications.models import Mail
from people.actions import accounts
from people.models import Organisation, User
from people.rules import Role
from tests.factories.people import person_with

PASSWORD = "et langt kodeord 1"
WIDTHS = (1280, 390)


@pytest.fixture(autouse=True)
def mails_go_into_the_outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.mail.OutboxBackend"


@pytest.fixture
def address() -> str:
    return f"signe{time.time_ns()}@odense.example.dk"


def link_of(address: str) -> str:
    """The link in the newest mail to the address."""
    mail = Mail.objects.filter(to=address).latest("pk")
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("main").get_by_role("button", name="Log ind").click()


def test_from_sign_up_to_being_signed_in(new_page, address):
    page = new_page()
    page.goto("/konto/signup/")
    page.get_by_label("Dit navn").fill("Signe Skov")
    page.get_by_label("Din arbejdsmail").fill(address)
    page.get_by_label("Hvor arbejder du?").select_option("Odense Kommune")
    page.get_by_label("Sagsbehandler").check()
    page.get_by_label("Adgangskode", exact=False).first.fill("en sætning som kun jeg kender")
    page.get_by_label("Den samme adgangskode igen").fill("en sætning som kun jeg kender")
    page.get_by_role("main").get_by_role("button", name="Opret en konto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekræft din e-mail")

    page.goto(link_of(address))
    expect(page.get_by_role("main")).to_contain_text(address)
    page.get_by_role("button", name="Bekræft").click()
    if page.get_by_role("heading", level=1, name="Log ind").count():
        sign_in(page, address, "en sætning som kun jeg kender")
    page.goto("/konto/")
    expect(page.get_by_role("main")).to_contain_text("Sagsbehandler, Odense Kommune")
    assert User.objects.get(email=address).name == "Signe Skov"


def test_a_mistake_takes_the_focus_to_the_summary_and_keeps_what_was_typed(new_page):
    page = new_page()
    page.goto("/konto/signup/")
    page.get_by_label("Dit navn").fill("Signe Skov")
    page.get_by_role("main").get_by_role("button", name="Opret en konto").click()
    summary = page.get_by_role("alert").filter(has_text="fejl i formularen")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Dit navn")).to_have_value("Signe Skov")
    summary.get_by_role("link", name="Vælg den organisation, du arbejder i.").click()
    expect(page.get_by_label("Hvor arbejder du?")).to_be_focused()


def test_an_organisation_is_found_by_typing_its_first_letters(new_page):
    page = new_page()
    page.goto("/konto/signup/")
    page.get_by_label("Hvor arbejder du?").focus()
    page.keyboard.type("Svend")
    chosen = page.get_by_label("Hvor arbejder du?").input_value()
    assert str(Organisation.objects.get(key=chosen)) == "Svendborg Kommune"


def test_a_forgotten_password(new_page, address):
    accounts.trust_address(person=person_with(Role.CASEWORKER, email=address))
    page = new_page()
    page.goto("/konto/login/")
    page.get_by_role("main").get_by_role("link", name="Vælg en ny adgangskode").click()
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Send mig et link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se i din mail")
    page.goto(link_of(address))
    page.get_by_label("Ny adgangskode").fill("en helt ny sætning her")
    page.get_by_label("Den samme adgangskode igen").fill("en helt ny sætning her")
    page.get_by_role("button", name="Gem adgangskoden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din adgangskode er ændret")
    sign_in(page, address, "en helt ny sætning her")
    expect(page).to_have_url(re.compile("/min-side/"))


def test_a_second_factor_by_keyboard_and_the_next_sign_in(new_page, address, axe):
    accounts.trust_address(person=person_with(Role.CASEWORKER, email=address))
    page = new_page()
    sign_in(page, address)
    page.goto("/konto/2fa/totp/activate/")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sæt totrinslogin op")
    axe(page)
    picture = page.get_by_role("img", name="QR-kode")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")  # the policy lets it be shown
    secret = page.locator("code").inner_text()
    page.get_by_label("Kode fra din app").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nødkoder")
    axe(page)
    recovery_code = page.locator("main code").first.inner_text()

    page.goto("/konto/")
    axe(page)
    page.get_by_role("main").get_by_role("button", name="Log af").click()
    sign_in(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv en kode")
    axe(page)
    page.get_by_label("Kode").fill(recovery_code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/min-side/"))


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_on_the_way_in_is_accessible(new_page, axe, address, width):
    page = new_page(width=width)
    for path in (
        "/konto/login/",
        "/konto/signup/",
        "/konto/password/reset/",
        "/konto/password/reset/done/",
        "/konto/confirm-email/",
        "/konto/confirm-email/no-such-key/",
        "/soeg/",
        "/soeg/?q=findes-ikke",
    ):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.goto("/konto/signup/")
    page.get_by_role("main").get_by_role("button", name="Opret en konto").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    axe(page)
    page.goto("/konto/login/")
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    axe(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_ones_own_account_is_accessible(new_page, axe, address, width):
    accounts.trust_address(person=person_with(Role.CASEWORKER, email=address))
    page = new_page(width=width)
    sign_in(page, address)
    for path in (
        "/konto/",
        "/konto/navn/",
        "/konto/password/change/",
        "/konto/reauthenticate/",
        "/konto/email/",
        "/konto/2fa/",
        "/konto/2fa/totp/activate/",
        "/konto/logout/",
    ):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
