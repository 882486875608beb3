"""QTI content packages: a zip with a manifest, and items in it. Nothing is unpacked to disk.

Bounded: `MOST_FILES` files, `MOST_BYTES` in all when unpacked, each at most `MOST_RATIO` times its packed size.
"""

import hashlib
import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from grading.imported import Imported, ImportedFile, Problem, UnreadableFile
from grading.qti.importing.items import import_item
from grading.qti.names import attribute, name_of
from grading.safe_xml import parse_xml

MANIFEST = "imsmanifest.xml"
MOST_FILES = 500
MOST_BYTES = 20_000_000
MOST_RATIO = 50
_SMALL = 10_000  # bytes; a ratio says nothing about so little
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


def read_package(data: bytes, *, secret: str = "") -> ImportedFile:
    """The items of the package, in the order of its manifest.

    A picture's key is the SHA-1 of its file, as the portal's library knows it. An item that cannot be read is a
    Problem. Raises UnreadableFile for what is no such package, or is beyond the bounds.
    """
    files = _unpacked(data)
    manifest = _manifest(files)
    folder = posixpath.dirname(manifest)
    pictures = {
        name: hashlib.sha1(content, usedforsecurity=False).hexdigest()
        for name, content in files.items()
        if name.lower().endswith(_PICTURES) or name.rpartition("/")[0].endswith("pictures")
    }
    questions: list[Imported] = []
    problems: list[Problem] = []
    items = _items(files[manifest], folder)
    if not items:
        raise UnreadableFile("no_items")
    for number, name in enumerate(items):
        if name not in files:
            problems.append(Problem(name, None, "missing_file", {}))
            continue
        near = {posixpath.relpath(address, posixpath.dirname(name) or "."): key for address, key in pictures.items()}
        try:
            file = import_item(files[name], secret=secret, number=number, name=posixpath.basename(name), pictures=near)
        except UnreadableFile as fault:
            problems.append(Problem(posixpath.basename(name), fault.line, fault.reason, fault.params))
            continue
        questions.extend(file.questions)
        problems.extend(file.problems)
    return ImportedFile(tuple(questions), tuple(problems))


def _unpacked(data: bytes) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise UnreadableFile("too_many_files", limit=MOST_FILES)
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise UnreadableFile("too_big_unpacked", limit=MOST_BYTES)
            return {_safe(entry): _content(package, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile("bad_zip") from error


def _safe(entry: zipfile.ZipInfo) -> str:
    """The entry's path inside the package."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise UnreadableFile("path_outside")
    return posixpath.normpath(name)


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What is in it, never more than it said."""
    if entry.file_size > max(_SMALL, entry.compress_size * MOST_RATIO):
        raise UnreadableFile("zip_bomb")
    if entry.flag_bits & 1:
        raise UnreadableFile("encrypted")
    with package.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise UnreadableFile("zip_bomb")
    return content


def _manifest(files: Mapping[str, bytes]) -> str:
    """Its path: at the top, or one folder down where the folder itself was packed."""
    found = sorted((name for name in files if posixpath.basename(name) == MANIFEST), key=lambda name: name.count("/"))
    if not found or found[0].count("/") > 1:
        raise UnreadableFile("no_manifest")
    return found[0]


def _items(manifest: bytes, folder: str) -> list[str]:
    """The paths of the items, once each."""
    found: dict[str, None] = {}
    for element in parse_xml(manifest).iter(etree.Element):
        kind = (attribute(element, "type") or "").lower()
        if name_of(element) != "resource" or "item" not in kind or "associatedcontent" in kind:
            continue
        address = unquote((element.get("href") or "").strip())
        if address:
            found.setdefault(posixpath.normpath(posixpath.join(folder, address)))
    return list(found)
