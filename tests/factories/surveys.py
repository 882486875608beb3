"""Surveys, and people who answer them, for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.models import User
from surveys.models import Invitation, Sheet, Survey, SurveyQuestion
from surveys.rules import QuestionKind
from tests.factories.people import UserFactory

STATEMENTS = (
    "Jeg fik et godt udbytte af dagen",
    "Indholdet var relevant for mit arbejde",
    "Formen fungerede godt",
    "Jeg vil ændre noget i min praksis",
)
TEXT = "Hvad tager du med hjem?"


class SurveyFactory(DjangoModelFactory):
    """Open now, with four statements and a text question."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Evaluering af temadag {n}")
    intro = "Det tager to minutter."
    opens_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=13))

    @factory.post_generation
    def questions(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            for order, wording in enumerate((*STATEMENTS, TEXT), start=1):
                kind = QuestionKind.TEXT if wording == TEXT else QuestionKind.STATEMENT
                SurveyQuestion.objects.create(survey=self, order=order, kind=kind, wording=wording)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    survey = factory.SubFactory(SurveyFactory)
    person = factory.SubFactory(UserFactory)


def keys_of(survey: Survey) -> list[str]:
    """The questions' keys in their order: four statements, then the text."""
    return [str(question.key) for question in survey.questions.all()]


def add_sheets(survey: Survey, group: str, *sheets: Mapping[int, int | str]) -> list[Sheet]:
    """Sheets of one group; each is {place of the question, from 0: answer}."""
    keys = keys_of(survey)
    return Sheet.objects.bulk_create(
        Sheet(survey=survey, group=group, answers={keys[place]: value for place, value in sheet.items()})
        for sheet in sheets
    )


def answered_survey(sizes: Mapping[str, int], **fields: object) -> Survey:
    """A survey answered by so many of each group, some agreeing and some not, each with a comment."""
    survey = SurveyFactory(**fields)
    for group, size in sizes.items():
        add_sheets(
            survey,
            group,
            *(
                {
                    0: 1 + number % 5,
                    1: 5 - number % 4,
                    2: 3 + number % 2,
                    3: 2 + number % 4,
                    4: f"Svar {group} {number}",
                }
                for number in range(size)
            ),
        )
        for _ in range(size):
            InvitationFactory(survey=survey, answered=True)
    return survey


def asked(survey: Survey, person: User) -> Invitation:
    return InvitationFactory(survey=survey, person=person)
