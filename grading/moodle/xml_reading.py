"""Read a Moodle XML file.

Source: Moodle 4.5, question/format/xml/format.php, and import_from_xml of the types that bring their own.
Each type's elements are read in `xml_types`; here stands what all have: name, text, general and combined feedback,
hints, penalty, tags, category.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from grading.imported import ImportedFile, UnreadableFile
from grading.moodle import xml_types
from grading.moodle.building import CannotRead, Data, Draft, Reading, category_of, without_blanks
from grading.moodle.percents import read_decimal
from grading.moodle.xml_nodes import tag_of, text_of, text_with_format
from grading.reading import MOST_HINTS
from grading.safe_xml import parse_xml

_READERS: Mapping[str, Callable[[Any, Draft], Data]] = MappingProxyType(
    {
        "multichoice": xml_types.read_multichoice,
        "truefalse": xml_types.read_truefalse,
        "shortanswer": xml_types.read_shortanswer,
        "numerical": xml_types.read_numerical,
        "calculated": xml_types.read_calculated,
        "calculatedsimple": xml_types.read_calculated,
        "matching": xml_types.read_match,
        "match": xml_types.read_match,
        "gapselect": xml_types.read_gapselect,
        "ddwtos": xml_types.read_ddwtos,
        "ordering": xml_types.read_ordering,
        "cloze": xml_types.read_cloze,
        "multianswer": xml_types.read_cloze,
    }
)
# What no engine can grade from the file alone, and why.
_REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "essay": "graded_by_people",
        "description": "not_a_question",
        "random": "drawn_at_random",
        "randomsamatch": "drawn_at_random",
    }
)
_OLD_THIRD = (0.3283333, 0.3383333)  # penalties that older Moodles rounded


def read_xml(data: bytes, *, secret: str = "") -> ImportedFile:
    """The questions of the file. Raises UnreadableFile when it is no Moodle XML; a bad question is a Problem.

    The rows' ids depend on the file and the secret alone; without the server's secret they can be guessed.
    """
    root = parse_xml(data)
    if tag_of(root) != "quiz":
        raise UnreadableFile("not_moodle_xml", line=root.sourceline)
    reading = Reading()
    category = ""
    for number, node in enumerate(child for child in root if tag_of(child) == "question"):
        kind = (node.get("type") or "").strip()
        if kind == "category":
            category = category_of(text_of(node, "category"))
            continue
        draft = Draft(text_of(node, "name"), node.sourceline or 1, number, secret)
        try:
            question = _read_question(node, kind, draft)
        except CannotRead as cannot:
            reading.refuse(draft, cannot.reason, cannot.params)
        else:
            reading.keep(draft, question, category=category, tags=_tags(node))
    return reading.done()


def _read_question(node: etree._Element, kind: str, draft: Draft) -> Data:
    if kind in _REFUSED:
        raise CannotRead(_REFUSED[kind])
    if kind not in _READERS:
        raise CannotRead("unsupported_type", type=kind[:100])
    for name in ("defaultgrade", "idnumber"):
        value = text_of(node, name)
        if value and value.rstrip("0").rstrip(".") != "1":
            draft.lose(name, value=value[:100])
    if node.find(".//file") is not None:
        draft.lose("files", count=len(node.findall(".//file")))
    return {**_common(node, draft), **_READERS[kind](node, draft)}


def _common(node: etree._Element, draft: Draft) -> Data:
    source, text_format = text_with_format(node, "questiontext")
    prompt = draft.prompt(source, text_format)
    said = {
        ours: draft.text(*text_with_format(node, theirs, default=text_format))
        for ours, theirs in (
            ("right", "correctfeedback"),
            ("near", "partiallycorrectfeedback"),
            ("wrong", "incorrectfeedback"),
        )
    }
    hints = [draft.text(*text_with_format(hint, ".", default=text_format)) for hint in node.findall("hint")]
    hints = [hint for hint in hints if hint]
    if len(hints) > MOST_HINTS:
        draft.lose("hints", count=len(hints) - MOST_HINTS)
    common: Data = {
        "quote": prompt.quote,
        "explanation": draft.text(*text_with_format(node, "generalfeedback", default=text_format)),
        "feedback": without_blanks(said),
        "hints": hints[:MOST_HINTS],
        "penalty": _penalty(text_of(node, "penalty")),
    }
    return {"prompt": prompt.text, **without_blanks(common)}


def _penalty(written: str) -> str:
    try:
        penalty = read_decimal(written or "0.3333333")
    except ValueError as error:
        raise CannotRead("bad_penalty") from error
    if _OLD_THIRD[0] < penalty < _OLD_THIRD[1]:
        return "1/3"
    return str(penalty)


def _tags(node: etree._Element) -> tuple[str, ...]:
    found = (text_of(tag, ".") for tags in ("tags", "coursetags") for tag in node.findall(f"{tags}/tag"))
    return tuple(dict.fromkeys(tag for tag in found if tag))
