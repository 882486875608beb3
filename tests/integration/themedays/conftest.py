"""A day with two workshops, and people who fill it."""

from __future__ import annotations

import uuid

import pytest

from people.rules import Role
from tests.factories.people import person_with
from tests.factories.themedays import RegistrationFactory, theme_day
from themedays.models import Registration, ThemeDayPage


@pytest.fixture
def day(db) -> ThemeDayPage:
    """Two seats; A has room for one, B for two."""
    return theme_day(seats=2, workshops=[("A: Borgerens stemme", 1), ("B: Opfølgningsmødet", 2)])


@pytest.fixture
def fill():
    """`fill(day)`: every seat is taken, and nobody has chosen a workshop."""

    def take_all(day: ThemeDayPage) -> list[Registration]:
        return [RegistrationFactory(day=day, person=person_with(Role.LEADER)) for _ in range(day.seats)]

    return take_all


@pytest.fixture
def sent():
    """`sent(workshop)`: what the form sends."""

    def fields(workshop: object = None, go: str = "seat", **more: object) -> dict[str, object]:
        key = getattr(workshop, "key", workshop)
        return {"submission_key": str(uuid.uuid4()), "go": go, **({"workshop": str(key)} if key else {}), **more}

    return fields
