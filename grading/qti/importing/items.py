"""From an item's body to a question: which interactions stand there, and what the item says around them."""

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from grading import grade, read_question, read_response
from grading.errors import BadQuestion, BadResponse
from grading.imported import ImportedFile
from grading.moodle.building import CannotRead, Data, Reading, without_blanks
from grading.qti.importing import choosing, entering, filling, picturing
from grading.qti.importing.drafting import CLOSE, NEAR_ENOUGH, OPEN, Asked, At, Element, ItemDraft, Probe
from grading.qti.importing.saying import Found, interactions_in, say, say_part
from grading.qti.item import Item, RawResponse
from grading.qti.names import attribute, children, name_of
from grading.qti.reading import read_item

_READERS: Mapping[str, Callable[[At], Asked]] = MappingProxyType(
    {
        "choiceInteraction": choosing.read_choice,
        "inlineChoiceInteraction": choosing.read_choice,
        "orderInteraction": choosing.read_order,
        "matchInteraction": choosing.read_match,
        "gapMatchInteraction": filling.read_gap_match,
        "textEntryInteraction": entering.read_entry,
        "sliderInteraction": entering.read_slider,
        "hotspotInteraction": picturing.read_hotspot,
        "selectPointInteraction": picturing.read_points,
    }
)
_GRADED_BY_PEOPLE = frozenset({"extendedTextInteraction", "uploadInteraction", "drawingInteraction"})
_IN_TEXT = frozenset({"inlineChoiceInteraction", "textEntryInteraction"})
_BLANK = "____"


def import_item(
    item: Item | bytes, *, secret: str = "", number: int = 0, name: str = "", pictures: Mapping[str, str] | None = None
) -> ImportedFile:
    """The item as one of our questions, or the problem that stands in the way.

    `name` is used where the item has no title; `pictures` are the keys of pictures by their addresses in the item.
    The ids depend on the item and the secret alone. Raises UnreadableFile where the bytes are no item, or one whose
    processing cannot be done.
    """
    if not isinstance(item, Item):
        item = read_item(item)
    title = " ".join((item.title or name or item.identifier).split())
    draft = ItemDraft(item, title, number, secret, pictures or {})
    reading = Reading()
    try:
        data = _question(draft)
    except CannotRead as cannot:
        reading.refuse(draft, cannot.reason, cannot.params)
    except BadQuestion as bad:
        reading.refuse(draft, bad.reason.value, bad.params)
    else:
        reading.keep(draft, data, category="", tags=())
    return reading.done()


def _question(draft: ItemDraft) -> Data:
    item = draft.item
    if item.body is None:
        raise CannotRead("no_body")
    if item.adaptive:
        draft.lose("adaptive")
    if item.templates:
        draft.lose("template")
    for element in item.root:
        if name_of(element) in ("stylesheet", "catalogInfo", "companionMaterialsInfo"):
            draft.lose(name_of(element))
    quote, rest = _quote(draft, item.body)
    divisions = [element for element in children(item.body, "div") if element.get("class") == "part"]
    if divisions:
        asked = draft.shown(item.body, {**dict.fromkeys((*divisions, *rest), "")})
        found = _composite(draft, divisions)
        data = {"quote": quote, **found.data, "prompt": asked}
    else:
        data = {"quote": quote, **_standing(draft, item.body, rest, sole=True).data}
        found = _checked(draft, data)
    say(draft, data, found)
    if found.best != 1:
        draft.lose("points_scaled", points=f"{float(found.best):g}")
    return data


def _checked(draft: ItemDraft, data: Data) -> Found:
    found: Found = data.pop("_found")
    return found


def _quote(draft: ItemDraft, body: Element) -> tuple[str, list[Element]]:
    """A block quotation at the beginning, and what is not to be read again."""
    first = next((child for child in body if isinstance(child.tag, str)), None)
    if first is None or name_of(first) != "blockquote" or interactions_in(first):
        return "", []
    return draft.shown(first), [first]


def _standing(draft: ItemDraft, body: Element, rest: Sequence[Element], *, sole: bool) -> Found:
    """The question that the body asks; its data holds the prompt, and under `_found` what it was told by."""
    interactions = [each for each in interactions_in(body) if name_of(each) != "endAttemptInteraction"]
    if not interactions:
        raise CannotRead("not_a_question")
    for each in interactions:
        if name_of(each) in _GRADED_BY_PEOPLE:
            raise CannotRead("graded_by_people")
        if name_of(each) not in _READERS:
            raise CannotRead("unsupported_interaction", interaction=name_of(each))
    if len(interactions) == 1 and not _kind_hint(body):
        found = _alone(draft, body, interactions[0], rest, sole=sole)
    elif _kind_hint(body) or all(name_of(each) in _IN_TEXT for each in interactions):
        found = _in_text(draft, body, interactions, rest)
    else:
        found = _one_after_the_other(draft, body, interactions, rest)
    return Found({**found.data, "_found": found}, found.probes, found.best)


def _kind_hint(body: Element) -> str:
    text = _text_division(body)
    return "" if text is None else (text.get("data-kind") or "")


def _text_division(body: Element) -> Element | None:
    return next((each for each in children(body, "div") if each.get("class") == "text"), None)


def _alone(draft: ItemDraft, body: Element, element: Element, rest: Sequence[Element], *, sole: bool) -> Found:
    data_found = _fitted(draft, element, sole=sole)
    units = [each for each in body.iter() if isinstance(each.tag, str) and each.get("class") == "unit"]
    if name_of(element) in _IN_TEXT:
        asked = _asked_apart(draft, body)
        if asked is None:
            shown = draft.shown(
                body, {**dict.fromkeys(rest, ""), **dict.fromkeys(units, ""), element: f"{OPEN}{CLOSE}"}
            )
            asked = _with_blanks(shown)
        return Found({"prompt": asked, **data_found.data}, data_found.probes, data_found.best)
    inside = next(children(element, "prompt"), None)
    around = draft.shown(body, {**dict.fromkeys(rest, ""), element: ""})
    inner = "" if inside is None else draft.shown(inside)
    data = {"prompt": inner or around, **data_found.data}
    if inner and around:
        data["quote" if not rest else "prompt"] = around if not rest else f"{around}\n\n{inner}"
    return Found(data, data_found.probes, data_found.best)


def _asked_apart(draft: ItemDraft, body: Element) -> str | None:
    division = next((each for each in children(body, "div") if each.get("class") == "prompt"), None)
    return None if division is None else draft.shown(division)


def _with_blanks(shown: str) -> str:
    """The text with a line where something is to be written; none at its end, where that is plain."""
    return shown.removesuffix(f"{OPEN}{CLOSE}").strip().replace(f"{OPEN}{CLOSE}", _BLANK)


def _worth(draft: ItemDraft, *, sole: bool) -> Callable[[Mapping[str, RawResponse]], Fraction]:
    """What a response gives: alone what the item gives, among others what it adds to nothing."""
    if sole:
        return draft.score
    return lambda sent: draft.score(sent) - draft.score({})


def _fitted(draft: ItemDraft, element: Element, *, sole: bool) -> Found:
    """The first candidate that gives every probe what the item does. Raises CannotRead."""
    asked = _READERS[name_of(element)](At(draft, element, _worth(draft, sole=sole)))
    best = asked.best
    if best <= 0:
        raise CannotRead("no_right_answer")
    fault: BadQuestion | None = None
    for data in asked.candidates:
        try:
            if _fits(data, asked.probes, lambda probe: asked.worth(probe.sent), best):
                return Found(data, asked.probes, best)
        except BadQuestion as bad:
            fault = fault or bad
    if fault is not None:
        raise CannotRead(fault.reason.value, **fault.params)
    raise CannotRead("scoring_not_ours")


def _fits(data: Data, probes: Sequence[Probe], worth: Callable[[Probe], Fraction], best: Fraction) -> bool:
    """Whether our engine gives each probe the same share of the most as the item does. Raises BadQuestion."""
    question = read_question({"prompt": "?", **data}, fair=False)
    try:
        return all(
            abs(grade(question, read_response(question, probe.raw)).score * best - worth(probe)) < NEAR_ENOUGH
            for probe in probes
        )
    except BadResponse:
        return False


def _together(draft: ItemDraft, data: Data, parts: Sequence[tuple[str, Found]]) -> Found:
    """The parts as one question, tried with responses to several of them at once."""
    best = sum((found.best for _, found in parts), Fraction(0))
    chance = random.Random(0)  # noqa: S311 - the same tries each time
    probes = []
    tries: list[list[Probe]] = [[max(found.probes, key=lambda probe: draft.score(probe.sent)) for _, found in parts]]
    tries += [[chance.choice(found.probes) for _, found in parts] for _ in range(20)]
    for chosen in tries:
        raw: dict[str, Any] = {}
        sent: dict[str, RawResponse] = {}
        for (part_id, _), probe in zip(parts, chosen, strict=True):
            raw[part_id] = probe.raw
            sent.update(probe.sent)
        probes.append(Probe(raw, sent))
    start = draft.score({})
    if start or not _fits(data, probes, lambda probe: draft.score(probe.sent) - start, best):
        raise CannotRead("scoring_not_ours")
    return Found(data, probes, best)


def _in_text(draft: ItemDraft, body: Element, interactions: Sequence[Element], rest: Sequence[Element]) -> Found:
    """Lists to choose from, or fields to write in, inside a text."""
    parts = [
        (draft.new_id(f"part\x1f{number}"), _fitted(draft, each, sole=False))
        for number, each in enumerate(interactions)
    ]
    division = _text_division(body)
    tokens = {each: filling.token(part_id) for each, (part_id, _) in zip(interactions, parts, strict=True)}
    units = [each for each in body.iter() if isinstance(each.tag, str) and each.get("class") == "unit"]
    asked = _asked_apart(draft, body) if division is not None else None
    shown = draft.shown(body if division is None else division, {**dict.fromkeys((*rest, *units), ""), **tokens})
    text = filling.placed(shown)
    hint = _kind_hint(body)
    if hint != "cloze" and all(name_of(each) == "inlineChoiceInteraction" for each in interactions):
        gaps = _gap_select(draft, text, interactions, parts)
        if gaps is not None:
            best = sum((found.best for _, found in parts), Fraction(0))
            return Found({"prompt": asked or "", **gaps[0]}, gaps[1], best)
    inner = []
    for each, (part_id, found) in zip(interactions, parts, strict=True):
        prompt = next(children(each, "prompt"), None)
        question = {"prompt": "" if prompt is None else draft.shown(prompt), **found.data}
        say_part(draft, question, each)
        inner.append({"id": part_id, "weight": str(found.best), "question": question})
    data = {"kind": "cloze", "text": text, "parts": inner}
    together = _together(draft, {**data, "prompt": "?"}, parts)
    return Found({"prompt": asked or "", **data}, together.probes, together.best)


def _gap_select(
    draft: ItemDraft, text: str, interactions: Sequence[Element], parts: Sequence[tuple[str, Found]]
) -> tuple[Data, list[Probe]] | None:
    """As one question of gaps, where each list has one right word and all count alike."""
    choices: list[Data] = []
    gaps = []
    groups: dict[object, tuple[str, dict[str, str]]] = {}
    lists: dict[str, dict[str, str]] = {}
    for element, (gap_id, found) in zip(interactions, parts, strict=True):
        options = found.data.get("options", [])
        rights = [option for option in options if option["fraction"] == "1"]
        plain = all(option["fraction"] in ("0", "1") and not option["feedback"] for option in options)
        if len(rights) != 1 or not plain or found.best != parts[0][1].best:
            return None
        shown = tuple(sorted(option["text"] for option in options))
        if len(set(shown)) != len(shown):
            return None
        likeness = (element.get("data-group"), shown)
        if likeness not in groups:
            group = element.get("data-group") or str(len(groups) + 1)
            ids = {option["text"]: draft.new_id(f"gap\x1f{group}\x1f{option['text']}") for option in options}
            groups[likeness] = (group, ids)
            choices += [
                {"id": ids[option["text"]], "text": option["text"], "group": group, "unlimited": True}
                for option in options
            ]
        _, ids = groups[likeness]
        lists[gap_id] = {option["id"]: ids[option["text"]] for option in options}
        said = draft.feedback.on(
            (element.get("data-gap") or "").strip(), attribute(element, "responseIdentifier") or ""
        )
        gaps.append({"id": gap_id, "right_id": ids[rights[0]["text"]], "feedback": said})
    data = {"kind": "gap_select", "text": text, "gaps": gaps, "choices": choices}
    renamed = [
        (
            gap_id,
            Found(
                found.data,
                [Probe(None if probe.raw is None else lists[gap_id][probe.raw], probe.sent) for probe in found.probes],
                found.best,
            ),
        )
        for gap_id, found in parts
    ]
    try:
        together = _together(draft, {**data, "prompt": "?"}, renamed)
    except BadQuestion:
        return None
    return data, together.probes


def _one_after_the_other(
    draft: ItemDraft, body: Element, interactions: Sequence[Element], rest: Sequence[Element]
) -> Found:
    """Several interactions without our divisions: each asks what stands before it, or in its own prompt."""
    tokens = dict.fromkeys(interactions, f"{OPEN}{CLOSE}")
    before = draft.shown(body, {**dict.fromkeys(rest, ""), **tokens}).split(f"{OPEN}{CLOSE}")
    asked = before[0].strip()
    parts = []
    rows = []
    for number, (element, lead) in enumerate(zip(interactions, before, strict=False)):
        found = _fitted(draft, element, sole=False)
        inside = next(children(element, "prompt"), None)
        own = "" if inside is None else draft.shown(inside)
        prompt = "\n\n".join(text for text in ("" if not number and own else lead.strip(), own) if text)
        part_id = draft.new_id(f"part\x1f{number}")
        question = {"prompt": prompt or draft.name or "?", **found.data}
        parts.append((part_id, found))
        rows.append({"id": part_id, "weight": str(found.best), "question": question})
    if before[len(interactions) :] and before[-1].strip():
        draft.lose("text_after")
    data = {"kind": "composite", "parts": rows}
    together = _together(draft, {**data, "prompt": "?"}, parts)
    return Found({"prompt": asked, **data}, together.probes, together.best)


def _composite(draft: ItemDraft, divisions: Sequence[Element]) -> Found:
    """Our own divisions, each a question."""
    parts = []
    rows = []
    for number, division in enumerate(divisions):
        quote, rest = _quote(draft, division)
        found = _standing(draft, division, rest, sole=False)
        question = {"quote": quote, **found.data}
        question.pop("_found")
        if not question["prompt"].strip():
            question["prompt"] = "?"
        part_id = draft.new_id(f"division\x1f{number}")
        say_part(draft, question, division)
        parts.append((part_id, found))
        rows.append({"id": part_id, "weight": str(found.best), "question": without_blanks(question)})
    data = {"kind": "composite", "parts": rows}
    return _together(draft, {**data, "prompt": "?"}, parts)
