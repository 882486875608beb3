"""What can happen in learning, and what can never be untrue afterwards."""

import uuid
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from courses.actions import attempts, parts
from courses.models import Answer, Attempt, Mark, PartProgress, PracticeExamplePage, Regrade, VideoTalkPage
from courses.querysets import AppendOnly
from grading import ENGINE_VERSION, BadResponse, Outcome
from tests.factories.people import UserFactory
from tests.integration.courses.conftest import right_raw, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(self_test, caseworker) -> Attempt:
    return attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker)


def submit(attempt, version, raw, key=None):
    return attempts.answer_question(
        attempt=attempt, version=version, raw=raw, submission_key=key or uuid.uuid4(), by=attempt.person
    )


def test_a_video_resumes_where_it_stopped_and_remembers_the_furthest(module, caseworker):
    talk = VideoTalkPage.objects.get()
    for seconds in (3, 1):
        progress = parts.save_position(person=caseworker, part=talk, seconds=seconds, by=caseworker)
    assert (progress.position_seconds, progress.furthest_seconds, progress.state) == (1, 3, "started")


def test_a_video_seen_to_the_end_is_completed_and_stays_so(module, caseworker):
    talk = VideoTalkPage.objects.get()
    talk.video.duration = 60
    for seconds in (58, 10):
        progress = parts.save_position(person=caseworker, part=talk, seconds=seconds, by=caseworker)
    assert progress.completed
    assert progress.position_seconds == 10


def test_a_position_beyond_the_end_is_the_end(module, caseworker):
    progress = parts.save_position(person=caseworker, part=VideoTalkPage.objects.get(), seconds=80000, by=caseworker)
    assert progress.position_seconds == 5


def test_a_part_is_completed_once(module, caseworker):
    example = PracticeExamplePage.objects.get()
    first = parts.complete_part(person=caseworker, part=example, by=caseworker)
    second = parts.complete_part(person=caseworker, part=example, by=caseworker)
    assert first.pk == second.pk
    assert first.completed_at == second.completed_at


def test_to_begin_twice_gives_one_open_attempt(attempt, self_test, caseworker):
    assert attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker) == attempt
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(person=caseworker, self_test=self_test)


def test_after_a_finished_attempt_a_new_one_begins(attempt, self_test, caseworker):
    for version in versions_of(attempt):
        submit(attempt, version, right_raw(version))
    attempt.refresh_from_db()
    assert attempt.finished
    again = attempts.start_attempt(person=caseworker, self_test=self_test, by=caseworker)
    assert again != attempt
    assert again.seed != attempt.seed


def test_the_last_answer_completes_the_part(attempt, self_test, caseworker):
    *most, last = versions_of(attempt)
    for version in most:
        submit(attempt, version, right_raw(version))
    assert not PartProgress.objects.get(part=self_test).completed
    submit(attempt, last, right_raw(last))
    assert PartProgress.objects.get(part=self_test).completed


def test_a_mark_names_its_score_exactly_and_its_engine(attempt):
    match = next(version for version in versions_of(attempt) if version.kind == "match")
    raw = right_raw(match)
    wrong = next(iter(raw))
    raw[wrong] = next(choice["id"] for choice in match.data["choices"] if choice["id"] != raw[wrong])
    mark = submit(attempt, match, raw)
    assert mark.fraction == Fraction(2, 3)
    assert str(mark.score_decimal) == "0.666667"
    assert (mark.outcome, mark.engine_version) == (Outcome.NEAR, ENGINE_VERSION)


def test_a_replay_gives_the_same_mark(attempt):
    version, key = versions_of(attempt)[0], uuid.uuid4()
    first = submit(attempt, version, right_raw(version), key)
    other = next(option["id"] for option in version.data["options"] if option["fraction"] == "0")
    assert submit(attempt, version, other, key) == first
    assert (Answer.objects.count(), Mark.objects.count()) == (1, 1)


def test_a_key_from_another_question_is_no_replay(attempt):
    first, second, *_rest = versions_of(attempt)
    key = uuid.uuid4()
    submit(attempt, first, right_raw(first), key)
    with pytest.raises(BadResponse):
        submit(attempt, second, right_raw(second), key)


def test_to_answer_again_adds_a_row_and_the_newest_counts(attempt):
    version = versions_of(attempt)[0]
    wrong = next(option["id"] for option in version.data["options"] if option["fraction"] == "0")
    submit(attempt, version, wrong)
    submit(attempt, version, right_raw(version))
    outcomes = [answer.mark.outcome for answer in attempt.answers.order_by("pk")]
    assert outcomes == [Outcome.WRONG, Outcome.RIGHT]


def test_nothing_chosen_stores_nothing(attempt):
    with pytest.raises(attempts.NoAnswer):
        submit(attempt, versions_of(attempt)[0], None)
    assert not Answer.objects.exists()


def test_skipped_questions_do_not_finish_the_test_but_let_one_finish(attempt, self_test):
    first, *rest = versions_of(attempt)
    assert attempts.finish(attempt=attempt, by=attempt.person).finished is None
    submit(attempt, first, right_raw(first))
    for version in rest:
        attempts.skip_question(attempt=attempt, version=version, submission_key=uuid.uuid4(), by=attempt.person)
    attempt.refresh_from_db()
    assert attempt.finished is None
    assert attempts.finish(attempt=attempt, by=attempt.person).finished
    assert PartProgress.objects.get(part=self_test).completed


def test_an_answer_is_graded_against_the_version_that_was_shown(attempt):
    old = versions_of(attempt)[0]
    question = old.question
    for option in question.content[0].value["options"]:
        option["right"] = not option["right"] and option["text"] == "En test"
    question.save()
    assert question.current != old
    assert submit(attempt, old, right_raw(old)).outcome == Outcome.RIGHT


def test_answers_and_marks_are_written_once(attempt):
    version = versions_of(attempt)[0]
    mark = submit(attempt, version, right_raw(version))
    for row, field, value in [(mark, "score", "0"), (mark.answer, "response", None)]:
        setattr(row, field, value)
        with pytest.raises(AppendOnly):
            row.save()
    with pytest.raises(AppendOnly):
        Mark.objects.update(score="0")
    with pytest.raises(AppendOnly):
        Answer.objects.update(response=None)


def test_a_second_mark_may_come_and_then_counts(attempt):
    version = versions_of(attempt)[0]
    first = submit(attempt, version, right_raw(version))
    Mark.objects.create(
        answer=first.answer,
        version=version,
        regrade=Regrade.objects.create(
            question=version.question, version=version, reason="Nøglen var forkert.", answers=1, changed=1
        ),
        score="1/2",
        score_decimal="0.5",
        outcome=Outcome.NEAR,
        engine_version="9.9",
    )
    assert Answer.objects.get().mark.fraction == Fraction(1, 2)


def test_a_score_outside_0_to_1_cannot_be_stored(attempt):
    version = versions_of(attempt)[0]
    mark = submit(attempt, version, right_raw(version))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(
            answer=mark.answer,
            version=version,
            score="2",
            score_decimal="2",
            outcome=Outcome.RIGHT,
            engine_version="1",
        )


def test_what_a_person_did_goes_away_with_the_person(attempt):
    version = versions_of(attempt)[0]
    submit(attempt, version, right_raw(version))
    other = UserFactory()
    attempt.person.delete()
    assert not Mark.objects.exists()
    assert other.pk
