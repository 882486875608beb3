"""What each of Moodle's question types adds in its XML, as our kinds' own fields.

Source: Moodle 4.5, question/format/xml/format.php (import_multichoice and its like),
question/type/{gapselect,ddwtos,ordering,multianswer}/questiontype*.php. Answers without text are left out, as Moodle
does when it saves.
"""

import re
from fractions import Fraction

from lxml import etree

from grading.moodle.building import CannotRead, Data, Draft, without_blanks
from grading.moodle.calculated import read_formula
from grading.moodle.cloze_text import read_parts
from grading.moodle.fields import choice_fields, match_fields, order_fields, short_text_fields
from grading.moodle.numbers import numeric_fields, unit_fields
from grading.moodle.percents import read_decimal
from grading.moodle.xml_nodes import is_true, text_of, text_with_format

_GAP = re.compile(r"\[\[([0-9]{1,4})\]\]")


def read_multichoice(node: etree._Element, draft: Draft) -> Data:
    single = is_true(text_of(node, "single") if node.find("single") is not None else "true")
    rows = []
    for answer in node.findall("answer"):
        text = draft.text(*text_with_format(answer, ".", default=_format(node)))
        if text:
            rows.append((text, _fraction(answer), _feedback(answer, node, draft)))
    return choice_fields(rows, single=single, draft=draft)


def read_truefalse(node: etree._Element, draft: Draft) -> Data:
    """By the texts "true" and "false"; an older file has them in another language, true first."""
    right: bool | None = None
    said = {"true": "", "false": ""}
    for n, answer in enumerate(node.findall("answer")):
        text = text_of(answer, ".")
        if text not in said:
            text = "false" if n else "true"
        is_right = _fraction(answer) == 1
        right = is_right if text == "true" else not is_right
        said[text] = _feedback(answer, node, draft)
    if right is None:
        raise CannotRead("no_answers")
    return {
        "kind": "true_false",
        "right": right,
        **without_blanks({"feedback_true": said["true"], "feedback_false": said["false"]}),
    }


def read_shortanswer(node: etree._Element, draft: Draft) -> Data:
    rows = [
        (text_of(answer, "."), _fraction(answer), _feedback(answer, node, draft)) for answer in node.findall("answer")
    ]
    return short_text_fields(rows, match_case=text_of(node, "usecase") not in ("", "0"), draft=draft)


def read_numerical(node: etree._Element, draft: Draft) -> Data:
    rows = [
        (
            text_of(answer, ".") or "*",
            text_of(answer, "tolerance"),
            _fraction(answer),
            _feedback(answer, node, draft),
            "nominal",
        )
        for answer in node.findall("answer")
    ]
    return {**numeric_fields(rows, draft=draft), **_units(node, draft)}


def _units(node: etree._Element, draft: Draft) -> Data:
    return unit_fields(
        [(text_of(unit, "unit_name"), text_of(unit, "multiplier") or "1") for unit in node.findall("units/unit")],
        graded=text_of(node, "unitgradingtype") or "0",
        penalty=text_of(node, "unitpenalty") or "0.1",
        left=is_true(text_of(node, "unitsleft")),
        draft=draft,
    )


def read_calculated(node: etree._Element, draft: Draft) -> Data:
    """A formula whose variables have one value each is a number; with several values it is drawn anew each time."""
    values: dict[str, str] = {}
    for dataset in node.findall("dataset_definitions/dataset_definition"):
        items = [text_of(item, "value") for item in dataset.findall("dataset_items/dataset_item")]
        if len(items) != 1:
            raise CannotRead("drawn_at_random")
        values[text_of(dataset, "name")] = items[0]
    rows = []
    for answer in node.findall("answer"):
        value = read_formula(text_of(answer, "."), values)
        kind = text_of(answer, "tolerancetype") or "1"
        feedback = _feedback(answer, node, draft)
        rows.append((value, text_of(answer, "tolerance"), _fraction(answer), feedback, kind))
    return {**numeric_fields(rows, draft=draft), **_units(node, draft)}


def read_match(node: etree._Element, draft: Draft) -> Data:
    rows = [
        (draft.text(*text_with_format(pair, ".", default=_format(node))), text_of(pair, "answer"))
        for pair in node.findall("subquestion")
    ]
    return match_fields(rows, draft=draft)


def read_gapselect(node: etree._Element, draft: Draft) -> Data:
    choices = [(text_of(choice, "."), text_of(choice, "group"), True) for choice in node.findall("selectoption")]
    return {"kind": "gap_select", **_gap_fields(node, draft, choices)}


def read_ddwtos(node: etree._Element, draft: Draft) -> Data:
    choices = [
        (draft.text(text_of(box, "."), "html"), text_of(box, "group"), box.find("infinite") is not None)
        for box in node.findall("dragbox")
    ]
    return {"kind": "drag_text", **_gap_fields(node, draft, choices)}


def _gap_fields(node: etree._Element, draft: Draft, choices: list[tuple[str, str, bool]]) -> Data:
    """A gap names its right choice by number; the gaps themselves are counted through the text."""
    rows = {
        str(n): {"id": draft.new_id(f"choice {n}"), "text": text, "group": group or "1", "unlimited": unlimited}
        for n, (text, group, unlimited) in enumerate(choices, start=1)
        if text
    }
    gaps: list[Data] = []

    def place(found: re.Match[str]) -> str:
        number = found[1].lstrip("0")
        if number not in rows:
            raise CannotRead("gap_without_choice", number=found[1])
        gaps.append({"id": draft.new_id(f"gap {len(gaps) + 1}"), "right_id": rows[number]["id"]})
        return f"[[{gaps[-1]['id']}]]"

    source, text_format = text_with_format(node, "questiontext")
    found = draft.prompt(source, text_format)
    prompt, text = apart(found.asked, found.text, _GAP, draft)
    text = _GAP.sub(place, text)
    if not gaps:
        raise CannotRead("no_gaps")
    return {"prompt": prompt, "text": text, "gaps": gaps, "choices": list(rows.values())}


def apart(asked: str, text: str, placeholder: re.Pattern[str], draft: Draft) -> tuple[str, str]:
    """What is asked, and the text with the gaps: the paragraphs before the one with the first gap ask.

    Where the text begins with a gap, the question's name asks.
    """
    if asked:
        return asked, text
    first = placeholder.search(text)
    cut = text.rfind("\n\n", 0, first.start()) if first else -1
    if cut > 0:
        return text[:cut].strip(), text[cut:].strip()
    return draft.name or "?", text


def read_ordering(node: etree._Element, draft: Draft) -> Data:
    """The answers stand in the right order; their fractions are not read, as Moodle does not."""
    texts = [draft.text(*text_with_format(answer, ".", default=_format(node))) for answer in node.findall("answer")]
    return order_fields(
        texts,
        grader=text_of(node, "gradingtype"),
        select=text_of(node, "selecttype"),
        count=text_of(node, "selectcount"),
        draft=draft,
    )


def read_cloze(node: etree._Element, draft: Draft) -> Data:
    source, text_format = text_with_format(node, "questiontext")
    text_with_parts, parts = read_parts(source, draft)
    found = draft.prompt(text_with_parts, text_format)
    placeholder = re.compile(r"\[\[[0-9a-f]{16}\]\]")
    prompt, text = apart(found.asked, found.text, placeholder, draft)
    return {"kind": "cloze", "prompt": prompt, "text": text, "parts": parts}


def _format(node: etree._Element) -> str:
    return text_with_format(node, "questiontext")[1]


def _fraction(answer: etree._Element) -> Fraction:
    try:
        return read_decimal(answer.get("fraction") or "0", percent=True)
    except ValueError as error:
        raise CannotRead("bad_fraction", line=answer.sourceline or 0) from error


def _feedback(answer: etree._Element, node: etree._Element, draft: Draft) -> str:
    return draft.text(*text_with_format(answer, "feedback", default=_format(node)))
