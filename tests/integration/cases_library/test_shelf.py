"""The case library: filters that are addresses, a count, and a way out when nothing fits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases_library.actions import works
from cases_library.models import CasePage, CaseWork
from cases_library.rules import TrainedRule
from content.models import Phase, Subtheme
from search import outbox
from search.find import find
from tests.factories.cases_library import ItemOf, case_index, published_case
from tests.integration.cases_library.conftest import handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(client):
    """`shelf("?tema=mobilitet")` is the titles on the shelf, in order."""
    case_index()

    def titles(query: str = "") -> list[str]:
        return [case.title for case in client.get(f"/cases/{query}").context["shelf"].cases]

    return titles


@pytest.fixture
def three(db):
    follow_up = Phase.objects.get(slug="opfoelgning")
    published_case(title="A", items=(ItemOf("Gøre rent"),), rules=(TrainedRule.AIDS,))
    published_case(title="B", items=(ItemOf("Gøre rent"), ItemOf("Spise")), rules=(TrainedRule.RESOURCES,))
    published_case(title="C", items=(ItemOf("Samtale"),), rules=(TrainedRule.AIDS,), phase=follow_up, minutes=20)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ABC"),
        ("?regel=hjaelpemidler", "AC"),
        ("?tema=praktiske-opgaver", "AB"),
        ("?fase=opfoelgning", "C"),
        ("?tema=praktiske-opgaver&regel=ressourcer", "B"),
        ("?tema=egenomsorg&regel=hjaelpemidler", ""),
        ("?tema=findes-ikke&regel=%27%3B--", "ABC"),
        ("?fase=opfoelgning&fase=sagsoplysning", "AB"),
    ],
)
def test_filters_are_addresses(three, shelf, query, found):
    assert shelf(query) == list(found)


def test_a_choice_tells_how_many_it_leads_to_and_the_chosen_one_leads_back(three, client):
    rows = {row.name: row for row in client.get("/cases/?regel=hjaelpemidler").context["shelf"].filters}
    assert {str(choice.title): choice.count for choice in rows["tema"].choices} == {
        "Praktiske opgaver": 1,
        "Kommunikation": 1,
    }
    assert rows["regel"].chosen.address == "?"


def test_when_nothing_fits_there_is_a_sentence_and_a_way_out(three, client):
    text = client.get("/cases/?tema=egenomsorg&regel=hjaelpemidler").content.decode()
    assert "Ingen cases passer." in text
    assert "Fjern filtrene." in text


def test_an_empty_library_is_a_page(shelf):
    assert shelf() == []


def test_a_case_that_is_withdrawn_is_not_on_the_shelf(three, shelf):
    CasePage.objects.get(title="A").unpublish()
    assert shelf() == ["B", "C"]


def test_a_person_sees_what_is_done_and_what_is_under_way(three, caseworker, signed_in):
    a, b, _c = CasePage.objects.order_by("title")
    handed_in(a, caseworker, 1)
    works.start(person=caseworker, case=b, by=caseworker)
    cases = signed_in(caseworker).get("/cases/").context["shelf"].cases
    assert [case.state for case in cases] == ["done", "open", ""]


def test_more_cases_ask_no_more_queries(three, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/cases/").status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _ in range(5):
        published_case()
    assert asked() <= few


class TestWhatThePortalAsksFor:
    def test_cases_that_fit_the_time_and_have_not_been_tried(self, three, caseworker):
        handed_in(CasePage.objects.get(title="A"), caseworker, 1)
        tried = CaseWork.objects.of(caseworker)
        found = CasePage.objects.for_cards().that_fit(10).not_in(tried)
        assert [case.title for case in found] == ["B"]

    def test_a_persons_works_with_how_they_went(self, three, caseworker):
        handed_in(CasePage.objects.get(title="B"), caseworker, 1, 3)
        works.start(person=caseworker, case=CasePage.objects.get(title="A"), by=caseworker)
        newest = CaseWork.objects.of(caseworker).for_lists().newest_first()
        assert [(work.case.title, work.submitted, work.exact, work.assessed) for work in newest] == [
            ("A", False, 0, 0),
            ("B", True, 1, 2),
        ]

    def test_cases_in_a_phase_and_about_a_concept(self, three):
        assert [c.title for c in CasePage.objects.in_phase(Phase.objects.get(slug="opfoelgning"))] == ["C"]
        eating = Subtheme.objects.get(title="Spise")
        assert [c.title for c in CasePage.objects.about(eating)] == ["B"]
        assert CasePage.objects.about_theme(eating.theme).count() == 1
        assert CasePage.objects.training(TrainedRule.AIDS).count() == 2


def test_a_case_is_found_by_what_everybody_can_read_and_not_by_its_key(db):
    case = published_case(items=(ItemOf("Gøre rent", rationale="Begrundelsen nævner xylofoner."),))
    outbox.rebuild()
    assert [hit.title for hit in find("badebænk").hits] == [case.title]
    assert not find("xylofoner").hits
