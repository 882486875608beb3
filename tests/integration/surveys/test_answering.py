"""Inviting, answering once, and what is never stored."""

import datetime as dt
import json
import re
import uuid

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from notifications.models import Mail
from people.models import User
from people.rules import Role
from surveys.actions import AlreadyAnswered, NotOpen, answers, surveys
from surveys.models import Invitation, Sheet, Survey, SurveyQuestion
from surveys.rules import QuestionKind
from tests.factories.people import UserFactory, person_with
from tests.factories.surveys import InvitationFactory, SurveyFactory, asked, keys_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def address(invitation: Invitation, rest: str = "") -> str:
    return f"/evaluering/{invitation.key}/{rest}"


@pytest.fixture
def survey(db) -> Survey:
    return SurveyFactory(title="Evaluering af dagen")


@pytest.fixture
def invitation(survey, caseworker) -> Invitation:
    return asked(survey, caseworker)


@pytest.fixture
def post(survey) -> dict[str, str]:
    first, second, *_rest, text = keys_of(survey)
    return {first: "5", second: "2", text: "Reglen om netværk."}


# ── Inviting ────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_is_invited_once_and_told_once(survey, caseworker, editor):
    other = person_with(Role.LEADER)
    first = surveys.open_for(survey=survey, people=[caseworker], by=editor)
    again = surveys.open_for(survey=survey, people=[caseworker, other, other], by=editor)
    assert ([one.person for one in first], [one.person for one in again]) == ([caseworker], [other])
    mail = Mail.objects.get(person=caseworker)
    assert mail.subject == "Hvad synes du? Evaluering af dagen"
    assert f"/evaluering/{first[0].key}/" in mail.body
    assert Mail.objects.count() == 2
    assert ModelLogEntry.objects.filter(action="surveys.invite").count() == 2
    assert surveys.open_for(survey=survey, people=[caseworker], by=None) == []


@pytest.mark.parametrize("opens_in", [-3 * HOUR, HOUR])
def test_nobody_is_invited_to_a_closed_door(caseworker, opens_in):
    opens = timezone.now() + opens_in
    survey = SurveyFactory(opens_at=opens, closes_at=opens + HOUR)
    with pytest.raises(NotOpen):
        surveys.open_for(survey=survey, people=[caseworker])
    assert not Invitation.objects.exists()


def test_a_survey_is_made_with_its_questions_in_order(editor):
    survey = surveys.create(
        title="Ny",
        opens_at=timezone.now(),
        closes_at=timezone.now() + HOUR,
        questions=[(QuestionKind.STATEMENT, "Godt?"), (QuestionKind.TEXT, "Hvorfor?")],
        by=editor,
    )
    assert list(survey.questions.values_list("order", "kind")) == [(1, "statement"), (2, "text")]


def test_what_waits_is_open_and_not_answered(caseworker):
    now = timezone.now()
    later = InvitationFactory(person=caseworker, survey__closes_at=now + 5 * HOUR)
    soon = InvitationFactory(person=caseworker, survey__closes_at=now + HOUR)
    InvitationFactory(person=caseworker, answered=True)
    InvitationFactory(person=caseworker, survey__opens_at=now - 2 * HOUR, survey__closes_at=now - HOUR)
    InvitationFactory(person=caseworker, survey__opens_at=now + HOUR)
    InvitationFactory()
    assert list(Invitation.objects.waiting_for(caseworker)) == [soon, later]


# ── Answering ───────────────────────────────────────────────────────────────────────────────────────────────
def test_an_answer_gives_one_sheet_with_the_role_of_the_time(signed_in, caseworker, survey, invitation, post):
    client = signed_in(caseworker)
    page = client.get(address(invitation)).content.decode()
    assert "Dine svar kan ikke føres tilbage til dig." in page
    assert page.count('type="radio"') == 20
    assert "Helt uenig" in page
    sent = client.post(address(invitation), post, follow=True)
    assert sent.redirect_chain == [(address(invitation, "tak/"), 302)]
    assert "Tak for dine svar" in sent.content.decode()
    sheet = Sheet.objects.get()
    first, second, *_rest, text = keys_of(survey)
    assert (sheet.survey, sheet.group) == (survey, "caseworker")
    assert sheet.answers == {first: 5, second: 2, text: "Reglen om netværk."}


def test_the_same_post_again_changes_nothing(signed_in, caseworker, survey, invitation, post):
    client = signed_in(caseworker)
    client.post(address(invitation), post)
    again = client.post(address(invitation), {keys_of(survey)[0]: "1"}, follow=True)
    assert "Tak for dine svar" in again.content.decode()
    assert Sheet.objects.get().answers[keys_of(survey)[0]] == 5
    with pytest.raises(AlreadyAnswered):
        answers.answer(invitation=invitation, answers={keys_of(survey)[0]: 1}, by=caseworker)
    assert "Du har svaret." in client.get(address(invitation)).content.decode()


def test_an_empty_sheet_is_not_sent(signed_in, caseworker, invitation):
    page = signed_in(caseworker).post(address(invitation), {}).content.decode()
    assert "Svar på mindst ét spørgsmål" in page
    assert not Sheet.objects.exists()


def test_a_personal_number_is_stopped_and_the_text_kept(signed_in, caseworker, survey, invitation, post):
    text = keys_of(survey)[-1]
    page = (
        signed_in(caseworker).post(address(invitation), post | {text: "Hos 010180-1234 gik det godt"}).content.decode()
    )
    assert "CPR-nummer" in page
    assert "Hos 010180-1234 gik det godt" in page
    assert 'value="5"' in page
    assert "checked" in page
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(("moved", "sentence"), [(2 * HOUR, "Evalueringen åbner"), (-2 * HOUR, "Evalueringen lukkede")])
def test_outside_its_time_the_page_says_when(signed_in, caseworker, survey, invitation, post, moved, sentence):
    now = timezone.now()
    Survey.objects.update(opens_at=now - HOUR + moved, closes_at=now + HOUR + moved)
    client = signed_in(caseworker)
    assert sentence in client.get(address(invitation)).content.decode()
    refused = client.post(address(invitation), post)
    assert refused.status_code == 409
    assert sentence in refused.content.decode()
    with pytest.raises(NotOpen):
        answers.answer(invitation=invitation, answers={keys_of(survey)[0]: 1}, by=caseworker)
    assert not Sheet.objects.exists()


def test_thanks_come_after_the_answer(signed_in, caseworker, invitation):
    assert signed_in(caseworker).get(address(invitation, "tak/")).headers["Location"] == address(invitation)


# ── Whose ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("rest", ["", "tak/"])
def test_somebody_elses_invitation_is_as_unknown_as_none(signed_in, leader_client, invitation, rest, post):
    foreign = leader_client.get(address(invitation, rest))
    unknown = leader_client.get(f"/evaluering/{uuid.uuid4()}/{rest}")
    assert foreign.status_code == unknown.status_code == 404
    assert plain(foreign) == plain(unknown)
    assert leader_client.post(address(invitation), post).status_code == 404


def plain(response) -> bytes:
    """The answer without the CSRF token, which is masked anew in every answer."""
    return re.sub(rb'"[A-Za-z0-9]{64}"', b"", response.content)


@pytest.fixture
def leader_client(signed_in):
    return signed_in(person_with(Role.LEADER))


def test_one_signs_in_first(client, invitation):
    answer = client.get(address(invitation))
    assert answer.status_code == 302
    assert (
        address(invitation).replace("/", "%2F") in answer.headers["Location"]
        or address(invitation) in answer.headers["Location"]
    )


def test_the_action_takes_only_ones_own(survey, invitation, editor):
    with pytest.raises(ValueError, match="somebody else"):
        answers.answer(invitation=invitation, answers={keys_of(survey)[0]: 1}, by=editor)


@pytest.mark.parametrize("value", [0, 6, True, "5", 2.0, None, ""])
def test_the_action_takes_only_answers(survey, invitation, caseworker, value):
    with pytest.raises(ValueError, match="no answer"):
        answers.answer(invitation=invitation, answers={keys_of(survey)[0]: value}, by=caseworker)
    invitation.refresh_from_db()
    assert not invitation.answered


# ── Malformed ───────────────────────────────────────────────────────────────────────────────────────────────
STRANGE = ["0", "6", "-1", "x", "NaN", "1e999", "٣", "9" * 20, "\x00", "[]", "{}", "None", "0x10", "1.5", " 5 x"]


@pytest.mark.parametrize("value", STRANGE)
def test_a_strange_answer_is_refused_with_a_sentence(signed_in, caseworker, survey, invitation, value):
    answer = signed_in(caseworker).post(address(invitation), {keys_of(survey)[0]: value})
    assert answer.status_code == 400
    assert "Vi kunne ikke læse" in answer.content.decode()
    assert not Sheet.objects.exists()


def test_a_text_that_is_too_long_is_told_and_kept(signed_in, caseworker, survey, invitation):
    page = signed_in(caseworker).post(address(invitation), {keys_of(survey)[-1]: "x" * 4001}).content.decode()
    assert "Teksten er for lang: 4001 tegn." in page
    assert "x" * 4001 in page
    assert not Sheet.objects.exists()


def test_a_null_byte_in_a_text_is_refused(signed_in, caseworker, survey, invitation):
    assert signed_in(caseworker).post(address(invitation), {keys_of(survey)[-1]: "Godt\x00"}).status_code == 400
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("name", ["6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "x", "\x00", "survey", "__proto__"])
def test_an_unknown_question_is_refused(signed_in, caseworker, invitation, post, name):
    assert signed_in(caseworker).post(address(invitation), post | {name: "1"}).status_code == 400
    assert not Sheet.objects.exists()


def test_two_answers_to_one_question_are_refused(signed_in, caseworker, survey, invitation):
    assert signed_in(caseworker).post(address(invitation), {keys_of(survey)[0]: ["1", "5"]}).status_code == 400


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{", json.dumps({"a": [1] * 9}).encode()])
@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data"]
)
def test_a_body_of_another_kind_breaks_nothing(signed_in, caseworker, invitation, body, kind):
    answer = signed_in(caseworker).post(address(invitation), body, content_type=kind)
    assert answer.status_code in (200, 400)
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("key", ["x", "1", "00000000-0000-0000-0000-00000000000g", "%20"])
def test_a_strange_address_is_not_found(signed_in, caseworker, key):
    client = signed_in(caseworker)
    assert client.get(f"/evaluering/{key}/").status_code == 404


# ── Anonymous ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_has_nothing_to_join_by():
    fields = {field.name: field for field in Sheet._meta.get_fields()}
    assert set(fields) == {"id", "survey", "group", "answers"}
    assert isinstance(fields["id"], models.UUIDField)
    assert fields["id"].default is uuid.uuid4
    assert not any(isinstance(field, models.DateField | models.TimeField) for field in fields.values())
    related = {field.related_model for field in fields.values() if field.is_relation}
    assert related == {Survey}
    assert not any(field.related_model is Sheet for model in (User, Invitation) for field in model._meta.get_fields())


def test_answering_leaves_no_trace_but_that_it_happened(signed_in, caseworker, invitation, post):
    before = {name: value for name, value in vars(invitation).items() if not name.startswith("_")}
    client = signed_in(caseworker)
    log, mails = ModelLogEntry.objects.count(), Mail.objects.count()
    client.post(address(invitation), post)
    after = Invitation.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"answered"}
    assert (ModelLogEntry.objects.count(), Mail.objects.count()) == (log, mails)
    session = json.dumps(dict(client.session.items()))
    assert str(Sheet.objects.get().pk) not in session


def test_sheets_come_in_the_order_of_their_random_keys(survey):
    for number in range(12):
        person = UserFactory()
        answers.answer(invitation=asked(survey, person), answers={keys_of(survey)[0]: 1 + number % 5}, by=person)
    keys = [sheet.pk for sheet in Sheet.objects.all()]
    assert keys == sorted(keys)
    assert {key.version for key in keys} == {4}


def test_who_is_erased_still_counts_as_asked(invitation, caseworker):
    caseworker.memberships.all().delete()
    caseworker.delete()
    invitation.refresh_from_db()
    assert invitation.person is None
    assert not invitation.belongs_to(User())


# ── What can never be untrue ────────────────────────────────────────────────────────────────────────────────
def test_the_database_refuses_what_cannot_be(survey, caseworker, invitation):
    now = timezone.now()
    impossible = [
        lambda: InvitationFactory(survey=survey, person=caseworker),
        lambda: SurveyQuestion.objects.create(survey=survey, order=1, wording="Igen"),
        lambda: SurveyQuestion.objects.create(survey=survey, order=99, kind="other", wording="?"),
        lambda: SurveyFactory(opens_at=now, closes_at=now),
        lambda: SurveyFactory(smallest_group=4),
    ]
    for make in impossible:
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
