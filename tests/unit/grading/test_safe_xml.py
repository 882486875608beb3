"""XML from strangers: bounded, without entities, from nowhere but the bytes themselves."""

import pytest

from grading import safe_xml
from grading.imported import UnreadableFile
from grading.safe_xml import MAX_DEPTH, parse_xml


def refused(data, **limits):
    with pytest.raises(UnreadableFile) as found:
        parse_xml(data, **limits)
    return found.value


def test_text_comes_without_comments_and_instructions_and_with_its_line():
    root = parse_xml(b"<a>\n<b>x<!-- no -->y<?no no?><![CDATA[<z>]]></b></a>")
    assert root[0].text == "xy<z>"
    assert root[0].sourceline == 2


@pytest.mark.parametrize(
    "data",
    [
        "<a>æ</a>".encode(),
        b"\xef\xbb\xbf" + "<a>æ</a>".encode(),
        "<?xml version='1.0' encoding='UTF-8'?><a>æ</a>".encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>æ</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="windows-1252"?><a>æ</a>'.encode("cp1252"),
        '<?xml version="1.0" encoding="utf-16"?><a>æ</a>'.encode("utf-16"),
    ],
)
def test_common_encodings_are_read(data):
    assert parse_xml(data).text == "æ"


@pytest.mark.parametrize("name", ["UTF-7", "cp037", "no-such-thing", "utf-16"])
def test_an_encoding_in_which_something_could_hide_is_refused(name):
    for mark in (b"", b"\xef\xbb\xbf"):
        fault = refused(mark + f'<?xml version="1.0" encoding="{name}"?><a/>'.encode())
        assert (fault.reason, fault.line) == ("unknown_encoding", 1)


def test_half_a_utf_16_character_is_refused():
    assert refused("<a/>".encode("utf-16") + b"\x00").reason == "unknown_encoding"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [\n<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [\n<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>',
        b'<!DOCTYPE a [\n<!ENTITY % x SYSTEM "http://localhost/x.dtd">%x;]><a/>',
    ],
)
def test_a_document_that_declares_entities_is_refused_with_the_line(data):
    fault = refused(data)
    assert (fault.reason, fault.line) == ("entities", 2)


def test_the_line_told_is_that_of_the_first_entity():
    data = b'\n<!DOCTYPE a [<!ENTITY x "y">\n<!ENTITY z "y">\n]>\n<a/>'
    assert refused(data).line == 2
    # Lines count from the beginning of the file.
    assert refused(b"\n" + data).line == 3


def test_an_entity_that_only_a_foreign_document_type_knows_is_refused():
    fault = refused(b'<!DOCTYPE a SYSTEM "http://localhost/x.dtd">\n<a>&nbsp;</a>')
    assert (fault.reason, fault.line) == ("entities", 2)
    assert refused(b"<a>&nbsp;</a>").reason == "not_xml"


def test_a_document_type_alone_is_let_through_unread():
    assert parse_xml(b'<!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a>x</a>').text == "x"


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"text", b"<a>", b"<a></b>", b"<a>\x01</a>", b"<a>\xff</a>", b"<a b='1' b='2'/>"]
)
def test_what_is_no_xml_is_refused(data):
    assert refused(data).reason == "not_xml"


def test_the_line_of_the_fault_is_told():
    assert refused(b"<a>\n<b>\n</a>").line == 3


def test_a_document_type_on_the_disk_is_not_read(tmp_path):
    outside = tmp_path / "x.dtd"
    outside.write_text('<!ELEMENT a (#PCDATA)><!ATTLIST a b CDATA "from outside"><!ENTITY x "from outside">')
    begins = f'<!DOCTYPE a SYSTEM "{outside}">'.encode()
    assert dict(parse_xml(begins + b"<a/>").attrib) == {}
    assert refused(begins + b"<a>&x;</a>").reason == "entities"
    assert parse_xml(begins + b"<c/>").tag == "c"


def test_an_attribute_s_default_in_the_file_itself_is_not_taken():
    assert dict(parse_xml(b'<!DOCTYPE a [<!ATTLIST a b CDATA "x">]><a/>').attrib) == {}


def test_depth_is_bounded():
    assert parse_xml(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH).tag == "a"
    fault = refused(b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1))
    assert (fault.reason, fault.params) == ("too_deep", {"limit": MAX_DEPTH})


def test_the_number_of_elements_is_bounded_and_end_tags_do_not_count():
    assert len(parse_xml(b"<a><b></b><b></b></a>", max_elements=3)) == 2
    fault = refused(b"<a><b></b><b></b><b></b></a>", max_elements=3)
    assert (fault.reason, fault.params) == ("too_many_elements", {"limit": 3})


def test_size_is_bounded():
    assert parse_xml(b"<a>12</a>", max_bytes=9).text == "12"
    assert refused(b"<a>123</a>", max_bytes=9).reason == "too_big"
    assert refused(b" " * (safe_xml.MAX_BYTES + 1)).params == {"limit": safe_xml.MAX_BYTES}
