"""From an answer to one person to an answer for all: what the actions promise."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from hotline.actions import Conflict, NotPossible, enquiries, publications
from hotline.models import AnswerPage, Publication
from hotline.rules import PublicationState, Status
from hotline.rules.anonymise import Choice, Decision
from notifications.models import Mail
from tests.factories.hotline import EnquiryFactory, answer_index, published_answer

pytestmark = pytest.mark.django_db
TEXT = "Min leder, Anne Friis, siger 0. Tæller briller med? Ring på 12 34 56 78."


@pytest.fixture
def answered(consultant):
    """An answered enquiry with a name and a phone number in it."""
    enquiry = EnquiryFactory(text=TEXT, subject="Tæller briller med?")
    enquiries.answer(
        enquiry=enquiry, text="Ja, hjælpemidler tæller med.", by=consultant, submission_key=uuid.uuid4(), version=1
    )
    enquiry.refresh_from_db()
    return enquiry


@pytest.fixture
def begun(answered, consultant):
    return publications.begin(enquiry=answered, by=consultant)


def prepare(publication, by, choices=None, **changes):
    publication.refresh_from_db()
    found = publications.findings_of(publication)
    chosen = choices if choices is not None else dict.fromkeys([f.text for f in found], Decision(Choice.REMOVE))
    words = {
        "title": publication.title,
        "short": publication.short or "Ja, hjælpemidler tæller med.",
        "question_text": publication.question_text,
        "answer_text": publication.answer_text,
        "version": publication.version,
        "phases": [],
    }
    decisions = {f.id: chosen[f.text] for f in found if f.text in chosen}
    return publications.prepare(publication=publication, by=by, decisions=decisions, **(words | changes))


@pytest.fixture
def waiting(begun, consultant):
    """Sent for approval by the consultant."""
    return publications.submit(publication=prepare(begun, consultant), by=consultant)


def test_it_begins_once_with_the_original_texts(answered, consultant, colleague):
    first = publications.begin(enquiry=answered, by=consultant)
    assert publications.begin(enquiry=answered, by=colleague) == first
    assert first.question_text == TEXT
    assert first.answer_text == "Ja, hjælpemidler tæller med."


def test_what_the_asker_keeps_private_cannot_begin(answered, consultant):
    answered.may_publish = False
    answered.save()
    with pytest.raises(NotPossible):
        publications.begin(enquiry=answered, by=consultant)


def test_decisions_change_the_public_text_and_can_be_changed_back(begun, consultant):
    name, phone = "Anne Friis", "12 34 56 78"
    made = prepare(begun, consultant, {name: Decision(Choice.REPLACE, "en leder"), phone: Decision(Choice.REMOVE)})
    assert made.question_text == "Min leder, en leder, siger 0. Tæller briller med? Ring på."
    again = prepare(made, consultant, {name: Decision(Choice.KEEP), phone: Decision(Choice.REMOVE)})
    assert "Anne Friis" in again.question_text


def test_a_text_edited_by_hand_stays_edited_until_one_begins_again(begun, consultant):
    edited = prepare(begun, consultant, {}, question_text="Tæller briller med, spørger Anne Friis?")
    assert edited.edited
    edited = prepare(edited, consultant, {"Anne Friis": Decision(Choice.REPLACE, "en leder")})
    assert edited.question_text == "Tæller briller med, spørger en leder?"
    rebuilt = prepare(edited, consultant, {}, rebuild=True)
    assert rebuilt.question_text == TEXT


def test_nothing_is_sent_while_a_finding_wants_a_decision(begun, consultant):
    made = prepare(begun, consultant, {"Anne Friis": Decision(Choice.REMOVE)})
    with pytest.raises(publications.NotReady) as problem:
        publications.submit(publication=made, by=consultant)
    assert [finding.text for finding in problem.value.findings] == ["12 34 56 78"]


def test_a_name_written_into_the_public_text_wants_a_decision_too(begun, consultant):
    made = prepare(begun, consultant)
    made = prepare(made, consultant, {}, answer_text="Ja. Det siger Henrik Madsen også.")
    publication = Publication.objects.get()
    publication.decisions |= {f.id: {"choice": "remove"} for f in publications.findings_of(publication)[:2]}
    publication.save()
    with pytest.raises(publications.NotReady) as problem:
        publications.submit(publication=made, by=consultant)
    assert "Henrik Madsen" in [finding.text for finding in problem.value.findings]


def test_a_text_must_not_be_empty(begun, consultant):
    made = prepare(begun, consultant, short="   ")
    with pytest.raises(NotPossible):
        publications.submit(publication=made, by=consultant)


def test_two_who_anonymise_at_once_meet_and_nothing_is_lost(begun, consultant, colleague):
    version = begun.version
    prepare(begun, colleague, title="Kollegaens overskrift?")
    with pytest.raises(Conflict) as conflict:
        prepare(begun, consultant, title="Min overskrift?", version=version)
    assert conflict.value.current.title == "Kollegaens overskrift?"


def test_nobody_approves_their_own_work(waiting, consultant):
    answer_index()
    with pytest.raises(publications.OwnWork):
        publications.approve(publication=waiting, by=consultant)
    assert not AnswerPage.objects.exists()


def test_the_database_refuses_the_same_two_people(waiting, consultant):
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(approved_by=consultant)


def test_a_second_person_publishes_and_the_asker_hears(waiting, colleague):
    answer_index()
    Mail.objects.all().delete()
    page = publications.approve(publication=waiting, by=colleague, version=waiting.version)
    assert page.live
    assert page.title == "Tæller briller med?"
    assert "Anne Friis" not in page.question + str(page.body)
    assert page.latest_revision.user == colleague
    waiting.refresh_from_db()
    assert (waiting.state, waiting.page, waiting.approved_by) == (PublicationState.PUBLISHED, page, colleague)
    assert waiting.enquiry.status == Status.CLOSED
    mail = Mail.objects.get()
    assert mail.person == waiting.enquiry.asker
    assert page.url in mail.body


def test_approving_twice_gives_one_page_and_one_mail(waiting, colleague, editor):
    answer_index()
    Mail.objects.all().delete()
    first = publications.approve(publication=waiting, by=colleague)
    assert publications.approve(publication=waiting, by=editor) == first
    assert AnswerPage.objects.count() == Mail.objects.count() == 1


def test_what_was_changed_since_it_was_read_is_not_approved(waiting, colleague):
    answer_index()
    with pytest.raises(Conflict):
        publications.approve(publication=waiting, by=colleague, version=waiting.version - 1)


def test_what_is_sent_back_can_be_mended_and_sent_again(waiting, consultant, colleague):
    Mail.objects.all().delete()
    back = publications.send_back(publication=waiting, comment="Skriv «borgeren».", by=colleague)
    assert back.state == PublicationState.REJECTED
    assert Mail.objects.get().person == consultant
    again = publications.submit(publication=prepare(back, consultant), by=consultant)
    assert (again.state, again.comment) == (PublicationState.AWAITING_APPROVAL, "")


def test_what_waits_for_approval_is_not_edited(waiting, consultant):
    with pytest.raises(NotPossible):
        prepare(waiting, consultant, title="Noget andet?")


def test_two_answers_with_the_same_question_get_an_address_each(waiting, colleague):
    published_answer("Tæller briller med?", slug="taeller-briller-med")
    assert publications.approve(publication=waiting, by=colleague).slug == "taeller-briller-med-2"


def test_without_a_list_to_publish_under_nothing_is_half_done(waiting, colleague):
    with pytest.raises(NotPossible):
        publications.approve(publication=waiting, by=colleague)
    waiting.refresh_from_db()
    assert waiting.state == PublicationState.AWAITING_APPROVAL


def test_tags_written_by_an_asker_are_text_on_the_page(waiting, colleague):
    answer_index()
    Publication.objects.update(answer_text="Ja. <script>alert(1)</script>")
    waiting.refresh_from_db()
    page = publications.approve(publication=waiting, by=colleague)
    assert "<script>" not in str(page.body)
