"""What is typed in a self-test and not handed in: saved, resumed, and never over what another tab has written."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from courses.actions import attempts
from courses.models import AnswerDraft, Attempt
from tests.factories.courses import CONTENT, SHORT_TEXT, a_module, a_question, a_self_test
from tests.integration.courses.conftest import form_of, right_raw, versions_of

pytestmark = pytest.mark.django_db
HERE, THERE = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def client(signed_in, caseworker) -> Client:
    return signed_in(caseworker)


@pytest.fixture
def attempt(caseworker) -> Attempt:
    questions = [a_question("single"), a_question("short_text", content=SHORT_TEXT)]
    page = a_self_test(a_module(), questions, tries="deferred")
    return attempts.start_attempt(person=caseworker, self_test=page, by=caseworker)


def save(client, attempt, shown, raw=None, *, tab=HERE, revision=0, **fields):
    address = reverse("courses:save_draft", args=[attempt.key, shown.question.key])
    return client.post(address, form_of(shown, raw) | {"tab": tab, "revision": revision, "seen": 0} | fields)


def send(client, attempt, version, raw, **fields):
    address = reverse("courses:answer", args=[attempt.key, version.question.key])
    return client.post(address, form_of(version, raw, **fields), HTTP_HX_REQUEST="true")


def test_a_draft_is_saved_and_stands_in_the_form_on_another_device(client, attempt, signed_in, caseworker):
    text = versions_of(attempt)[1]
    assert save(client, attempt, text, "handle").json() == {"revision": 1}
    assert save(client, attempt, text, "handleplan", revision=1).json() == {"revision": 2}
    page = signed_in(caseworker).get(attempt.self_test.url).content.decode()
    assert 'value="handleplan"' in page
    assert "Ikke afleveret endnu, gemt kl. " in page
    assert "0 af 2 besvaret" in page


def test_another_tabs_older_knowledge_is_met_with_both_versions(client, attempt):
    text = versions_of(attempt)[1]
    save(client, attempt, text, "her")
    stale = save(client, attempt, text, "der", tab=THERE)
    assert stale.status_code == 409
    card = stale.content.decode()
    assert "Din anden fane" in card
    assert "Her" in card
    assert 'value="her"' in card
    assert 'value="der"' in card
    assert AnswerDraft.objects.get().fields == {"answer": ["her"]}, "nothing is overwritten"
    assert save(client, attempt, text, "der", tab=THERE, revision=1).json() == {"revision": 2}, "chosen"


def test_a_submit_does_not_take_another_tabs_newer_draft_away(client, attempt):
    text = versions_of(attempt)[1]
    save(client, attempt, text, "den anden")
    stale = send(client, attempt, text, "min", tab=THERE, revision=0, seen=0)
    assert stale.status_code == 409
    assert 'value="den anden"' in stale.content.decode()
    assert not attempt.answers.exists()


def test_a_stale_tab_does_not_change_an_answer_it_has_not_seen(client, attempt):
    text = versions_of(attempt)[1]
    send(client, attempt, text, "handleplan", tab=HERE, revision=0, seen=0)
    for stale in (
        send(client, attempt, text, "andet", tab=THERE, revision=0, seen=0),
        save(client, attempt, text, "andet", tab=THERE),
    ):
        assert stale.status_code == 409
        assert "Den er afleveret." in stale.content.decode()
    assert attempt.answers.count() == 1
    assert not AnswerDraft.objects.exists()


def test_the_draft_goes_away_with_its_answer_and_a_late_save_does_not_bring_it_back(client, attempt):
    text = versions_of(attempt)[1]
    key = uuid.uuid4()
    save(client, attempt, text, "handle", submission_key=key)
    send(client, attempt, text, "handleplan", submission_key=key, tab=HERE, revision=1, seen=0)
    assert not AnswerDraft.objects.exists()
    assert save(client, attempt, text, "handle", submission_key=key, revision=1).json() == {"revision": None}
    assert not AnswerDraft.objects.exists()


def test_a_half_filled_question_is_kept_too(client, caseworker):
    page = a_self_test(a_module(), [a_question("order", content=CONTENT["order"])])
    attempt = attempts.start_attempt(person=caseworker, self_test=page, by=caseworker)
    (version,) = versions_of(attempt)
    first = version.data["items"][0]["id"]
    assert save(client, attempt, version, **{f"place-{first}": "3"}).status_code == 200
    draft = AnswerDraft.objects.get()
    assert draft.fields == {f"place-{first}": ["3"]}
    assert draft.raw is None
    assert client.get(page.url).content.decode().count(" selected") == 1


def test_a_personal_number_is_stopped_at_the_door_and_stays_in_the_form(client, attempt):
    text = versions_of(attempt)[1]
    number = "010170-1234"
    refused = save(client, attempt, text, f"Borgeren {number}")
    assert refused.status_code == 400
    assert "CPR-nummer" in refused.json()["problem"]
    assert not AnswerDraft.objects.exists()
    sent = send(client, attempt, text, f"Borgeren {number}")
    assert sent.status_code == 400
    assert "CPR-nummer" in sent.content.decode()
    assert number in sent.content.decode(), "it is still there to be mended"
    assert not attempt.answers.exists()


MALFORMED = {
    "no tab": {"tab": ""},
    "tab is no name": {"tab": "x"},
    "no revision": {"revision": ""},
    "revision below zero": {"revision": "-1"},
    "revision is huge": {"revision": "9" * 40},
    "digits that only look so": {"revision": "³"},
    "seen is no number": {"seen": "NaN"},
    "no version": {"version": ""},
    "unknown version": {"version": uuid.uuid4()},
    "null byte": {"answer": "a\x00b"},
    "too long": {"answer": "a" * 20_001},
    "a long name": {"a" * 300: "x"},
    "many fields": {f"f{n}": "x" for n in range(300)},
    "many values": {"answer": ["x"] * 100},
}


@pytest.mark.parametrize("case", sorted(MALFORMED))
def test_a_malformed_draft_is_refused(client, attempt, case):
    text = versions_of(attempt)[1]
    refused = save(client, attempt, text, "handleplan", **MALFORMED[case])
    assert refused.status_code == 400
    assert not AnswerDraft.objects.exists()


def test_as_much_as_is_allowed_is_saved(client, attempt):
    text = versions_of(attempt)[1]
    assert save(client, attempt, text, "æ" * 10_000).status_code == 200


def test_nobody_saves_a_draft_for_somebody_else(attempt, signed_in, editor):
    text = versions_of(attempt)[1]
    assert save(signed_in(editor), attempt, text, "x").status_code == 404
    signed_out = save(Client(), attempt, text, "x")
    assert signed_out.status_code == 401
    assert "Log ind igen" in signed_out.json()["problem"]


def test_a_finished_test_takes_no_drafts(client, attempt):
    single, text = versions_of(attempt)
    send(client, attempt, single, right_raw(single))
    attempts.finish(attempt=attempt, by=attempt.person)
    refused = save(client, attempt, text, "for sent")
    assert refused.status_code == 409
    assert "tager ikke flere svar" in refused.content.decode()
    assert not AnswerDraft.objects.exists()


def test_ten_more_drafts_cost_no_more_queries(client, caseworker, django_assert_max_num_queries):
    def page_with(number: int, count: int):
        page = a_self_test(a_module(number), [a_question() for _ in range(count)], tries="interactive")
        attempt = attempts.start_attempt(person=caseworker, self_test=page, by=caseworker)
        for version in versions_of(attempt):
            save(client, attempt, version, right_raw(version))
        client.get(page.url)
        return page

    short, long = page_with(1, 2), page_with(2, 12)
    with django_assert_max_num_queries(100) as few:
        client.get(short.url)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(long.url)
