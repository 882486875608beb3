"""The score command, as a stranger's program meets it: lines in, lines out."""

import io
import json
import os
import subprocess
import sys
from itertools import islice, repeat
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import read_question, scoring
from grading.__main__ import main
from grading.foreign import raw_response
from grading.scoring import score_lines
from tests.unit.grading import examples
from tests.unit.grading.strategies import anything, holds_always

QUIZ = """<?xml version="1.0"?>
<quiz>
  <question type="multichoice"><name><text>Én</text></name><questiontext format="html"><text>Vælg</text></questiontext>
    <answer fraction="100"><text>Ja</text></answer><answer fraction="-33.33333"><text>Nej</text></answer></question>
  <question type="multichoice"><name><text>Flere</text></name>
    <questiontext format="html"><text>Vælg</text></questiontext>
    <single>false</single><answer fraction="50"><text>A</text></answer><answer fraction="50"><text>A</text></answer>
    <answer fraction="-100"><text>B</text></answer></question>
  <question type="numerical"><name><text>Tal</text></name><questiontext format="html"><text>Skriv</text></questiontext>
    <answer fraction="100"><text>3.14</text><tolerance></tolerance></answer></question>
  <question type="cloze"><name><text>Hul</text></name>
    <questiontext format="html"><text>En {1:SA:=ugle} er {3:NM:=4:1}.</text></questiontext></question>
  <question type="ddwtos"><name><text>Træk</text></name>
    <questiontext format="html"><text>[[1]] [[2]]</text></questiontext>
    <dragbox><text>x</text><group>1</group></dragbox><dragbox><text>x</text><group>2</group></dragbox>
    <dragbox><text>y</text><group>2</group></dragbox></question>
  <question type="essay"><name><text>Stil</text></name>
    <questiontext format="html"><text>Skriv</text></questiontext></question>
  <question type="truefalse"><name><text>To</text></name><questiontext format="html"><text>?</text></questiontext>
    <answer fraction="100"><text>true</text></answer></question>
  <question type="truefalse"><name><text>To</text></name><questiontext format="html"><text>?</text></questiontext>
    <answer fraction="0"><text>true</text></answer></question>
</quiz>
"""
QTI = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t"
  adaptive="false"  time-dependent="false"><qti-response-declaration
  identifier="RESPONSE" cardinality="single" base-type="identifier">
  <qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body/><qti-response-processing
  template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"/></qti-assessment-item>
"""


@pytest.fixture
def items(tmp_path):
    directory = tmp_path / "items"
    (directory / "moodle").mkdir(parents=True)
    (directory / "moodle" / "quiz.xml").write_text(QUIZ, encoding="utf-8")
    (directory / "spm.gift").write_text("::Gift::Hvem?{=ingen =%50%nogen}\n", encoding="utf-8")
    (directory / "item.xml").write_text(QTI, encoding="utf-8")
    (directory / "andet.xml").write_text("<?xml version='1.0'?><html/>", encoding="utf-8")
    (directory / "ude.xml").symlink_to(tmp_path / "hemmelig.xml")
    (tmp_path / "hemmelig.xml").write_text(QUIZ, encoding="utf-8")
    return directory


def run(items, *lines):
    sent = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return [json.loads(line) for line in score_lines(io.BytesIO(sent), items)]


def one(items, question, response, file="moodle/quiz.xml"):
    (result,) = run(items, {"id": "x", "file": file, "question": question, "response": response})
    assert result.pop("id") == "x"
    return result


@pytest.mark.parametrize(
    ("question", "response", "score"),
    [
        ("Én", "Ja", 1.0),
        ("Én", "  Ja ", 1.0),
        ("Én", "Nej", -1 / 3),
        ("Én", None, 0.0),
        ("Én", " ", 0.0),
        ("Flere", ["A"], 0.5),
        ("Flere", ["A", "A"], 1.0),
        ("Flere", "A", 0.5),
        ("Flere", ["A", "B"], 0.0),
        ("Flere", [], 0.0),
        ("Tal", "3.14", 1.0),
        ("Tal", "3.14 km", 1.0),
        ("Tal", "3,14", 0.0),
        ("Tal", "pi", 0.0),
        ("Tal", "1e999", 0.0),
        ("Tal", "", 0.0),
        ("Hul", {"1": "Ugle", "2": "4.5"}, 1.0),
        ("Hul", {"2": "5"}, 0.75),
        ("Hul", {"1": "ugle", "2": "fem"}, 0.25),
        ("Hul", {}, 0.0),
        ("Træk", {"1": "x", "2": "x"}, 1.0),
        ("Træk", {"1": "x", "2": "y"}, 0.5),
        ("Træk", [], 0.0),
    ],
)
def test_a_response_by_text_is_scored_as_moodle_scores_it(items, question, response, score):
    assert one(items, question, response) == {"score": pytest.approx(score, abs=1e-12)}


MARKUP = """<quiz>
  <question type="multichoice"><name><text>A &amp;amp; B:  x</text></name>
    <questiontext format="html"><text>?</text></questiontext>
    <answer fraction="100" format="html"><text>&lt;p&gt;x &amp;lt; &lt;b&gt;y&lt;/b&gt;&lt;/p&gt;</text></answer>
    <answer fraction="50" format="plain_text"><text>&lt;i&gt;</text></answer></question>
  <question type="matching"><name><text>Par</text></name><questiontext format="html"><text>?</text></questiontext>
    <subquestion format="html"><text>&lt;p&gt;Hund&lt;/p&gt;</text><answer><text>Dyr</text></answer></subquestion>
    <subquestion format="html"><text>Rose</text><answer><text>Plante</text></answer></subquestion></question>
  <question type="truefalse"><name><text>to</text></name><questiontext format="html"><text>?</text></questiontext>
    <answer fraction="100"><text>true</text></answer></question>
  <question type="truefalse"><name><text>t&amp;#111;</text></name>
    <questiontext format="html"><text>?</text></questiontext><answer fraction="0"><text>true</text></answer></question>
</quiz>"""


@pytest.mark.parametrize(
    ("question", "response", "score"),
    [
        ("A &amp; B: x", "x < y", 1.0),
        ("A & B: x", "x &lt; y", 1.0),
        (" A & B:  x", "<p>x &lt; <b>y</b></p>", 1.0),
        ("A & B: x", "<i>", 0.5),
        ("Par", {"<p>Hund</p>": "Dyr"}, 0.5),
        ("to", True, 1.0),
        ("t&#111;", True, 0.0),
    ],
)
def test_names_and_texts_are_known_with_and_without_their_markup(items, question, response, score):
    (items / "markup.xml").write_text(MARKUP, encoding="utf-8")
    assert one(items, question, response, file="markup.xml") == {"score": score}


def test_what_shows_nothing_or_is_two_questions_name_is_refused(items):
    (items / "markup.xml").write_text(MARKUP, encoding="utf-8")
    assert "does not have" in one(items, "A & B: x", "<br>", file="markup.xml")["error"]
    assert "no question" in one(items, " to", True, file="markup.xml")["error"]


def test_a_byte_order_mark_before_the_lines_is_passed_over(items):
    line = b'{"id": 1, "file": "spm.gift", "response": "ingen"}'
    assert run(items, b"\xef\xbb\xbf" + line, line) == [{"id": 1, "score": 1.0}] * 2
    assert "error" in run(items, line, b"\xef\xbb\xbf" + line)[1]


@pytest.mark.parametrize(
    ("question", "response", "said"),
    [
        ("Én", "Måske", "does not have"),
        ("Én", ["Ja"], "wrong shape"),
        ("Én", 1, "wrong shape"),
        ("Én", "x" * 20_001, "longer"),
        ("Flere", ["C"], "does not have"),
        ("Flere", ["B", "B"], "more than once"),
        ("Flere", ["A", "A", "B", "B"], "longer"),
        ("Flere", {"A": 1}, "wrong shape"),
        ("Tal", 3.14, "wrong shape"),
        ("Hul", {"3": "x"}, "does not have"),
        ("Hul", {"0": "x"}, "does not have"),
        ("Hul", {"x": "x"}, "does not have"),
        ("Træk", {"1": "y"}, "does not have"),
        ("To", True, "several questions"),
        ("Stil", "x", "graded by people"),
        ("Ukendt", "x", "no question"),
        (None, "x", '"question"'),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(items, question, response, said):
    result = one(items, question, response)
    assert list(result) == ["error"]
    assert said in result["error"]
    assert result["error"].endswith(".")


@pytest.mark.parametrize(
    "file",
    [
        "../hemmelig.xml",
        "/etc/passwd",
        "ude.xml",
        "moodle/../../hemmelig.xml",
        "moodle/../spm.gift",
        "moodle\\quiz.xml",
        "a\x00b",
        "",
        7,
        None,
    ],
)
def test_no_file_outside_the_directory_is_read(items, file):
    result = one(items, "Én", "Ja", file=file)
    assert "director" in result["error"] or "characters" in result["error"]
    assert "score" not in result


@pytest.mark.parametrize(
    ("file", "said"), [("intet.xml", "no such file"), ("moodle", "no such file"), ("andet.xml", "neither")]
)
def test_a_file_that_cannot_be_used_is_an_error_each_time(items, file, said):
    assert said in one(items, "Én", "Ja", file=file)["error"]
    asked = {"id": 1, "file": file, "response": "x"}
    assert [said in result["error"] for result in run(items, asked, asked)] == [True, True]


def test_files_are_told_apart_by_their_content(items):
    assert one(items, None, "nogen", file="spm.gift") == {"score": 0.5}
    assert one(items, None, {"RESPONSE": "A"}, file="item.xml")["outcomes"]["SCORE"] == 1
    assert one(items, None, None, file="item.xml")["outcomes"]["SCORE"] == 0
    assert "error" in one(items, None, {"RESPONSE": 7}, file="item.xml")


@pytest.mark.parametrize(
    ("line", "given_id", "said"),
    [
        (b"snak", None, "not JSON"),
        (b"\xff", None, "not UTF-8"),
        (b'{"id": "a", "response": "\xff"}', "a", "not UTF-8"),
        (b"[1]", None, "object"),
        (b'{"id": "a", "response": NaN}', "a", "finite"),
        (b'{"id": "a", "response": 1e999}', "a", "finite"),
        (b'{"id": 7, "response": "\\u0000"}', 7, "characters"),
        (b'{"id": "a", "response": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "a", "nested"),
        (b'{"id": "a", "id": "a"}', "a", "twice"),
        (b'{"id": [1]}', None, '"id"'),
        (b'{"id": true}', None, '"id"'),
        (b"{}", None, '"file"'),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_line(items, line, given_id, said):
    (result,) = run(items, line)
    assert result["id"] == given_id
    assert said in result["error"]


@pytest.mark.parametrize("before", ["", " "])
def test_a_utf_16_file_is_known_whatever_sign_its_beginning_ends_with(items, before):
    """An owl is two UTF-16 units, and one of the two files is looked at up to the middle of one."""
    (items / "ugler.xml").write_bytes(QUIZ.replace("<quiz>", f"<quiz><!--{before}{'🦉' * 4000}-->").encode("utf-16"))
    assert one(items, "Én", "Ja", file="ugler.xml") == {"score": 1.0}


@pytest.mark.parametrize("before", ["", "\ufeff", " \r\n\t"])
@pytest.mark.parametrize("start", ["<?xml version='1.0'?><html/>", "<!DOCTYPE html><html></html>"])
def test_xml_that_is_no_question_is_not_taken_for_gift(items, before, start):
    (items / "side.xml").write_text(before + start, encoding="utf-8")
    assert one(items, "Én", "Ja", file="side.xml") == {
        "error": "The file is XML, but neither Moodle XML nor a QTI item."
    }


def test_a_number_inside_a_text_has_a_decimal_point_too(items):
    text = "<name><text>Pi</text></name><questiontext><text>Om {1:NM:=3.142:0.0001}.</text></questiontext>"
    (items / "pi.xml").write_text(f'<quiz><question type="cloze">{text}</question></quiz>')
    assert one(items, "Pi", {"1": "3.142"}, file="pi.xml") == {"score": 1.0}


def test_a_question_that_is_no_good_is_told_with_its_line(items):
    answers = "".join(f'<answer fraction="0"><text>{n}</text></answer>' for n in range(60))
    text = "<name><text>Lang</text></name><questiontext><text>?</text></questiontext>"
    (items / "lang.xml").write_text(f'<quiz>\n<question type="multichoice">{text}{answers}</question></quiz>')
    assert one(items, "Lang", "1", file="lang.xml") == {"error": "The question cannot be graded: too long (line 2)."}


def test_a_line_longer_than_any_is_passed_over_and_the_next_one_is_read(items, monkeypatch):
    monkeypatch.setattr(scoring, "LONGEST_LINE", 200)
    too_long = b'{"id": "a", "response": "' + b"x" * 1000 + b'"}'
    fits = {"id": "b", "file": "spm.gift", "question": "Gift", "response": "ingen"}
    first, second = run(items, too_long, fits)
    assert first["id"] == "a"
    assert "longer" in first["error"]
    assert second == {"id": "b", "score": 1.0}


def test_results_come_in_order_and_empty_lines_give_none(items):
    asked = [{"id": n, "file": "moodle/quiz.xml", "question": "Én", "response": "Ja"} for n in range(5)]
    assert [result["id"] for result in run(items, asked[0], b"", *asked[1:], b"  ")] == [0, 1, 2, 3, 4]


def test_a_result_comes_before_the_next_line_is_read(items):
    class Endless(io.RawIOBase):
        def readline(self, size=-1):
            return b'{"id": 1, "file": "spm.gift", "response": "ingen"}\n'

    assert [json.loads(line)["score"] for line in islice(score_lines(Endless(), items), 3)] == [1.0, 1.0, 1.0]


def test_only_so_many_files_are_kept(items):
    files = scoring.Files(items)
    for n in range(scoring.MOST_FILES + 10):
        with pytest.raises(scoring.CannotScore):
            files[f"nr{n}.xml"]
    assert len(files._read) == scoring.MOST_FILES


def test_a_file_is_read_once(items):
    files = scoring.Files(items)
    assert files["spm.gift"] is files["spm.gift"]


@holds_always
@given(request=st.dictionaries(st.sampled_from(["id", "file", "question", "response", "x"]), anything), data=st.data())
def test_whatever_comes_in_a_line_goes_out(request, data, tmp_path_factory):
    directory = tmp_path_factory.mktemp("items")
    (directory / "quiz.xml").write_text(QUIZ, encoding="utf-8")
    name = data.draw(st.sampled_from(["Én", "Flere", "Tal", "Hul", "Træk"]))
    request = {"response": None, **request, "file": "quiz.xml", "question": name}
    (result,) = run(directory, request)
    assert set(result) in ({"id", "score"}, {"id", "error"})


def test_the_command_reads_standard_input_and_ends_well(items):
    lines = "\n".join(["snak", *repeat('{"id": 1, "file": "spm.gift", "response": "ingen"}', 2)])
    done = subprocess.run(
        [sys.executable, "-m", "grading", "score", "--items", str(items)],
        input=lines.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line).get("score") for line in done.stdout.splitlines()] == [None, 1.0, 1.0]


def test_each_result_is_written_as_soon_as_it_is_there(items, monkeypatch):
    class Reader(io.BytesIO):
        """What the other program has seen each time it may look."""

        def flush(self):
            seen.append(self.getvalue().count(b"\n"))

    seen = []
    line = b'{"id": 1, "file": "spm.gift", "response": "ingen"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line * 3)))
    written = Reader()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", SimpleNamespace(buffer=written))
        assert main(["score", "--items", str(items)]) == 0
    assert seen == [1, 2, 3]
    assert written.getvalue() == b'{"id": 1, "score": 1.0}\n' * 3


def test_whoever_stops_reading_hears_nothing_more(items, monkeypatch):
    class Gone(io.BytesIO):
        def write(self, _):
            raise BrokenPipeError

    with (items.parent / "ud").open("wb") as out, monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}\n")))
        patched.setattr(sys, "stdout", SimpleNamespace(buffer=Gone(), fileno=out.fileno))
        assert main(["score", "--items", str(items)]) == 0
        out.write(b"what Python still had to write")
        out.flush()
    assert (items.parent / "ud").read_bytes() == b""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], ["usage: python -m grading [-h]", "The grading engine, without a database.", "Moodle XML"]),
        (["score", "--help"], ["python -m grading score", "--items DIR", "the directory the files are in", '"score"']),
    ],
)
def test_the_command_tells_how_it_is_used(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert [words for words in said if words not in told] == []


@pytest.mark.parametrize(("arguments", "missing"), [([], "command"), (["score"], "--items")])
def test_a_command_that_is_not_whole_is_told_what_is_missing(arguments, missing, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert f"the following arguments are required: {missing}" in capsys.readouterr().err


def test_a_directory_that_is_not_there_is_said_so(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["score", "--items", str(tmp_path / "intet")])
    assert ended.value.code == 2
    assert "is not a directory" in capsys.readouterr().err


def test_gaps_and_parts_are_counted_through_the_text():
    choices = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
    gaps = [{"id": "x", "right_id": "a"}, {"id": "y", "right_id": "b"}]
    question = read_question(
        {"kind": "gap_select", "prompt": "?", "text": "[[y]] [[x]]", "gaps": gaps, "choices": choices}
    )
    assert raw_response(question, {"1": "B", "2": ""}) == {"y": "b", "x": None}
    number = {"kind": "numeric", "answers": [{"id": "n", "value": "1", "fraction": "1"}]}
    parts = [{"id": name, "question": number} for name in "xy"]
    question = read_question({"kind": "cloze", "prompt": "?", "text": "[[y]] [[x]]", "parts": parts})
    assert raw_response(question, {"1": "7"}) == {"y": "7"}


def test_a_word_that_can_be_used_again_can_be_named_again():
    gaps = [{"id": "x", "right_id": "a"}, {"id": "y", "right_id": "a"}]
    data = {"kind": "drag_text", "prompt": "?", "text": "[[x]] [[y]]", "gaps": gaps}
    often = read_question({**data, "choices": [{"id": "a", "text": "A", "unlimited": True}]}, fair=False)
    assert raw_response(often, {"1": "A", "2": "A"}) == {"x": "a", "y": "a"}
    two = [{"id": "a", "text": "A"}, {"id": "b", "text": "A"}]
    once = read_question({**data, "choices": [{**row, "unlimited": False} for row in two]}, fair=False)
    assert raw_response(once, {"1": "A", "2": "A"}) == {"x": "a", "y": "b"}


def test_a_pair_with_nothing_beside_it_is_left_blank():
    question = read_question(examples.match())
    given = {"Afgørelse": "", "Bestilling": None, "Delmål": " ", "Ønsker": "Borger"}
    assert raw_response(question, given) == {"r1": None, "r2": None, "r3": None, "r4": "bo"}
