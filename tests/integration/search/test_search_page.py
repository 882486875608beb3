"""The search page answers everybody, whatever they type, and its address can be shared."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from search.find import Snippet
from search.views import results as view
from search.views.asked import read_address

pytestmark = pytest.mark.django_db
NUMBER = "050583-1234"


def page(client, **query) -> str:
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return response.content.decode()


def a_hit(**changes):
    hit = {
        "kind": "answer", "label": "Spørgsmål og svar", "object_id": 1, "title": "Et svar", "url": "/et-svar/",
        "title_parts": Snippet("Et svar", ((3, 7),)), "snippet": Snippet("kort"), "changed_on": None,
        "valid_to": None, "outdated": False, "seconds": None,
    }  # fmt: skip
    return SimpleNamespace(**(hit | changes))


@pytest.fixture
def found(monkeypatch):
    """`found(total=3, …)`: the search finds this; the returned list holds what it was asked."""

    def set_up(*hits, **changes):
        told = {
            "query": "", "hits": list(hits), "total": len(hits), "more": False, "facets": {}, "counts": [],
            "corrected": {}, "meant": "", "degraded": False, "elsewhere": (),
        }  # fmt: skip
        asked: list[dict] = []

        def find(query, **wanted):
            asked.append({"query": query, **wanted})
            return SimpleNamespace(**(told | changes))

        monkeypatch.setattr(view, "find", find)
        return asked

    return set_up


def value(of: str, label: str, count: int = 1, chosen: bool = False):
    return SimpleNamespace(value=of, label=label, count=count, chosen=chosen)


# ── What is found ───────────────────────────────────────────────────────────────────────────────────────────
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


def test_no_hit_says_why_and_leads_on_with_the_words_kept(client, pages_can_be_found):
    shown = page(client, q="lynlås & smør")
    assert "Ingen resultater for «lynlås &amp; smør»" in shown
    assert "der passer til dine ord" in shown
    assert "/hotline/nyt/?emne=lynl%C3%A5s+%26+sm%C3%B8r" in shown
    assert 'href="/sagsforloeb/bestilling/"' in shown


def test_no_hit_with_filters_leads_to_the_same_words_without_them(client, found):
    found()
    shown = page(client, q="rollator", fase="bestilling")
    assert "både til dine ord og til dine filtre" in shown
    assert 'href="?q=rollator">Søg uden filtre' in shown


def test_a_matter_of_others_leads_to_them_and_to_the_words_that_are_left(client, new_page):
    new_page("Klage", "Hvor borgeren kan klage over en afgørelse.")
    shown = page(client, q="ejendomsskat klage")
    assert "Ingen resultater for «ejendomsskat klage»" in shown
    assert "ikke noget om «ejendomsskat»" in shown
    assert 'href="https://www.borger.dk/"' in shown
    assert 'href="?q=klage">Søg kun efter «klage»' in shown
    assert "Mente du" not in shown


def test_an_outdated_hit_says_until_when_it_was_valid(client, found):
    found(a_hit(outdated=True, valid_to=dt.date(2026, 6, 30)), a_hit(outdated=True), a_hit())
    shown = page(client, q="skema")
    assert shown.count("Gjaldt til 30. juni 2026") == 1
    assert shown.count("Gælder ikke i dag") == 1  # a later answer, seen on a day to come


@pytest.mark.parametrize("url", ["/video/", "/video/?t=83"])
def test_a_hit_in_a_transcript_leads_to_the_second_of_the_video(client, found, url):
    found(a_hit(url=url, seconds=83))
    shown = page(client, q="samtykke")
    assert "Spring til 1.23 i videoen" in shown
    assert 'href="/video/?t=83"' in shown


def test_words_that_were_mended_are_said_and_can_be_taken_back(client, found):
    asked = found(a_hit(), corrected={"stotte": "støtte"})
    shown = page(client, q="Stotte i hjemmet", fase="bestilling")
    assert "Viser resultater for «støtte i hjemmet»." in shown
    assert "Søg i stedet efter «Stotte i hjemmet»" in shown
    (address,) = re.findall(r'href="(\?[^"]*exact=1)"', shown)
    client.get(reverse("search") + address.replace("&amp;", "&"))
    assert asked[-1]["exact"] is True
    assert asked[-1]["query"] == "Stotte i hjemmet"
    assert list(asked[-1]["phases"]) == ["bestilling"]


def test_what_may_have_been_meant_is_offered(client, found):
    found(meant="støttebehov")
    assert re.search(r'Mente du <a href="\?q=st%C3%B8ttebehov">«støttebehov»</a>\?', page(client, q="stottebehof"))


def test_more_results_than_are_counted_are_more_than_a_number(client, found):
    found(a_hit(), total=1000, more=True)
    assert "Mere end 1.000 resultater for «støtte»" in page(client, q="støtte")


def test_an_engine_that_is_away_is_said_quietly(client, found):
    found(a_hit(), degraded=True)
    shown = page(client, q="støtte")
    assert "Søgemaskinen svarer ikke lige nu" in shown
    assert 'role="alert"' not in shown[shown.index("results-heading") :]


def test_kinds_are_counted_and_can_be_chosen(client, found):
    asked = found(a_hit(), counts=[("answer", "Spørgsmål og svar", 2), ("case", "Cases", 3)])
    shown = page(client, q="støtte", type="answer")
    assert list(asked[0]["kinds"]) == ["answer"]
    assert "Alt (5)" in shown
    assert re.search(r'aria-current="true">Spørgsmål og svar \(2\)', shown)


def test_many_hits_come_in_pages(client, new_page, monkeypatch):
    monkeypatch.setattr(view, "PER_PAGE", 2)
    for number in range(3):
        new_page(f"Støttebehov {number}")
    first, second = page(client, q="støttebehov"), page(client, q="støttebehov", side="2")
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'data-position="3"' in second
    assert "3 resultater" in second
    assert 'data-position="3"' in page(client, q="støttebehov", side="900")  # the last page there is


# ── What is asked for ───────────────────────────────────────────────────────────────────────────────────────
def test_every_filter_stands_in_the_address_and_reaches_the_search(client, found):
    facets = {
        "phase": [value("bestilling", "Bestilling", 2, True)],
        "year": [value("2026", "2026"), value("2025", "2025")],
    }
    asked = found(a_hit(), facets=facets)
    shown = page(
        client,
        q="støtte",
        fase="bestilling",
        tema="mobilitet",
        maalgruppe="caseworker",
        aar=["2026", "2025"],
        pr_dato="2026-03-01",
    )
    (wanted,) = asked
    assert list(wanted["phases"]) == ["bestilling"]
    assert list(wanted["themes"]) == ["mobilitet"]
    assert list(wanted["audiences"]) == ["caseworker"]
    assert list(wanted["years"]) == ["2026", "2025"]
    assert wanted["as_of"] == dt.date(2026, 3, 1)
    assert "Du ser, hvad der gjaldt den 1. marts 2026." in shown
    assert re.search(r'id="fase-bestilling"[^>]* checked>', shown)
    assert re.search(r'id="tema-mobilitet"[^>]* checked>', shown)  # chosen, and no hit has it
    assert "Fjern filteret: </span>Bestilling" in shown


def test_a_new_search_keeps_the_filters_that_are_shown(client, found):
    found(a_hit())
    shown = page(client, q="støtte", fase="bestilling")
    form = shown[shown.index('id="page-search"') : shown.index("</form>", shown.index('id="page-search"'))]
    assert '<input type="hidden" name="fase" value="bestilling">' in form


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"pr_dato": "2026-02-30"}, "Vi kan ikke læse datoen"),
        ({"pr_dato": "i går"}, "Vi kan ikke læse datoen"),
        ({"pr_dato": "9999-12-31"}, "Vi kan ikke læse datoen"),
        ({"pr_dato": "0001-01-01"}, "Vi kan ikke læse datoen"),
        ({"fase": "findes-ikke"}, "et filter, der ikke findes"),
        ({"type": "'; drop table"}, "et filter, der ikke findes"),
        ({"aar": "²026"}, "et filter, der ikke findes"),
        ({"aar": "20261"}, "et filter, der ikke findes"),
        ({"tema": "æ" * 10_000}, "et filter, der ikke findes"),
    ],
)
def test_what_cannot_be_read_in_the_address_is_left_out_and_said_quietly(client, found, query, sentence):
    asked = found(a_hit())
    assert sentence in page(client, q="støtte", **query)
    assert (asked[0]["as_of"], list(asked[0]["phases"]), list(asked[0]["kinds"])) == (None, [], [])


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": "   "},
        {"q": "æ" * 10_000},
        {"q": "'\"><script>"},
        {"q": "\U0001f600 ‮ \u200b"},
        {"q": ["støtte", "behov"], "side": ["1", "2"], "pr_dato": ["", "x"], "exact": ["1", "0"]},
        {"q": "støtte", "fase": ["bestilling"] * 400, "aar": [str(year) for year in range(1900, 2400)]},
        {"q": "støtte", "side": "-1"},
        {"q": "støtte", "side": "²"},
        {"q": "støtte", "side": "99999999999999999999"},
        {"q": "%%%___\\"},
        {"q": '"støtte', "exact": "1"},
    ],
)
def test_no_address_breaks_the_page(client, pages_can_be_found, query):
    page(client, **query)


def test_a_null_byte_is_answered_with_a_sentence(client):
    response = client.get(reverse("search") + "?q=a%00b")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_thousands_of_filters_are_refused_and_break_nothing(client):
    client.raise_request_exception = False
    address = reverse("search") + "?q=a" + "&fase=bestilling" * 5000
    assert client.get(address).status_code == 400


def test_a_search_is_not_posted(client):
    assert client.post(reverse("search")).status_code == 405


@given(
    st.dictionaries(st.sampled_from(["q", "type", "aar", "pr_dato", "side", "exact"]), st.lists(st.text(max_size=30)))
)
@settings(max_examples=100, deadline=None)
def test_an_address_leads_back_to_what_it_was_made_of(typed):
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    today = dt.date(2026, 11, 22)
    asked = read_address(data, today)
    again = read_address(QueryDict(asked.address[1:]), today)
    assert (again.query, again.pairs(), again.exact, again.page) == (
        asked.query,
        asked.pairs(),
        asked.exact,
        asked.page,
    )
    assert not again.misread


# ── Personal numbers ────────────────────────────────────────────────────────────────────────────────────────
def test_a_personal_number_is_not_searched_for_and_not_passed_on(client, pages_can_be_found, monkeypatch):
    monkeypatch.setattr(view, "find", lambda *args, **kwargs: pytest.fail("searched"))
    monkeypatch.setattr(view.log, "record_search", lambda *args, **kwargs: pytest.fail("noted"))
    response = client.get(reverse("search"), {"q": f"støtte til {NUMBER}"})
    shown = response.content.decode()
    assert "Teksten ligner et CPR-nummer" in shown
    assert "/hotline/nyt/?" not in shown
    assert "<title>Søg –" in shown
    assert shown.count("1234") == 1  # in the field, to be mended
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


# ── The log ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_search_is_noted_once_and_not_for_its_filters_and_pages(client, found, monkeypatch):
    noted = []
    monkeypatch.setattr(view.log, "record_search", lambda query, **how: noted.append((query, how["total"])))
    found(a_hit(), total=70)
    page(client, q="støtte")
    page(client, q="støtte", side="2")
    page(client, q="støtte", fase="bestilling")
    page(client, q="støtte", exact="1")
    page(client)
    assert noted == [("støtte", 70)]
