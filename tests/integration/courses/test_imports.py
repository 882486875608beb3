"""Files of questions: in by way of a preview, out again, and whatever else somebody may upload."""

import datetime as dt
import io
import re
import uuid
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses import import_messages
from courses.models import Question, QuestionImport, QuestionState
from courses.models.importing import left_out, question_from
from grading import QuestionFault, read_question, write_question
from grading.files import read_question_file
from grading.moodle.canonical import differing_fields
from grading.qti.importing import read_package
from people.rules import Role
from tests.factories.courses import ALL_KINDS, a_question
from tests.factories.people import person_with
from tests.unit.grading import examples

pytestmark = pytest.mark.django_db

UPLOAD = "/arbejdsbord/spoergsmaal/import/"
EXPORT = "/arbejdsbord/spoergsmaal/eksport/"

GOOD = """
// question: 1
::Metode:: Hvad er VUM 2.0? {=En metode ~Et it-system ~En test}

::Udsagn:: VUM 2.0 slutter ved afgørelsen. {F}

::Par:: Hvem gør hvad? {=Afgørelse -> Myndighed =Delmål -> Udfører}
"""
BAD = GOOD + "\n::Essay:: Fortæl om din praksis. {}\n"


@pytest.fixture
def editor(db):
    return person_with(Role.EDITOR)


@pytest.fixture
def desk(editor):
    client = Client()
    client.force_login(editor)
    return client


def send(client, content, name="bank.gift", key=None):
    data = content.encode() if isinstance(content, str) else content
    fields = {"file": SimpleUploadedFile(name, data), "submission_key": key or uuid.uuid4()}
    return client.post(UPLOAD, fields)


def preview_of(client, content, name="bank.gift"):
    answer = send(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url, client.get(answer.url).content.decode()


class TestIn:
    def test_chosen_questions_become_drafts_and_the_receipt_leads_to_them(self, desk, editor):
        address, shown = preview_of(desk, BAD)
        assert shown.count("checked") == 3
        assert "Metode" in shown
        answer = desk.post(address, {"row": [0, 1]}, follow=True)
        made = list(Question.objects.order_by("pk"))
        assert [question.title for question in made] == ["Metode", "Udsagn"]
        assert {question.state for question in made} == {QuestionState.DRAFT}
        for question in made:
            assert reverse("wagtailsnippets_courses_question:edit", args=[question.pk]) in answer.content.decode()
        assert ModelLogEntry.objects.filter(action="courses.import_questions", user=editor).count() == 2

    def test_a_bad_question_is_told_with_its_line_and_a_cure_and_cannot_be_ticked(self, desk):
        _, shown = preview_of(desk, BAD)
        row = next(row for row in re.findall(r"<tr>.*?</tr>", shown, re.DOTALL) if "Essay" in row)
        assert "linje 9" in row
        assert "checkbox" not in row
        assert "Mennesker" in row

    def test_a_double_click_gives_the_questions_once(self, desk):
        address, _ = preview_of(desk, GOOD)
        for _ in range(2):
            assert desk.post(address, {"row": [0, 1, 2]}).status_code in (200, 302)
        assert Question.objects.count() == 3

    def test_the_same_upload_twice_is_one_preview(self, desk):
        key = uuid.uuid4()
        assert send(desk, GOOD, key=key).url == send(desk, GOOD, key=key).url
        assert QuestionImport.objects.count() == 1

    def test_choosing_nothing_is_told(self, desk):
        address, _ = preview_of(desk, GOOD)
        answer = desk.post(address, {})
        assert answer.status_code == 400
        assert "Vælg mindst ét spørgsmål" in answer.content.decode()
        assert not Question.objects.exists()

    def test_a_row_that_cannot_be_taken_is_not_taken_by_hand(self, desk):
        address, _ = preview_of(desk, BAD)
        assert desk.post(address, {"row": [3]}).status_code == 400
        assert not Question.objects.exists()

    def test_when_one_cannot_be_saved_none_is(self, desk, monkeypatch):
        address, _ = preview_of(desk, GOOD)
        saved = Question.save
        count = iter(range(10))

        def fails_on_the_third(self, *args, **kwargs):
            if next(count) == 2:
                raise RuntimeError
            saved(self, *args, **kwargs)

        monkeypatch.setattr(Question, "save", fails_on_the_third)
        with pytest.raises(RuntimeError):
            desk.post(address, {"row": [0, 1, 2]})
        assert not Question.objects.exists()
        assert not QuestionImport.objects.get().taken

    def test_what_the_bank_has_already_is_told_and_not_ticked(self, desk):
        address, _ = preview_of(desk, GOOD)
        desk.post(address, {"row": [0]})
        _, shown = preview_of(desk, GOOD)
        assert "Banken har allerede det samme spørgsmål" in shown
        assert shown.count("checked") == 2

    def test_an_unfair_question_is_told_with_its_cure(self, desk):
        _, shown = preview_of(desk, "::Alt:: Hvad gælder? {~%50%A ~%50%B ~C}")
        assert "checkbox" not in shown.split("<tbody>")[1].split("</tbody>")[0]
        assert "Hvem der sætter kryds ved alt" in shown or "får" in shown

    def test_a_personal_number_is_refused_and_not_kept(self, desk):
        _, shown = preview_of(desk, "::Sag:: Hvem er Ida, cpr 010203-1234? {=En borger ~En anden}")
        assert "CPR" in shown
        assert "010203" not in shown
        assert "010203" not in str(QuestionImport.objects.get().data)

    def test_tags_and_category_follow(self, desk):
        address, _ = preview_of(desk, "$CATEGORY: Kurser/Bestilling\n\n::Ét:: Er det? {T}")
        desk.post(address, {"row": [0]})
        assert [tag.name for tag in Question.objects.get().tags.all()] == ["Bestilling"]

    def test_a_file_that_nobody_chose_from_is_forgotten_after_a_month(self, desk):
        old, _ = preview_of(desk, GOOD)
        QuestionImport.objects.update(created=timezone.now() - dt.timedelta(days=31))
        preview_of(desk, GOOD)
        assert desk.get(old).status_code == 404

    def test_anothers_file_is_not_found(self, desk):
        address, _ = preview_of(desk, GOOD)
        other = Client()
        other.force_login(person_with(Role.EDITOR, email="en-anden@example.dk"))
        assert other.get(address).status_code == 404

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEADER])
    def test_the_doors_are_for_editors(self, role):
        client = Client()
        client.force_login(person_with(role))
        for address in (UPLOAD, EXPORT):
            assert client.get(address).status_code == 404


def zipped(**files):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return found.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gift", b"", "tom"),
        ("a.xml", b"<quiz><question>", "beskadiget"),
        ("a.xml", ENTITIES, "ENTITY"),
        ("a.xml", b"<html><body>Hej</body></html>", "Moodle XML"),
        ("a.txt", b"Hej med dig", "Moodle XML"),
        ("a.gift", "::Æ:: Hvad? {=Ø ~Å}".encode("cp1252"), "UTF-8"),
        ("a.zip", b"PK\x03\x04rubbish", "beskadiget"),
        ("a.zip", zipped(a="hej"), "imsmanifest.xml"),
        ("a.zip", zipped(**{"imsmanifest.xml": b"<manifest/>" + b" " * 3_000_000}), "pakkes ud"),
        ("a.zip", zipped(**{"../imsmanifest.xml": "<manifest/>"}), "mappe"),
        ("a.zip", zipped(**{f"f{n}": "x" for n in range(501)}), "500"),
        ("a.gift", b"x" * 5_000_001, "5 MB"),
        ("a.docx", b"PK", ".zip"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(desk, name, content, said):
    answer = send(desk, content, name)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not QuestionImport.objects.exists()


def test_utf_16_with_its_mark_is_read(desk):
    _, shown = preview_of(desk, GOOD.encode("utf-16"))
    assert "Metode" in shown


PICTURED = ("hotspot", "points")
# What the editors' fields cannot hold.
LOST = {
    "single": set(),
    "slider": set(),
    "composite": {"parts.question"},
    "cloze": {"parts.question"},
    "drag_text": {"choices.unlimited"},
}


class TestTheWayBack:
    @pytest.mark.parametrize("make", [make for make in examples.ALL if make.__name__ not in PICTURED])
    def test_what_an_editor_gets_says_what_the_data_did(self, make):
        kind = make.__name__
        data = write_question(read_question(make()))
        draft = question_from("Et", data)
        assert set(differing_fields(data, draft.engine_data())) <= LOST.get(kind, set())
        draft.save()
        assert differing_fields(draft.engine_data(), Question.objects.get().engine_data()) == []

    @pytest.mark.parametrize("kind", ALL_KINDS)
    def test_the_banks_own_questions_come_back_whole(self, kind):
        data = a_question(kind).current.data
        assert left_out(question_from("Et", data), data) == []


class TestOut:
    @pytest.mark.parametrize("file_format", ["qti", "moodle", "gift"])
    def test_what_goes_out_comes_in_again(self, desk, editor, file_format):
        for kind in ("single", "multiple", "true_false", "match"):
            a_question(kind)
        seen = desk.get(EXPORT, {"file_format": file_format})
        assert "4 af 4" in seen.content.decode()
        answer = desk.post(EXPORT, {"file_format": file_format})
        assert re.fullmatch(
            r'attachment; filename="spoergsmaal-\d{4}-\d\d-\d\d\.(zip|xml|gift)"', answer["Content-Disposition"]
        )
        back = read_question_file("a", answer.content)
        assert (len(back.questions), back.problems) == (4, ())
        assert ModelLogEntry.objects.filter(action="courses.export_questions", user=editor).count() == 4

    def test_every_kind_goes_out_as_qti_and_is_the_same_when_it_comes_in(self, desk):
        for kind in ALL_KINDS:
            a_question(kind, title=kind)
        back = read_package(desk.post(EXPORT, {"file_format": "qti"}).content)
        assert {each.name for each in back.questions} == set(ALL_KINDS)
        address = send(desk, desk.post(EXPORT, {"file_format": "qti"}).content, "ud.zip").url
        rows = QuestionImport.objects.get().rows
        unknown = {row.name for row in rows if not row.known}
        assert {row.name: row.problem for row in rows if row.problem} == {}
        assert unknown <= {"rating", "numeric", "composite", "cloze", "drag_text", "short_text", "slider"}, address

    def test_what_a_format_loses_is_told_before_the_file_is_there(self, desk):
        a_question("rating", title="Niveau")
        shown = desk.get(EXPORT, {"file_format": "gift"}).content.decode()
        assert "Niveau" in shown
        assert "0 af 1" in shown
        assert "Hent filen" not in shown

    def test_by_state(self, desk):
        a_question("single", title="Kladden", state=QuestionState.DRAFT)
        a_question("match", title="Den klare", state=QuestionState.READY)
        answer = desk.post(EXPORT, {"file_format": "gift", "state": "ready"})
        assert "Den klare" in answer.content.decode()
        assert "Kladden" not in answer.content.decode()

    def test_ten_more_questions_are_no_more_queries(self, desk):
        for number in range(2):
            a_question("single", title=f"Før {number}").tags.add("vum")
        with CaptureQueriesContext(connection) as few:
            desk.get(EXPORT, {"file_format": "moodle"})
        for number in range(10):
            a_question("single", title=f"Efter {number}")
        with CaptureQueriesContext(connection) as many:
            desk.get(EXPORT, {"file_format": "moodle"})
        assert len(many) == len(few)

    def test_nothing_to_export_is_told(self, desk):
        assert desk.post(EXPORT, {"file_format": "qti"}).status_code == 400


SAID = re.compile(
    r"(?:CannotRead|UnreadableFile|fault|Problem|refuse|lose|Loss)"
    r"\(\s*(?:[a-z_.]+, [a-z_.]+, )?\"([a-zA-Z_]+)\""
)


def test_every_reason_has_a_sentence():
    """Each code that stands in the readers' own source."""
    known = import_messages.KNOWN | set(import_messages.LOSSES) | {"not_kept"}
    found = set()
    for path in Path("grading").rglob("*.py"):
        if "qti" in path.parts or "moodle" in path.parts or path.name in ("safe_xml.py", "files.py"):
            found |= set(SAID.findall(path.read_text()))
    found |= {fault.value for fault in QuestionFault}
    assert len(found) > 60
    assert found - known == set()


def test_every_field_that_can_be_lost_has_a_name():
    fields = set()
    for make in examples.ALL:
        fields |= set(write_question(read_question(make())))
    said_of_answers = {"feedback_true", "feedback_false"}  # as some of what is said
    kept = {"kind", "items", "right", "value", "low", "high", "step", "areas"}  # what every format keeps, or none has
    assert fields - set(import_messages.FIELDS) <= kept | said_of_answers
