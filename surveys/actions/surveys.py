"""A survey is made, and opens for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from notifications.mail import notify
from people.models import User
from surveys import messages
from surveys.actions import NotOpen
from surveys.models import Invitation, Survey, SurveyQuestion
from surveys.rules import QuestionKind, State


@transaction.atomic
def create(
    *,
    title: str,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    questions: Sequence[tuple[QuestionKind, str]],
    intro: str = "",
    by: User | None = None,
) -> Survey:
    """A survey with its questions in the order given. Nobody is invited yet."""
    survey = Survey.objects.create(title=title, intro=intro, opens_at=opens_at, closes_at=closes_at)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, order=place, kind=kind.value, wording=wording)
        for place, (kind, wording) in enumerate(questions, start=1)
    )
    log(survey, "surveys.create", user=by)
    return survey


@transaction.atomic
def open_for(
    *, survey: Survey, people: Iterable[User], by: User | None = None, now: dt.datetime | None = None
) -> list[Invitation]:
    """Each of the people has one invitation, and a mail when it is new. Gives back the new ones; again changes nothing.

    Raises NotOpen when the survey is not open. `by` is None when the clock did it.
    """
    moment = now or timezone.now()
    current = Survey.objects.lock(survey.pk)
    if current.state(moment) != State.OPEN:
        raise NotOpen(str(current.key))
    asked = set(current.invitations.values_list("person", flat=True))
    new = {person.pk: person for person in people if person.pk not in asked}
    invitations = [Invitation(survey=current, person=person, invited_at=moment) for person in new.values()]
    Invitation.objects.bulk_create(invitations)
    for invitation, person in zip(invitations, new.values(), strict=True):
        notify(person, messages.invited(invitation))
    if invitations:
        log(current, "surveys.invite", user=by, data={"people": len(invitations)})
    return invitations
