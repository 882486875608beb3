"""The repository keeps its own promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from packaging.version import Version
from wagtail.models import Page

from people.privacy import Handling
from portal.management.commands import messages

ROOT: Path = settings.ROOT
# Below these versions lie known holes or known faults of the stack.
FLOOR_VERSIONS = {
    "django": "5.2.19",
    "wagtail": "7.4.4",
    "django-allauth": "65.21.1",
    "pillow": "12.3",
    "wagtailmedia": "0.18.1",
    "nh3": "0.3.8",
    "channels": "4.3.2",
}
# Public content and Wagtail's own machinery; what editors publish is nobody's private data.
PUBLIC_APPS = {"content"}


@pytest.mark.parametrize("package", sorted(FLOOR_VERSIONS))
def test_no_dependency_is_older_than_its_known_holes(package):
    assert Version(version(package)) >= Version(FLOOR_VERSIONS[package])


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().split("dependencies = [", 1)[1].split("[tool.uv]", 1)[0].splitlines()
    silent = [line.strip() for line in lines if re.match(r'\s*"', line) and "#" not in line]
    assert not silent


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("floor", messages.FLOORS)
def test_the_danish_translation_is_complete(floor):
    assert messages.lacking(floor) == []


def test_the_same_words_say_the_same_on_every_floor():
    """Catalogues are merged: a word that two floors put differently says on one floor what the other meant."""
    said: dict[tuple[str | None, str], set[str]] = {}
    for catalogue in filter(Path.exists, map(messages.catalogue_path, messages.FLOORS)):
        for message in read_po(catalogue.open("rb"), locale="da"):
            if message.id:
                words = message.id if isinstance(message.id, str) else message.id[0]
                said.setdefault((message.context, words), set()).add(str(message.string))
    assert {words: danish for words, danish in said.items() if len(danish) > 1} == {}


def test_a_missing_translation_would_be_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "catalogue_path", lambda floor: tmp_path / "django.po")
    assert "Caseworker" in messages.lacking("people")


def private_models():
    for model in apps.get_models():
        app = model._meta.app_label
        if app in messages.FLOORS and app not in PUBLIC_APPS and not issubclass(model, Page):
            yield model


def is_content(model) -> bool:
    """Parts of public pages: children of a page, and what editors keep as snippets."""
    return any(base.__name__ in {"Orderable", "ClusterableModel", "PublicContent"} for base in model.__mro__)


def test_every_field_of_private_data_says_what_happens_when_a_person_is_erased():
    unclassified = []
    for model in private_models():
        if is_content(model):
            continue
        handling = getattr(model, "privacy", {})
        fields = {field.name for field in model._meta.get_fields() if field.concrete and not field.many_to_many}
        unclassified += [f"{model.__name__}.{name}" for name in sorted(fields - set(handling))]
        assert all(isinstance(value, Handling) for value in handling.values())
        assert set(handling) <= fields, f"{model.__name__} declares fields it does not have"
    assert not unclassified


@pytest.mark.slow
def test_the_production_settings_pass_djangos_own_check():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "x7" * 40 + "!Qk3",
        "ALLOWED_HOSTS": "portal.example.dk",
        "BASE_URL": "https://portal.example.dk",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests' own
    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert check.returncode == 0, check.stderr


def test_the_commands_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    readme = (ROOT / "README.md").read_text()
    asked = set(re.findall(r"make ([a-z-]+)", readme))
    assert asked
    assert asked <= targets
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
        assert (ROOT / picture).is_file(), picture


def test_the_documents_point_at_files_that_exist():
    for document in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} points at {target}"


def test_nothing_built_or_third_party_is_committed():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    unwanted = [name for name in files if re.search(r"node_modules/|assets/dist/|\.mo$|\.min\.(js|css)$|\.pyc$", name)]
    assert not unwanted


def test_settings_are_read_from_the_environment_in_one_place():
    readers = [
        path.relative_to(ROOT).as_posix()
        for floor in messages.FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if re.search(r"os\.environ\[|os\.getenv", path.read_text())
    ]
    assert not readers
