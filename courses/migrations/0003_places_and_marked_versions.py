"""Attempts begun before questions were drawn get the places they were shown; marks get the version they were made by."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Answer = apps.get_model("courses", "Answer")
    Attempt = apps.get_model("courses", "Attempt")
    AttemptQuestion = apps.get_model("courses", "AttemptQuestion")
    Mark = apps.get_model("courses", "Mark")
    QuestionVersion = apps.get_model("courses", "QuestionVersion")
    SelfTestQuestion = apps.get_model("courses", "SelfTestQuestion")
    answered = Answer.objects.filter(pk=OuterRef("answer_id")).values("version_id")[:1]
    Mark.objects.filter(version=None).update(version_id=Subquery(answered))
    newest = dict(QuestionVersion.objects.order_by("number").values_list("question_id", "pk"))
    placed = {}
    for row in SelfTestQuestion.objects.order_by("page_id", "sort_order", "pk"):
        placed.setdefault(row.page_id, []).append(row)
    for attempt in Attempt.objects.filter(places=None).iterator(chunk_size=500):
        seen = dict(
            Answer.objects.filter(attempt=attempt)
            .order_by("created", "pk")
            .values_list("version__question_id", "version_id")
        )
        AttemptQuestion.objects.bulk_create(
            AttemptQuestion(
                attempt=attempt,
                position=position,
                question_id=row.question_id,
                version_id=seen.get(row.question_id, newest[row.question_id]),
                goal=row.goal,
            )
            for position, row in enumerate(placed.get(attempt.self_test_id, []), start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_runs_and_regrades")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
