"""A file of questions, whatever it is called: where the fault is, and what the secret does."""

import pytest

from grading.files import read_question_file
from grading.imported import UnreadableFile
from grading.qti.writing import write_item, write_package
from grading.safe_xml import MAX_BYTES
from tests.unit.grading import examples

MOODLE = b"""<quiz><question type="multichoice"><name><text>Et</text></name>
<questiontext format="html"><text>?</text></questiontext><answer fraction="100"><text>Ja</text></answer>
<answer fraction="0"><text>Nej</text></answer></question></quiz>"""
ITEM = write_item(examples.single(), "Et")[0]


@pytest.mark.parametrize(
    ("data", "fault", "line", "params"),
    [
        (b" " * (MAX_BYTES + 1), "too_big", None, {"limit": MAX_BYTES}),
        (b" " * MAX_BYTES, "empty", None, {}),
        (b"\xff\xfe", "empty", None, {}),
        (b"\n\n<manifest/>", "manifest_alone", 3, {}),
        (b"\n<html/>", "unknown_format", 2, {}),
        (b"<p>Hej</p>", "unknown_format", None, {}),
        (b"X", "unknown_format", None, {}),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data, fault, line, params):
    with pytest.raises(UnreadableFile) as caught:
        read_question_file("x", data)
    assert (caught.value.reason, caught.value.line, caught.value.params) == (fault, line, params)


@pytest.mark.parametrize("start", [b"<p>", b"<b>", b"<br>", b"<br/>", "\ufeff<p>".encode("utf-16-le")])
def test_a_gift_file_may_begin_with_html(start):
    text = "::Et:: ? {=Ja ~Nej}"
    written = start + (text.encode("utf-16-le") if start.startswith(b"\xff") else text.encode())
    assert len(read_question_file("x", written).questions) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_xml_with_a_byte_order_mark_is_xml(encoding):
    mark = "\ufeff" if encoding.endswith("e") else ""
    assert len(read_question_file("x", (mark + MOODLE.decode()).encode(encoding)).questions) == 1


def test_a_byte_order_mark_and_blanks_may_stand_before_xml():
    assert len(read_question_file("x", b"\xef\xbb\xbf\r\n " + MOODLE).questions) == 1


@pytest.mark.parametrize(
    "data", [MOODLE, b"::Et:: ? {=Ja ~Nej}", ITEM, write_package([("Et", examples.single())]).data]
)
def test_the_secret_decides_the_ids_in_every_format(data):
    def ids(secret):
        (question,) = read_question_file("x", data, secret=secret).questions
        return {option["id"] for option in question.data["options"]}

    assert ids("s") == ids("s")
    assert not ids("s") & ids("t")
    assert not ids("s") & ids("")


def test_an_item_without_a_title_is_called_after_its_file():
    untitled = ITEM.replace(b'title="Et"', b'title=""')
    assert [question.name for question in read_question_file("mappe/ugle.xml", untitled).questions] == ["ugle"]
