"""Writing an item, and a package of items."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from lxml import etree

from grading import read_question
from grading.imported import Loss, UnreadableFile
from grading.kinds.base import Question
from grading.kinds.whole import write_whole
from grading.moodle.canonical import differing_fields
from grading.qti.importing import import_item
from grading.qti.writing import arranging, choosing, entering, filling, picturing
from grading.qti.writing.building import Child, clean, node
from grading.qti.writing.sheet import TEMPLATES, Place, Sheet

Write = Callable[[Any, Place], list[Child]]


class NotInFormat(Exception):
    """QTI has no words for this question."""


def _write_part(question: Question, place: Place) -> list[Child]:
    return _PLAIN[question.kind](question, place)


_PLAIN: Mapping[str, Write] = MappingProxyType(
    {
        "single": choosing.write_single,
        "multiple": choosing.write_multiple,
        "true_false": choosing.write_true_false,
        "match": arranging.write_match,
        "order": arranging.write_order,
        "rating": choosing.write_rating,
        "slider": choosing.write_slider,
        "short_text": entering.write_short_text,
        "numeric": entering.write_numeric,
        "gap_select": filling.write_gap_select,
        "drag_text": filling.write_drag_text,
        "hotspot": picturing.write_hotspot,
        "points": picturing.write_points,
    }
)
_MADE_OF_OTHERS: Mapping[str, Write] = MappingProxyType(
    {
        "cloze": partial(filling.write_cloze, write_part=_write_part),
        "composite": partial(filling.write_composite, write_part=_write_part),
    }
)


def write_item(
    question: Question | Mapping[str, Any], name: str, language: str = "da", *, identifier: str = "item"
) -> tuple[bytes, tuple[Loss, ...]]:
    """The question as a QTI 3.0 item, and what of it the item does not hold; no bytes where no item can be made.

    The item's processing gives each response the score that `grade` gives it, but where a loss says what was left
    out. A loss is `not_kept` with the `field`, `kind_not_in_format` for no item, or `not_read_back`: other systems
    can read the item, and we cannot. Raises BadQuestion when data is no question.
    """
    whole = question if isinstance(question, Question) else read_question(question, fair=False)
    try:
        data = _item(whole, name, language, identifier)
        file = import_item(data)
    except (entering.TooLongPattern, NotInFormat, UnreadableFile):
        return b"", (Loss("kind_not_in_format", {}),)
    if not file.questions:
        return data, (Loss("not_read_back", {}),)
    back = file.questions[0]
    losses = [] if back.name == name.strip() else [Loss("not_kept", {"field": "name"})]
    theirs = write_whole(read_question(back.data, fair=False))
    losses.extend(Loss("not_kept", {"field": field}) for field in differing_fields(write_whole(whole), theirs))
    return data, tuple(losses)


def _item(question: Question, name: str, language: str, identifier: str) -> bytes:
    sheet = Sheet(language=language)
    place = Place(sheet)
    place.outcome("SCORE")
    write = _PLAIN.get(question.kind) or _MADE_OF_OTHERS[question.kind]
    shown = [*filling.quoted(question.quote), *filling.whole(question, place, write)]
    place.finish(question)
    processing = node("qti-response-processing")
    if sheet.template:
        processing.set("template", f"{TEMPLATES}{sheet.template}.xml")
    else:
        processing.extend(sheet.rules)
    root = node(
        "qti-assessment-item",
        *sheet.declarations,
        *sheet.outcomes,
        node("qti-item-body", *shown),
        processing,
        *sheet.said,
        identifier=identifier,
        title=clean(name),
        adaptive="false",
        time_dependent="false",
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


@dataclass(frozen=True)
class WrittenPackage:
    """The zip, and for each question, in order, what the package does not hold."""

    data: bytes
    losses: tuple[tuple[Loss, ...], ...]


_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"


def write_package(
    questions: Iterable[tuple[str, Mapping[str, Any]]],
    language: str = "da",
    *,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> WrittenPackage:
    """(name, data) of each question as a QTI 3.0 content package. `pictures` are files by their key in the questions.

    The same questions give the same bytes.
    """
    found = io.BytesIO()
    losses: list[tuple[Loss, ...]] = []
    resources = etree.Element(f"{{{_PACKAGE}}}resources")
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, data) in enumerate(questions, start=1):
            identifier = f"item{number:04}"
            item, lost = write_item(data, name, language, identifier=identifier)
            losses.append(lost)
            if not item:
                continue
            keys = [key for key in _pictures_in(data) if key in pictures]
            _add(package, f"{identifier}.xml", item)
            resource = etree.SubElement(
                resources,
                f"{{{_PACKAGE}}}resource",
                identifier=f"RES-{identifier}",
                type="imsqti_item_xmlv3p0",
                href=f"{identifier}.xml",
            )
            for href in (f"{identifier}.xml", *(f"{picturing.PICTURES}{key}" for key in keys)):
                etree.SubElement(resource, f"{{{_PACKAGE}}}file", href=href)
        for key, content in pictures.items():
            _add(package, f"{picturing.PICTURES}{key}", content)
        _add(package, "imsmanifest.xml", _manifest(resources))
    return WrittenPackage(found.getvalue(), tuple(losses))


def _pictures_in(data: Mapping[str, Any]) -> list[str]:
    """The keys of the pictures in a question or its parts."""
    inner = [part["question"] for part in data.get("parts", ())]
    return [each["image"]["key"] for each in (data, *inner) if "image" in each]


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _manifest(resources: etree._Element) -> bytes:
    root = etree.Element(f"{{{_PACKAGE}}}manifest", nsmap={None: _PACKAGE}, identifier="MANIFEST")
    metadata = etree.SubElement(root, f"{{{_PACKAGE}}}metadata")
    etree.SubElement(metadata, f"{{{_PACKAGE}}}schema").text = "QTI Package"
    etree.SubElement(metadata, f"{{{_PACKAGE}}}schemaversion").text = "3.0.0"
    etree.SubElement(root, f"{{{_PACKAGE}}}organizations")
    root.append(resources)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written
