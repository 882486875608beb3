"""Read XML from strangers: no entities, nothing fetched, bounded in size, depth and number of elements.

What is refused is refused with `UnreadableFile`, whose `reason` is one of: too_big, unknown_encoding, entities,
not_xml, too_deep, too_many_elements.
"""

import codecs
import re
from types import MappingProxyType

from lxml import etree

from grading.imported import UnreadableFile

MAX_BYTES = 5_000_000
MAX_ELEMENTS = 100_000
MAX_DEPTH = 100  # the root is 1 deep

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Encodings in which ASCII is ASCII, so that what is looked for below cannot hide.
_LIKE_ASCII = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"})

_deeper_than_allowed = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_number_of_elements = etree.XPath("count(//*)")
_entity_nodes = etree.Entity


_STRICT = MappingProxyType(
    {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "attribute_defaults": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
)
_AS_DECLARED = etree.XMLParser(**_STRICT)
_AS_UTF8 = etree.XMLParser(encoding="utf-8", **_STRICT)


def parse_xml(data: bytes, *, max_bytes: int = MAX_BYTES, max_elements: int = MAX_ELEMENTS) -> etree._Element:
    """The root element, without comments and processing instructions; `sourceline` tells where each element is.

    Text is UTF-8 or UTF-16 with a byte order mark, or one of a few declared encodings. A document type is let through
    unread, an entity of one's own is not. Raises UnreadableFile, and nothing else, whatever the bytes are.
    """
    if len(data) > max_bytes:
        raise UnreadableFile("too_big", limit=max_bytes)
    data, parser = _decoded(data)
    has_document_type = b"<!DOCTYPE" in data
    if has_document_type and b"<!ENTITY" in data:
        raise UnreadableFile("entities", line=data.count(b"\n", 0, data.index(b"<!ENTITY")) + 1)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("not_xml", line=error.lineno or None) from error
    except (ValueError, LookupError) as error:
        raise UnreadableFile("not_xml") from error
    if has_document_type:
        for entity in root.iter(_entity_nodes):
            raise UnreadableFile("entities", line=entity.sourceline)
    # Each element has at least one "<", so a small file need not be counted.
    if data.count(b"<") > max_elements and _number_of_elements(root) > max_elements:
        raise UnreadableFile("too_many_elements", limit=max_elements)
    if _deeper_than_allowed(root):
        raise UnreadableFile("too_deep", limit=MAX_DEPTH)
    return root


def _decoded(data: bytes) -> tuple[bytes, etree.XMLParser]:
    """The data in an encoding where ASCII is ASCII, and the parser that reads it so."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").encode(), _AS_UTF8
        except UnicodeError as error:
            raise UnreadableFile("unknown_encoding") from error
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8)[:300])
    if declared is None:
        return data, _AS_UTF8
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError as error:
        raise UnreadableFile("unknown_encoding", line=1) from error
    if encoding not in _LIKE_ASCII:
        raise UnreadableFile("unknown_encoding", line=1)
    return data, _AS_DECLARED
