"""People find things with the words they know."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.models import StandardPage
from search import registry
from search.find import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(new_page):
    new_page("Støttebehov", "Hvor meget hjælp en borger har brug for i hverdagen.")
    new_page("Voksenudredningsmetoden", "Metoden har syv faser, fra sagsåbning til opfølgning.")
    new_page("Temadag om indsatsmål", "Vi øver os i at skrive mål, som borgeren kan mærke.")
    new_page("Samtykke", "Borgeren skal give samtykke, før du henter oplysninger.")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("støttebehov", "Støttebehov"),
        ("støttebehovet", "Støttebehov"),
        ("stoettebehov", "Støttebehov"),
        ("STØTTEBEHOV", "Støttebehov"),
        ("behov", "Støttebehov"),
        ("støtte behov", "Støttebehov"),
        ("støtteb", "Støttebehov"),
        ("voksenudredning", "Voksenudredningsmetoden"),
        ("voksenudrednng", "Voksenudredningsmetoden"),
        ("samtyke", "Samtykke"),
        ("hvad er et samtykke?", "Samtykke"),
        ("mål der kan mærkes", "Temadag om indsatsmål"),
    ],
)
def test_the_right_thing_comes_first(library, query, first):
    assert [hit.title for hit in find(query).hits][:1] == [first]


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "kvantemekanik", "%", "_", "\\", "'", '"', "\x00", "æ" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(library, query):
    found = find(query)
    assert (found.hits, found.total) == ([], 0)


def test_a_matter_of_others_finds_nothing_until_something_here_is_about_it(library, new_page):
    found = find("samtykke til børnevaccination")
    assert (found.hits, found.elsewhere, found.meant) == ([], ("børnevaccination",), "samtykke")
    assert [hit.title for hit in find("samtykke til børnevaccination", exact=True).hits] == ["Samtykke"]
    new_page("Vaccination på botilbud", "Hvem giver samtykke til en vaccination?")
    assert [hit.title for hit in find("samtykke til vaccination").hits] == ["Vaccination på botilbud", "Samtykke"]


def test_a_hit_shows_where_the_words_stand(library):
    (hit,) = find("hverdag").hits
    assert [text for text, marked in hit.snippet.parts() if marked] == ["hverdagen"]
    assert "".join(text for text, _ in hit.snippet.parts()) == hit.snippet.text
    assert hit.url == "/stottebehov/" or hit.url.endswith("/")


def test_counts_are_per_kind_and_a_kind_can_be_chosen(library):
    found = find("borger")
    assert found.counts == [("found-page", "Fundne sider", found.total)]
    assert find("borger", kinds=["another"]).total == 0
    assert find("borger", kinds=["another"]).counts == found.counts


def test_results_come_in_pages_without_losing_or_repeating(library):
    every = [hit.title for hit in find("borger").hits]
    assert len(every) == 3
    assert [find("borger", limit=1, offset=n).hits[0].title for n in range(3)] == every
    assert find("borger", offset=10).hits == []


def test_ten_more_hits_cost_no_more_queries(
    library, new_page, lists_stay, django_assert_num_queries, django_assert_max_num_queries
):
    new_page("Borger for sig")  # with so many hits nobody is asked what was meant
    find("borger")  # the lists of words are read
    with django_assert_max_num_queries(14) as few:
        find("borger")
    for number in range(10):
        new_page(f"Borger nummer {number}")
    find("borger")
    with django_assert_num_queries(len(few)):
        find("borger")


@given(query=st.text(max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_search(library, query):
    assert find(query).total >= 0


# ── Slips, facets and days ──────────────────────────────────────────────────────────────────────────────────


def test_what_was_taken_for_a_slip_is_told_and_can_be_refused(library):
    found = find("samtykek")
    assert [hit.title for hit in found.hits] == ["Samtykke"]
    assert found.corrected == {"samtykek": "samtykke"}
    assert find("samtykek", exact=True).total == 0
    assert find("samtykke").corrected == {}


def test_what_was_meant_is_told_in_the_form_that_was_typed(new_page):
    new_page("Borger", "Borgeren får sin afgørelse, afgørelserne og VUM")
    assert find("bårgeren").corrected == {"bårgeren": "borgeren"}
    assert find("afgyrelserne").corrected == {"afgyrelserne": "afgørelserne"}


def test_a_rare_word_is_doubted_when_a_like_one_finds_clearly_more(new_page):
    for number in range(8):
        new_page(f"Kørekort {number}")
    new_page("Kørekord")
    assert find("kørekord").meant == "kørekort"
    assert find("kørekort").meant == ""


def test_a_compound_that_only_can_be_read_gives_way_to_what_was_meant(new_page):
    new_page("Samhandel", "Kommunen og regionen handler sammen.")
    for number in range(4):
        new_page(f"Handleplan {number}")
    found = find("handelplan")
    assert found.corrected == {"handelplan": "handleplan"}
    assert {hit.title for hit in found.hits} == {f"Handleplan {number}" for number in range(4)}
    assert find("handelplan", exact=True).total == 0
    assert find("handelplan", kinds=["found-page"]).total == 4, "and when the results are narrowed"
    assert find("handelplan", kinds=["answer"]).total == 0


def test_where_a_compound_of_the_field_finds_nothing_what_it_is_about_is_found(new_page):
    new_page("Klage", "Borgeren kan klage inden fire uger.")
    new_page("Svar", "Kommunen skal sætte en frist for, hvornår der kommer svar.")
    assert [hit.title for hit in find("klagefrist").hits] == ["Klage"]
    assert not find("klagefrist", exact=True).hits
    new_page("Klagefristen", "Den regnes fra afgørelsen.")
    assert [hit.title for hit in find("klagefrist").hits] == ["Klagefristen"]


def test_a_phrase_must_stand_as_it_is_written(library, new_page):
    new_page("Mål", "Gode mål skriver I sammen")
    assert [hit.title for hit in find('"skrive mål"').hits] == ["Temadag om indsatsmål"]
    assert find("skrive mål").total == 2


def test_the_words_are_marked_in_the_title_too(library):
    (hit,) = find("støttebehovet").hits
    assert str(hit.title_parts.html) == "<mark>Støttebehov</mark>"


@pytest.fixture
def say(monkeypatch, new_page):
    """`say(title, search_year=2025)`: a page that says so."""
    said: dict[int, dict] = {}
    for name, nothing in (
        ("search_phases", ()),
        ("search_audiences", ()),
        ("search_year", None),
        ("search_validity", (None, None)),
        ("search_passages", ()),
        ("search_text", ""),
    ):
        monkeypatch.setattr(
            StandardPage,
            name,
            lambda page, name=name, nothing=nothing: said.get(page.title, {}).get(name, nothing),
            raising=False,
        )

    def make(title: str, **says) -> StandardPage:
        said[title] = says
        return new_page(title)

    return make


def test_hits_can_be_narrowed_and_the_values_are_counted(say):
    say("Samtykke et", search_year=2025, search_audiences=["caseworker"])
    say("Samtykke to", search_year=2026, search_audiences=["caseworker"])
    say("Samtykke tre", search_year=2026, search_audiences=["leader"])
    every = find("samtykke")
    assert [(v.value, v.count, v.chosen) for v in every.facets["year"]] == [("2026", 2, False), ("2025", 1, False)]
    narrowed = find("samtykke", years=[2026], audiences=["caseworker"])
    assert [hit.title for hit in narrowed.hits] == ["Samtykke to"]
    assert [(v.value, v.count, v.chosen) for v in narrowed.facets["year"]] == [("2026", 1, True), ("2025", 1, False)]
    assert {v.value: v.count for v in narrowed.facets["audience"]} == {"caseworker": 1, "leader": 1}
    assert narrowed.counts == [("found-page", "Fundne sider", 1)]


def test_only_what_holds_today_is_found_and_what_held_on_a_day_can_be_asked_for(say):
    today = timezone.localdate()
    before = today - dt.timedelta(days=30)
    say("Samtykke gammel", search_validity=(None, before))
    say("Samtykke ny", search_validity=(before + dt.timedelta(days=1), None))
    assert [hit.title for hit in find("samtykke").hits] == ["Samtykke ny"]
    (old,) = find("samtykke", as_of=before).hits
    assert (old.title, old.valid_to, old.outdated) == ("Samtykke gammel", before, True)
    assert not find("samtykke").hits[0].outdated


def test_a_word_that_is_said_in_a_video_has_its_second(say):
    text = "Velkommen til videoen. Nu taler vi om samtykke. Farvel."
    say("Video", search_text=text, search_passages=((0, 0, ""), (23, 75, ""), (48, 120, "")))
    (hit,) = find("samtykke").hits
    assert hit.seconds == 75
    assert find("video").hits[0].seconds == 0


def test_synonyms_can_be_tried_before_they_hold(library):
    assert find("blåstempling").total == 0
    assert [hit.title for hit in find("blåstempling", synonyms=(("blåstempling", ("samtykke",)),)).hits] == ["Samtykke"]


def test_what_a_source_no_longer_knows_is_neither_shown_nor_counted(library, monkeypatch):
    source = registry.get("found-page")
    monkeypatch.setattr(source, "shown", lambda ids: {})
    assert find("borger").hits == []
    monkeypatch.setattr(source, "visible", lambda ids: set())
    assert (find("borger").total, find("borger").counts) == (0, [])
