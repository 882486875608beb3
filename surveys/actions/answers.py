"""Somebody answers. Nothing is logged, and nothing is given back: nobody shall know whose sheet it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from people.models import User
from surveys.actions import AlreadyAnswered, NotOpen
from surveys.models import Invitation, Sheet, Survey
from surveys.rules import State, is_answer_to


@transaction.atomic
def answer(
    *, invitation: Invitation, answers: Mapping[str, int | str], by: User, now: dt.datetime | None = None
) -> None:
    """There is one more sheet, and the invitation is used. `answers` is {question key: 1–5, or text}.

    Raises AlreadyAnswered or NotOpen, and ValueError for answers that are no answers to the survey's questions.
    """
    current = Invitation.objects.lock(invitation.pk)
    if not current.belongs_to(by):
        raise ValueError("somebody else's invitation")
    if current.answered:
        raise AlreadyAnswered(str(current.key))
    if current.survey.state(now or timezone.now()) != State.OPEN:
        raise NotOpen(str(current.key))
    kinds = {str(question.key): question.kind for question in current.survey.questions.all()}
    for key, value in answers.items():
        if key not in kinds or not is_answer_to(kinds[key], value):
            raise ValueError(f"no answer to {key}")
    membership = by.membership
    _mix_in(Sheet(survey=current.survey, group=membership.role if membership else "", answers=dict(answers)))
    current.answered = True
    current.save(update_fields=["answered"])


def _mix_in(sheet: Sheet) -> None:
    """The sheet is stored, and all sheets of the survey are written again in the order of their random keys.

    A database remembers more than its columns: SQLite the order in which rows came, PostgreSQL the transaction that
    wrote a row, which here is also the one that marked the invitation. Written together, rows say neither.
    """
    Survey.objects.lock(sheet.survey_id)
    pile = sorted([*Sheet.objects.of_survey(sheet.survey), sheet], key=lambda each: each.pk)
    Sheet.objects.of_survey(sheet.survey).delete()
    Sheet.objects.bulk_create(pile)
