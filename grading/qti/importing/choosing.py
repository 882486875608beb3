"""Choices, hotspots, orders and matches that are ours."""

import random
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product
from typing import Any

from grading import fair_fractions
from grading.kinds.choice import SCORINGS
from grading.kinds.order import GRADERS
from grading.moodle.building import CannotRead, Data
from grading.qti.importing.drafting import Asked, At, Element, Probe
from grading.qti.importing.key import scale_of_mapping
from grading.qti.names import attribute
from grading.qti.values import members

_MOST_TRIED = 64
_ALL_SUBSETS = 6
_ALL_ORDERS = 4


def _chance() -> random.Random:
    return random.Random(0)  # noqa: S311 - the same tries each time


class Rows:
    """Choices of an interaction: their identifiers there, our ids and their texts."""

    def __init__(self, at: At, elements: Sequence[Element], text: Any = None) -> None:
        self.keys = [at.identifier(element) for element in elements]
        if len(set(self.keys)) != len(self.keys):
            raise CannotRead("doubled_identifier")
        self.ids = {key: at.new_id(key) for key in self.keys}
        read = text or at.draft.shown
        self.texts = {key: read(element) for key, element in zip(self.keys, elements, strict=True)}
        if any(attribute(element, "fixed") in ("true", "1") for element in elements):
            at.draft.lose("fixed")


def read_choice(at: At, elements: Sequence[Element] | None = None) -> Asked:
    """choiceInteraction, inlineChoiceInteraction and the like: one of them or several."""
    rows = Rows(at, at.rows("simpleChoice", "inlineChoice") if elements is None else elements)
    if not rows.keys:
        raise CannotRead("too_few", least=2)
    if at.declaration.cardinality == "single":
        return read_single(at, rows)
    return read_multiple(at, rows)


def _worths(at: At, keys: Iterable[str]) -> tuple[dict[str, Fraction], Fraction, Fraction] | None:
    """What each key is worth by the mapping, the least and the most the whole can be; None without a mapping."""
    mapping = at.declaration.mapping
    if mapping is None:
        return None
    scale = scale_of_mapping(at.draft.item, at.response)
    entries = {entry.key: entry.worth for entry in reversed(mapping.entries)}
    worths = {key: Fraction(entries.get(key, mapping.default)) / scale for key in keys}
    lowest = min(worths.values(), default=Fraction(0)) if mapping.lowest is None else Fraction(mapping.lowest) / scale
    return worths, lowest, max(worths.values(), default=Fraction(0))


def _options(at: At, rows: Rows, fractions: Mapping[str, Fraction]) -> list[Data]:
    return [
        {
            "id": rows.ids[key],
            "text": rows.texts[key],
            "fraction": str(max(Fraction(-1), fractions[key])),
            "feedback": at.said_to(key),
        }
        for key in rows.keys
    ]


def read_single(at: At, rows: Rows) -> Asked:
    probes = [Probe(None, {}), *(Probe(rows.ids[key], {at.response: key}) for key in rows.keys)]
    asked = at.asked([], probes)
    best = asked.best
    if best <= 0:
        return asked
    found = {key: at.worth({at.response: key}) / best for key in rows.keys}
    lowest = max(Fraction(-1), min(Fraction(0), *found.values()))
    if [key.lower() for key in rows.keys] == ["true", "false"] and sorted(found.values()) == [0, 1]:
        said = {f"feedback_{key.lower()}": at.said_to(key) for key in rows.keys}
        right = next(key for key in rows.keys if found[key] == 1)
        asked.candidates.append({"kind": "true_false", "right": right.lower() == "true", **said})
        asked.probes = [
            probe if probe.raw is None else Probe(probe.sent[at.response] == _true(rows.keys), probe.sent)
            for probe in probes
        ]
        return asked
    if at.hint("kind") == "rating" and len(rows.keys) == 5:
        asked.candidates.append(_rating(at, rows, found))
        asked.probes = [
            probe if probe.raw is None else Probe(rows.keys.index(str(probe.sent[at.response])), probe.sent)
            for probe in probes
        ]
        return asked
    mapped = _worths(at, rows.keys)
    if mapped is not None:
        worths = {key: worth / mapped[2] for key, worth in mapped[0].items()} if mapped[2] > 0 else mapped[0]
        floor = min(Fraction(0), max(Fraction(-1), mapped[1] / (mapped[2] or 1)))
        asked.candidates.append({"kind": "single", "options": _options(at, rows, worths), "lowest": str(floor)})
    asked.candidates.append({"kind": "single", "options": _options(at, rows, found), "lowest": str(lowest)})
    return asked


def _true(keys: Sequence[str]) -> str:
    return next(key for key in keys if key.lower() == "true")


def _rating(at: At, rows: Rows, found: Mapping[str, Fraction]) -> Data:
    worths = [found[key] for key in rows.keys]
    rights = [level for level, worth in enumerate(worths) if worth == 1]
    others = [worth for worth in worths if worth < 1]
    key: Data = {"level": rights[0]} if len(rights) == 1 else {"panel": rights}
    return {
        "kind": "rating",
        **key,
        "near": str(max(others, default=Fraction(0))),
        "level_feedback": {str(level): said for level, name in enumerate(rows.keys) if (said := at.said_to(name))},
    }


def read_multiple(at: At, rows: Rows) -> Asked:
    correct = [str(key) for key in members(at.declaration.correct)]
    subsets = _subsets(rows.keys, [key for key in rows.keys if key in correct])
    probes = [Probe([rows.ids[key] for key in chosen], {at.response: list(chosen)}) for chosen in subsets]
    asked = at.asked([], probes)
    best = asked.best
    if best <= 0:
        return asked
    _limits(at, len(rows.keys))
    mapped = _worths(at, rows.keys)
    none_right = not correct and at.worth({at.response: []}) > 0
    rights = [key in correct if correct else bool(mapped and mapped[0][key] > 0) for key in rows.keys]
    if none_right:
        rights = [False] * len(rights)
    else:
        asked.probes.append(Probe(None, {}))
    shared = _shared(rows.keys, rights)
    common = {"kind": "multiple", "none_right": none_right}
    hint = at.hint("grading")
    scorings = sorted(SCORINGS, key=lambda scoring: scoring != hint)
    for scoring in scorings:
        for fractions, lowest in _fractions(mapped, best, shared, rights, scoring):
            options = _options(at, rows, fractions)
            asked.candidates.append({**common, "options": options, "scoring": scoring, "lowest": str(lowest)})
    return asked


def _shared(keys: Sequence[str], rights: Sequence[bool]) -> dict[str, Fraction]:
    shares = fair_fractions(rights) if any(rights) else (Fraction(0),) * len(keys)
    return dict(zip(keys, shares, strict=True))


def _fractions(
    mapped: tuple[dict[str, Fraction], Fraction, Fraction] | None,
    best: Fraction,
    shared: dict[str, Fraction],
    rights: Sequence[bool],
    scoring: str,
) -> list[tuple[dict[str, Fraction], Fraction]]:
    """The fractions of the options, and the least they give, by the mapping and by which are right."""
    found = []
    if mapped is not None and scoring in ("sum", "all_or_nothing"):
        worths, _, _ = mapped
        scales = [best] if scoring == "sum" else []
        total = sum((worth for worth in worths.values() if worth > 0), Fraction(0))
        scales += [total] if total > 0 and total != best else []
        scales += [Fraction(1)]
        for scale in scales:
            lowest = max(Fraction(-1), min(Fraction(0), mapped[1] / scale))
            found.append(({key: worth / scale for key, worth in worths.items()}, lowest))
    found.append((shared, Fraction(0)))
    if scoring == "sum":
        # The right ones share, and the wrong ones cost nothing.
        found.append(({key: max(Fraction(0), worth) for key, worth in shared.items()}, Fraction(0)))
    return found


def _subsets(keys: Sequence[str], rights: Sequence[str]) -> list[tuple[str, ...]]:
    """All ways of ticking, or the telling ones where there are too many."""
    if len(keys) <= _ALL_SUBSETS:
        return [chosen for count in range(len(keys) + 1) for chosen in combinations(keys, count)]
    chance = _chance()
    found = [(), tuple(rights), tuple(keys), *((key,) for key in keys)]
    found += [tuple(key for key in keys if (key in rights) != (key == turned)) for turned in keys]
    found += [tuple(key for key in keys if chance.random() < 0.5) for _ in range(_MOST_TRIED)]
    return list(dict.fromkeys(found))


def _limits(at: At, options: int) -> None:
    most = (attribute(at.element, "maxChoices") or "0").strip()
    if most.isdigit() and 0 < int(most) < options:
        at.draft.lose("most_choices", most=int(most))


def read_order(at: At) -> Asked:
    rows = Rows(at, at.rows("simpleChoice"))
    correct = [str(key) for key in members(at.declaration.correct)]
    if sorted(correct) != sorted(rows.keys):
        raise CannotRead("no_whole_order")
    orders = list(permutations(correct)) if len(correct) <= _ALL_ORDERS else _some_orders(correct)
    probes = [Probe([rows.ids[key] for key in order], {at.response: list(order)}) for order in orders]
    items = [{"id": rows.ids[key], "text": rows.texts[key]} for key in correct]
    hint = at.hint("grading")
    graders = sorted(GRADERS, key=lambda grader: grader != hint)
    candidates = [{"kind": "order", "items": items, "grader": grader} for grader in graders]
    return at.asked(candidates, [Probe(None, {}), *probes])


def _some_orders(correct: Sequence[str]) -> list[tuple[str, ...]]:
    chance = _chance()
    found = [tuple(correct), tuple(reversed(correct)), (*correct[1:], correct[0]), (correct[-1], *correct[:-1])]
    for place in range(len(correct) - 1):
        turned = list(correct)
        turned[place], turned[place + 1] = turned[place + 1], turned[place]
        found.append(tuple(turned))
    found += [tuple(chance.sample(list(correct), len(correct))) for _ in range(_MOST_TRIED // 2)]
    return list(dict.fromkeys(found))


def read_match(at: At) -> Asked:
    sets = at.rows("simpleMatchSet")
    if len(sets) != 2:
        raise CannotRead("unsupported_interaction", interaction="matchInteraction")
    first, second = (Rows(at, list(each)) for each in sets)
    pairs = right_pairs(at)
    if _each_once(pairs, first.keys, 0):
        return _matched(at, first, second, dict(pairs), turned=False)
    if _each_once(pairs, second.keys, 1):
        return _matched(at, second, first, {right: left for left, right in pairs}, turned=True)
    raise CannotRead("match_of_many")


def right_pairs(at: At) -> list[tuple[str, str]]:
    """The pairs that are right: by the key, or else by what they give."""
    correct = members(at.declaration.correct)
    if correct:
        return [(str(pair[0]), str(pair[1])) for pair in correct]
    mapping = at.declaration.mapping
    entries = () if mapping is None else mapping.entries
    return [(pair[0], pair[1]) for entry in entries if entry.worth > 0 and len(pair := entry.key.split()) == 2]


def _each_once(pairs: Sequence[tuple[str, str]], keys: Sequence[str], side: int) -> bool:
    return sorted(pair[side] for pair in pairs) == sorted(keys)


def _matched(at: At, lefts: Rows, rights: Rows, key: Mapping[str, str], *, turned: bool) -> Asked:
    def probe(given: Mapping[str, str]) -> Probe:
        sent = [f"{right} {left}" if turned else f"{left} {right}" for left, right in given.items()]
        return Probe({lefts.ids[left]: rights.ids[right] for left, right in given.items()}, {at.response: sent})

    if not set(key.values()) <= set(rights.keys):
        raise CannotRead("unknown_identifier")
    pairs = [
        {
            "id": lefts.ids[left],
            "left": lefts.texts[left],
            "right_id": rights.ids[key[left]],
            "feedback": at.said_to(left),
        }
        for left in lefts.keys
    ]
    choices = [{"id": rights.ids[right], "text": rights.texts[right]} for right in rights.keys]
    data = {"kind": "match", "pairs": pairs, "choices": choices}
    hint = at.hint("grading")
    scorings = sorted(("sum", "all_or_nothing"), key=lambda scoring: scoring != hint)
    probes = [Probe(None, {}), *(probe(given) for given in some_fillings(lefts.keys, rights.keys, key))]
    return at.asked([{**data, "scoring": scoring} for scoring in scorings], probes)


def some_fillings(
    places: Sequence[str], fillers: Sequence[str], key: Mapping[str, str], *, once: frozenset[str] = frozenset()
) -> list[dict[str, str]]:
    """Ways of putting fillers into places: the key, the key but for one, one alone, and some by chance."""
    found = [dict(key)]
    found += [{place: filler} for place, filler in list(product(places, fillers))[:_MOST_TRIED]]
    found += [{other: key[other] for other in places if other != place} for place in places]
    chance = _chance()
    for _ in range(_MOST_TRIED // 2):
        found.append({place: chance.choice(list(fillers)) for place in places if chance.random() < 0.9})
    allowed = []
    for filling in found:
        used = [filler for filler in filling.values() if filler in once]
        if filling and len(set(used)) == len(used) and filling not in allowed:
            allowed.append(filling)
    return allowed
