"""The report and its files: what is shown, what is hidden, and that both say the same."""

import csv
import io
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from people.rules import Role
from surveys.models import Survey
from tests.factories.people import person_with
from tests.factories.surveys import STATEMENTS, InvitationFactory, add_sheets, answered_survey

pytestmark = pytest.mark.django_db
SIZES = {"caseworker": 20, "leader": 9, "trainer": 3}
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.dk","Klik")',
    "\t=1+1",
    "  =1+1",
]


def address(survey: Survey, rest: str = "") -> str:
    return f"/arbejdsbord/evaluering/{survey.key}/{rest}"


@pytest.fixture
def survey(db) -> Survey:
    return answered_survey(SIZES, title="Samme borger, samme niveau?")


@pytest.fixture
def client(signed_in, analyst):
    return signed_in(analyst)


def rows_of_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def text_of(page: str) -> str:
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", page))


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_report_says_how_many_answered_and_what(client, survey):
    InvitationFactory.create_batch(8, survey=survey)
    page = text_of(client.get(address(survey)).content.decode())
    assert "32 af 40 inviterede har svaret (80\u00a0%)." in page
    assert all(statement in page for statement in STATEMENTS)
    assert "47\u00a0% svarede 4 eller 5. Gennemsnittet er 3,5." in page
    assert "Vis som tabel" in page
    assert page.count("Svar caseworker ") == 20


def test_a_small_group_is_hidden_and_another_covers_it(client, survey):
    page = text_of(client.get(address(survey)).content.decode())
    assert "Underviser Vises ikke: færre end fem svar." in page
    assert "Leder Skjult, så andre tal ikke kan regnes ud." in page
    assert "Nogle grupper er skjult." in page


def test_nothing_is_hidden_where_nobody_is_few(client):
    page = client.get(address(answered_survey({"caseworker": 6, "leader": 5}))).content.decode()
    assert "Nogle grupper er skjult." not in page


def test_four_answers_show_nothing_but_how_many(client):
    survey = answered_survey({"caseworker": 4})
    page = client.get(address(survey)).content.decode()
    assert "Vi viser resultater, når mindst fem har svaret." in page
    assert "4 af 4 inviterede har svaret" in page
    assert "Svar caseworker" not in page
    assert STATEMENTS[0] not in page
    for ending in ("csv", "xlsx"):
        assert b"Svar caseworker" not in client.get(address(survey, f"tal.{ending}")).content
    rows = rows_of_csv(client.get(address(survey, "tal.csv")).content)
    assert len(rows) == 2
    assert rows[1][-1] == "4 af 4 har svaret (100\u00a0%). Vises ikke: færre end fem svar."


def test_a_survey_that_nobody_was_asked_to_answer_has_a_report(client):
    assert "0 af 0 inviterede har svaret" in client.get(address(answered_survey({}))).content.decode()


def test_what_people_write_is_text_on_the_page(client, survey):
    add_sheets(survey, "caseworker", {4: "<script>alert(1)</script>\nNy linje"})
    page = client.get(address(survey)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Ny linje" in page


# ── Whose ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("rest", ["", "tal.csv", "tal.xlsx"])
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEADER, Role.HOTLINE_CONSULTANT, None])
def test_others_find_no_report(signed_in, django_client, survey, role, rest):
    who = signed_in(person_with(role)) if role else django_client
    found, unknown = who.get(address(survey, rest)), who.get(f"/arbejdsbord/evaluering/{uuid.uuid4()}/{rest}")
    assert found.status_code == unknown.status_code == 404
    assert plain(found) == plain(unknown)
    assert not ModelLogEntry.objects.filter(action="surveys.export").exists()


@pytest.fixture
def django_client():
    from django.test import Client

    return Client()


def plain(response) -> bytes:
    """The answer without what is new in every answer: the CSRF token, and the address asked for."""
    text = re.sub(rb'"[A-Za-z0-9]{64}"', b"", response.content)
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"KEY", text)


def test_the_report_takes_no_posts(client, survey):
    assert client.post(address(survey)).status_code == 405


# ── The files ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_table_opens_in_a_danish_spreadsheet(client, survey):
    answer = client.get(address(survey, "tal.csv"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evaluering-samme-borger-samme-niveau.csv"'
    header, *rows = rows_of_csv(answer.content)
    assert header[:5] == ["Type", "Spørgsmål", "Rolle", "n", "1"]
    assert {len(row) for row in rows} == {len(header)}
    everybody = dict(zip(header, rows[1], strict=True))
    assert (everybody["Type"], everybody["Rolle"], everybody["n"]) == ("Udsagn", "Alle", "32")
    assert "," in everybody["Gennemsnit"]
    assert "." not in "".join(rows[1][3:-1])


def test_the_files_hide_what_the_page_hides(client, survey):
    body = client.get(address(survey, "tal.csv")).content
    groups = [row for row in rows_of_csv(body) if row[0] == "Rolle"]
    assert len(groups) == 4 * len(SIZES)
    for row in groups:
        if row[2] == "Sagsbehandler":
            assert row[3] == "20"
            assert row[-1] == ""
        elif row[2] == "Underviser":
            assert row[3:] == [""] * 10 + ["Vises ikke: færre end fem svar."]
        assert row[4:10] == [""] * 6  # neither distribution nor mean of a group is on the page
    leaders = [row for row in groups if row[2] == "Leder"]
    assert leaders[0][3:] == [""] * 10 + ["Skjult, så andre tal ikke kan regnes ud."]


def test_both_files_say_the_same(client, survey):
    flat = rows_of_csv(client.get(address(survey, "tal.csv")).content)
    book = load_workbook(io.BytesIO(client.get(address(survey, "tal.xlsx")).content))
    cells = [[written(cell.value) for cell in row] for row in book.active.iter_rows()]
    assert cells == [[re.sub(r"^(\d+),0$", r"\1", cell) for cell in row] for row in flat]


def written(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:g}".replace(".", ",")


def test_no_cell_calculates(client, survey):
    add_sheets(survey, "caseworker", *({0: 5, 4: formula} for formula in FORMULAS))
    Survey.objects.update(title="=1+1")
    survey.questions.filter(order=1).update(wording="@SUM(A1)")
    book = load_workbook(io.BytesIO(client.get(address(survey, "tal.xlsx")).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    flat = [cell for row in rows_of_csv(client.get(address(survey, "tal.csv")).content) for cell in row]
    for text in [*flat, *(cell.value for cell in cells if isinstance(cell.value, str))]:
        assert not text.strip().startswith(("=", "+", "-", "@"))
    assert {f"'{formula.strip()}" for formula in FORMULAS[:5]} <= set(flat)


def test_the_audit_log_says_who_took_the_figures_out(client, survey, analyst):
    client.get(address(survey))
    assert not ModelLogEntry.objects.filter(action="surveys.export").exists()
    client.get(address(survey, "tal.csv"))
    client.get(address(survey, "tal.xlsx"))
    entries = ModelLogEntry.objects.filter(action="surveys.export").order_by("pk")
    assert [(entry.user, entry.data["kind"]) for entry in entries] == [(analyst, "csv"), (analyst, "xlsx")]


# ── Ten more ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("rest", ["", "tal.csv", "tal.xlsx"])
def test_ten_more_sheets_need_no_more_queries(client, survey, rest):
    client.get(address(survey, rest))
    counted = queries(client, address(survey, rest))
    add_sheets(survey, "provider_employee", *({0: 4, 4: "Mere"} for _ in range(10)))
    InvitationFactory.create_batch(10, survey=survey)
    assert queries(client, address(survey, rest)) == counted


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
