"""Translations without GNU gettext: extract, report what lacks Danish, compile.

Each floor has a catalogue of its own, `<floor>/locale/da/LC_MESSAGES/django.po`, for its Python files and for
`templates/<floor>/`; templates that belong to no floor are the portal's.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

FLOORS = [
    "portal",
    "courses",
    "cases_library",
    "hotline",
    "themedays",
    "surveys",
    "notifications",
    "search",
    "content",
    "people",
    "live",
]
FOLDERS_OF = {"people": ("account", "mfa")}  # templates that allauth asks for by these names
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources(floor: str) -> Iterator[Path]:
    """The files whose messages belong to the floor."""
    root: Path = settings.ROOT
    yield from sorted(path for path in (root / floor).rglob("*.py") if "migrations" not in path.parts)
    templates = root / "templates"
    if floor != "portal":
        for folder in (floor, *FOLDERS_OF.get(floor, ())):
            yield from sorted((templates / folder).rglob("*.*"))
    else:
        others = set(FLOORS) - {"portal"} | {folder for folders in FOLDERS_OF.values() for folder in folders}
        yield from sorted(
            path
            for path in templates.rglob("*.*")
            if path.is_file() and path.relative_to(templates).parts[0] not in others
        )


def messages_in(path: Path) -> Iterator[tuple[int, Any, str | None]]:
    """(line, message or (singular, plural), context) of every string marked for translation in the file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # read as Python below, where the indentation of a template would mean something
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    for line, message, _comments, context in extract(
        "python", BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield line, message, context


def catalogue_path(floor: str) -> Path:
    return settings.ROOT / floor / "locale" / "da" / "LC_MESSAGES" / "django.po"


def extracted(floor: str) -> Catalog:
    """Everything that the floor's sources ask to have translated."""
    catalog = Catalog(domain="django")
    for path in sources(floor):
        for _line, message, context in messages_in(path):
            if message:
                name = path.relative_to(settings.ROOT).as_posix()
                catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def read_catalogue(floor: str) -> Catalog:
    path = catalogue_path(floor)
    if not path.exists():
        return Catalog(locale="da", domain="django")
    with path.open("rb") as file:
        return read_po(file, locale="da", domain="django")


def lacking(floor: str) -> list[str]:
    """The messages of the floor that have no Danish translation, or a doubtful one."""
    known = read_catalogue(floor)
    missing = []
    for wanted in extracted(floor):
        if wanted.id:
            have = known.get(wanted.id, wanted.context)
            strings = [] if have is None else have.string if isinstance(have.string, tuple) else [have.string]
            if not strings or not all(strings) or (have is not None and have.fuzzy):
                missing.append(wanted.id if isinstance(wanted.id, str) else wanted.id[0])
    return missing


def update(floor: str) -> None:
    """The catalogue holds what the sources hold: new messages empty, old ones gone."""
    template, catalog = extracted(floor), read_catalogue(floor)
    if not len(template):
        return
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = catalogue_path(floor)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, omit_header=False, sort_output=True, include_lineno=False)


def compile_all() -> int:
    """Write every .mo beside its .po; returns how many."""
    count = 0
    for floor in FLOORS:
        path = catalogue_path(floor)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read_catalogue(floor))
            count += 1
    return count


class Command(BaseCommand):
    help = "Extract, check and compile the Danish translations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("floors", nargs="*", help="only these floors")
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("--check", action="store_true", help="only report what lacks Danish")

    def handle(self, *args: Any, **options: Any) -> None:
        floors = options["floors"] or FLOORS
        if not options["compile"]:
            if not options["check"]:
                for floor in floors:
                    update(floor)
            missing = {floor: found for floor in floors if (found := lacking(floor))}
            for floor, found in missing.items():
                self.stdout.write(f"{floor}: {len(found)} without Danish")
                for message in found:
                    self.stdout.write(f"  {message!r}")
            if missing and options["check"]:
                raise CommandError("Some messages have no Danish translation.")
        if not options["check"]:
            self.stdout.write(f"{compile_all()} catalogues compiled.")
