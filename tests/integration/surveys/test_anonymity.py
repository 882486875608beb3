"""Who reads the database files, and not only the tables, still cannot tell whose a sheet is."""

from __future__ import annotations

import random

import pytest
from django.conf import settings
from django.db import connection

from surveys.actions import answers
from surveys.models import Invitation, Sheet
from tests.factories.people import UserFactory
from tests.factories.surveys import SurveyFactory, asked, keys_of

pytestmark = [pytest.mark.races, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE = 30
BY_CHANCE = 9  # of thirty: as many by luck alone happens about once in a million times
POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
needs_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="only PostgreSQL keeps the transaction of a row")


def answer_one_after_the_other() -> dict[str, str]:
    """{invitation: sheet} as only the test knows it: thirty people answer, each with words of their own."""
    survey = SurveyFactory()
    text = keys_of(survey)[-1]
    invitations = [asked(survey, UserFactory()) for _ in range(PEOPLE)]
    random.Random(7).shuffle(invitations)
    for one in invitations:
        answers.answer(invitation=one, answers={text: str(one.key)}, by=one.person)
    return {str(sheet.answers[text]): str(sheet.pk) for sheet in Sheet.objects.all()}


def rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(str(value) for value in row) for row in cursor.fetchall()]


def stored_sheets() -> list[str]:
    """The sheets in the order in which the database keeps them."""
    place = "ctid" if POSTGRESQL else "rowid"
    return [key.replace("-", "") for (key,) in rows(f"SELECT id FROM surveys_sheet ORDER BY {place}")]


def guessed(truth: dict[str, str], order: list[str]) -> int:
    """How many are right for who takes the first sheet for the first to answer, and so on."""
    return sum(guess == sheet.replace("-", "") for guess, sheet in zip(order, truth.values(), strict=True))


def in_the_order_of_answering(truth: dict[str, str]) -> dict[str, str]:
    keys = [str(key) for key in Invitation.objects.order_by("pk").values_list("key", flat=True)]
    random.Random(7).shuffle(keys)
    return {key: truth[key] for key in keys}


def test_the_place_of_a_sheet_does_not_tell_when_it_came():
    truth = in_the_order_of_answering(answer_one_after_the_other())
    assert len(truth) == PEOPLE
    assert guessed(truth, stored_sheets()) < BY_CHANCE


def test_sheets_only_added_would_tell(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(answers, "_mix_in", lambda sheet: sheet.save(force_insert=True))
    truth = in_the_order_of_answering(answer_one_after_the_other())
    assert guessed(truth, stored_sheets()) == PEOPLE


JOIN = "SELECT i.key, s.id FROM surveys_invitation i JOIN surveys_sheet s ON i.xmin = s.xmin"


@needs_postgresql
def test_the_transaction_of_a_sheet_does_not_tell_whose_it_is():
    truth = answer_one_after_the_other()
    found = rows(JOIN)
    assert len({invitation for invitation, _sheet in found}) <= 1  # the last to answer, joined with every sheet
    assert len(found) in (0, PEOPLE)
    assert sum(truth[invitation] == sheet for invitation, sheet in found) <= 1


@needs_postgresql
def test_a_sheet_only_added_would_be_joined_by_its_transaction(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(answers, "_mix_in", lambda sheet: sheet.save(force_insert=True))
    truth = answer_one_after_the_other()
    assert sorted(rows(JOIN)) == sorted(truth.items())
