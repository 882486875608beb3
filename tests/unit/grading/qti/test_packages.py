"""The package that we write, file for file, what an item says of its name and language, and foreign packages."""

import hashlib
import io
import zipfile

import pytest

from grading import read_question
from grading.imported import Loss, UnreadableFile
from grading.qti.importing import packages, read_package
from grading.qti.writing import write_item, write_package
from tests.unit.grading import examples
from tests.unit.grading.qti.written_questions import QUESTIONS, composite, single, texts, true_false

MANIFEST = """<?xml version='1.0' encoding='UTF-8'?>
<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="MANIFEST"><metadata>\
<schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata><organizations/><resources>\
<resource identifier="RES-item0001" type="imsqti_item_xmlv3p0" href="item0001.xml"><file href="item0001.xml"/>\
</resource>\
<resource identifier="RES-item0003" type="imsqti_item_xmlv3p0" href="item0003.xml"><file href="item0003.xml"/>\
<file href="pictures/koekken.png"/></resource>\
<resource identifier="RES-item0004" type="imsqti_item_xmlv3p0" href="item0004.xml"><file href="item0004.xml"/>\
<file href="pictures/koekken.png"/></resource></resources></manifest>"""
TOO_LONG = texts(("abc" * 400 + "*", "1"))
PICTURE = b"\x89PNG" + b"0" * 1000


def test_a_package_holds_a_manifest_the_items_and_their_pictures():
    questions = [
        ("Et", single(("Ja", "1"), ("Nej", "0"))),
        ("For lang", TOO_LONG),
        ("Billede", examples.hotspot()),
        ("Dele", composite(("1", true_false(True)), ("1", examples.hotspot()))),
    ]
    written = write_package(questions, pictures={"koekken.png": PICTURE, "andet.png": b"x"})
    assert written.losses == ((), (Loss("kind_not_in_format", {}),), (), ())
    with zipfile.ZipFile(io.BytesIO(written.data)) as package:
        entries = package.infolist()
        files = {entry.filename: package.read(entry) for entry in entries}
    assert list(files) == [
        "item0001.xml",
        "item0003.xml",
        "item0004.xml",
        "pictures/koekken.png",
        "pictures/andet.png",
        "imsmanifest.xml",
    ]
    assert files["imsmanifest.xml"].decode() == MANIFEST
    assert files["item0001.xml"] == write_item(questions[0][1], "Et", identifier="item0001")[0]
    assert files["pictures/koekken.png"] == PICTURE
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


def test_a_picture_that_is_not_there_is_not_in_the_manifest():
    with zipfile.ZipFile(io.BytesIO(write_package([("Et", examples.points())]).data)) as package:
        assert b"pictures" not in package.read("imsmanifest.xml")


@pytest.mark.parametrize(
    ("language", "words"), [("da", ("Sandt", "Falsk")), ("en", ("True", "False")), ("de", ("True", "False"))]
)
def test_true_and_false_are_in_the_item_s_language(language, words):
    item = write_item(true_false(True), "Et", language)[0].decode()
    assert f'xml:lang="{language}"' in item
    for name, word in zip(("true", "false"), words, strict=True):
        assert f'<qti-simple-choice identifier="{name}">{word}</qti-simple-choice>' in item
    with zipfile.ZipFile(io.BytesIO(write_package([("Et", true_false(True))], language).data)) as package:
        assert f'xml:lang="{language}"'.encode() in package.read("item0001.xml")


def test_a_name_with_signs_that_xml_cannot_hold_or_blanks_that_fold_is_told():
    question = single(("Ja", "1"), ("Nej", "0"))
    assert write_item(question, " Et ")[1] == ()
    assert write_item(question, "E\x07t")[1] == (Loss("not_kept", {"field": "name"}),)
    assert write_item(question, "Et  to")[1] == (Loss("not_kept", {"field": "name"}),)


def test_an_item_that_we_cannot_read_again_is_written_and_told_of():
    data, losses = write_item(texts(("ug*le", "1"), ("*Æß", "1/2")), "Et")
    assert (data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n"), losses) == (
        True,
        (Loss("not_read_back", {}),),
    )


def test_an_item_is_the_same_from_data_and_from_a_question():
    for name, data in QUESTIONS.items():
        assert write_item(read_question(data, fair=False), name) == write_item(data, name)


def test_a_question_that_is_not_fair_is_written_too():
    unfair = single(("Ja", "1/2"), ("Nej", "0"))
    assert write_item(unfair, "Et")[0]


def resource(href, kind):
    return f'<resource identifier="r" type="{kind}" href="{href}"/>'


def zipped(files):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return found.getvalue()


def manifest(*resources):
    return f"<manifest><resources>{''.join(resources)}</resources></manifest>"


def named(name):
    return write_item(single(("Ja", "1"), ("Nej", "0")), name)[0]


def test_the_items_of_a_foreign_package_are_those_that_its_manifest_names_as_items_once_each():
    files = {
        "mappe/imsmanifest.xml": manifest(
            resource("b%20c.xml", "imsqti_item_xmlv2p1"),
            resource(" ./d/../b c.xml", "imsqti_item_xmlv2p1"),
            resource("a.xml", "IMSQTI_ITEM_XMLV3P0"),
            resource("t.xml", "imsqti_test_xmlv2p1"),
            resource("k.xml", "associatedcontent/imsqti_item_xmlv2p1/learning-application-resource"),
            resource("", "imsqti_item_xmlv2p1"),
        ).replace("<resources>", '<other type="imsqti_item_xmlv2p1" href="k.xml"/><resources>'),
        "mappe/b c.xml": named("Først"),
        "mappe/a.xml": named("Så"),
        "mappe/t.xml": named("Prøve"),
        "mappe/k.xml": named("Bilag"),
    }
    file = read_package(zipped(files))
    assert ([question.name for question in file.questions], file.problems) == (["Først", "Så"], ())


def test_a_manifest_stands_at_the_top_or_one_folder_down():
    item = named("Et")
    both = {
        "a/imsmanifest.xml": manifest(resource("gone.xml", "imsqti_item_xmlv2p1")),
        "imsmanifest.xml": manifest(resource("a.xml", "imsqti_item_xmlv2p1")),
        "a.xml": item,
    }
    assert [question.name for question in read_package(zipped(both)).questions] == ["Et"]
    with pytest.raises(UnreadableFile) as caught:
        read_package(zipped({"a/b/imsmanifest.xml": manifest(resource("a.xml", "imsqti_item_xmlv2p1"))}))
    assert caught.value.reason == "no_manifest"


@pytest.mark.parametrize(
    ("name", "limit", "reason"), [("MOST_FILES", 1, "too_many_files"), ("MOST_BYTES", 9, "too_big_unpacked")]
)
def test_the_bounds_of_a_package_are_told(monkeypatch, name, limit, reason):
    monkeypatch.setattr(packages, name, limit)
    with pytest.raises(UnreadableFile) as caught:
        read_package(zipped({"imsmanifest.xml": "12345", "a.xml": "12345"}))
    assert (caught.value.reason, caught.value.params) == (reason, {"limit": limit})
    monkeypatch.setattr(packages, name, limit + 1)
    with pytest.raises(UnreadableFile) as caught:
        read_package(zipped({"imsmanifest.xml": "12345", "a.xml": "12345"}))
    assert caught.value.reason == "not_xml"


def test_a_problem_tells_its_file_its_line_and_what_is_wrong():
    files = {
        "imsmanifest.xml": manifest(
            resource("x/gone.xml", "imsqti_item_xmlv2p1"), resource("x/bad.xml", "imsqti_item_xmlv2p1")
        ),
        "x/bad.xml": "<assessmentItem>\n<",
    }
    gone, bad = read_package(zipped(files)).problems
    assert (gone.name, gone.line, gone.reason, gone.params) == ("x/gone.xml", None, "missing_file", {})
    assert (bad.name, bad.line, bad.reason) == ("bad.xml", 2, "not_xml")


def test_an_item_without_a_title_is_called_after_its_file_and_its_picture_is_found_beside_it():
    item = write_item(examples.hotspot(), "Et")[0].replace(b'title="Et"', b'title=""')
    files = {
        "imsmanifest.xml": manifest(resource("x/y/ugle.xml", "imsqti_item_xmlv3p0")),
        "x/y/ugle.xml": item,
        "x/y/pictures/koekken.png": b"et billede",
        "pictures/koekken.png": b"et andet",
    }
    (found,) = read_package(zipped(files)).questions
    assert found.name == "ugle.xml"
    assert found.data["image"]["key"] == hashlib.sha1(b"et billede", usedforsecurity=False).hexdigest()
