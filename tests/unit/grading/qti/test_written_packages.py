"""The package that we write, file for file, and what an item says of its name and language."""

import io
import zipfile

import pytest

from grading import read_question
from grading.imported import Loss
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
