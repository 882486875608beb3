from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from cases_library.actions import works
from cases_library.actions.works import Typed
from cases_library.models import CasePage, CaseWork
from people.models import User
from tests.factories.cases_library import published_case


@pytest.fixture
def case(db: None) -> CasePage:
    return published_case()


def answers_for(case: CasePage, *levels: int | None, reason: str = "Det står i oplysningerne.") -> dict[Any, Typed]:
    """A level for each item, in order; None is «not assessed»."""
    items = case.items_in_order()
    return {
        item.key: Typed(level=level, not_assessed=level is None, reason="" if level is None else reason)
        for item, level in zip(items, levels, strict=True)
    }


def fields_of(answers: dict[Any, Typed]) -> dict[str, str]:
    """The answers as a form sends them."""
    told: dict[str, str] = {}
    for key, typed in answers.items():
        level = "none" if typed.not_assessed else "" if typed.level is None else str(typed.level)
        told |= {f"{key}-level": level, f"{key}-reason": typed.reason}
    return told


def handed_in(case: CasePage, person: User, *levels: int | None) -> CaseWork:
    """The person's submitted work on the case."""
    work = works.start(person=person, case=case, by=person)
    answers = answers_for(case, *levels)
    works.save(key=work.key, answers=answers, tab=uuid.uuid4(), seen_version=work.version, by=person)
    return works.submit(key=work.key, by=person)


@pytest.fixture
def envelope() -> Callable[..., dict[str, str]]:
    """What a page sends beside the answers."""
    tab = str(uuid.uuid4())

    def fields(version: int = 0, do: str = "save", **other: str) -> dict[str, str]:
        return {"tab": tab, "version": str(version), "do": do} | other

    return fields
