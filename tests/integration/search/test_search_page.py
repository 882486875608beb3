"""The search page answers everybody, whatever they type."""

import pytest
from django.urls import reverse

from search import views

pytestmark = pytest.mark.django_db


def page(client, **query) -> str:
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_hit_is_shown_with_its_kind_and_its_words_marked(client, new_page):
    new_page("Støttebehov", "Hvor meget hjælp en borger har brug for i hverdagen.")
    shown = page(client, q="hverdag")
    assert "<title>Søg: hverdag" in shown
    assert "1 resultat for «hverdag»" in shown
    assert "Fundne sider" in shown
    assert "<mark>hverdagen</mark>" in shown


def test_what_a_page_holds_is_text_and_never_markup(client, new_page):
    new_page("<b>Fed</b> titel", "<script>alert(1)</script> hverdagen")
    shown = page(client, q="hverdagen")
    assert "<script>alert" not in shown
    assert "<b>Fed</b>" not in shown


def test_no_hit_leads_to_the_hotline_with_the_words_kept(client, pages_can_be_found):
    shown = page(client, q="rugbrød & smør")
    assert "Ingen resultater for «rugbrød &amp; smør»" in shown
    assert "/hotline/nyt/?emne=rugbr%C3%B8d+%26+sm%C3%B8r" in shown


def test_a_personal_number_is_not_searched_for_and_not_passed_on(client, pages_can_be_found, monkeypatch):
    monkeypatch.setattr(views, "find", lambda *args, **kwargs: pytest.fail("searched"))
    shown = page(client, q="støtte til 050583-1234")
    assert "Teksten ligner et CPR-nummer" in shown
    assert "/hotline/nyt/?" not in shown
    assert "<title>Søg –" in shown


def test_kinds_are_counted_and_can_be_chosen(client, new_page):
    new_page("Støttebehov")
    assert page(client, q="støttebehov", type="found-page").count("aria-current") >= 1
    assert "1 resultat" in page(client, q="støttebehov", type="no-such-kind")  # an unknown kind is no kind


def test_many_hits_come_in_pages(client, new_page, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    for number in range(3):
        new_page(f"Støttebehov {number}")
    first, second = page(client, q="støttebehov"), page(client, q="støttebehov", side="2")
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert "3 resultater" in second


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": "   "},
        {"q": "æ" * 10_000},
        {"q": "'\"><script>"},
        {"q": "\U0001f600 ‮ \u200b"},
        {"q": "støtte", "side": "-1"},
        {"q": "støtte", "side": "²"},
        {"q": "støtte", "side": "99999999999999999999"},
        {"q": "støtte", "type": "'; drop table"},
        {"q": "%%%___\\"},
    ],
)
def test_no_address_breaks_the_page(client, pages_can_be_found, query):
    page(client, **query)


def test_a_null_byte_is_answered_with_a_sentence(client):
    response = client.get(reverse("search") + "?q=a%00b")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_a_search_is_not_posted(client):
    assert client.post(reverse("search")).status_code == 405
