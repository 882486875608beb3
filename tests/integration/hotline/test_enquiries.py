"""An enquiry from the question to the answer: what the actions promise."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from content.models import Phase
from hotline.actions import Conflict, NotPossible, enquiries
from hotline.models import AnswerDraft, Enquiry, EnquiryMessage, LabelSeries
from hotline.rules import Status
from hotline.rules.deadlines import COPENHAGEN
from hotline.topics import may_hear_enquiry, may_hear_queue
from notifications.models import Mail
from people.rules import Role
from tests.factories.hotline import EnquiryFactory
from tests.factories.people import person_with

pytestmark = pytest.mark.django_db
TEXT = "Tæller briller med som hjælpemiddel, når vi vurderer Håndtere post?"


def ask(person, **options):
    return enquiries.ask(asker=person, by=person, text=TEXT, **options)


def test_labels_run_without_gaps_and_begin_again_each_year(provider_employee):
    at_new_year = [dt.datetime(year, month, 3, 10, tzinfo=COPENHAGEN) for year, month in [(2026, 12)] * 2 + [(2027, 1)]]
    assert [ask(provider_employee, now=moment).label for moment in at_new_year] == [
        "H-26-0001",
        "H-26-0002",
        "H-27-0001",
    ]


def test_the_year_of_a_label_is_copenhagens_year(provider_employee):
    moment = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)  # half past midnight on 1 January
    assert ask(provider_employee, now=moment).label == "H-27-0001"


def test_a_replay_gives_the_same_question_and_uses_no_number(provider_employee):
    key = uuid.uuid4()
    first, again = ask(provider_employee, submission_key=key), ask(provider_employee, submission_key=key)
    assert first == again
    assert EnquiryMessage.objects.count() == Mail.objects.count() == 1
    assert ask(provider_employee).label.endswith("0002")


def test_a_question_that_is_rolled_back_gives_its_number_back(provider_employee):
    with transaction.atomic():
        ask(provider_employee)
        transaction.set_rollback(True)
    assert ask(provider_employee).label.endswith("0001")
    assert LabelSeries.objects.get().last == 1


def test_the_database_refuses_a_second_question_with_the_same_key(provider_employee):
    enquiry = EnquiryFactory(asker=provider_employee)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryFactory(asker=provider_employee, submission_key=enquiry.submission_key)


def test_the_question_knows_where_the_asker_worked_and_when_it_is_due(provider_employee):
    received = dt.datetime(2026, 11, 20, 9, 0, tzinfo=COPENHAGEN)  # a Friday
    enquiry = ask(provider_employee, now=received, phase=Phase.objects.get(slug="sagsoplysning"))
    assert str(enquiry.organisation) == "Tilbuddet Åkanden"
    assert enquiry.role == Role.PROVIDER_EMPLOYEE
    assert enquiry.due_at == dt.datetime(2026, 11, 25, 16, 0, tzinfo=COPENHAGEN)
    assert enquiry.subject == TEXT


def test_the_asker_gets_a_receipt_that_does_not_repeat_the_question(provider_employee):
    enquiry = ask(provider_employee)
    mail = Mail.objects.get(person=provider_employee)
    assert enquiry.label in mail.subject
    assert str(enquiry.key) in mail.body
    assert "briller" not in mail.subject + mail.body


def test_who_takes_it_has_it_and_taking_it_again_changes_nothing(consultant):
    enquiry = EnquiryFactory()
    taken = enquiries.take(enquiry=enquiry, by=consultant, version=enquiry.version)
    assert (taken.assignee, taken.status, taken.version) == (consultant, Status.IN_PROGRESS, 2)
    assert enquiries.take(enquiry=enquiry, by=consultant, version=1).version == 2


def test_a_colleague_who_saw_it_free_is_told_that_it_is_taken(consultant):
    enquiry, colleague = EnquiryFactory(), person_with(Role.HOTLINE_CONSULTANT)
    enquiries.take(enquiry=enquiry, by=consultant, version=1)
    with pytest.raises(Conflict):
        enquiries.take(enquiry=enquiry, by=colleague, version=1)
    assert Enquiry.objects.get().assignee == consultant


def test_put_back_it_is_nobodys_and_the_draft_stays(consultant):
    enquiry = EnquiryFactory()
    enquiries.take(enquiry=enquiry, by=consultant)
    enquiries.save_draft(enquiry=enquiry, text="Ja, …", version=0, by=consultant)
    enquiries.put_back(enquiry=enquiry, by=consultant)
    enquiry.refresh_from_db()
    assert (enquiry.assignee, enquiry.status) == (None, Status.NEW)
    assert enquiry.draft.text == "Ja, …"


def test_an_answer_reaches_the_thread_the_mail_and_the_clock(consultant):
    enquiry = EnquiryFactory()
    enquiries.save_draft(enquiry=enquiry, text="Ja.", version=0, by=consultant)
    enquiries.answer(enquiry=enquiry, text="Ja, de tæller med.", by=consultant, submission_key=uuid.uuid4())
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.assignee) == (Status.ANSWERED, consultant)
    assert enquiry.answered_at is not None
    assert not AnswerDraft.objects.exists()
    mail = Mail.objects.get(person=enquiry.asker)
    assert "besvaret" in mail.subject
    assert "tæller med" not in mail.body


def test_an_answer_sent_twice_is_one_answer(consultant):
    enquiry, key = EnquiryFactory(), uuid.uuid4()
    for _ in range(2):
        enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=key, version=1)
    assert enquiry.messages.count() == 2
    assert Mail.objects.count() == 1


def test_nobody_answers_what_they_have_not_read(consultant):
    enquiry = EnquiryFactory()
    enquiries.follow_up(enquiry=enquiry, text="Og høreapparat?", by=enquiry.asker, submission_key=uuid.uuid4())
    with pytest.raises(Conflict):
        enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=uuid.uuid4(), version=1)
    assert not enquiry.messages.filter(kind="answer").exists()


def test_the_deadline_stands_still_while_we_wait_for_the_asker(consultant):
    enquiry = EnquiryFactory(due_at=timezone.now() - dt.timedelta(days=1))
    assert enquiry.is_late()
    enquiries.ask_back(enquiry=enquiry, text="Hvilket tema?", by=consultant, submission_key=uuid.uuid4())
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.is_late()) == (Status.AWAITING, False)
    assert Mail.objects.filter(person=enquiry.asker).count() == 1


def test_a_word_from_the_asker_opens_it_again_with_a_fresh_deadline(consultant):
    enquiry = EnquiryFactory(due_at=timezone.now() - dt.timedelta(days=30))
    enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=uuid.uuid4())
    enquiries.close(enquiry=enquiry, by=consultant)
    enquiries.follow_up(enquiry=enquiry, text="Også linser?", by=enquiry.asker, submission_key=uuid.uuid4())
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.assignee) == (Status.IN_PROGRESS, consultant)
    assert enquiry.due_at > timezone.now()
    assert Mail.objects.filter(person=consultant).count() == 1


def test_a_closed_enquiry_cannot_be_answered_without_the_asker(consultant):
    enquiry = EnquiryFactory(status=Status.CLOSED)
    with pytest.raises(NotPossible):
        enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=uuid.uuid4())
    assert enquiry.messages.count() == 1


def test_a_note_is_not_for_the_asker_and_in_nobodys_way(consultant):
    enquiry = EnquiryFactory()
    enquiries.note(enquiry=enquiry, text="Spørg Jura.", by=consultant, submission_key=uuid.uuid4())
    assert [message.kind for message in enquiry.messages.for_the_asker()] == ["question"]
    enquiry.refresh_from_db()
    assert enquiry.version == 1


def test_a_sent_message_is_never_changed():
    message = EnquiryFactory().messages.get()
    message.text = "Noget andet"
    with pytest.raises(TypeError):
        message.save()


def test_two_drafts_meet_and_nothing_is_lost(consultant):
    enquiry, colleague = EnquiryFactory(), person_with(Role.HOTLINE_CONSULTANT)
    enquiries.save_draft(enquiry=enquiry, text="Første", version=0, by=consultant)
    enquiries.save_draft(enquiry=enquiry, text="Kollegaens", version=1, by=colleague)
    with pytest.raises(Conflict) as conflict:
        enquiries.save_draft(enquiry=enquiry, text="Mit", version=1, by=consultant)
    assert conflict.value.current.text == "Kollegaens"
    assert enquiries.save_draft(enquiry=enquiry, text="Mit og kollegaens", version=2, by=consultant).version == 3


def test_every_step_leaves_a_line_in_the_log_and_no_private_words(consultant, provider_employee):
    enquiry = ask(provider_employee)
    enquiries.take(enquiry=enquiry, by=consultant)
    enquiries.answer(enquiry=enquiry, text="Ja.", by=consultant, submission_key=uuid.uuid4())
    enquiries.close(enquiry=enquiry, by=consultant)
    lines = ModelLogEntry.objects.filter(object_id=str(enquiry.pk), action__startswith="hotline.").order_by("pk")
    assert [line.action for line in lines] == ["hotline.ask", "hotline.take", "hotline.answer", "hotline.close"]
    assert all("briller" not in str(line.data) + line.label for line in lines)


def test_only_consultants_hear_the_queue_and_only_the_asker_and_they_hear_an_enquiry(consultant, caseworker, editor):
    enquiry = EnquiryFactory()
    assert may_hear_queue(consultant, "")
    assert not may_hear_queue(caseworker, "")
    assert not may_hear_queue(editor, "")
    assert may_hear_enquiry(enquiry.asker, str(enquiry.key))
    assert may_hear_enquiry(consultant, str(enquiry.key))
    assert not may_hear_enquiry(caseworker, str(enquiry.key))
    assert not may_hear_enquiry(caseworker, "ikke-en-nøgle")
    assert not may_hear_enquiry(consultant, str(uuid.uuid4()))


def test_what_is_with_us_comes_first_by_deadline():
    now = timezone.now()
    answered = EnquiryFactory(status=Status.ANSWERED, due_at=now - dt.timedelta(days=9))
    later, sooner = EnquiryFactory(due_at=now + dt.timedelta(days=2)), EnquiryFactory(due_at=now)
    assert list(Enquiry.objects.by_deadline()) == [sooner, later, answered]


@pytest.mark.parametrize(
    ("due", "word"),
    [
        (dt.datetime(2026, 11, 22, 11, 59), "late"),
        (dt.datetime(2026, 11, 22, 16, 0), "today"),
        (dt.datetime(2026, 11, 23, 0, 1), "tomorrow"),
        (dt.datetime(2026, 11, 28, 16, 0), "this week"),
        (dt.datetime(2026, 11, 29, 16, 0), "later"),
    ],
)
def test_a_deadline_is_told_as_people_say_it(due, word):
    now = dt.datetime(2026, 11, 22, 12, 0, tzinfo=COPENHAGEN)
    enquiry = EnquiryFactory.build(asker=None, organisation=None, due_at=due.replace(tzinfo=COPENHAGEN))
    assert enquiry.due_word(now) == word
    enquiry.status = Status.ANSWERED
    assert enquiry.due_word(now) == ""


def test_open_questions_are_counted_per_phase():
    phase = Phase.objects.get(slug="bestilling")
    EnquiryFactory(phase=phase)
    EnquiryFactory(phase=phase, status=Status.CLOSED)
    EnquiryFactory()
    assert Enquiry.objects.counts_per_phase() == {"bestilling": 1}
