"""The front door: every page carries its headers, and bad input gets a page with a sentence."""

from __future__ import annotations

import pytest
from django.test import Client

from people.rules import Role
from portal.errors import server_error
from tests.factories.content import home_page
from tests.factories.people import person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return home_page()


@pytest.mark.parametrize(
    "address", ["/", "/soeg/", "/begreber/", "/konto/login/", "/findes-ikke/", "/sagsforloeb/bestilling/"]
)
def test_every_page_carries_the_strict_policy_and_the_headers(client, home, address):
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in policy


def test_only_the_editors_tool_may_use_inline_script(signed_in, editor):
    answer = signed_in(editor).get("/redaktion/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy  # the editor shows its own previews
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", ["/?q=%00", "/soeg/?q=a%00b", "/%00/"])
def test_a_null_byte_in_the_address_is_400_with_a_sentence(client, home, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Teksten indeholder et tegn" in answer.text


def test_a_null_byte_in_a_form_is_400_with_a_sentence(client, home):
    answer = client.post("/konto/login/", {"login": "a\x00b@example.dk", "password": "x"})
    assert answer.status_code == 400


def test_a_stale_form_is_403_and_says_what_to_do(home):
    answer = Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "a@example.dk"})
    assert answer.status_code == 403
    assert "Gå tilbage, genindlæs siden" in answer.text


def test_an_unknown_page_offers_three_ways_on(client, home):
    answer = client.get("/findes-ikke/")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.text


def test_the_workbench_is_404_for_everybody_but_staff(client, home, signed_in, caseworker, consultant):
    assert client.get("/arbejdsbord/").status_code == 404
    assert signed_in(caseworker).get("/arbejdsbord/").status_code == 404
    assert "Hotline" in signed_in(consultant).get("/arbejdsbord/").text


def test_my_page_asks_strangers_to_sign_in_and_greets_the_rest(client, home, signed_in, caseworker):
    assert client.get("/min-side/").url == "/konto/login/?next=/min-side/"
    answer = signed_in(caseworker).get("/min-side/")
    assert caseworker.name in answer.text
    assert "Odense Kommune" in answer.text


def test_the_front_page_of_an_empty_portal_has_no_holes(client, home):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Sagsåbning" in answer.text


def test_the_law_asks_for_a_short_address_to_the_accessibility_statement(client, settings):
    assert client.get("/was").url == "/tilgaengelighed/"
    settings.WAS_URL = "https://was.digst.dk/portal-example-dk"
    assert client.get("/was").url == "https://was.digst.dk/portal-example-dk"


def test_an_administrator_sees_every_room_of_the_workbench(home, signed_in):
    answer = signed_in(person_with(Role.ADMINISTRATOR)).get("/arbejdsbord/")
    for room in ("Hotline", "Temadage", "Redaktion"):
        assert room in answer.text


def test_when_everything_fails_there_is_still_a_page_with_a_sentence(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Noget gik galt hos os" in answer.text
