"""The catalogue of themes: every concept has an address."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content import concepts
from content.models import Subtheme, Theme
from content.rules import FUNCTION_LEVELS
from tests.factories.cases_library import ItemOf, published_case
from tests.factories.content import home_page

pytestmark = pytest.mark.django_db


def of(title: str) -> str:
    subtheme = Subtheme.objects.select_related("theme").get(title=title)
    return reverse("subtheme", args=[subtheme.theme.slug, subtheme.slug])


def test_every_theme_and_subtheme_is_linked_from_the_catalogue(client):
    text = client.get("/begreber/").content.decode()
    for theme in Theme.objects.all():
        assert f'href="{reverse("theme", args=[theme.slug])}"' in text
    for subtheme in Subtheme.objects.select_related("theme"):
        assert f'href="{reverse("subtheme", args=[subtheme.theme.slug, subtheme.slug])}"' in text


@pytest.mark.parametrize("theme", ["praktiske-opgaver", "mentale-funktioner", "omgivelser"])
def test_a_theme_has_a_page(client, theme):
    page = client.get(f"/begreber/{theme}/")
    assert page.status_code == 200
    assert page.context["theme"].slug == theme


def test_a_subtheme_that_is_rated_shows_the_exact_labels_and_the_rule(client):
    text = client.get(of("Gøre rent")).content.decode()
    assert all(label in text for label in FUNCTION_LEVELS)
    assert "Får niveau 0–4" in text
    assert "Medicin og hjælpemidler" in text
    assert str(Subtheme.objects.get(title="Gøre rent").code) in text
    assert "2.3.0" in text


def test_a_subtheme_that_is_described_shows_no_level(client):
    text = client.get(of("Søvn")).content.decode()
    assert "Beskrives uden niveau" in text
    assert not any(label in text for label in FUNCTION_LEVELS)


def test_the_cases_in_which_it_is_rated_are_linked(client):
    home_page()
    case = published_case(items=(ItemOf("Gøre rent"),))
    hidden = published_case(items=(ItemOf("Gøre rent"),), title="Trukket tilbage")
    hidden.unpublish()
    text = client.get(of("Gøre rent")).content.decode()
    assert case.title in text
    assert hidden.title not in text
    assert case.title not in client.get(of("Spise")).content.decode()


def test_a_floor_that_declares_twice_is_asked_once(monkeypatch):
    def tell(subtheme):
        yield concepts.Related("Prøve", subtheme.title, "/")

    monkeypatch.setattr(concepts, "_tellers", {})
    concepts.declare(tell)
    concepts.declare(tell)
    assert [link.title for link in concepts.related_to(Subtheme(title="Spise"))] == ["Spise"]


@pytest.mark.parametrize(
    "address",
    ["/begreber/findes-ikke/", "/begreber/praktiske-opgaver/findes-ikke/", "/begreber/mobilitet/goere-rent/"],
)
def test_what_is_not_a_concept_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_catalogue_asks_few_questions(client):
    client.get("/begreber/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/begreber/")
    assert len([query for query in asked if "content_" in query["sql"]]) == 2
