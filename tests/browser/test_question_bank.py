"""A file from Moodle comes into the bank by way of a preview, and out again, on a screen and on a phone."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect

from courses.models import Question, QuestionState
from people.rules import Role
from tests.factories.people import person_with

WIDTHS = [1280, 390]


def moodle_file(mark: str) -> bytes:
    """Two good questions, of which one loses its picture, and one that no self-test can grade."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="multichoice"><name><text>Metode {mark}</text></name>
    <questiontext format="html"><text><![CDATA[<p>Hvad er <b>VUM</b> {mark}?</p><img src="a.png" alt="Kort">]]></text>
    </questiontext><single>true</single>
    <answer fraction="100" format="html"><text>En metode</text></answer>
    <answer fraction="0" format="html"><text>Et it-system</text></answer></question>
  <question type="truefalse"><name><text>Udsagn {mark}</text></name>
    <questiontext format="html"><text>Borgerens ønsker er den røde tråd {mark}.</text></questiontext>
    <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
  <question type="essay"><name><text>Refleksion {mark}</text></name>
    <questiontext format="html"><text>Fortæl om din praksis.</text></questiontext></question>
</quiz>""".encode()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_file_is_seen_first_and_then_in_the_bank_and_out_again(new_page, axe, site, width):
    editor = person_with(Role.EDITOR, email=f"{uuid.uuid4().hex}@example.dk")
    mark = uuid.uuid4().hex[:6]
    page = new_page(editor, width=width)
    page.goto("/arbejdsbord/spoergsmaal/")
    page.get_by_role("link", name="Importér spørgsmål").click()
    upload = page.get_by_label("Fil med spørgsmål")
    expect(upload).to_be_visible()
    axe(page)
    upload.set_input_files({"name": "moodle.xml", "mimeType": "text/xml", "buffer": moodle_file(mark)})
    page.get_by_role("button", name="Se, hvad der er i filen").click()
    expect(page.get_by_text("moodle.xml rummer 3 spørgsmål, og 2 af dem kan hentes ind.")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    expect(page.get_by_role("checkbox", name=f"Metode {mark}")).to_be_checked()
    row = page.get_by_role("row").filter(has_text=f"Refleksion {mark}")
    expect(row).to_contain_text("Kan ikke hentes ind (linje 11): Mennesker skal bedømme svaret")
    expect(page.get_by_role("row").filter(has_text=f"Metode {mark}")).to_contain_text("et billede")
    axe(page)
    page.screenshot(path=f"/tmp/import-preview-{width}.png", full_page=True)
    page.get_by_role("button", name="Hent de valgte spørgsmål ind i banken").click()
    expect(page.get_by_role("link", name=f"Metode {mark}")).to_be_visible()
    axe(page)
    page.screenshot(path=f"/tmp/import-receipt-{width}.png", full_page=True)
    made = Question.objects.filter(title__contains=mark)
    assert {question.state for question in made} == {QuestionState.DRAFT}
    assert made.count() == 2

    page.goto("/arbejdsbord/spoergsmaal/eksport/")
    page.get_by_label("Format").select_option(label="GIFT")
    page.get_by_role("button", name="Se, hvad filen kommer til at rumme").click()
    expect(page.get_by_role("heading", name="spørgsmål kan skrives som GIFT")).to_be_visible()
    axe(page)
    page.screenshot(path=f"/tmp/export-{width}.png", full_page=True)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hent filen").click()
    assert waiting.value.suggested_filename.endswith(".gift")


def test_a_file_that_cannot_be_read_is_told_at_its_field(new_page, axe, site):
    editor = person_with(Role.EDITOR, email=f"{uuid.uuid4().hex}@example.dk")
    page = new_page(editor, width=390)
    page.goto("/arbejdsbord/spoergsmaal/import/")
    upload = page.get_by_label("Fil med spørgsmål")
    upload.set_input_files({"name": "a.xml", "mimeType": "text/xml", "buffer": b"<quiz>"})
    # The page says so with status 400, which is no complaint of the page's own.
    page.get_by_role("button", name="Se, hvad der er i filen").click()
    expect(page.get_by_role("alert")).to_contain_text("Filen er beskadiget")
    axe(page)
