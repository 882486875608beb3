"""Any file with questions, told by what is in it: Moodle XML, GIFT, a QTI item, or a QTI package in a zip."""

import codecs
import re
from collections.abc import Callable
from pathlib import PurePath

from grading.imported import ImportedFile, UnreadableFile
from grading.moodle import read_gift, read_xml
from grading.qti.importing import import_item, read_package
from grading.qti.names import name_of
from grading.safe_xml import MAX_BYTES, parse_xml

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_GIFT_SIGNS = re.compile(r"(?<!\\)[{}]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def read_question_file(name: str, data: bytes, *, secret: str = "") -> ImportedFile:
    """The questions in the file. `name` is only told to whoever asks for a question without one.

    Raises UnreadableFile, and nothing else: `empty`, `too_big`, `unknown_encoding` for a text in neither UTF-8 nor
    UTF-16, `unknown_format`, `manifest_alone`, or what the format's own reader says.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("too_big", limit=MAX_BYTES)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return read_package(data, secret=secret)
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty")
    if _looks_like_xml(data):
        return _read_xml_file(data, PurePath(name).stem, secret)
    text = _decoded(data)
    if not _GIFT_SIGNS.search(text):
        raise UnreadableFile("unknown_format")
    return read_gift(text.encode(), secret=secret)


def _looks_like_xml(data: bytes) -> bool:
    start = data[:2000]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start[2:].replace(b"\x00", b"")
    start = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"<") and not start.startswith((b"<p>", b"<b>", b"<br"))


def _read_xml_file(data: bytes, name: str, secret: str) -> ImportedFile:
    root = parse_xml(data)
    kind = name_of(root)
    readers: dict[str, Callable[[], ImportedFile]] = {
        "quiz": lambda: read_xml(data, secret=secret),
        "assessmentItem": lambda: import_item(data, secret=secret, name=name),
    }
    if kind == "manifest":
        raise UnreadableFile("manifest_alone", line=root.sourceline)
    if kind not in readers:
        raise UnreadableFile("unknown_format", line=root.sourceline)
    return readers[kind]()


def _decoded(data: bytes) -> str:
    """The text, in UTF-8, or in UTF-16 that says so."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        raise UnreadableFile("unknown_encoding") from error
    if _CONTROL.search(text):
        raise UnreadableFile("unknown_format")
    return text
