"""Declared variables: what type, which key, and what a value is worth."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from lxml import etree

from grading.imported import UnreadableFile
from grading.qti.areas import Inside, Point, read_area
from grading.qti.names import attribute, child, children, name_of, text_of
from grading.qti.values import (
    BASE_TYPES,
    CARDINALITIES,
    NUMERIC,
    Number,
    Record,
    Value,
    in_container,
    is_point,
    members,
    number,
    read_number,
    read_value,
)

Read = TypeVar("Read")


@dataclass(frozen=True)
class Declaration:
    """A variable. `base_type` is None for a record, whose fields have types of their own."""

    identifier: str
    cardinality: str
    base_type: str | None
    default: Value
    line: int


@dataclass(frozen=True)
class MapEntry:
    """What one value is worth."""

    key: str
    worth: Number
    case_sensitive: bool = True


@dataclass(frozen=True)
class Mapping:
    """What values are worth (QTI 2.1, mapping; qti-sdk, runtime/expressions/MapResponseProcessor.php).

    Entries with the same key are added up, as qti-sdk does. An entry that looks at case goes before one that does not.
    """

    base_type: str | None
    entries: tuple[MapEntry, ...]
    default: Number = 0
    lowest: Number | None = None
    highest: Number | None = None

    @cached_property
    def _exact(self) -> dict[Value, Number]:
        known: dict[Value, Number] = {}
        for entry in self.entries:
            if entry.case_sensitive or self.base_type not in ("string", "identifier"):
                try:
                    key = read_value(self.base_type, entry.key)
                except ValueError:
                    continue  # no value of this type is ever equal to it
                known[key] = known.get(key, 0) + entry.worth
        return known

    @cached_property
    def _folded(self) -> dict[str, Number]:
        known: dict[str, Number] = {}
        written: dict[str, str] = {}
        for entry in self.entries:
            key = entry.key.lower()
            if not entry.case_sensitive and written.setdefault(key, entry.key) == entry.key:
                known[key] = known.get(key, 0) + entry.worth
        return known

    def worth(self, value: Value) -> Number:
        """The sum over the distinct values, each its own worth or the default's, within the bounds.

        NULL counts as one value: the empty string where there is text, else one without an entry.
        """
        found = members(value)
        if not found:
            total = self._worth_of("") if self.base_type == "string" else self.default
        elif len(found) == 1:
            total = self._worth_of(found[0])
        else:
            total = sum(map(self._worth_of, dict.fromkeys(found)))
        return _within(total, self.lowest, self.highest)

    def _worth_of(self, value: Value) -> Number:
        worth = self._exact.get(value)
        if worth is None and self._folded and isinstance(value, str):
            worth = self._folded.get(value.lower())
        return self.default if worth is None else worth


@dataclass(frozen=True)
class AreaMapEntry:
    """What one area is worth; `shape` and `coords` as they were written."""

    shape: str
    coords: str
    worth: Number
    inside: Inside = field(compare=False, repr=False)


@dataclass(frozen=True)
class AreaMapping:
    """What points are worth (QTI 2.1, areaMapping)."""

    entries: tuple[AreaMapEntry, ...]
    default: Number = 0
    lowest: Number | None = None
    highest: Number | None = None

    def worth(self, value: Value) -> Number:
        """Each area once, each distinct point outside every area the default, within the bounds.

        A point in several areas is in the first of them. NULL is worth what a point outside is.
        """
        points: list[Point] = list(dict.fromkeys(filter(is_point, members(value))))
        total: Number = 0 if points else self.default
        hit: set[int] = set()
        for point in points:
            place = next((index for index, entry in enumerate(self.entries) if entry.inside(point)), None)
            if place is None:
                total += self.default
            elif place not in hit:
                hit.add(place)
                total += self.entries[place].worth
        return _within(total, self.lowest, self.highest)


def _within(total: Number, lowest: Number | None, highest: Number | None) -> Number:
    if lowest is not None and total < lowest:
        return lowest
    return highest if highest is not None and total > highest else total


@dataclass(frozen=True)
class ResponseDeclaration(Declaration):
    """What a learner answers with. `correct` is NULL when no correct response is declared."""

    correct: Value = None
    mapping: Mapping | None = None
    area_mapping: AreaMapping | None = None


@dataclass(frozen=True)
class Table:
    """A lookup table: the first row whose `at` fits gives its value."""

    rows: tuple[tuple[Number, bool, Value], ...]  # from this number; is the number itself in it; the value
    interpolation: bool
    default: Value

    def look_up(self, value: Value) -> Value:
        source = number(value)
        if source is None:
            return self.default
        for at, included, target in self.rows:
            if (source == at and included) or (self.interpolation and source > at):
                return target
        return self.default


@dataclass(frozen=True)
class OutcomeDeclaration(Declaration):
    """What processing gives."""

    table: Table | None = None
    lowest: Number | None = None
    highest: Number | None = None

    @property
    def start(self) -> Value:
        """The value before processing: without a default, a single number starts at 0 (QTI 2.1, 5.2)."""
        if self.default is None and self.cardinality == "single" and self.base_type in ("integer", "float"):
            return 0
        return self.default


def read_declaration(element: etree._Element) -> Declaration:
    """A templateDeclaration, or what all declarations share."""
    identifier = (attribute(element, "identifier") or "").strip()
    cardinality = attribute(element, "cardinality") or "single"
    base_type = attribute(element, "baseType")
    if not identifier or cardinality not in CARDINALITIES or (base_type is not None and base_type not in BASE_TYPES):
        raise UnreadableFile("bad_declaration", line=element.sourceline)
    default = _value(child(element, "defaultValue"), cardinality, base_type)
    if default is None and cardinality == "single" and base_type is not None:
        # As a few items write it (pie-qti, baseTypes_all).
        default = _attribute(element, "defaultValue", lambda text: read_value(base_type, text), None)
    return Declaration(identifier, cardinality, base_type, default, element.sourceline or 1)


def read_response_declaration(element: etree._Element) -> ResponseDeclaration:
    plain = read_declaration(element)
    correct = child(element, "correctResponse")
    mapping = child(element, "mapping")
    area_mapping = child(element, "areaMapping")
    return ResponseDeclaration(
        **vars(plain),
        correct=_value(correct, plain.cardinality, plain.base_type),
        mapping=None if mapping is None else _mapping(mapping, plain.base_type),
        area_mapping=None if area_mapping is None else _area_mapping(area_mapping),
    )


def read_outcome_declaration(element: etree._Element) -> OutcomeDeclaration:
    plain = read_declaration(element)
    table = next(children(element, "matchTable", "interpolationTable"), None)
    return OutcomeDeclaration(
        **vars(plain),
        table=None if table is None else read_table(table, plain.base_type),
        lowest=_attribute(element, "normalMinimum", read_number, None),
        highest=_attribute(element, "normalMaximum", read_number, None),
    )


def _value(element: etree._Element | None, cardinality: str, base_type: str | None) -> Value:
    """The value in a correctResponse or defaultValue. NULL when the element is not there; empty when it is empty."""
    if element is None:
        return None
    values = list(children(element, "value"))
    if cardinality == "record":
        return Record(
            (attribute(value, "fieldIdentifier") or "", _single(value, attribute(value, "baseType") or base_type))
            for value in values
        )
    written = [value for value in values if base_type == "string" or text_of(value).strip()]
    if values and not written:
        return None  # blank values say that nothing is declared; only no value at all is an empty container
    return in_container(cardinality, [_single(value, base_type) for value in written])


def _single(element: etree._Element, base_type: str | None) -> Value:
    try:
        return read_value(base_type, text_of(element))
    except ValueError as error:
        raise UnreadableFile("bad_value", line=element.sourceline) from error


def _attribute(element: etree._Element, name: str, read: Callable[[str], Read], otherwise: Read | None) -> Read | None:
    text = attribute(element, name)
    if text is None or not text.strip():
        return otherwise
    try:
        return read(text)
    except ValueError as error:
        raise UnreadableFile("bad_value", line=element.sourceline) from error


def _number(element: etree._Element, name: str) -> Number:
    found = _attribute(element, name, read_number, None)
    if found is None:
        raise UnreadableFile("bad_value", line=element.sourceline)
    return found


def _mapping(element: etree._Element, base_type: str | None) -> Mapping:
    """Whether case counts is each entry's own; some items say it once for all (pie-qti, mapResponse fixtures)."""
    for_all = attribute(element, "caseSensitive") or "true"
    entries = tuple(
        MapEntry(
            attribute(entry, "mapKey") or "",
            _number(entry, "mappedValue"),
            (attribute(entry, "caseSensitive") or for_all).strip() not in ("false", "0"),
        )
        for entry in children(element, "mapEntry")
    )
    return Mapping(
        base_type,
        entries,
        _attribute(element, "defaultValue", read_number, 0) or 0,
        _attribute(element, "lowerBound", read_number, None),
        _attribute(element, "upperBound", read_number, None),
    )


def _area_mapping(element: etree._Element) -> AreaMapping:
    return AreaMapping(
        tuple(_area(entry) for entry in children(element, "areaMapEntry")),
        _attribute(element, "defaultValue", read_number, 0) or 0,
        _attribute(element, "lowerBound", read_number, None),
        _attribute(element, "upperBound", read_number, None),
    )


def _area(element: etree._Element) -> AreaMapEntry:
    shape, coords = attribute(element, "shape") or "", attribute(element, "coords") or ""
    try:
        inside = read_area(shape, coords)
    except ValueError as error:
        raise UnreadableFile("bad_area", line=element.sourceline) from error
    return AreaMapEntry(shape, coords, _number(element, "mappedValue"), inside)


def read_table(element: etree._Element, base_type: str | None) -> Table:
    """A matchTable or an interpolationTable."""

    def target(text: str) -> Value:
        return number(text) if base_type in NUMERIC else read_value(base_type, text)

    rows = tuple(
        (
            _number(row, "sourceValue"),
            (attribute(row, "includeBoundary") or "true").strip() not in ("false", "0"),
            _attribute(row, "targetValue", target, None),
        )
        for row in children(element, "matchTableEntry", "interpolationTableEntry")
    )
    return Table(rows, name_of(element) == "interpolationTable", _attribute(element, "defaultValue", target, None))
