"""Attempts from before questions were drawn get places, and their marks name the version they were made by."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories.courses import a_module, a_question, a_self_test
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.drill, pytest.mark.django_db(transaction=True)]
OLD, NEW = [("courses", "0001_initial")], [("courses", "0004_marks_name_their_version")]


@pytest.fixture
def at_the_old_schema(site_root):
    """The database as it was, with a self-test in it; afterwards it is as the code wants it."""
    page = a_self_test(a_module(), [a_question(title="Én"), a_question(title="To"), a_question(title="Tre")])
    first = page.questions.first().question
    first.prompt = "Ændret siden?"
    first.save()
    people = UserFactory().pk, UserFactory().pk
    executor = MigrationExecutor(connection)
    newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "courses"]
    executor.migrate(OLD)
    yield executor.loader.project_state(OLD).apps, page.pk, people
    again = MigrationExecutor(connection)
    again.migrate(newest)


def test_old_attempts_get_the_questions_they_were_shown(at_the_old_schema):
    apps, page, (person, somebody) = at_the_old_schema
    OldAttempt, OldAnswer, OldMark = (apps.get_model("courses", name) for name in ("Attempt", "Answer", "Mark"))
    Version, Placement = apps.get_model("courses", "QuestionVersion"), apps.get_model("courses", "SelfTestQuestion")
    placed = list(Placement.objects.filter(page_id=page).order_by("sort_order"))
    oldest = Version.objects.filter(question_id=placed[0].question_id).order_by("number")[0]
    attempt = OldAttempt.objects.create(person_id=person, self_test_id=page, seed="a" * 32)
    untouched = OldAttempt.objects.create(person_id=somebody, self_test_id=page, seed="b" * 32)
    answer = OldAnswer.objects.create(attempt=attempt, version=oldest, response="x", submission_key=uuid.uuid4())
    mark = OldMark.objects.create(answer=answer, score="1", score_decimal="1", outcome="right", engine_version="1.0")

    MigrationExecutor(connection).migrate(NEW)

    apps = MigrationExecutor(connection).loader.project_state(NEW).apps
    places = apps.get_model("courses", "AttemptQuestion").objects.order_by("position")
    mine = list(places.filter(attempt_id=attempt.pk))
    assert [place.question_id for place in mine] == [row.question_id for row in placed]
    assert [place.goal for place in mine] == [1, 2, 1]
    assert mine[0].version_id == oldest.pk, "the version that was answered"
    newest = Version.objects.filter(question_id=placed[0].question_id).order_by("-number")[0]
    assert places.filter(attempt_id=untouched.pk)[0].version_id == newest.pk, "what would be shown now"
    assert apps.get_model("courses", "Mark").objects.get(pk=mark.pk).version_id == oldest.pk
