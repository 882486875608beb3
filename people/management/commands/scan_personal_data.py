"""Find personal numbers in texts, line for line: `manage.py scan_personal_data < texts.jsonl`.

A line `{"id", "text"}` gives `{"id", "found": [{"kind": "cpr", "start", "end"}]}`; a line that cannot be read gives
`{"error"}`. Offsets count characters of the text as given.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from people.personal_numbers import find


def answer(line: bytes) -> dict[str, Any]:
    """What the command says to one line."""
    try:
        asked = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {"error": "The line is not JSON in UTF-8."}
    if not isinstance(asked, dict):
        return {"error": 'The line is not an object with "id" and "text".'}
    known = {"id": asked["id"]} if "id" in asked and _is_plain(asked["id"]) else {}
    if not isinstance(asked.get("text"), str):
        return known | {"error": 'The line has no "text" that is a string.'}
    if not known:
        return {"error": 'The line has no "id" that is a string or a number.'}
    return known | {
        "found": [{"kind": found.kind, "start": found.start, "end": found.end} for found in find(asked["text"])]
    }


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isfinite(value)) or isinstance(value, str | int)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


class Command(BaseCommand):
    help = "Read JSON lines with texts from standard input and write where they hold personal numbers."
    requires_system_checks: list[str] = []
    lines: Iterable[bytes] | None = None  # standard input, unless a caller gives others

    def handle(self, *args: Any, **options: Any) -> None:
        for line in self.lines if self.lines is not None else sys.stdin.buffer:
            if line.strip():
                self.stdout.write(json.dumps(answer(line), allow_nan=False) + "\n")
                self.stdout.flush()
