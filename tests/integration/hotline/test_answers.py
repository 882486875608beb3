"""The published questions and answers, as anybody reads them and as editors keep them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Phase
from hotline.models import AnswerPage
from people.models import User
from search.find import find
from search.outbox import carry_out_due
from tests.factories.hotline import published_answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_pages")]
LIST = "/spoergsmaal-og-svar/"


def in_phases(answer: AnswerPage, *slugs: str) -> AnswerPage:
    answer.phases = Phase.objects.filter(slug__in=slugs)
    answer.save_revision().publish()
    return answer


def test_an_answer_opens_with_its_sentence_and_says_what_it_holds_for(client):
    answer = published_answer(
        checked_on=dt.date(2026, 10, 6),
        sources="Introduktion til VUM 2.0\n\nKL: FFB 2.3.0",
        law_references=[("law", {"text": "Serviceloven § 141", "url": "", "checked_on": "2026-11-02"})],
    )
    page = client.get(answer.url).content.decode()
    assert answer.short in page
    assert "Gælder VUM 2.0 og FFB 2.3.0" in page
    assert "Kontrolleret 6. oktober 2026" in page
    assert "<li>KL: FFB 2.3.0</li>" in page
    assert "Serviceloven § 141" in page
    assert "kontrolleret 2. november 2026" in page
    assert "Stil et nyt spørgsmål" in page


def test_an_outdated_answer_says_so_and_points_to_the_new_one(client):
    newer = published_answer("Hvad gælder nu?")
    old = published_answer("Hvad gjaldt før?", valid_to=dt.date(2026, 6, 30), superseded_by=newer)
    page = client.get(old.url).content.decode()
    assert "Gjaldt til 30. juni 2026." in page
    assert f'href="{newer.url}"' in page
    assert "Hvad gjaldt før?" not in client.get(LIST).content.decode()


def test_an_answer_holds_until_the_end_of_its_last_day():
    answer = AnswerPage(title="?", valid_to=dt.date(2026, 6, 30))
    assert not answer.is_outdated(dt.date(2026, 6, 30))
    assert answer.is_outdated(dt.date(2026, 7, 1))


def test_an_answer_holds_until_the_one_that_replaces_it_does(client):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    newer = published_answer("Hvad gælder så?", valid_from=tomorrow)
    old = published_answer("Hvad gælder nu?", superseded_by=newer)
    assert not old.is_outdated()
    assert "Hvad gælder nu?" in client.get(LIST).content.decode()
    assert old.is_outdated(tomorrow)
    assert AnswerPage.objects.current(tomorrow).filter(pk=old.pk).count() == 0


def test_a_new_answer_that_is_not_public_is_not_pointed_to(client):
    newer = published_answer("Hvad gælder nu?")
    old = published_answer("Hvad gjaldt før?", superseded_by=newer)
    newer.unpublish()
    page = client.get(old.url).content.decode()
    assert "Svaret gælder ikke længere." in page
    assert newer.title not in page


def test_related_answers_are_shown_while_they_are_public(client):
    other, gone = published_answer("Relateret?"), published_answer("Trukket tilbage?")
    answer = published_answer("Hovedsvar?", related=[("page", other), ("page", gone)])
    gone.unpublish()
    page = client.get(answer.url).content.decode()
    assert "Relateret?" in page
    assert "Trukket tilbage?" not in page


def test_the_list_narrows_to_a_phase_and_counts(client):
    in_phases(published_answer("Om bestilling?"), "bestilling")
    in_phases(published_answer("Om opfølgning?"), "opfoelgning", "bestilling")
    published_answer("På tværs?")
    everything, one = client.get(LIST).content.decode(), client.get(LIST + "?fase=opfoelgning").content.decode()
    assert "3 svar" in everything
    assert "1 svar i Opfølgning" in one
    assert "Om opfølgning?" in one
    assert "På tværs?" not in one
    assert AnswerPage.objects.counts_per_phase() == {"bestilling": 2, "opfoelgning": 1}


@pytest.mark.parametrize("query", ["?fase=findes-ikke", "?fase=", "?side=0", "?side=999", "?side=x", "?fase=%27--"])
def test_a_strange_address_shows_the_list(client, query):
    published_answer("Om bestilling?")
    page = client.get(LIST + query)
    assert page.status_code == 200
    assert "Om bestilling?" in page.content.decode()


def test_a_phase_without_answers_offers_the_first_question(client):
    page = client.get(LIST + "?fase=bestilling").content.decode()
    assert "Stil det første spørgsmål" in page
    assert 'href="/hotline/nyt/"' in page


def test_ten_more_answers_need_no_more_queries(client):
    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    for number in range(2):
        in_phases(published_answer(f"Svar {number}?"), "bestilling", "opfoelgning")
    before = queries()
    for number in range(2, 12):
        in_phases(published_answer(f"Svar {number}?"), "bestilling", "opfoelgning")
    assert queries() == before


def test_what_is_published_can_be_found_and_what_is_unpublished_cannot():
    answer = published_answer("Tæller rollatoren med?", sources="Vejledning om hjælpemidler")
    carry_out_due()
    assert [hit.url for hit in find("rollator", kinds=["answer"]).hits] == [answer.url]
    answer.unpublish()
    assert not find("rollator", kinds=["answer"]).hits


def test_an_editor_keeps_an_answer_in_the_editors_tool(client):
    answer = published_answer("Tæller rollatoren med?", body=[("text", "<p>Ja.</p>")])
    client.force_login(User.objects.create_superuser("redaktion@example.dk", "et langt kodeord 1", name="Red"))
    address = f"/redaktion/pages/{answer.pk}/edit/"
    page = client.get(address).content.decode()
    assert re.search(r'type="checkbox"[^>]*name="audiences"|name="audiences"[^>]*type="checkbox"', page)
    form = {
        "title": "Tæller rollatoren med?",
        "slug": answer.slug,
        "short": "Ja, rollatoren tæller med.",
        "question": "",
        "sources": "",
        "body-count": "0",
        "law_references-count": "0",
        "related-count": "0",
        "phases": [str(Phase.objects.get(slug="bestilling").pk)],
        "audiences": ["caseworker", "leader"],
        "tags": '"hjælpemidler"',
        "valid_for": "VUM 2.0 og FFB 2.3.0",
        "checked_on": "22.11.2026",
        "valid_from": "",
        "valid_to": "",
        "superseded_by": "",
        "search_description": "",
        "seo_title": "",
        "action-publish": "1",
    }
    done = client.post(address, form)
    answer.refresh_from_db()
    assert done.status_code == 302, re.findall(r"error-message[^>]*>([^<]+)", done.content.decode())
    assert answer.short == "Ja, rollatoren tæller med."
    assert answer.audiences == ["caseworker", "leader"]
    assert [phase.slug for phase in answer.phases.all()] == ["bestilling"]
    assert answer.tag_names() == ["hjælpemidler"]
