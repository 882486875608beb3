"""What invented people answer to questions of every kind: raw responses, as a form would send them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from statistics import median_low
from typing import Any

from cases_library.rules import LEVELS

Data = Mapping[str, Any]
GUESSES = ["ved ikke", "støttebehov", "handleplan", "indsats"]


def response(generator: random.Random, data: Data, ability: float) -> Any:
    """What a person of some ability (0..1, the chance of a right answer) answers to the question."""
    if data["kind"] in ("cloze", "composite"):
        return {part["id"]: response(generator, part["question"], ability) for part in data["parts"]}
    return right(generator, data) if generator.random() < ability else wrong(generator, data)


def right(generator: random.Random, data: Data) -> Any:
    """A right answer to a question that is not made of others."""
    match data["kind"]:
        case "single":
            return generator.choice([option["id"] for option in data["options"] if option["fraction"] == "1"])
        case "multiple" | "hotspot":
            return [row["id"] for row in _paid(data["options" if data["kind"] == "multiple" else "areas"])]
        case "true_false":
            return data["right"]
        case "match":
            return {pair["id"]: pair["right_id"] for pair in data["pairs"]}
        case "order":
            return [item["id"] for item in data["items"]]
        case "short_text":
            return _spelled(generator, [row["pattern"] for row in data["answers"] if row["fraction"] == "1"])
        case "numeric":
            return _danish(next(row["value"] for row in data["answers"] if row["fraction"] == "1"))
        case "slider":
            return data["value"]
        case "gap_select" | "drag_text":
            return {gap["id"]: gap["right_id"] for gap in data["gaps"]}
        case "points":
            return [_near(generator, area) for area in _paid(data["areas"])]
        case _:
            return _level(data)


def wrong(generator: random.Random, data: Data) -> Any:
    """An answer that is not right, and that somebody could believe; some are half right."""
    match data["kind"]:
        case "single":
            return generator.choice([option["id"] for option in data["options"] if option["fraction"] != "1"])
        case "multiple":
            ids = right(generator, data)
            if generator.random() < 0.5:
                return [*ids, generator.choice(_unpaid(data["options"]))["id"]]
            return generator.sample(ids, max(1, len(ids) - 1))
        case "hotspot":
            return [generator.choice(_unpaid(data["areas"]))["id"]]
        case "true_false":
            return not data["right"]
        case "match":
            pairs = right(generator, data)
            first, second = generator.sample(sorted(pairs), 2)
            pairs[first], pairs[second] = pairs[second], pairs[first]
            return pairs
        case "order":
            ids = right(generator, data)
            place = generator.randrange(len(ids) - 1)
            ids[place], ids[place + 1] = ids[place + 1], ids[place]
            return ids
        case "short_text":
            known = [row["pattern"] for row in data["answers"] if row["fraction"] == "0" and row["pattern"] != "*"]
            return _spelled(generator, known + GUESSES[:2])
        case "numeric":
            values = [row["value"] for row in data["answers"] if row["fraction"] == "0"]
            key = next(row["value"] for row in data["answers"] if row["fraction"] == "1")
            return _danish(generator.choice([*values, str(Decimal(key) + 1)]))
        case "slider":
            return str(Decimal(data["value"]) + generator.choice([-2, -1, 1, 2]) * Decimal(data["step"]))
        case "gap_select" | "drag_text":
            return _one_gap_wrong(generator, data)
        case "points":
            points = [_near(generator, area) for area in _paid(data["areas"])]
            points[-1] = _near(generator, generator.choice(_unpaid(data["areas"])))
            return points
        case _:
            level = _level(data)
            return generator.choice([near for near in (level - 1, level + 1) if near in LEVELS])


def _paid(rows: list[Data]) -> list[Data]:
    return [row for row in rows if Fraction(row["fraction"]) > 0]


def _unpaid(rows: list[Data]) -> list[Data]:
    return [row for row in rows if Fraction(row["fraction"]) <= 0]


def _spelled(generator: random.Random, patterns: list[str]) -> str:
    words = generator.choice(patterns).replace("*", "")
    return generator.choice([words, words, words.capitalize()])


def _danish(number: str) -> str:
    return number.replace(".", ",")


def _near(generator: random.Random, area: Data) -> list[int]:
    """A point in a circle, not always in the middle."""
    x, y, radius = area["coords"]
    return [x + generator.randint(-radius // 2, radius // 2), y + generator.randint(-radius // 2, radius // 2)]


def _one_gap_wrong(generator: random.Random, data: Data) -> dict[str, str]:
    """All gaps right but one, which has a choice of its group that no gap needs; each group has such a choice."""
    answer = right(generator, data)
    groups = {choice["id"]: choice.get("group", "1") for choice in data["choices"]}
    used = set(answer.values())
    spare = {
        gap: [one for one in groups if groups[one] == groups[key] and one not in used] for gap, key in answer.items()
    }
    gap = generator.choice(sorted(gap for gap, choices in spare.items() if choices))
    return {**answer, gap: generator.choice(spare[gap])}


def _level(data: Data) -> int:
    """The experts' level, or the middle of the panel's."""
    return data["level"] if "level" in data else median_low(data["panel"])
