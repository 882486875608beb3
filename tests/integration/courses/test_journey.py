"""A caseworker learns: the pages of a module, and what the forms answer."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from content.concepts import related_to
from content.models import Phase, Subtheme
from courses.actions import attempts
from courses.models import Answer, Attempt, Mark, PartProgress, PracticeExamplePage, SelfTestPage, VideoTalkPage
from grading import Outcome
from search.find import find
from search.outbox import carry_out_due
from tests.factories.courses import a_module, a_question, a_self_test, a_whole_module, course_index
from tests.factories.people import UserFactory
from tests.integration.courses.conftest import fields_of, form_of, right_raw, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, caseworker) -> Client:
    return signed_in(caseworker)


@pytest.fixture
def attempt(self_test, caseworker) -> Attempt:
    return attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker)


def address(attempt: Attempt, version) -> str:
    return reverse("courses:answer", args=[attempt.key, version.question.key])


def text(response) -> str:
    return response.content.decode()


def without_token(response) -> str:
    """The page without the CSRF token, which is masked anew in every answer."""
    return re.sub(r"[A-Za-z0-9]{64}", "", text(response))


def test_the_whole_module_by_plain_forms(client, module, self_test, caseworker):
    assert "0 af 4 dele er gennemført" in text(client.get(module.url))
    for part in (VideoTalkPage.objects.get(), PracticeExamplePage.objects.get()):
        done = client.post(reverse("courses:complete_part", args=[part.translation_key]))
        assert done.url == part.url
    assert "2 af 4 dele er gennemført" in text(client.get(module.url))

    begun = client.post(reverse("courses:start_attempt", args=[self_test.translation_key]))
    assert begun.url == f"{self_test.url}#sp1"
    attempt = Attempt.objects.get()
    for number, version in enumerate(versions_of(attempt), start=1):
        answered = client.post(address(attempt, version), form_of(version, right_raw(version)))
        assert answered.url == f"{self_test.url}#sp{number}-svar"

    page = text(client.get(self_test.url))
    assert "6 af 6 besvaret" in page
    assert "Du har gennemført selvtesten" in page
    overview = text(client.get(module.url))
    assert "3 af 4 dele er gennemført" in overview
    assert "Vist i 3 svar" in overview


def test_passers_by_may_read_everything_but_the_questions(module, self_test):
    client = Client()
    for part in module.get_children().specific():
        page = text(client.get(part.url))
        assert part.title in page
        assert "position" not in page
    door = text(client.get(self_test.url))
    assert "Log ind for at tage selvtesten" in door
    assert "Hvad gælder for" not in door
    assert not PartProgress.objects.exists()


def test_signed_out_people_are_led_to_the_sign_in_and_back(module, self_test):
    sent = Client().post(reverse("courses:start_attempt", args=[self_test.translation_key]))
    assert sent.status_code == 302
    assert sent.url.startswith(reverse("account_login"))
    assert "selvtest" in sent.url


def test_reading_a_page_writes_nothing(client, module, self_test):
    for page in (course_index(), module, *module.get_children().specific()):
        assert client.get(page.url).status_code == 200
    assert not PartProgress.objects.exists()
    assert not Attempt.objects.exists()


def test_the_player_saves_its_position_and_the_page_resumes_there(client, module):
    talk = VideoTalkPage.objects.get()
    talk.video.duration = 60
    talk.video.save()
    saved = client.post(reverse("courses:save_position", args=[talk.translation_key]), {"position": "34.5"})
    assert saved.json() == {"completed": False}
    assert client.get(talk.url).context["resume"] == 34
    assert "stoppet ved 0.34" in text(client.get(module.url))


def test_a_self_test_is_not_completed_by_a_click(client, self_test):
    sent = client.post(reverse("courses:complete_part", args=[self_test.translation_key]))
    assert sent.status_code == 404


@pytest.mark.parametrize("name", ["courses:complete_part", "courses:save_position", "courses:start_attempt"])
def test_an_unknown_part_is_not_found(client, module, name):
    assert client.post(reverse(name, args=[uuid.uuid4()])).status_code == 404
    assert client.post(reverse(name, args=[module.translation_key])).status_code == 404


def test_an_unpublished_part_takes_no_answers(client, self_test, attempt):
    self_test.unpublish()
    assert client.post(reverse("courses:start_attempt", args=[self_test.translation_key])).status_code == 404


def test_with_htmx_only_the_card_and_what_changed_come_back(client, attempt):
    version = versions_of(attempt)[0]
    page = text(client.post(address(attempt, version), form_of(version, right_raw(version)), HTTP_HX_REQUEST="true"))
    assert page.count('class="vp-q ') == 1
    assert "<h1" not in page
    assert 'id="overblik"' in page
    assert "1 af 6 besvaret" in page
    assert 'tabindex="-1" data-focus' in page


def test_with_htmx_the_last_answer_brings_the_result(client, attempt):
    pages = [
        text(client.post(address(attempt, version), form_of(version, right_raw(version)), HTTP_HX_REQUEST="true"))
        for version in versions_of(attempt)
    ]
    assert all("Du har gennemført selvtesten" not in page for page in pages[:-1])
    assert "Du har gennemført selvtesten" in pages[-1]


def test_a_replayed_form_gives_one_result(client, attempt):
    version = versions_of(attempt)[0]
    form = form_of(version, right_raw(version))
    for _ in range(3):
        assert client.post(address(attempt, version), form).status_code == 302
    assert (Answer.objects.count(), Mark.objects.count()) == (1, 1)


def test_nothing_chosen_comes_back_with_a_sentence_and_keeps_the_rest(client, attempt):
    match = next(version for version in versions_of(attempt) if version.kind == "match")
    page = text(client.post(address(attempt, match), form_of(match)))
    assert "Vælg et svar, eller spring over." in page
    assert "Spørgsmål 4 er ikke besvaret endnu" in page
    assert not Answer.objects.exists()


def test_a_half_filled_order_is_kept_when_it_comes_back(client, attempt):
    order = next(version for version in versions_of(attempt) if version.kind == "order")
    fields = fields_of(order, right_raw(order))
    blank = next(iter(fields))
    response = client.post(address(attempt, order), form_of(order, **(fields | {blank: ""})))
    assert response.status_code == 400
    assert "Giv hver række et nummer" in text(response)
    assert text(response).count(" selected") == 3


def test_partial_credit_is_said_in_words(client, attempt, self_test):
    said = {}
    for version in versions_of(attempt):
        raw = right_raw(version)
        if version.kind == "match":
            first = next(iter(raw))
            raw[first] = next(c["id"] for c in version.data["choices"] if c["id"] not in raw.values())
        elif version.kind == "order":
            raw[0], raw[1] = raw[1], raw[0]
        elif version.kind == "rating":
            raw = 2
        elif version.kind == "multiple":
            raw = raw[:2]
        client.post(address(attempt, version), form_of(version, raw))
    cards = client.get(self_test.url).context["sheet"].cards
    said = {card.kind: card.told.sentence for card in cards}
    assert said == {
        "single": "Rigtigt",
        "multiple": "Tæt på: du fandt 2 af 3 rigtige svar",
        "true_false": "Rigtigt",
        "match": "Næsten: 2 af 3 par er rigtige",
        "order": "Næsten: 2 af 4 står på den rigtige plads",
        "rating": "Tæt på: du valgte 2, eksperterne 3",
    }


def test_a_question_can_be_answered_again(client, attempt, self_test):
    version = versions_of(attempt)[0]
    wrong = next(option["id"] for option in version.data["options"] if option["fraction"] == "0")
    client.post(address(attempt, version), form_of(version, wrong))
    reopened = client.get(self_test.url, {"igen": version.question.key}).context["sheet"].cards[0]
    assert reopened.form
    fragment = text(client.get(address(attempt, version), HTTP_HX_REQUEST="true"))
    assert fragment.count('class="vp-q is-open"') == 1
    client.post(address(attempt, version), form_of(version, right_raw(version)))
    assert [mark.outcome for mark in Mark.objects.order_by("pk")] == [Outcome.WRONG, Outcome.RIGHT]
    assert client.get(self_test.url).context["sheet"].standing.right == 1


def test_a_skipped_question_waits_and_the_next_one_is_shown(client, attempt, self_test):
    first = versions_of(attempt)[0]
    sent = client.post(address(attempt, first), form_of(first, do="skip"))
    assert sent.url == f"{self_test.url}#sp2"
    page = text(client.get(self_test.url))
    assert "0 af 6 besvaret" in page
    assert "Sprunget over" in page


def test_an_answer_to_an_older_version_is_graded_against_it(client, attempt, self_test):
    version = versions_of(attempt)[0]
    question = version.question
    question.prompt = "Et helt andet spørgsmål?"
    question.save()
    client.post(address(attempt, version), form_of(version, right_raw(version)))
    assert Answer.objects.get().version == version
    assert "Et helt andet spørgsmål?" not in text(client.get(self_test.url))


def test_a_version_of_another_question_is_refused(client, attempt):
    first, second, *_rest = versions_of(attempt)
    response = client.post(address(attempt, first), form_of(second, right_raw(second)))
    assert response.status_code == 400
    assert not Answer.objects.exists()


def test_somebody_elses_attempt_looks_like_one_that_does_not_exist(attempt, signed_in):
    stranger = signed_in(UserFactory())
    version = versions_of(attempt)[0]
    form = form_of(version, right_raw(version))
    foreign = stranger.post(address(attempt, version), form)
    unknown = stranger.post(reverse("courses:answer", args=[uuid.uuid4(), version.question.key]), form)
    assert foreign.status_code == unknown.status_code == 404
    assert without_token(foreign) == without_token(unknown)
    assert stranger.post(reverse("courses:finish", args=[attempt.key])).status_code == 404
    assert not Answer.objects.exists()


def test_a_question_outside_the_self_test_is_not_found(client, attempt):
    other = a_question("single").current
    assert client.post(address(attempt, other), form_of(other, right_raw(other))).status_code == 404


def test_an_expired_session_leads_to_the_sign_in_and_back_to_the_question(attempt, client, self_test):
    version = versions_of(attempt)[0]
    sent = Client().post(address(attempt, version), form_of(version, right_raw(version)), HTTP_HX_REQUEST="true")
    assert sent.headers["HX-Redirect"].startswith(reverse("account_login"))
    assert client.get(address(attempt, version)).url == f"{self_test.url}#sp1"


MALFORMED = {
    "no version": {"version": ""},
    "version is no uuid": {"version": "1 or 1=1"},
    "unknown version": {"version": uuid.uuid4()},
    "no submission key": {"submission_key": ""},
    "submission key is no uuid": {"submission_key": "x" * 5000},
    "doubled submission key": {"submission_key": [uuid.uuid4(), uuid.uuid4()]},
    "unknown option": {"answer": "ffffffffffffffffffff"},
    "doubled option": {"answer": ["aa", "aa"]},
    "a number": {"answer": "NaN"},
    "infinity": {"answer": "1e999"},
    "deep nesting": {"answer": "[" * 50_000},
    "a megabyte": {"answer": "a" * 1_000_000},
    "null byte": {"answer": "a\x00b"},
    "half a surrogate": {"answer": "\udcff".encode("utf-8", "surrogatepass")},
    "digits that only look so": {"answer": "³"},
    "unknown pair": {"pair-ffff": "x"},
    "unknown item": {"place-ffff": "1"},
}


@pytest.mark.parametrize("case", sorted(MALFORMED))
@pytest.mark.parametrize("htmx", [False, True])
def test_a_malformed_answer_is_refused_with_a_sentence(client, attempt, case, htmx):
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    by_kind = {"unknown pair": "match", "unknown item": "order"}
    for version in versions_of(attempt):
        if by_kind.get(case, version.kind) != version.kind:
            continue
        if "answer" in MALFORMED[case] and version.kind in {"match", "order"} and case != "null byte":
            continue  # not a field of theirs
        form = form_of(version, right_raw(version)) | MALFORMED[case]
        response = client.post(address(attempt, version), form, **headers)
        assert response.status_code in ((400, 422) if htmx else (400,)), (case, version.kind)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("body", ["", "{}", "[" * 100_000, '{"answer": NaN}', "--x\r\n"])
def test_a_body_of_another_kind_is_refused(client, attempt, content_type, body):
    version = versions_of(attempt)[0]
    response = client.post(address(attempt, version), body, content_type=content_type)
    assert response.status_code == 400


@pytest.mark.parametrize("seconds", ["NaN", "-1", "1e999", "", "x" * 10_000, ["1", "2"]])
def test_a_malformed_position_is_refused(client, module, seconds):
    talk = VideoTalkPage.objects.get()
    response = client.post(reverse("courses:save_position", args=[talk.translation_key]), {"position": seconds})
    assert response.status_code == 400
    assert not PartProgress.objects.exists()


def test_a_broken_address_to_answer_again_is_ignored(client, attempt, self_test):
    assert client.get(self_test.url, {"igen": "ikke-en-nøgle"}).status_code == 200


def test_ten_more_modules_cost_no_more_queries(client, caseworker, django_assert_max_num_queries):
    index = course_index()
    a_whole_module(1)
    client.get(index.url)
    with django_assert_max_num_queries(100) as few:
        client.get(index.url)
    for number in range(2, 12):
        a_whole_module(number, kinds=("single",))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(index.url)


def test_ten_more_questions_cost_no_more_queries(client, caseworker, django_assert_max_num_queries):
    def answered_page(number: int, count: int):
        self_test = a_self_test(a_module(number), [a_question("single") for _ in range(count)])
        attempt = attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker)
        for version in versions_of(attempt):
            attempts.answer_question(
                attempt=attempt, version=version, raw=right_raw(version), submission_key=uuid.uuid4(), by=caseworker
            )
        client.get(self_test.url)
        return self_test

    short, long = answered_page(1, 2), answered_page(2, 12)
    with django_assert_max_num_queries(100) as few:
        client.get(short.url)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(long.url)


def test_modules_can_be_narrowed_to_a_phase(client):
    index = course_index()
    first, _second = a_module(1), a_module(2)
    first.phases.add(Phase.objects.get(slug="opfoelgning"))
    first.save()
    assert len(client.get(index.url, {"fase": "opfoelgning"}).context["modules"]) == 1
    assert len(client.get(index.url, {"fase": "findes-ikke"}).context["modules"]) == 2


def test_a_self_test_page_in_draft_is_not_a_part_of_the_progress(client, module):
    SelfTestPage.objects.get().unpublish()
    assert "0 af 3 dele er gennemført" in text(client.get(module.url))


def test_a_concept_knows_the_modules_that_ask_about_it(module):
    subtheme = Subtheme.objects.rateable().first()
    question = SelfTestPage.objects.get().questions.last().question
    assert module.title not in [link.title for link in related_to(subtheme)]
    question.subtheme = subtheme
    question.save()
    assert module.title in [link.title for link in related_to(subtheme)]


def test_modules_and_parts_can_be_found_by_what_they_say(module):
    carry_out_due()
    found = [hit.url for hit in find("hjælpemidler").hits]
    assert any(url.endswith("/videooplaeg/") for url in found)
