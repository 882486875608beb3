"""A caseworker reads, rates and compares, through the pages."""

from __future__ import annotations

import random
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases_library.actions import works
from cases_library.models import CaseWork
from cases_library.rules import TrainedRule
from tests.factories.cases_library import USUAL_ITEMS, ItemOf, published_case
from tests.factories.people import UserFactory
from tests.integration.cases_library.conftest import answers_for, fields_of, handed_in

pytestmark = pytest.mark.django_db


def address(work, step="rate"):
    return reverse(f"cases_library:{step}", args=[work.key])


def result_of(work):
    return address(work, "compare") + "#result"


@pytest.fixture
def client(signed_in, caseworker):
    return signed_in(caseworker)


@pytest.fixture
def work(case, caseworker):
    return works.start(person=caseworker, case=case, by=caseworker)


class TestReading:
    def test_anybody_may_read_a_case_and_is_asked_to_sign_in_to_rate(self, case, client):
        client.logout()
        page = client.get(case.url)
        assert page.status_code == 200
        text = page.content.decode()
        assert "gør rent." in text
        assert "Gøre rent" in text
        assert f"{reverse('account_login')}?next={case.url}" in text

    def test_to_begin_without_an_account_leads_to_the_sign_in_and_back(self, case, client):
        client.logout()
        answer = client.post(reverse("cases_library:begin", args=[case.slug]))
        assert answer.url == f"{reverse('account_login')}?next={case.url}"

    def test_begin_leads_to_the_sheet_and_twice_to_the_same_one(self, case, client):
        once = client.post(reverse("cases_library:begin", args=[case.slug]))
        twice = client.post(reverse("cases_library:begin", args=[case.slug]))
        assert once.status_code == 302
        assert once.url == twice.url
        assert CaseWork.objects.count() == 1

    def test_a_case_that_is_not_published_cannot_be_begun(self, case, client):
        case.unpublish()
        assert client.post(reverse("cases_library:begin", args=[case.slug])).status_code == 404
        assert client.get(reverse("cases_library:begin", args=["findes-ikke"])).status_code == 405


class TestRating:
    def test_the_whole_way_from_case_to_comparison(self, case, client, work, envelope):
        answer = client.post(address(work), envelope(do="submit") | fields_of(answers_for(case, 1, 1)), follow=True)
        text = answer.content.decode()
        assert answer.redirect_chain == [(result_of(work), 302)]
        assert "Gøre rent" in text
        assert "At vælge 1, fordi der er rent." in text
        assert [row.subtheme for row in answer.context["rows"]] == ["Gøre rent", "Gå og bevæge sig"]
        assert answer.context["tally"].exact == 1

    def test_what_is_saved_is_in_the_form_next_time(self, case, client, work, envelope):
        client.post(address(work), envelope() | fields_of(answers_for(case, 2, None, reason="Kun overflader.")))
        page = client.get(address(work))
        assert page.context["sheet"].chosen_count == 2
        assert "Kun overflader." in page.content.decode()

    def test_the_panel_is_not_shown_before_each_level_has_a_reason(self, case, client, work, envelope):
        answer = client.post(address(work), envelope(do="submit") | fields_of(answers_for(case, 2, 1, reason="")))
        assert answer.status_code == 422
        assert len(answer.context["sheet"].faults) == 2
        assert not CaseWork.objects.get().submitted
        assert [typed.level for typed in works.stored_answers(work).values()] == [2, 1]

    def test_an_item_without_a_choice_is_asked_for(self, client, work, envelope):
        answer = client.post(address(work), envelope(do="submit"))
        assert [fault["about"] for fault in answer.context["sheet"].faults] == ["Gøre rent", "Gå og bevæge sig"]

    def test_not_assessed_needs_no_reason(self, case, client, work, envelope):
        answer = client.post(address(work), envelope(do="submit") | fields_of(answers_for(case, None, 1)))
        assert answer.url == result_of(work)
        assert client.get(answer.url).context["tally"].not_assessed == 1

    def test_a_personal_number_is_stopped_and_kept_in_the_form_while_the_rest_is_saved(
        self, case, client, work, envelope
    ):
        answers = fields_of(answers_for(case, 2, 1))
        first = case.items_in_order()[0]
        answer = client.post(address(work), envelope() | answers | {f"{first.key}-reason": "Fatima 0101701234"})
        assert answer.status_code == 422
        assert "Fatima 0101701234" in answer.content.decode()
        assert [typed.level for typed in works.stored_answers(work).values()] == [1]

    def test_a_double_submit_gives_one_result(self, case, client, work, envelope):
        sent = envelope(do="submit") | fields_of(answers_for(case, 2, 1))
        assert client.post(address(work), sent).url == client.post(address(work), sent).url
        late = envelope(do="submit") | fields_of(answers_for(case, 4, 4))
        assert client.post(address(work), late).url == result_of(work)
        assert [typed.level for typed in works.stored_answers(work).values()] == [2, 1]

    def test_an_older_tab_is_shown_both_versions(self, case, client, work, envelope):
        client.post(address(work), envelope() | fields_of(answers_for(case, 2, 1, reason="Den nye.")))
        older = envelope(tab=str(uuid.uuid4())) | fields_of(answers_for(case, 4, 1, reason="Den gamle."))
        answer = client.post(address(work), older)
        assert answer.status_code == 409
        assert {"Den nye.", "Den gamle."} <= {
            word for word in ("Den nye.", "Den gamle.") if word in answer.content.decode()
        }
        assert client.post(address(work), older | {"version": str(answer.context["version"])}).status_code == 302
        assert works.stored_answers(work) == answers_for(case, 4, 1, reason="Den gamle.")

    def test_a_case_taken_off_the_shelf_is_not_rated_further(self, case, client, work):
        case.unpublish()
        assert client.get(address(work)).status_code == 404


class TestSavingAsOneTypes:
    def test_the_page_is_told_its_new_version(self, case, client, work, envelope):
        answer = client.post(address(work, "autosave"), envelope() | fields_of(answers_for(case, 2, 1)))
        assert (answer.status_code, answer["X-Version"], answer.content) == (204, "1", b"")
        assert works.stored_answers(work) == answers_for(case, 2, 1)

    def test_an_older_tab_is_told_and_nothing_is_overwritten(self, case, client, work, envelope):
        client.post(address(work, "autosave"), envelope() | fields_of(answers_for(case, 2, 1)))
        older = envelope(tab=str(uuid.uuid4())) | fields_of(answers_for(case, 4, 4))
        assert client.post(address(work, "autosave"), older).status_code == 409
        assert works.stored_answers(work) == answers_for(case, 2, 1)

    def test_a_personal_number_is_not_stored_but_the_rest_is(self, case, client, work, envelope):
        item = case.items_in_order()[0]
        typed = fields_of(answers_for(case, 2, 1)) | {f"{item.key}-reason": "Fatima 0101701234"}
        assert client.post(address(work, "autosave"), envelope() | typed).status_code == 422
        assert [answer.level for answer in works.stored_answers(work).values()] == [1]

    def test_after_handing_in_nothing_is_saved(self, case, client, caseworker, envelope):
        work = handed_in(case, caseworker, 3, 1)
        sent = envelope() | fields_of(answers_for(case, 0, 0))
        assert client.post(address(work, "autosave"), sent).status_code == 409

    def test_who_has_been_signed_out_saves_nothing(self, case, client, work, envelope):
        client.logout()
        sent = envelope() | fields_of(answers_for(case, 2, 1))
        assert client.post(address(work, "autosave"), sent).status_code == 401
        assert not works.stored_answers(work)


class TestComparing:
    def test_the_page_waits_until_the_work_is_handed_in(self, client, work):
        assert client.get(address(work, "compare")).url == address(work)

    def test_the_sheet_leads_to_the_comparison_afterwards(self, case, client, caseworker):
        work = handed_in(case, caseworker, 3, 1)
        assert client.get(address(work)).url == result_of(work)

    def test_four_others_are_hidden_and_five_are_shown(self, case, client, caseworker):
        work = handed_in(case, caseworker, 3, 1)
        for _ in range(4):
            handed_in(case, UserFactory(), 3, 2)
        assert client.get(address(work, "compare")).context["others_count"] == 0
        handed_in(case, UserFactory(), 0, None)
        rows = {row.subtheme: row.others for row in client.get(address(work, "compare")).context["rows"]}
        assert rows == {"Gøre rent": (1, 0, 0, 4, 0), "Gå og bevæge sig": None}

    def test_only_others_first_tries_count(self, case, client, caseworker):
        work = handed_in(case, caseworker, 3, 1)
        for _ in range(5):
            person = UserFactory()
            handed_in(case, person, 0, 0)
            handed_in(case, person, 3, 1)
        rows = client.get(address(work, "compare")).context["rows"]
        assert {row.others for row in rows} == {(5, 0, 0, 0, 0)}

    def test_agreement_over_all_cases_is_told_from_ten_items(self, client, caseworker):
        for _ in range(5):
            work = handed_in(published_case(), caseworker, 3, 2)
        told = client.get(address(work, "compare")).context["over_all"]
        assert told.items == 10
        assert told.difference == 0.5
        assert "kappa" in client.get(address(work, "compare")).content.decode()

    def test_another_case_with_the_same_rule_is_offered(self, client, caseworker):
        work = handed_in(published_case(), caseworker, 3, 1)
        published_case(rules=(TrainedRule.CATEGORY,))
        similar = published_case()
        assert client.get(address(work, "compare")).context["next_case"] == similar


def bytes_of(answer):
    """The answer's bytes; every answer has a CSRF token of its own."""
    return re.sub(rb'"[A-Za-z0-9]{64}"', b"", answer.content)


class TestOtherPeoplesWork:
    @pytest.mark.parametrize("step", ["rate", "compare"])
    def test_somebody_elses_work_looks_like_an_unknown_one(self, case, client, step):
        theirs = client.get(reverse(f"cases_library:{step}", args=[handed_in(case, UserFactory(), 3, 1).key]))
        unknown = client.get(reverse(f"cases_library:{step}", args=[uuid.uuid4()]))
        assert theirs.status_code == unknown.status_code == 404
        assert bytes_of(theirs) == bytes_of(unknown)

    def test_nor_can_it_be_written_to(self, case, client, envelope):
        stranger = UserFactory()
        work = works.start(person=stranger, case=case, by=stranger)
        assert client.post(address(work), envelope(do="submit")).status_code == 404

    @pytest.mark.parametrize("step", ["rate", "compare"])
    def test_without_an_account_every_key_leads_to_the_sign_in(self, case, client, step):
        client.logout()
        for key in (uuid.uuid4(), handed_in(case, UserFactory(), 3, 1).key):
            address = reverse(f"cases_library:{step}", args=[key])
            assert client.get(address).url == f"{reverse('account_login')}?next={address}"


class TestBadInput:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"tab": "x"},
            {"tab": ["00000000-0000-0000-0000-000000000001"] * 2},
            {"version": "-1"},
            {"version": "NaN"},
            {"version": "1e9"},
            {"version": "²"},
            {"version": "٣"},
            {"version": "9" * 5000},
            {"version": ""},
            {"do": "delete"},
            {"do": ["save", "submit"]},
            {"ITEM-level": "5"},
            {"ITEM-level": "-1"},
            {"ITEM-level": "1.0"},
            {"ITEM-level": "NaN"},
            {"ITEM-level": ["1", "2"]},
            {"ITEM-reason": ["a", "b"]},
            {"ITEM-reason": "a\x00b"},
            {"00000000-0000-0000-0000-000000000001-level": "1"},
            {"x-reason": "y"},
        ],
    )
    @pytest.mark.parametrize("step", ["rate", "autosave"])
    def test_what_no_page_sends_is_refused_with_a_sentence(self, case, client, work, envelope, wrong, step):
        item = case.items_in_order()[0]
        sent = {name.replace("ITEM", str(item.key)): value for name, value in wrong.items()}
        answer = client.post(address(work, step), envelope() | sent)
        assert answer.status_code == 400
        assert not works.stored_answers(work)

    @pytest.mark.parametrize("missing", ["tab", "version"])
    def test_a_post_without_its_envelope_is_refused(self, client, work, envelope, missing):
        sent = envelope()
        del sent[missing]
        assert client.post(address(work), sent).status_code == 400

    def test_a_body_that_is_no_form_is_refused(self, client, work):
        assert client.post(address(work), "[[[[", content_type="application/json").status_code == 400

    def test_a_reason_that_is_too_long_is_kept_and_told(self, case, client, work, envelope):
        answer = client.post(address(work), envelope() | fields_of(answers_for(case, 1, 1, reason="a" * 1001)))
        assert answer.status_code == 422
        assert "a" * 1001 in answer.content.decode()


@pytest.mark.slow
def test_whatever_is_sent_is_answered_without_a_fault_of_ours(case, client, work):
    """A hundred bodies of likely names with unlikely values: never a 500, and never a level that does not exist."""
    chance = random.Random(5)
    items = [str(item.key) for item in case.items_in_order()]
    names = ["tab", "version", "do", *(f"{key}-{name}" for key in items for name in ("level", "reason")), "x-level", ""]
    values = ["", "0", "4", "5", "none", "None", "-1", "1e999", "NaN", "²", "٣", "[]", "{}", "a" * 1001, "0101701234"]
    values += ["save", "submit", str(uuid.uuid4()), "\ud800".encode("utf-8", "surrogatepass"), "\x00", "\u202e", "<b>"]
    sane = {"tab": str(uuid.uuid4()), "version": "0"}
    for _ in range(100):
        sent = {name: chance.choices(values, k=chance.choice([1, 1, 1, 2])) for name in chance.choices(names, k=4)}
        body = sent if chance.random() < 0.3 else sane | sent
        status = client.post(address(work, chance.choice(["rate", "autosave"])), body).status_code
        assert status in {204, 302, 400, 409, 422}, body
    assert all(rating.level in {None, 0, 1, 2, 3, 4} for rating in work.ratings.all())


def test_ten_more_others_and_items_ask_no_more_queries(client, caseworker):
    small = handed_in(published_case(), caseworker, 3, 1)
    many = (*USUAL_ITEMS, *(ItemOf(title) for title in ("Spise", "Drikke", "Lave mad", "Købe ind", "Vaske tøj")))
    big_case = published_case(items=many)
    big = handed_in(big_case, caseworker, *[1] * 7)
    for _ in range(10):
        handed_in(big_case, UserFactory(), *[2] * 7)
    client.get(address(small, "compare"))
    counts = []
    for work in (small, big):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(work, "compare")).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0]
    works.start(person=caseworker, case=big_case, by=caseworker)
    counts = []
    for case in (small.case, big_case):
        work = works.start(person=caseworker, case=case, by=caseworker)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(work)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
