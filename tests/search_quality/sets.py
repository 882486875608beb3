"""The graded sets, put together: our documents and the demo's, with the queries of one part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from portal.demo import script

HERE = Path(__file__).resolve().parent
PARTS = ("tune", "report", "ordinary")
NOT_TEXT = {  # keys of the demo's scripts whose values nobody reads
    "slug", "kind", "type", "audiences", "case", "slot", "starts", "ends", "time",
}  # fmt: skip


def part(name: str) -> dict[str, Any]:
    """All documents, and the queries of one of the parts, as `manage.py search_eval` takes them."""
    return {"docs": documents(), **json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))}


def documents() -> list[dict[str, Any]]:
    own = json.loads((HERE / "documents.json").read_text(encoding="utf-8"))["docs"]
    return [*own, *demo_documents()]


def demo_documents() -> list[dict[str, Any]]:
    """The demo's published answers, modules, cases and theme days."""
    answers = [
        _document(
            f"answer-{answer['number']}",
            answer["question"],
            answer=answer["short"],
            body=answer["body"],
            tags=answer["tags"],
            law=answer["legal_references"],
            topic=" ".join(answer["phases"]),
            valid_from=str(answer["asked"]),
        )
        for answer in script.read("answers")["answers"]
    ]
    modules = [document for module in script.read_all("modules") for document in _module(module)]
    cases = [
        _document(
            f"case-{case['slug']}",
            case["title"],
            answer=case["lead"],
            body="\n".join(_texts([case["opening"], case["paragraphs"], case["sentences"]])),
            topic=case["phase"],
        )
        for case in script.read_all("cases")
    ]
    days = [
        _document(f"day-{day['slug']}", day["title"], answer=day["lead"], body=_text(day), topic="temadag")
        for day in script.read("themedays")["days"]
    ]
    return [*answers, *modules, *cases, *days]


def _module(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """As in the portal, each part of a module is found on its own; a self-test does not give away its questions."""
    name, phases = f"module-{module['number']}", " ".join(module["phases"])
    yield _document(name, module["title"], answer=module["lead"], body="\n".join(module["goals"]), topic=phases)
    for part in ("video", "example", "case"):
        yield _document(f"{name}-{part}", module[part]["title"], answer=module[part]["lead"], body=_text(module[part]))
    yield _document(f"{name}-test", module["self_test"]["title"], answer=module["self_test"]["lead"])


def _document(name: str, question: str, **more: Any) -> dict[str, Any]:
    empty = {"body": "", "answer": "", "topic": "", "tags": [], "law": [], "audience": [], "valid_from": None}
    fixed = {"method_version": "2.0", "valid_to": None, "superseded_by": None}
    return {"id": name, "question": question, **empty, **fixed, **more}


def _text(thing: dict[str, Any]) -> str:
    left = {key: value for key, value in thing.items() if key not in ("title", "lead")}
    return "\n".join(_texts(left))


def _texts(value: Any) -> Iterator[str]:
    """Everything that people read in it, in order."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        yield from _all(each for key, each in value.items() if key not in NOT_TEXT)
    elif isinstance(value, list):
        yield from _all(value)


def _all(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)
