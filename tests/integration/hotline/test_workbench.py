"""The workbench: queue, enquiry, anonymising and approving, as consultants and editors meet it."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline.actions import enquiries, publications
from hotline.models import AnswerPage, Enquiry, Publication
from hotline.rules import PublicationState, Status
from notifications.models import Mail
from people.rules import Role
from search.outbox import carry_out_due
from tests.factories.hotline import EnquiryFactory
from tests.factories.people import person_with
from tests.integration.hotline.forms import QUEUE, TEXT, answer_form, at, publication_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_pages")]
NUMBER = "010180-1234"


# ── The whole journey ───────────────────────────────────────────────────────────────────────────────────────
def test_from_the_question_to_an_answer_that_anyone_finds(signed_in, client, provider_employee, consultant, colleague):
    asker, first, second = signed_in(provider_employee), signed_in(consultant), signed_in(colleague)
    asker.post("/hotline/nyt/", {"text": TEXT, "may_publish": "ja", "submission_key": str(uuid.uuid4())})
    enquiry = Enquiry.objects.get()

    assert "Tæller briller med?" in first.get(QUEUE).content.decode()
    first.post(at(enquiry, "tag/"), {"version": "1"})
    first.post(at(enquiry, "svar/"), answer_form(version="2"))
    assert "Ja, hjælpemidler tæller med." in asker.get(f"/min-side/spoergsmaal/{enquiry.key}/").content.decode()

    first.post(at(enquiry, "anonymiser/"))
    page = first.get(at(enquiry, "anonymiser/")).content.decode()
    assert "Anne Friis" in page
    assert "Telefonnummer" in page
    sent = first.post(at(enquiry, "anonymiser/"), publication_form(enquiry), follow=True)
    assert "Sendt til godkendelse" in sent.content.decode()
    assert "Du kan ikke godkende dit eget arbejde." in sent.content.decode()

    waiting = Publication.objects.get()
    assert "Tæller briller med?" in second.get(QUEUE + "til-godkendelse/").content.decode()
    done = second.post(at(enquiry, "offentliggoer/"), {"version": waiting.version}, follow=True)
    assert "Svaret er offentligt." in done.content.decode()

    carry_out_due()
    public = client.get(AnswerPage.objects.get().url).content.decode()
    assert "Anne Friis" not in public
    assert "12 34 56 78" not in public
    assert "Ja, hjælpemidler tæller med." in public
    subjects = list(Mail.objects.filter(person=provider_employee).order_by("pk").values_list("subject", flat=True))
    assert [subject.split(enquiry.label)[-1].strip() for subject in subjects] == ["", "er besvaret", "er nu offentligt"]


# ── The queue ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_tabs_hold_what_they_say(signed_in, consultant, colleague):
    client = signed_in(consultant)
    EnquiryFactory(subject="Ufordelt?")
    EnquiryFactory(subject="Min?", assignee=consultant, status=Status.IN_PROGRESS)
    EnquiryFactory(subject="Ventende?", assignee=colleague, status=Status.AWAITING)
    EnquiryFactory(subject="Lukket?", assignee=consultant, status=Status.CLOSED)
    shown = {
        tab: re.findall(r'vp-item__t">([^<]+)', client.get(f"{QUEUE}?vis={tab}").content.decode())
        for tab in ("ufordelte", "mine", "afventer", "alle", "noget-andet")
    }
    assert shown["ufordelte"] == shown["noget-andet"] == ["Ufordelt?"]
    assert shown["mine"] == ["Min?"]
    assert shown["afventer"] == ["Ventende?"]
    assert set(shown["alle"]) == {"Ufordelt?", "Min?", "Ventende?", "Lukket?"}


def test_the_queue_turns_its_page_after_25(signed_in, consultant):
    EnquiryFactory.create_batch(27)
    client = signed_in(consultant)
    assert client.get(QUEUE).content.decode().count("vp-item__t") == 25
    assert client.get(f"{QUEUE}?side=2").content.decode().count("vp-item__t") == 2
    assert client.get(f"{QUEUE}?side=snart").status_code == 200


def test_after_news_the_page_asks_for_the_list_alone(signed_in, consultant):
    EnquiryFactory(subject="Ny?")
    fragment = signed_in(consultant).get(QUEUE, headers={"HX-Request": "true"}).content.decode()
    assert "Ny?" in fragment
    assert "<html" not in fragment
    assert "1 ufordelt henvendelse" in fragment


@pytest.mark.parametrize("address", [QUEUE + "?vis=alle", QUEUE + "til-godkendelse/"])
def test_ten_more_rows_need_no_more_queries(signed_in, consultant, address):
    client = signed_in(consultant)

    def more(number):
        for enquiry in EnquiryFactory.create_batch(number):
            Publication.objects.create(
                enquiry=enquiry, title="?", state=PublicationState.AWAITING_APPROVAL, prepared_by=consultant
            )

    more(2)
    before = queries_of(client, address)
    more(10)
    assert queries_of(client, address) == before


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# ── One enquiry ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_lives_on_when_a_colleague_takes_over(signed_in, consultant, colleague, enquiry):
    signed_in(consultant).post(at(enquiry, "kladde/"), {"text": "Næsten færdigt", "draft_version": "0"})
    assert "Næsten færdigt" in signed_in(colleague).get(at(enquiry)).content.decode()


def test_a_newer_draft_is_shown_beside_ones_own_text(signed_in, consultant, colleague, enquiry):
    enquiries.save_draft(enquiry=enquiry, text="Peters udgave", version=0, by=colleague)
    answer = signed_in(consultant).post(at(enquiry, "kladde/"), {"text": "Min udgave", "draft_version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Peter Skov har gemt en nyere udgave. Sammenlign." in page
    assert "Peters udgave" in page
    assert "Min udgave" in page
    assert enquiry.draft.text == "Peters udgave"


def test_sending_over_a_newer_draft_is_the_same_conflict(signed_in, consultant, colleague, enquiry):
    enquiries.save_draft(enquiry=enquiry, text="Peters udgave", version=0, by=colleague)
    answer = signed_in(consultant).post(at(enquiry, "svar/"), answer_form(text="Min udgave"))
    assert answer.status_code == 409
    assert "Peters udgave" in answer.content.decode()
    assert enquiry.messages.count() == 1


def test_an_answer_to_what_has_changed_is_kept_and_not_sent(signed_in, consultant, enquiry):
    enquiries.follow_up(enquiry=enquiry, text="Også linser?", by=enquiry.asker, submission_key=uuid.uuid4())
    answer = signed_in(consultant).post(at(enquiry, "svar/"), answer_form())
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Henvendelsen er ændret, siden du åbnede den." in page
    assert "Også linser?" in page
    assert "Ja, hjælpemidler tæller med." in page
    assert not enquiry.messages.filter(kind="answer").exists()


def test_a_personal_number_in_an_answer_is_stopped(signed_in, consultant, enquiry):
    page = signed_in(consultant).post(at(enquiry, "svar/"), answer_form(text=f"Om {NUMBER}: ja.")).content.decode()
    assert f"Om {NUMBER}: ja." in page
    assert "CPR-nummer" in page
    assert enquiry.messages.count() == 1


@pytest.mark.parametrize("step", ["kladde/", "note/"])
def test_a_personal_number_is_stopped_in_drafts_and_notes(signed_in, consultant, enquiry, step):
    form = answer_form(text=NUMBER) | {"note-text": NUMBER, "note-submission_key": str(uuid.uuid4())}
    assert signed_in(consultant).post(at(enquiry, step), form).status_code == 200
    assert enquiry.messages.count() == 1
    assert not hasattr(Enquiry.objects.get(), "draft")


def test_what_a_consultant_writes_after_the_session_ran_out_is_kept(client, consultant, enquiry):
    answer = client.post(at(enquiry, "svar/"), answer_form(text="Langt svar"))
    assert answer.url == f"/konto/login/?next={at(enquiry)}"
    assert client.session[f"hotline.answer.{enquiry.key}"] == {"text": "Langt svar"}


def test_the_asker_who_said_no_is_not_published(signed_in, consultant):
    enquiry = EnquiryFactory(may_publish=False)
    client = signed_in(consultant)
    client.post(at(enquiry, "svar/"), answer_form())
    assert "Spørgeren har sagt nej" in client.get(at(enquiry)).content.decode()
    assert client.post(at(enquiry, "anonymiser/")).url == at(enquiry)
    assert not Publication.objects.exists()


# ── Anonymise and approve ───────────────────────────────────────────────────────────────────────────────────
def test_what_is_not_decided_is_named_with_a_link(signed_in, consultant, enquiry, begun):
    form = {name: value for name, value in publication_form(enquiry).items() if not name.startswith("choice-")}
    page = signed_in(consultant).post(at(enquiry, "anonymiser/"), form).content.decode()
    assert "2 fund mangler en beslutning, før du kan sende" in page
    for finding in publications.findings_of(begun):
        assert f'href="#fund-{finding.id}"' in page
        assert f'id="fund-{finding.id}"' in page
    begun.refresh_from_db()
    assert begun.state == PublicationState.DRAFT


def test_an_undecided_finding_is_hidden_in_what_will_be_shown(signed_in, consultant, enquiry, begun):
    page = signed_in(consultant).get(at(enquiry, "anonymiser/")).content.decode()
    shown = page.split('id="out-heading"')[1].split("</section>")[0]
    assert "▇▇▇" in shown
    assert "Anne Friis" not in shown


def test_a_replacement_with_a_number_in_it_is_not_stored(signed_in, consultant, enquiry, begun):
    finding = publications.findings_of(begun)[0]
    form = publication_form(enquiry) | {f"choice-{finding.id}": "replace", f"words-{finding.id}": NUMBER}
    page = signed_in(consultant).post(at(enquiry, "anonymiser/"), form)
    begun.refresh_from_db()
    assert "CPR-nummer" in page.content.decode()
    assert begun.state == PublicationState.DRAFT
    assert NUMBER not in str(begun.decisions) + begun.question_text


def test_a_stale_tab_keeps_both_texts(signed_in, consultant, colleague, enquiry, begun):
    mine = publication_form(enquiry, answer_text="Min rettelse.", go="save")
    signed_in(colleague).post(at(enquiry, "anonymiser/"), publication_form(enquiry, answer_text="Peters.", go="save"))
    answer = signed_in(consultant).post(at(enquiry, "anonymiser/"), mine)
    assert answer.status_code == 409
    assert "Min rettelse." in answer.content.decode()
    assert "Peters." in answer.content.decode()
    begun.refresh_from_db()
    assert begun.answer_text == "Peters."


def test_ones_own_work_is_refused_with_a_sentence(signed_in, consultant, enquiry, waiting):
    answer = signed_in(consultant).post(at(enquiry, "offentliggoer/"), {"version": waiting.version})
    assert answer.status_code == 409
    assert "Du kan ikke godkende dit eget arbejde." in answer.content.decode()
    assert not AnswerPage.objects.exists()


def test_an_editor_approves_without_seeing_what_was_received(signed_in, editor, enquiry, waiting):
    client = signed_in(editor)
    page = client.get(at(enquiry, "godkend/")).content.decode()
    assert "Ja, de tæller med." in page
    assert "Anne Friis" not in page
    assert enquiry.asker.name not in page
    assert client.get(at(enquiry)).status_code == 404
    client.post(at(enquiry, "offentliggoer/"), {"version": waiting.version})
    assert AnswerPage.objects.count() == 1


def test_sending_back_wants_a_sentence(signed_in, colleague, enquiry, waiting):
    client = signed_in(colleague)
    assert (
        "Skriv, hvad der skal ændres." in client.post(at(enquiry, "send-tilbage/"), {"comment": " "}).content.decode()
    )
    client.post(at(enquiry, "send-tilbage/"), {"comment": "Skriv «borgeren»."})
    waiting.refresh_from_db()
    assert waiting.state == PublicationState.REJECTED
    assert "Skriv «borgeren»." in client.get(at(enquiry, "anonymiser/")).content.decode()


def test_two_who_approve_at_once_publish_once(signed_in, colleague, editor, enquiry, waiting):
    form = {"version": waiting.version}
    answers = [signed_in(person).post(at(enquiry, "offentliggoer/"), form) for person in (colleague, editor)]
    assert [answer.url for answer in answers] == [at(enquiry, "offentliggjort/")] * 2
    assert AnswerPage.objects.count() == 1


# ── Who may not ─────────────────────────────────────────────────────────────────────────────────────────────
STEPS = ["", "anonymiser/", "godkend/", "offentliggjort/"]
POSTS = ["tag/", "laeg-tilbage/", "kladde/", "svar/", "note/", "luk/", "anonymiser/", "offentliggoer/", "send-tilbage/"]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEADER, Role.PROVIDER_EMPLOYEE, Role.TRAINER, Role.ANALYST])
def test_others_find_nothing_at_the_workbench(signed_in, role, enquiry, waiting):
    client = signed_in(person_with(role))
    for step in STEPS:
        assert client.get(at(enquiry, step)).status_code == 404
    for step in POSTS:
        assert client.post(at(enquiry, step), answer_form()).status_code == 404
    assert client.get(QUEUE).status_code == client.get(QUEUE + "til-godkendelse/").status_code == 404


def test_the_asker_is_no_consultant_in_their_own_matter(signed_in, enquiry):
    assert signed_in(enquiry.asker).get(at(enquiry)).status_code == 404


def test_an_unknown_enquiry_is_not_found(signed_in, consultant):
    client = signed_in(consultant)
    for step in STEPS:
        assert client.get(f"{QUEUE}{uuid.uuid4()}/{step}").status_code == 404
    for step in POSTS:
        assert client.post(f"{QUEUE}{uuid.uuid4()}/{step}", answer_form()).status_code == 404


def test_reading_never_writes(signed_in, consultant, enquiry, waiting):
    client = signed_in(consultant)
    for address in [QUEUE, QUEUE + "til-godkendelse/", *(at(enquiry, step) for step in STEPS)]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        written = [q["sql"] for q in queries if re.match(r"\s*(INSERT|UPDATE|DELETE)", q["sql"])]
        assert not written, address
