"""People find things with the words they know."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    library, new_page, django_assert_num_queries, django_assert_max_num_queries
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
