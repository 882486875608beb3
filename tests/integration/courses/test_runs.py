"""Runs through self-tests: what is drawn, how tries count, what is shown when, and when the time is up."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from courses.actions import attempts, drafts
from courses.actions.attempts import Typed
from courses.actions.extra_time import give_extra_time
from courses.models import Attempt, ExtraTime, QuestionState, SelfTestDraw, SelfTestPage
from courses.models.runs import standing_of
from grading import Outcome
from live.chores import registered
from tests.factories.courses import a_module, a_question, a_self_test
from tests.integration.courses.conftest import fields_of, form_of, right_raw, versions_of

pytestmark = pytest.mark.django_db


def a_test(count: int = 2, **fields) -> SelfTestPage:
    hints = fields.pop("hints", "")
    questions = [
        a_question(title=f"Spørgsmål {n}", prompt=f"Hvad er {n}?", hints=hints, penalty="1/3") for n in range(count)
    ]
    return a_self_test(a_module(), questions, **fields)


def begin(self_test, person) -> Attempt:
    return attempts.start_attempt(person=person, self_test=self_test, by=person)


def wrong_raw(version) -> str:
    return next(option["id"] for option in version.data["options"] if option["fraction"] == "0")


def other_wrong_raw(version) -> str:
    return [option["id"] for option in version.data["options"] if option["fraction"] == "0"][1]


def submit(attempt, version, raw, **fields):
    return attempts.answer_question(
        attempt=attempt, version=version, raw=raw, submission_key=uuid.uuid4(), by=attempt.person, **fields
    )


def type_in(attempt, version, raw):
    place = attempt.places.get(version=version)
    fields = {name: [str(value)] for name, value in fields_of(version, raw).items()}
    typed = Typed(fields=fields, raw=raw, tab=uuid.uuid4(), revision=0, seen=0)
    return drafts.save_draft(attempt=attempt, place=place, typed=typed, submission_key=uuid.uuid4(), by=attempt.person)


def time_passes(attempt, minutes: float) -> None:
    """As if the attempt had begun so much earlier."""
    attempt.refresh_from_db()
    gone = dt.timedelta(minutes=minutes)
    attempt.drafts.update(saved_at=timezone.now() - gone)
    Attempt.objects.filter(pk=attempt.pk).update(
        started=attempt.started - gone,
        deadline=attempt.deadline and attempt.deadline - gone,
        finished=attempt.finished and attempt.finished - gone,
    )
    attempt.refresh_from_db()


def questions_in(attempt) -> list[int]:
    return list(attempt.places.order_by("position").values_list("question", flat=True))


# ── What is drawn ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def drawing_test(db) -> SelfTestPage:
    """One fixed question, and three drawn from a bank of six with the tag, the fixed one among them."""
    bank = [a_question(title=f"B{n}") for n in range(6)]
    for question in bank:
        question.tags.add("bostøtte")
        question.save()
    for state in (QuestionState.DRAFT, QuestionState.RETIRED):
        hidden = a_question(title=state, state=state)
        hidden.tags.add("bostøtte")
        hidden.save()
    page = a_self_test(a_module(), bank[:1])
    page.draws.add(SelfTestDraw(count=3, tag=bank[0].tags.get(), goal=2))
    page.save()
    return page


def test_fixed_and_drawn_questions_come_without_repeats_and_only_the_ready_ones(drawing_test, caseworker):
    attempt = begin(drawing_test, caseworker)
    places = list(attempt.places.select_related("question").order_by("position"))
    assert [place.position for place in places] == [1, 2, 3, 4]
    assert places[0].question.title == "B0"
    assert [place.goal for place in places] == [1, 2, 2, 2]
    assert len({place.question_id for place in places}) == 4
    assert {place.question.state for place in places} == {QuestionState.READY}


def test_a_bank_with_too_few_gives_what_it_has(drawing_test, caseworker):
    draw = drawing_test.draws.get()
    draw.count = 40
    draw.save()
    assert len(questions_in(begin(drawing_test, caseworker))) == 6


def test_the_order_can_be_mixed_and_another_attempt_is_another_draw(caseworker):
    page = a_test(8, shuffle_questions=True)
    orders = set()
    for _ in range(4):
        attempt = begin(page, caseworker)
        assert questions_in(begin(page, caseworker)) == questions_in(attempt), "the same while it is open"
        orders.add(tuple(questions_in(attempt)))
        Attempt.objects.filter(pk=attempt.pk).update(finished=timezone.now())
    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_an_attempt_keeps_its_questions_when_the_page_and_the_bank_change(signed_in, caseworker):
    page = a_test(2)
    attempt = begin(page, caseworker)
    first, second = versions_of(attempt)
    page.questions.get(question=second.question).delete()
    question = first.question
    question.prompt = "Noget nyt?"
    question.save()
    body = signed_in(caseworker).get(page.url).content.decode()
    assert "Hvad er 0?" in body
    assert "Hvad er 1?" in body
    assert "Noget nyt?" not in body
    submit(attempt, first, right_raw(first))
    submit(attempt, second, right_raw(second))
    attempt.refresh_from_db()
    assert attempt.finished


def test_a_fixed_question_that_is_not_ready_is_refused_when_the_page_is_saved():
    with pytest.raises(ValidationError) as refused:
        a_self_test(a_module(), [a_question(title="Ufærdig", state=QuestionState.DRAFT)])
    assert "Ufærdig" in str(refused.value)


# ── Tries ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_deferred_says_saved_takes_changes_and_is_checked_when_handed_in(signed_in, caseworker):
    page = a_test(2, tries="deferred", pass_mark=50)
    attempt = begin(page, caseworker)
    first, _second = versions_of(attempt)
    client = signed_in(caseworker)
    address = reverse("courses:answer", args=[attempt.key, first.question.key])
    for seen, raw in enumerate([wrong_raw(first), right_raw(first)]):
        card = client.post(address, form_of(first, raw, seen=seen), HTTP_HX_REQUEST="true").content.decode()
        assert "Gemt" in card
        assert "Rigtigt" not in card
        assert "Ikke endnu" not in card
        assert "checked" in card, "and can be changed"
    client.post(reverse("courses:finish", args=[attempt.key]))
    page_then = client.get(page.url).content.decode()
    assert "Du fik 50 % af pointene" in page_then
    assert "Bestået" in page_then
    assert "1 ikke besvaret" in page_then
    with pytest.raises(attempts.Closed):
        submit(attempt, first, right_raw(first))


def test_what_is_typed_and_not_handed_in_counts_when_the_whole_test_is(caseworker):
    attempt = begin(a_test(1, tries="deferred"), caseworker)
    (version,) = versions_of(attempt)
    type_in(attempt, version, right_raw(version))
    attempts.finish(attempt=attempt, by=caseworker)
    attempt.refresh_from_db()
    assert attempt.finished
    assert standing_of(attempt).score == 1
    assert not attempt.drafts.exists()


def test_nothing_at_all_cannot_be_handed_in(caseworker):
    attempt = begin(a_test(1, tries="deferred"), caseworker)
    assert attempts.finish(attempt=attempt, by=caseworker).finished is None


def test_interactive_gives_a_hint_after_a_wrong_try_and_no_more_tries_than_allowed(signed_in, caseworker):
    page = a_test(1, tries="interactive", most_tries=2, hints="Tænk på ordet metode.\nTo mere.")
    attempt = begin(page, caseworker)
    (version,) = versions_of(attempt)
    client = signed_in(caseworker)
    address = reverse("courses:answer", args=[attempt.key, version.question.key])
    assert "Tænk på ordet metode" not in client.get(page.url).content.decode()
    card = client.post(address, form_of(version, wrong_raw(version)), HTTP_HX_REQUEST="true").content.decode()
    assert "Tænk på ordet metode." in card
    assert "Du har 1 forsøg tilbage." in card
    assert "Forklaringen." not in card
    assert "Hjælpemidler tæller med." not in card
    submit(attempt, version, right_raw(version))
    attempt.refresh_from_db()
    assert attempt.finished, "the last try was made"
    assert standing_of(attempt).score == Fraction(2, 3)
    with pytest.raises(attempts.Closed):
        submit(attempt, version, right_raw(version))


def test_after_the_last_wrong_try_the_question_is_closed(signed_in, caseworker):
    page = a_test(2, tries="interactive", most_tries=1)
    attempt = begin(page, caseworker)
    first, _second = versions_of(attempt)
    submit(attempt, first, wrong_raw(first))
    late = signed_in(caseworker).post(
        reverse("courses:answer", args=[attempt.key, first.question.key]), form_of(first, right_raw(first))
    )
    assert late.status_code == 409
    assert "tager ikke flere svar" in late.content.decode()
    assert attempt.answers.count() == 1


def test_adaptive_counts_the_best_try_less_what_the_earlier_ones_cost(caseworker):
    attempt = begin(a_test(1, tries="adaptive"), caseworker)
    (version,) = versions_of(attempt)
    for raw in (wrong_raw(version), other_wrong_raw(version), right_raw(version)):
        submit(attempt, version, raw)
    assert standing_of(attempt).score == Fraction(1, 3)
    assert standing_of(attempt).outcomes == (Outcome.RIGHT,)


def test_certainty_is_asked_for_and_counts(signed_in, caseworker):
    page = a_test(2, tries="certainty")
    attempt = begin(page, caseworker)
    first, second = versions_of(attempt)
    client = signed_in(caseworker)
    address = reverse("courses:answer", args=[attempt.key, first.question.key])
    asked = client.post(address, form_of(first, right_raw(first)), HTTP_HX_REQUEST="true").content.decode()
    assert "Angiv, hvor sikker du er." in asked
    assert not attempt.answers.exists()
    assert client.post(address, form_of(first, right_raw(first), certainty="9")).status_code == 400
    client.post(address, form_of(first, right_raw(first), certainty="3"))
    submit(attempt, second, wrong_raw(second), certainty=1)
    attempts.finish(attempt=attempt, by=caseworker)
    attempt.refresh_from_db()
    assert standing_of(attempt).score == Fraction(1, 2)


# ── What is shown when ──────────────────────────────────────────────────────────────────────────────────────
EXPLANATION, KEY_PLACE = "Forklaringen.", "Derfor: En metode"


@pytest.mark.parametrize(
    ("shown", "marks", "explanation", "key"),
    [
        ([], False, False, False),
        (["marks"], True, False, False),
        (["feedback"], False, True, False),
        (["marks", "feedback"], True, True, False),
        (["key"], True, False, False),
        (["marks", "feedback", "key"], True, True, True),
    ],
)
@pytest.mark.parametrize("moment", ["during", "after", "later"])
def test_the_card_shows_what_the_editors_ticked_for_the_moment(
    signed_in, caseworker, moment, shown, marks, explanation, key
):
    rest = {
        f"shown_{other}": ["marks", "feedback", "key"] if not shown else [] for other in ("during", "after", "later")
    }
    page = a_test(1 if moment != "during" else 2, **(rest | {f"shown_{moment}": shown}))
    attempt = begin(page, caseworker)
    version = versions_of(attempt)[0]
    submit(attempt, version, wrong_raw(version))
    if moment == "later":
        time_passes(attempt, 31)
    elif moment == "after":
        time_passes(attempt, 29)
    body = signed_in(caseworker).get(page.url).content.decode()
    assert ("Ikke endnu" in body) is marks
    assert (EXPLANATION in body) is explanation
    assert (KEY_PLACE in body) is key
    assert ("Derfor: Et it-system" in body) is explanation


def test_goals_say_nothing_of_a_test_that_is_checked_at_the_end_before_it_is(signed_in, caseworker):
    page = a_test(1, tries="deferred")
    attempt = begin(page, caseworker)
    (version,) = versions_of(attempt)
    submit(attempt, version, right_raw(version))
    client = signed_in(caseworker)
    module = page.get_parent()
    assert "Vist i 1 svar" not in client.get(module.url).content.decode()
    attempts.finish(attempt=attempt, by=caseworker)
    assert "Vist i 1 svar" in client.get(module.url).content.decode()


# ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_deadline_is_the_limit_and_the_persons_extra_time(caseworker, editor):
    give_extra_time(person=caseworker, percent=50, by=editor)
    attempt = begin(a_test(1, time_limit=20), caseworker)
    assert attempt.deadline - attempt.started == dt.timedelta(minutes=30)


@pytest.mark.parametrize(("late_by", "taken"), [(20, True), (45, False)])
def test_an_answer_counts_until_half_a_minute_after_the_deadline(caseworker, late_by, taken):
    attempt = begin(a_test(1, time_limit=10), caseworker)
    (version,) = versions_of(attempt)
    time_passes(attempt, 10 + late_by / 60)
    if taken:
        assert submit(attempt, version, right_raw(version))
    else:
        with pytest.raises(attempts.TooLate):
            submit(attempt, version, right_raw(version))
        assert not attempt.answers.exists()
    attempt.refresh_from_db()
    assert attempt.finished


def test_a_late_answer_is_refused_with_a_sentence_and_kept(signed_in, caseworker):
    page = a_test(1, time_limit=10)
    attempt = begin(page, caseworker)
    (version,) = versions_of(attempt)
    time_passes(attempt, 11)
    sent = signed_in(caseworker).post(
        reverse("courses:answer", args=[attempt.key, version.question.key]), form_of(version, right_raw(version))
    )
    assert sent.status_code == 409
    assert "Tiden er gået, så svaret tæller ikke" in sent.content.decode()
    assert attempt.drafts.get().fields == {"answer": [right_raw(version)]}
    assert not attempt.answers.exists()


def test_drafts_saved_in_time_count_when_the_worker_finishes_what_is_overdue(caseworker):
    attempt = begin(a_test(2, tries="deferred", time_limit=10), caseworker)
    first, second = versions_of(attempt)
    type_in(attempt, first, right_raw(first))
    time_passes(attempt, 11)
    type_late = attempt.drafts.create(question=second.question, version=second, raw=right_raw(second), tab=uuid.uuid4())
    assert type_late.saved_at > attempt.deadline
    chore = next(chore for chore in registered() if chore.name == "courses.finish_overdue")
    assert chore.function() == 1
    attempt.refresh_from_db()
    assert attempt.finished == attempt.deadline
    assert [answer.version for answer in attempt.answers.all()] == [first]
    assert chore.function() == 0


def test_a_page_whose_time_is_up_says_so_and_writes_nothing(signed_in, caseworker):
    page = a_test(1, time_limit=10)
    attempt = begin(page, caseworker)
    time_passes(attempt, 11)
    client = signed_in(caseworker)
    body = client.get(page.url).content.decode()
    assert "Tiden er gået" in body
    assert "Tjek svar" not in body
    attempt.refresh_from_db()
    assert attempt.finished is None
    client.post(reverse("courses:finish", args=[attempt.key]))
    attempt.refresh_from_db()
    assert attempt.finished == attempt.deadline


def test_to_begin_again_finishes_the_one_whose_time_is_up(caseworker):
    page = a_test(1, time_limit=10)
    attempt = begin(page, caseworker)
    time_passes(attempt, 11)
    again = begin(page, caseworker)
    assert again != attempt
    attempt.refresh_from_db()
    assert attempt.finished


def test_the_time_of_day_stands_on_the_page_for_those_without_scripts(signed_in, caseworker):
    page = a_test(1, time_limit=10)
    attempt = begin(page, caseworker)
    local = timezone.localtime(attempt.deadline)
    assert f"Tiden er ude kl. {local.hour}.{local.minute:02}" in signed_in(caseworker).get(page.url).content.decode()


def test_the_countdown_of_an_hour_is_seconds_that_a_script_can_read(signed_in, caseworker):
    page = a_test(1, time_limit=60)
    begin(page, caseworker)
    told = re.search(r'data-countdown="([^"]+)"', signed_in(caseworker).get(page.url).content.decode())
    assert told
    assert 3590 <= int(told[1]) <= 3600


# ── Extra time ──────────────────────────────────────────────────────────────────────────────────────────────
def test_staff_find_a_person_by_e_mail_give_extra_time_and_take_it_away(signed_in, editor, caseworker):
    from wagtail.models import ModelLogEntry

    client, address = signed_in(editor), reverse("courses:extra_time")
    assert "Ingen har ekstra tid" in client.get(address).content.decode()
    found = client.post(address, {"do": "find", "email": caseworker.email.upper()}).content.decode()
    assert str(caseworker.key) in found
    assert client.post(address, {"do": "give", "person": caseworker.key, "percent": "25"}).status_code == 302
    assert ExtraTime.objects.get().percent == 25
    assert "25 %" in client.get(address).content.decode()
    client.post(address, {"do": "take", "person": caseworker.key})
    assert not ExtraTime.objects.exists()
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"courses.give_extra_time", "courses.take_extra_time_away"} <= actions


def test_extra_time_is_for_staff_and_for_people_who_exist(signed_in, editor, caseworker):
    address = reverse("courses:extra_time")
    assert signed_in(caseworker).get(address).status_code == 404
    client = signed_in(editor)
    assert "Ingen har en konto" in client.post(address, {"do": "find", "email": "x@example.dk"}).content.decode()
    for form in ({}, {"do": "give"}, {"do": "give", "person": "x"}, {"do": "take", "person": uuid.uuid4()}):
        assert client.post(address, form).status_code == 400
    refused = client.post(address, {"do": "give", "person": caseworker.key, "percent": "301"})
    assert refused.status_code == 200
    assert not ExtraTime.objects.exists()
