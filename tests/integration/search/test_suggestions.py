"""What is offered while somebody types is the same for everybody, cheap to keep, and silent about people."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.rules import Role
from search.views import suggestions as view
from tests.factories.people import person_with

pytestmark = pytest.mark.django_db
PLACE = reverse("search_suggestions")


@pytest.fixture
def offered(monkeypatch):
    """Støttebehov and one thing are suggested, whatever is typed; the list holds what was asked."""
    asked: list[str] = []

    def suggest(typed):
        asked.append(typed)
        words = [SimpleNamespace(text="støttebehov", match_start=6, match_end=11)]
        return SimpleNamespace(
            words=words, things=[SimpleNamespace(title="<b>Fed</b>", url="/a/?b=1&c=2", label="Cases")]
        )

    monkeypatch.setattr(view, "suggest", suggest)
    return asked


def test_words_and_things_are_two_groups_with_the_typed_part_marked(client, offered):
    shown = client.get(PLACE, {"q": " behov "}).content.decode()
    assert offered == ["behov"]
    assert re.findall(r'role="group" aria-label="([^"]+)"', shown) == ["Søg efter", "Gå direkte til"]
    assert 'data-words="støttebehov"' in shown
    assert "støtte<mark>behov</mark>" in shown
    assert 'data-url="/a/?b=1&amp;c=2"' in shown
    assert "<b>" not in shown
    assert 'data-said="2 forslag. Vælg med piletasterne."' in shown


def test_the_answer_belongs_to_nobody_and_may_be_kept(signed_in, offered, django_assert_num_queries):
    client = signed_in(person_with(Role.EDITOR))
    with django_assert_num_queries(0):
        response = client.get(PLACE, {"q": "behov"})
    assert "public" in response.headers["Cache-Control"]
    assert "max-age=60" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("typed", ["050583-1234", "støtte til 050583 1234", "0505831234"])
def test_nothing_is_suggested_for_a_personal_number(client, offered, typed):
    response = client.get(PLACE, {"q": typed})
    assert response.status_code == 200
    assert "option" not in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert offered == []


@pytest.mark.parametrize("typed", ["", " ", "b", "æ" * 10_000])
def test_too_little_and_too_much_is_not_looked_up(client, offered, typed):
    assert client.get(PLACE, {"q": typed}).status_code == 200
    assert offered == []


def test_suggestions_are_only_read(client):
    assert client.post(PLACE, {"q": "behov"}).status_code == 405
    assert client.get(PLACE + "?q=a%00b").status_code == 400


@given(typed=st.text(max_size=90))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_breaks_the_suggestions(client, typed):
    assert client.get(PLACE, {"q": typed}).status_code == (400 if "\x00" in typed else 200)


# ── What was opened ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def clicks(monkeypatch):
    noted: list[tuple[str, int]] = []
    monkeypatch.setattr(view.log, "record_click", lambda query, **how: noted.append((query, how["position"])))
    return noted


def test_an_opened_hit_is_noted_with_its_place(client, clicks):
    told = {"q": "støtte", "kind": "answer", "position": "3"}
    assert client.post(reverse("search_click"), told).status_code == 204
    assert clicks == [("støtte", 3)]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"q": "støtte", "kind": "answer"},
        {"q": "støtte", "kind": "answer", "position": "0"},
        {"q": "støtte", "kind": "answer", "position": "-1"},
        {"q": "støtte", "kind": "answer", "position": "²"},
        {"q": "støtte", "kind": "answer", "position": "9" * 50},
        {"q": "støtte", "kind": "no-such-kind", "position": "1"},
        {"q": " ", "kind": "answer", "position": "1"},
    ],
)
def test_what_cannot_be_read_is_not_counted_and_no_error(client, clicks, told):
    assert client.post(reverse("search_click"), told).status_code == 204
    assert clicks == []


def test_another_site_cannot_make_clicks(clicks):
    told = {"q": "støtte", "kind": "answer", "position": "3"}
    assert Client(enforce_csrf_checks=True).post(reverse("search_click"), told).status_code == 403
    assert Client().get(reverse("search_click")).status_code == 405
    assert clicks == []
