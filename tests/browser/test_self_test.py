"""A self-test in a browser: what is typed is never lost, two tabs, a line that drops, a clock, tries with hints."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import AnswerDraft, Attempt, SelfTestPage
from people.models import User
from tests.browser.waiting import stop_the_clock
from tests.factories.courses import SHORT_TEXT, a_module, a_question, a_self_test
from tests.factories.people import UserFactory

numbers = itertools.count(700)


@pytest.fixture
def person(world) -> User:
    return UserFactory()


def a_test(**rules) -> SelfTestPage:
    number = next(numbers)
    questions = [
        a_question("single", hints="Tænk på ordet metode.\nDet er ikke et system."),
        a_question("short_text", content=SHORT_TEXT),
    ]
    return a_self_test(a_module(number), questions, slug=f"selvtest-{number}", **rules)


def begin(page: Page, test: SelfTestPage) -> None:
    page.goto(test.url)
    page.get_by_role("button", name="Begynd selvtesten").click()
    expect(page.locator("#sp1")).to_be_visible()


def field(page: Page):
    return page.locator("#sp2 input[type=text], #sp2 textarea").first


def drafts_of(person: User):
    return AnswerDraft.objects.filter(attempt__person=person)


def saved(page: Page):
    return page.locator("#sp2 [data-draft-saved]")


def trouble(page: Page):
    return page.locator("#sp2 [data-draft-trouble]")


SAVED = re.compile(r"Ikke afleveret endnu, gemt kl\. \d{1,2}\.\d\d")


def test_what_is_typed_is_saved_within_two_seconds_and_stands_on_another_device(new_page, axe, person):
    test = a_test(tries="deferred")
    here = new_page(person)
    begin(here, test)
    stop_the_clock(here)
    with here.expect_response(lambda answer: answer.url.endswith("/kladde/") and answer.ok):
        field(here).press_sequentially("handle")
        here.clock.run_for(2000)
    here.clock.resume()
    expect(saved(here)).to_have_text(SAVED)
    axe(here)
    there = new_page(person, width=390)
    there.goto(test.url)
    expect(field(there)).to_have_value("handle")
    expect(saved(there)).to_have_text(SAVED)
    axe(there)


def test_the_last_letters_are_saved_when_the_page_is_left(new_page, person):
    test = a_test()
    page = new_page(person)
    begin(page, test)
    field(page).press_sequentially("handleplan")
    page.goto("/laering/")
    page.goto(test.url)
    expect(field(page)).to_have_value("handleplan")


def test_two_tabs_that_differ_are_shown_side_by_side_and_one_is_chosen(new_page, axe, person):
    test = a_test(tries="deferred")
    first = new_page(person)
    begin(first, test)
    second = first.context.new_page()
    second.goto(test.url)
    field(first).fill("den første")
    expect(saved(first)).to_have_text(SAVED)
    with second.expect_response(lambda answer: answer.url.endswith("/kladde/")) as told:
        field(second).fill("den anden")
    assert told.value.status == 409
    versions = second.locator("#sp2 [data-versions]")
    expect(versions).to_contain_text("Din anden fane")
    expect(versions.locator("input[type=text], textarea").first).to_have_value("den første")
    own = second.locator("#sp2 form input[type=text], #sp2 form textarea").first
    expect(own).to_have_value("den anden")
    axe(second)
    assert drafts_of(person).get().fields == {"answer": ["den første"]}
    with second.expect_response(lambda answer: answer.url.endswith("/kladde/") and answer.ok):
        second.get_by_role("button", name="Behold den herfra").click()
    assert drafts_of(person).get().fields == {"answer": ["den anden"]}
    field(first).fill("den første igen")
    expect(first.locator("#sp2 [data-versions]")).to_be_visible()
    first.get_by_role("link", name="Brug den fra den anden fane").click()
    expect(first.locator("#sp2 [data-versions]")).to_have_count(0)
    expect(field(first)).to_have_value("den anden")


def test_a_lost_line_is_told_within_five_seconds_and_nothing_is_lost(new_page, axe, person):
    test = a_test(tries="deferred")
    page = new_page(person).context.new_page()  # its console may say that the line is down
    begin(page, test)
    page.context.set_offline(True)
    stop_the_clock(page)
    field(page).press_sequentially("uden net")
    page.clock.run_for(5000)
    expect(trouble(page)).to_contain_text("Ikke gemt endnu")
    page.clock.resume()
    axe(page)
    page.context.set_offline(False)
    expect(saved(page)).to_have_text(SAVED)
    expect(trouble(page)).to_have_text("")
    assert drafts_of(person).get().fields == {"answer": ["uden net"]}


def test_whoever_is_signed_out_in_the_middle_finds_the_text_after_signing_in(new_page, person):
    test = a_test(tries="deferred")
    page = new_page(person)
    begin(page, test)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    field(page).press_sequentially("skrevet")
    expect(trouble(page)).to_contain_text("Log ind igen")
    page.context.add_cookies(cookies)
    page.goto(test.url)
    expect(field(page)).to_have_value("skrevet")
    expect(saved(page)).to_have_text(SAVED)


def test_deferred_says_saved_and_is_checked_when_it_is_handed_in(new_page, axe, person):
    test = a_test(tries="deferred", pass_mark=100)
    page = new_page(person)
    begin(page, test)
    first = page.locator("#sp1")
    first.get_by_label("En test").check()
    first.get_by_role("button", name="Gem svar").click()
    expect(first.locator("#sp1-svar")).to_contain_text("Gemt")
    first.get_by_label("En metode").check()
    first.get_by_role("button", name="Gem svar").click()
    expect(first.locator("#sp1-svar")).to_contain_text("Gemt")
    expect(page.locator(".vp-fb")).to_have_count(0)
    axe(page)
    field(page).fill("handleplan")
    expect(saved(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Aflever selvtesten").click()
    expect(page.get_by_text("Bestået", exact=True)).to_be_visible()
    expect(page.locator("#sp1 .vp-fb__h")).to_contain_text("Rigtigt")
    expect(page.locator("#sp2 .vp-fb__h")).to_contain_text("Rigtigt")
    axe(page)


def test_interactive_gives_a_hint_and_another_try(new_page, axe, person):
    test = a_test(tries="interactive")
    page = new_page(person)
    begin(page, test)
    first = page.locator("#sp1")
    first.get_by_label("En test").check()
    first.get_by_role("button", name="Tjek svar").click()
    expect(first.locator("#sp1-svar")).to_contain_text("Tænk på ordet metode.")
    expect(first.locator("#sp1-svar")).to_contain_text("Du har 2 forsøg tilbage.")
    axe(page)
    first.get_by_label("En metode").check()
    first.get_by_role("button", name="Tjek svar").click()
    expect(first.locator(".vp-fb__h")).to_contain_text("Rigtigt")
    expect(first.get_by_role("button", name="Tjek svar")).to_have_count(0)
    axe(page)


def test_certainty_is_asked_for(new_page, axe, person):
    page = new_page(person)
    begin(page, a_test(tries="certainty"))
    first = page.locator("#sp1")
    first.get_by_label("En metode").check()
    first.get_by_role("button", name="Gem svar").click()
    expect(first.get_by_role("alert")).to_contain_text("Angiv, hvor sikker du er.")
    axe(page)
    first.get_by_label("Helt sikker").check()
    first.get_by_role("button", name="Gem svar").click()
    expect(first.locator("#sp1-svar")).to_contain_text("Gemt")
    expect(first.get_by_label("Helt sikker")).to_be_checked()


def test_the_clock_counts_down_and_hands_in_what_is_there(new_page, axe, person):
    test = a_test(tries="deferred", time_limit=10)
    page = new_page(person)
    page.clock.install()
    begin(page, test)
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"(10\.00|9\.\d\d)"))
    expect(page.locator("[data-clock-said]")).to_have_text("10 minutter tilbage")
    axe(page)
    now = timezone.now()
    Attempt.objects.filter(person=person).update(
        started=now - dt.timedelta(minutes=9), deadline=now + dt.timedelta(minutes=1)
    )
    page.reload()
    field(page).fill("handleplan")
    expect(saved(page)).to_have_text(SAVED)
    Attempt.objects.filter(person=person).update(deadline=timezone.now())
    page.clock.fast_forward("01:00")
    expect(page.get_by_role("heading", name="Du har gennemført selvtesten")).to_be_visible()
    expect(page.locator("#sp2 .vp-fb__h")).to_contain_text("Rigtigt")
    axe(page)


def test_extra_time_is_given_on_the_workbench(new_page, axe, person):
    from people.rules import Role
    from tests.factories.people import person_with

    page = new_page(person_with(Role.EDITOR))
    page.goto("/arbejdsbord/ekstra-tid/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_role("button", name="Find").click()
    percent = page.get_by_label("Ekstra tid i procent")
    expect(percent).to_be_visible()
    axe(page)
    percent.fill("25")
    page.get_by_role("button", name="Giv ekstra tid").click()
    expect(page.get_by_text("25 %").last).to_be_visible()
    axe(page)
