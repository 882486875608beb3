"""Asking: the form, the door for anonymous people, the suggestions, and one's own pages."""

import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.models import Phase
from hotline.actions import enquiries
from hotline.models import Enquiry
from notifications.models import Mail
from people.models import User
from people.rules import Role
from search.outbox import carry_out_due
from tests.factories.hotline import EnquiryFactory, published_answer
from tests.factories.people import person_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_pages")]
TEXT = "Tæller briller med som hjælpemiddel, når vi vurderer Håndtere post?"
NUMBER = "010180-1234"


def sign_in(client: Client, person: User) -> None:
    """By the form, as people do it: the session of before lives on."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.post("/konto/login/", {"login": person.email, "password": "et langt kodeord 1"})


def words(**changes):
    return {"text": TEXT, "phase": "", "may_publish": "ja", "submission_key": str(uuid.uuid4())} | changes


def test_the_form_says_when_the_answer_comes(client):
    page = client.get("/hotline/nyt/").content.decode()
    assert "Du får svar senest" in page
    assert "kl. 16.00" in page
    assert "Log ind og send" in page


def test_a_question_leads_to_its_number_and_a_receipt(signed_in, provider_employee):
    answer = signed_in(provider_employee).post("/hotline/nyt/", words(phase="sagsoplysning"), follow=True)
    enquiry = Enquiry.objects.get()
    assert f"Tak. Dit spørgsmål er {enquiry.label}." in answer.content.decode()
    assert enquiry.phase == Phase.objects.get(slug="sagsoplysning")
    assert Mail.objects.filter(person=provider_employee).count() == 1


@pytest.mark.parametrize("number", ["010180-1234", "0101801234", "010180 1234", "610180-1234"])
def test_a_personal_number_is_stopped_the_text_kept_and_nothing_stored(signed_in, provider_employee, number):
    text = f"Vi har en borger, cpr {number}, som bor alene. Tæller briller med?"
    client = signed_in(provider_employee)
    page = client.post("/hotline/nyt/", words(text=text, phase="bestilling", may_publish="nej")).content.decode()
    assert "CPR-nummer" in page
    assert text in page
    assert 'role="alert"' in page
    assert re.search(r'value="nej"[^>]*checked', page)
    assert re.search(r'value="bestilling"[^>]*selected', page)
    assert "Fjern nummeret" in page
    assert not Enquiry.objects.exists()
    assert not Mail.objects.exists()
    assert number not in str(dict(client.session.items()))


def test_the_number_can_be_removed_without_a_script(signed_in, provider_employee):
    page = signed_in(provider_employee).post(
        "/hotline/nyt/", words(text=f"Vi har en borger, {NUMBER}, som bor alene.", remove_numbers="1")
    )
    assert "Vi har en borger, som bor alene." in page.content.decode()
    assert NUMBER not in page.content.decode()
    assert not Enquiry.objects.exists()


def test_an_empty_question_says_what_to_do(signed_in, provider_employee):
    page = signed_in(provider_employee).post("/hotline/nyt/", words(text="  ")).content.decode()
    assert "Skriv dit spørgsmål, før du sender." in page


def test_a_question_that_is_too_long_is_kept(signed_in, provider_employee):
    text = "Hvad gør vi? " * 500
    page = signed_in(provider_employee).post("/hotline/nyt/", words(text=text)).content.decode()
    assert "Forkort den til 5000" in page or "Forkort den til 5.000" in page
    assert text.strip() in page


def test_the_same_form_sent_twice_is_one_question(signed_in, provider_employee):
    client, form = signed_in(provider_employee), words()
    first, again = client.post("/hotline/nyt/", form), client.post("/hotline/nyt/", form)
    assert first.url == again.url
    assert Enquiry.objects.count() == Mail.objects.count() == 1


def test_the_form_begins_with_what_was_searched_for(client):
    assert "delmål ved fastholdelse" in client.get("/hotline/nyt/?emne=delmål+ved+fastholdelse").content.decode()


def test_an_anonymous_question_is_kept_over_the_sign_in(client, provider_employee):
    answer = client.post("/hotline/nyt/", words(phase="bestilling", may_publish="nej"))
    assert answer.status_code == 302
    assert answer.url == "/konto/login/?next=/hotline/nyt/"
    assert not Enquiry.objects.exists()
    sign_in(client, provider_employee)
    page = client.get("/hotline/nyt/").content.decode()
    assert TEXT in page
    assert re.search(r'value="bestilling"[^>]*selected', page)
    client.post("/hotline/nyt/", words())
    assert Enquiry.objects.get().asker == provider_employee
    assert TEXT not in client.get("/hotline/nyt/").content.decode()


def test_an_anonymous_personal_number_does_not_even_reach_the_session(client):
    page = client.post("/hotline/nyt/", words(text=f"Borgeren {NUMBER} bor alene."))
    assert page.status_code == 200
    assert NUMBER in page.content.decode()
    assert NUMBER not in str(dict(client.session.items()))


# ── Suggestions ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def glasses(db):
    """A published answer that can be found."""
    answer = published_answer("Tæller briller med som hjælpemiddel?", checked_on="2026-10-06")
    carry_out_due()
    return answer


def test_an_answer_that_fits_is_suggested_while_one_writes(client, glasses):
    page = client.post("/hotline/forslag/", {"text": "Skal briller tælle med som hjælpemiddel?"}).content.decode()
    assert glasses.title in page
    assert glasses.short in page
    assert "1 svar passer til din tekst" in page


def test_nothing_is_looked_for_with_a_personal_number(client, glasses):
    page = client.post("/hotline/forslag/", {"text": f"Skal briller tælle med for {NUMBER}?"}).content.decode()
    assert glasses.title not in page
    assert "Vi søger ikke" in page
    assert NUMBER not in page


def test_looking_for_suggestions_stores_nothing(client, glasses):
    client.post("/hotline/forslag/", {"text": "Skal briller tælle med?"})
    assert not client.session.keys()
    assert not Enquiry.objects.exists()


# ── One's own questions ─────────────────────────────────────────────────────────────────────────────────────
def test_the_asker_reads_the_answer_but_not_the_notes(signed_in, consultant):
    enquiry = EnquiryFactory()
    enquiries.note(enquiry=enquiry, text="Spørg Jura først.", by=consultant, submission_key=uuid.uuid4())
    enquiries.answer(enquiry=enquiry, text="Ja, de tæller med.", by=consultant, submission_key=uuid.uuid4())
    page = signed_in(enquiry.asker).get(f"/min-side/spoergsmaal/{enquiry.key}/").content.decode()
    assert "Ja, de tæller med." in page
    assert "Besvaret" in page
    assert "Jura" not in page


def test_the_asker_writes_again_once(signed_in, consultant):
    enquiry, key = EnquiryFactory(), str(uuid.uuid4())
    enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=uuid.uuid4())
    client = signed_in(enquiry.asker)
    for _ in range(2):
        answer = client.post(
            f"/min-side/spoergsmaal/{enquiry.key}/", {"text": "Også linser?", "submission_key": key}, follow=True
        )
    assert "Din besked er sendt til hotlinen." in answer.content.decode()
    assert enquiry.messages.filter(kind="follow_up").count() == 1


def test_a_personal_number_is_stopped_here_too(signed_in):
    enquiry = EnquiryFactory()
    text = f"Borgeren er {NUMBER}."
    page = signed_in(enquiry.asker).post(
        f"/min-side/spoergsmaal/{enquiry.key}/", {"text": text, "submission_key": str(uuid.uuid4())}
    )
    assert text in page.content.decode()
    assert enquiry.messages.count() == 1


def test_what_is_written_after_the_session_ran_out_is_there_after_the_sign_in(client):
    enquiry = EnquiryFactory()
    address = f"/min-side/spoergsmaal/{enquiry.key}/"
    answer = client.post(address, {"text": "Også linser?", "submission_key": str(uuid.uuid4())})
    assert answer.url == f"/konto/login/?next={address}"
    sign_in(client, enquiry.asker)
    assert "Også linser?" in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/min-side/spoergsmaal/{}/", "/hotline/tak/{}/"])
def test_somebody_elses_question_is_not_found_with_the_same_bytes_as_an_unknown_one(signed_in, caseworker, address):
    client = signed_in(caseworker)
    foreign = client.get(address.format(EnquiryFactory().key))
    unknown = client.get(address.format(uuid.uuid4()))
    assert foreign.status_code == unknown.status_code == 404
    assert plain(foreign) == plain(unknown)
    post = client.post(address.format(EnquiryFactory().key), words())
    assert post.status_code in (404, 405)


def plain(response) -> bytes:
    """The answer without what is new in every answer: the CSRF tokens, and the address asked for."""
    text = re.sub(rb'(value|content)="[A-Za-z0-9]{64}"', b"", response.content)
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"KEY", text)


def test_ten_more_questions_need_no_more_queries(signed_in, provider_employee):
    client = signed_in(provider_employee)
    EnquiryFactory.create_batch(2, asker=provider_employee)
    counted = queries_of(client, "/min-side/spoergsmaal/")
    EnquiryFactory.create_batch(10, asker=provider_employee)
    assert queries_of(client, "/min-side/spoergsmaal/") == counted


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_staff_member_has_their_own_questions_too(signed_in):
    person = person_with(Role.EDITOR)
    EnquiryFactory(asker=person, organisation=None, subject="Mit eget spørgsmål?")
    assert "Mit eget spørgsmål?" in signed_in(person).get("/min-side/spoergsmaal/").content.decode()
