"""Journey 4 in a browser: people answer, and an analyst reads the evaluation and takes the figures out."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from people.rules import Role
from surveys.models import Sheet
from tests.factories.people import person_with
from tests.factories.surveys import STATEMENTS, SurveyFactory, add_sheets, answered_survey, asked

WIDE, NARROW = 1280, 390
FORMULA = "=1+1 er ikke en formel her"


@pytest.fixture
def looks_right(axe) -> Callable[[Page, str], None]:
    """`looks_right(page, name)`: no violation and no sideways scroll, wide and narrow."""

    def check(page: Page, name: str) -> None:
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls at {width}"
        page.set_viewport_size({"width": WIDE, "height": 900})

    return check


def test_answering_is_one_page_stops_a_personal_number_and_happens_once(world, new_page, looks_right):
    survey, leader = SurveyFactory(title="Evaluering i browseren"), person_with(Role.LEADER)
    invitation = asked(survey, leader)
    page = new_page(leader)
    page.goto(f"/evaluering/{invitation.key}/")
    expect(page.get_by_text("Dine svar kan ikke føres tilbage til dig.").first).to_be_visible()
    looks_right(page, "sheet")

    page.get_by_role("button", name="Send dine svar").click()
    expect(page.get_by_text("Svar på mindst ét spørgsmål").first).to_be_visible()
    looks_right(page, "empty")

    for place, statement in enumerate(STATEMENTS):
        page.get_by_role("group", name=statement).get_by_role("radio").nth(4 - place % 2).check()
    text = page.get_by_role("textbox")
    text.fill("Hos 010180-1234 gik det godt")
    page.get_by_role("button", name="Send dine svar").click()
    expect(page.get_by_role("main").get_by_text("CPR-nummer").first).to_be_visible()
    expect(text).to_have_value("Hos 010180-1234 gik det godt")
    expect(page.get_by_role("group", name=STATEMENTS[0]).get_by_role("radio").nth(4)).to_be_checked()
    looks_right(page, "personal number")
    assert not Sheet.objects.filter(survey=survey).exists()

    text.fill("Reglen om støtte fra netværk.")
    page.get_by_role("button", name="Send dine svar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak for dine svar")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    looks_right(page, "thanks")
    page.goto(f"/evaluering/{invitation.key}/")
    expect(page.get_by_text("Du har svaret.")).to_be_visible()
    looks_right(page, "answered")
    sheet = Sheet.objects.get(survey=survey)
    assert sheet.group == "leader"
    assert "Reglen om støtte fra netværk." in sheet.answers.values()


@pytest.mark.parametrize(("opens_in", "sentence"), [(24, "Evalueringen åbner"), (-48, "Evalueringen lukkede")])
def test_outside_its_time_the_page_says_when(world, new_page, looks_right, opens_in, sentence):
    opens = timezone.now() + dt.timedelta(hours=opens_in)
    person = person_with(Role.CASEWORKER)
    invitation = asked(SurveyFactory(opens_at=opens, closes_at=opens + dt.timedelta(hours=24)), person)
    page = new_page(person)
    page.goto(f"/evaluering/{invitation.key}/")
    expect(page.get_by_text(sentence)).to_be_visible()
    looks_right(page, sentence)


def test_an_analyst_reads_the_report_and_takes_the_figures_out(world, new_page, looks_right, tmp_path):
    survey = answered_survey({"caseworker": 30, "leader": 12, "provider_employee": 7, "trainer": 3})
    add_sheets(survey, "caseworker", {0: 5, 4: FORMULA})
    page = new_page(person_with(Role.ANALYST))
    page.goto(f"/arbejdsbord/evaluering/{survey.key}/")
    for statement in STATEMENTS:
        expect(page.get_by_role("heading", name=statement).first).to_be_visible()
    hidden = page.get_by_role("row", name="Underviser").first
    expect(hidden).to_contain_text("Vises ikke: færre end fem svar.")
    cover = page.get_by_role("row", name="Medarbejder hos udfører").first
    expect(cover).to_contain_text("Skjult, så andre tal ikke kan regnes ud.")
    looks_right(page, "report")
    page.get_by_text("Vis som tabel").click()
    expect(page.get_by_role("columnheader", name="Gennemsnit")).to_be_visible()
    looks_right(page, "report with table")

    flat = list(csv.reader(saved(page, "CSV", tmp_path).open(encoding="utf-8-sig", newline=""), delimiter=";"))
    book = load_workbook(saved(page, "Excel", tmp_path))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert len(flat) == book.active.max_row
    assert f"'{FORMULA}" in {cell for row in flat for cell in row}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def saved(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=kind).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_under_five_answers_the_report_only_counts(world, new_page, looks_right):
    survey = answered_survey({"caseworker": 4})
    page = new_page(person_with(Role.ANALYST))
    page.goto(f"/arbejdsbord/evaluering/{survey.key}/")
    expect(page.get_by_text("Vi viser resultater, når mindst fem har svaret.")).to_be_visible()
    expect(page.get_by_role("link", name="CSV")).to_have_count(0)
    looks_right(page, "too few")
