"""Prints two rates, attempts a second: a whole regrade at once, and one attempt after the other. Needs DATABASE_URL."""

import time
import uuid

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from courses.actions import regrades  # noqa: E402
from courses.models import Answer, Attempt, AttemptQuestion, Mark, Question, Regrade  # noqa: E402
from courses.rules import as_decimal  # noqa: E402
from grading import ENGINE_VERSION, grade, read_response  # noqa: E402
from people.models import User  # noqa: E402
from tests.factories.courses import a_module, a_question, a_self_test, an_option  # noqa: E402

ATTEMPTS = 10_000
ONE_BY_ONE = 1_000


def main() -> None:
    call_command("migrate", verbosity=0)
    options = [an_option("En metode", right=True), an_option("En praksis"), an_option("En test")]
    question = a_question("single", state="ready", content={"options": options})
    page = a_self_test(a_module(), [question])
    answered(question, page)
    editor = User.objects.order_by("pk")[0]
    corrected = another_key(question)
    print(one_after_the_other(corrected))
    begun = time.perf_counter()
    made = regrades.regrade(version=corrected.current, reason="Måling", submission_key=uuid.uuid4(), by=editor)
    spent = time.perf_counter() - begun
    print(made.answers / spent, one_after_the_other(another_key(corrected)))


def answered(question: Question, page: object) -> None:
    """Every third answer is the right one, every third becomes right."""
    version = question.current
    password = make_password("x")
    people = User.objects.bulk_create(
        User(email=f"person{number}@example.dk", name=f"Person {number}", password=password)
        for number in range(ATTEMPTS)
    )
    attempts = Attempt.objects.bulk_create(Attempt(person=person, self_test=page) for person in people)
    AttemptQuestion.objects.bulk_create(
        AttemptQuestion(attempt=attempt, position=1, question=question, version=version) for attempt in attempts
    )
    rows = version.data["options"]
    answers = Answer.objects.bulk_create(
        Answer(attempt=attempt, version=version, response=rows[number % 3]["id"], submission_key=uuid.uuid4())
        for number, attempt in enumerate(attempts)
    )
    Mark.objects.bulk_create(
        Mark(
            answer=answer,
            version=version,
            score=str(mark.score),
            score_decimal=as_decimal(mark.score),
            outcome=mark.outcome,
            engine_version=ENGINE_VERSION,
        )
        for answer in answers
        for mark in [grade(version.engine, read_response(version.engine, answer.response))]
    )


def another_key(question: Question) -> Question:
    """The key moves one option down."""
    raw = question.content.get_prep_value()
    options = raw[0]["value"]["options"]
    right = next(place for place, row in enumerate(options) if row["value"]["right"])
    for place, row in enumerate(options):
        row["value"]["right"] = place == (right + 1) % len(options)
    question.content = raw
    question.save()
    return Question.objects.get(pk=question.pk)


def one_after_the_other(question: Question) -> float:
    """Attempts a second; nothing of it is kept."""
    version = question.current
    regrade = Regrade.objects.create(question=question, version=version, reason="Måling", answers=0, changed=0)
    keys = list(Attempt.objects.order_by("pk").values_list("pk", flat=True)[:ONE_BY_ONE])
    begun = time.perf_counter()
    for key in keys:
        with transaction.atomic():
            attempt = Attempt.objects.select_for_update().get(pk=key)
            for answer in attempt.answers.select_related("version"):
                mark = grade(version.engine, read_response(version.engine, answer.response))
                Mark.objects.create(
                    answer=answer,
                    version=version,
                    regrade=regrade,
                    score=str(mark.score),
                    score_decimal=as_decimal(mark.score),
                    outcome=mark.outcome,
                    engine_version=ENGINE_VERSION,
                )
    spent = time.perf_counter() - begun
    with transaction.atomic():
        Mark.objects.filter(regrade=regrade).delete()
        regrade.delete()
    return ONE_BY_ONE / spent


if __name__ == "__main__":
    main()
