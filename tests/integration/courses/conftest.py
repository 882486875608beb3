"""A module with its four parts, and answers to its questions."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from courses.models import Attempt, ModulePage, QuestionVersion, SelfTestPage
from tests.factories.courses import a_whole_module


@pytest.fixture
def module(db) -> ModulePage:
    return a_whole_module()


@pytest.fixture
def self_test(module) -> SelfTestPage:
    return SelfTestPage.objects.get()


def right_raw(version: QuestionVersion) -> Any:
    """The raw response that is fully right."""
    data = version.data
    match version.kind:
        case "single":
            return next(option["id"] for option in data["options"] if option["fraction"] == "1")
        case "multiple":
            return [option["id"] for option in data["options"] if not option["fraction"].startswith("-")]
        case "true_false":
            return data["right"]
        case "match":
            return {pair["id"]: pair["right_id"] for pair in data["pairs"]}
        case "order":
            return [item["id"] for item in data["items"]]
        case _:
            return data["level"]


def fields_of(version: QuestionVersion, raw: Any) -> dict[str, Any]:
    """The raw response as the fields of the question's form."""
    if version.kind == "match":
        return {f"pair-{pair}": choice for pair, choice in raw.items()}
    if version.kind == "order":
        return {f"place-{item}": place for place, item in enumerate(raw, start=1)}
    if version.kind == "true_false":
        return {"answer": "true" if raw else "false"}
    return {"answer": raw}


def form_of(version: QuestionVersion, raw: Any = None, **fields: Any) -> dict[str, Any]:
    """A whole form, as a browser sends it."""
    return {
        "version": version.key,
        "submission_key": uuid.uuid4(),
        "do": "check",
        **({} if raw is None else fields_of(version, raw)),
    } | fields


def versions_of(attempt: Attempt) -> list[QuestionVersion]:
    """The version of each question in the attempt, in its order."""
    return [place.version for place in attempt.places.select_related("version__question").order_by("position")]
