"""Questions from a file into the bank, and out of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from courses.models import Question, QuestionState, QuestionVersion
from courses.models.importing import CannotKeep, left_out, question_from
from courses.models.imports import ImportState, QuestionImport, Row, texts_in
from grading import BadQuestion, read_question, write_question
from grading.files import read_question_file
from grading.imported import Imported, UnreadableFile
from grading.moodle.canonical import same_but_for_ids
from people.personal_numbers import find

if TYPE_CHECKING:
    from people.models import User

MOST_QUESTIONS = 500
KEPT_WAITING = dt.timedelta(days=30)
IMPORTED = "courses.import_questions"
EXPORTED = "courses.export_questions"


class NothingChosen(ValueError):
    """No question that can be taken was chosen."""


def read_file(*, name: str, content: bytes, submission_key: uuid.UUID, by: User) -> QuestionImport:
    """The file is read and waits for a choice; nothing is in the bank yet. One key gives one.

    Raises UnreadableFile.
    """
    known = QuestionImport.objects.filter(key=submission_key, by=by).first()
    if known is not None:
        return known
    rows = _rows(name, content)
    QuestionImport.objects.filter(state=ImportState.WAITING, created__lt=timezone.now() - KEPT_WAITING).delete()
    try:
        with transaction.atomic():
            return QuestionImport.objects.create(
                key=submission_key, by=by, file_name=name[:200], data=[row.as_json() for row in rows]
            )
    except IntegrityError:  # the same form arrived twice at once
        return QuestionImport.objects.get(key=submission_key, by=by)


def _rows(name: str, content: bytes) -> list[Row]:
    file = read_question_file(name, content, secret=settings.SECRET_KEY)
    count = len(file.questions) + len(file.problems)
    if count > MOST_QUESTIONS:
        raise UnreadableFile("too_many_questions", limit=MOST_QUESTIONS)
    if not count:
        raise UnreadableFile("no_questions")
    in_bank = _same_in_bank(file.questions)
    rows = [
        Row(0, problem.name[:200], problem.line, "", {}, (), problem.reason, dict(problem.params), "", ())
        for problem in file.problems
    ]
    rows += [_row(each, known) for each, known in zip(file.questions, in_bank, strict=True)]
    rows.sort(key=lambda row: row.line or 0)
    return [Row(**(vars(row) | {"place": place})) for place, row in enumerate(rows)]


def _row(each: Imported, known: str) -> Row:
    problem, params, losses = "", {}, list(each.losses)
    data: dict[str, Any] = dict(each.data)
    tags = _tags(each)
    if any(find(text) for text in (each.name, *tags, *texts_in(data))):
        return Row(0, "", each.line, data["kind"], {}, (), "personal_number", {}, "", ())
    try:
        losses += left_out(question_from(each.name, data), data)
    except BadQuestion as fault:
        problem, params = fault.reason.value, dict(fault.params)
    except CannotKeep as fault:
        problem = fault.reason
    return Row(0, each.name[:200], each.line, data["kind"], data, tuple(losses), problem, params, known, tags)


def _tags(each: Imported) -> tuple[str, ...]:
    """The file's own tags, and the last step of its category."""
    category = each.category.rpartition("/")[2].strip()
    return tuple(dict.fromkeys(tag for tag in (*each.tags, category) if tag))


def _same_in_bank(questions: Collection[Imported]) -> list[str]:
    """For each question the key of one in the bank that says the same, "" where there is none."""
    prompts = {str(each.data["prompt"]) for each in questions}
    versions = (
        QuestionVersion.objects.current().filter(question__prompt__in=prompts).select_related("question").order_by("pk")
    )
    bank: dict[str, list[QuestionVersion]] = {}
    for version in versions:
        bank.setdefault(version.question.prompt, []).append(version)
    found = []
    for each in questions:
        whole = write_question(read_question(each.data, fair=False))
        alike = bank.get(str(each.data["prompt"]), [])
        same = next((version for version in alike if same_but_for_ids(version.data, whole)), None)
        found.append("" if same is None else str(same.question.key))
    return found


@transaction.atomic
def take_questions(*, waiting: QuestionImport, places: Collection[int], by: User) -> QuestionImport:
    """The chosen rows are drafts in the bank, all of them or none; a second time changes nothing.

    Raises NothingChosen.
    """
    locked = QuestionImport.objects.select_for_update().get(pk=waiting.pk)
    if locked.taken:
        return locked
    chosen = [row for row in locked.rows if row.place in places and row.takeable]
    if not chosen:
        raise NothingChosen
    for row in chosen:
        question = question_from(row.name, row.data, tags=row.tags)
        question.state = QuestionState.DRAFT
        question.save()
        locked.made.add(question)
        log(question, IMPORTED, user=by, data={"file": locked.file_name})
    locked.state = ImportState.TAKEN
    locked.data = []
    locked.save(update_fields=["state", "data"])
    return locked


@transaction.atomic
def exported(*, questions: Iterable[Question], file_format: str, by: User) -> None:
    """It is written down who took which questions out, and how."""
    for question in questions:
        log(question, EXPORTED, user=by, data={"format": file_format})
