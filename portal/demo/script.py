"""Reads the demo's scripts (`content/**/*.yaml`) and turns their blocks into the blocks of pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.utils.html import escape, format_html, format_html_join

CONTENT = Path(__file__).resolve().parent / "content"
Block = tuple[str, Any]


def read(name: str) -> Any:
    """One file, for example `read("pages")`."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def read_all(folder: str) -> list[dict[str, Any]]:
    """All files of a folder, by their `number`."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / folder).glob("*.yaml"))]
    return sorted(files, key=lambda item: item["number"])


def paragraphs(text: str) -> str:
    """Paragraphs separated by blank lines, as rich text."""
    parts = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return format_html_join("", "<p>{}</p>", ((part,) for part in parts if part))


def blocks(items: Iterable[dict[str, Any]]) -> list[Block]:
    """Blocks of a script as the value of a StreamField."""
    return [(item["type"], _value(item)) for item in items]


def _value(item: dict[str, Any]) -> Any:
    match item["type"]:
        case "text":
            return paragraphs(item["text"])
        case "rule":
            return {"title": item["title"], "text": paragraphs(item["text"])}
        case "quote":
            return {"text": item["text"].strip(), "source": item.get("source", "")}
        case "steps":
            return {"items": item["items"]}
        case "compare":
            return {
                "left_title": item["left_title"],
                "left": paragraphs(item["left"]),
                "right_title": item["right_title"],
                "right": paragraphs(item["right"]),
            }
        case "reflection":
            return {"question": item["question"]}
        case other:
            raise ValueError(f"unknown block in the script: {other}")


def links(items: Iterable[dict[str, str]], title: str = "") -> list[Block]:
    """Doors to other pages, as one block; nothing when there are none."""
    rows = [
        {"url": item["url"], "title": item["text"], "text": item.get("description", ""), "page": None} for item in items
    ]
    return [("links", {"title": title, "links": rows})] if rows else []


def bullet_list(items: Iterable[str]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"
