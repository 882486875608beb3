"""The floors and rooms are law, and each law is able to bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

ROOT: Path = settings.ROOT
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in CONFIG["contracts"]}
LAYERS = [[name.strip() for name in layer.split("|")] for layer in CONTRACTS["floors"]["layers"]]
FLOORS = [name for layer in LAYERS for name in layer]

# One import that breaks each contract: (file, line to add).
BREAKS = {
    "floors": [
        ("people/rules.py", "import content.rules"),  # up
        ("hotline/rules/deadlines.py", "import courses.rules"),  # sideways
        ("grading/marks.py", "import people.rules"),  # up, from the bottom
    ],
    "rooms": [
        ("courses/querysets.py", "import courses.views"),
        ("surveys/rules.py", "import surveys.models"),
        ("people/models.py", "import people.forms"),
    ],
    "pure": [
        ("grading/marks.py", "import django"),
        ("themedays/rules.py", "import django.utils.timezone"),
        ("people/personal_numbers.py", "import django"),
    ],
    **{
        f"front-rooms-of-{app.replace('_', '-')}": [("portal/context.py", f"import {app}.views")]
        for app in ("courses", "cases_library", "hotline", "themedays", "surveys", "search", "content")
    },
    "front-rooms-of-people": [("portal/context.py", "import people.forms")],
    "front-rooms-of-live": [("portal/context.py", "import live.consumers")],
}


def lint(tree: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    only = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", *only],
        cwd=tree,
        capture_output=True,
        text=True,
    )


def test_every_contract_has_a_break_that_proves_it():
    assert set(CONTRACTS) == set(BREAKS)


@pytest.mark.slow
def test_each_contract_fails_when_it_is_broken_on_purpose(tmp_path):
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, tmp_path / floor, ignore=shutil.ignore_patterns("__pycache__", "locale", "demo"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint(tmp_path).returncode == 0
    for contract, breaks in BREAKS.items():
        for name, line in breaks:
            file = tmp_path / name
            before = file.read_text()
            file.write_text(before + f"\n{line}\n")
            assert lint(tmp_path, contract).returncode == 1, f"{contract} does not notice {line} in {name}"
            file.write_text(before)


def relations() -> list[tuple[str, str, str]]:
    """(floor, floor pointed at, field) of every relation between our own models; string keys included."""
    found = []
    for model in apps.get_models(include_auto_created=False):
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | OneToOneField | ManyToManyField) and field.model is model:
                target = field.related_model._meta.app_label
                if model._meta.app_label in FLOORS and target in FLOORS:
                    found.append((model._meta.app_label, target, f"{model.__name__}.{field.name}"))
    return found


def height(floor: str) -> int:
    return next(index for index, layer in enumerate(reversed(LAYERS)) if floor in layer)


def points_up_or_sideways(source: str, target: str) -> bool:
    return source != target and height(target) >= height(source)


def test_relations_point_down():
    wrong = [name for source, target, name in relations() if points_up_or_sideways(source, target)]
    assert not wrong, "a linter cannot see these: relations that point up or sideways"


def test_there_are_relations_to_look_at_and_the_rule_can_fail():
    assert len(relations()) > 10
    assert points_up_or_sideways("people", "content")
    assert points_up_or_sideways("courses", "hotline")
    assert not points_up_or_sideways("hotline", "people")
