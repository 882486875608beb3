"""While somebody types, words and things are offered that exist and that anybody may see."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.models import StandardPage
from search.suggest import match, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(new_page):
    new_page("Støttebehov", "Sådan vurderer du behovet for hjælp i hverdagen.")
    new_page("Voksenudredningsmetoden", "Metoden har syv faser, fra sagsåbning til opfølgning. VUM er kort for den.")
    new_page("Samtykke", "Borgeren skal give samtykke, før du henter oplysninger.")


def words(typed: str) -> list[str]:
    return [each.text for each in suggest(typed).words]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("støt", "støttebehov"),
        ("stoet", "støttebehov"),
        ("STØT", "støttebehov"),
        ("behov", "støttebehov"),
        ("vum", "VUM"),
        ("udred", "voksenudredningsmetoden"),
        ("samtyke", "samtykke"),
        ("give samt", "give samtykke"),
    ],
)
def test_a_word_is_offered_also_by_what_stands_inside_it(library, typed, offered):
    assert offered in words(typed)


def test_what_was_typed_stands_where_the_suggestion_says(library):
    (found,) = [each for each in suggest("en behov").words if "støtte" in each.text]
    assert found.text[found.match_start : found.match_end] == "behov"
    assert found.text[: found.match_start] == "en støtte"
    assert match("støttebehov", "zebra") == (0, 0)


def test_a_thing_is_offered_by_its_title(library):
    (thing,) = suggest("voksenud").things
    assert thing.title == "Voksenudredningsmetoden"
    assert thing.url.endswith("/voksenudredningsmetoden/")
    assert str(thing.label) == "Fundne sider"
    assert [each.title for each in suggest("behov").things] == ["Støttebehov"]


def test_after_other_words_those_of_the_same_titles_come_first(library, new_page):
    new_page("Borgerstyret personlig assistance", "Hjælp til den, der kan lede sine hjælpere.")
    new_page("Personnumre", "Skriv aldrig en andens personnummer.")
    assert words("borgerstyret pers")[0] == "borgerstyret personlig"


def test_what_is_no_longer_public_is_not_offered(library, django_capture_on_commit_callbacks):
    page = StandardPage.objects.get(title="Støttebehov")
    StandardPage.objects.filter(pk=page.pk).update(live=False)  # past every signal
    assert suggest("støtteb").things == []
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert words("støtteb") == []


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "%", "zzzzzz", "æ" * 5000, "' OR 1=1 --", '* " ( NEAR'])
def test_nonsense_offers_nothing_and_breaks_nothing(library, typed):
    found = suggest(typed)
    assert (found.words, found.things) == ([], [])


@given(typed=st.text(max_size=40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_breaks_it(library, typed):
    for each in suggest(typed).words:
        assert 0 <= each.match_start <= each.match_end <= len(each.text)


def test_ten_more_things_cost_no_more_queries(library, new_page, lists_stay, django_assert_num_queries):
    suggest("støt")  # the lists of words are read
    with django_assert_num_queries(6):
        suggest("støt")
    for number in range(10):
        new_page(f"Støttebehov nummer {number}")
    suggest("støt")
    with django_assert_num_queries(6):
        suggest("støt")
