"""The report as a table for a spreadsheet: nothing that the screen does not show, and no cell that calculates."""

from __future__ import annotations

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from content.templatetags.danish import percent
from surveys.models import Survey
from surveys.reports import group_label, why_hidden
from surveys.rules import SCALE, Figures, GroupRow, Report, safe_cell

Cell = str | int | float | None
PLACES = 2


def table(survey: Survey, report: Report) -> list[list[Cell]]:
    """The header, how many answered, a row for each statement and each group in it, and a row for each comment."""
    questions = {str(question.key): question.wording for question in survey.questions.all()}
    rows: list[list[Cell]] = [_header(), _response(survey, report)]
    for statement in report.statements:
        wording = questions[statement.question]
        if statement.figures is None:
            rows.append(_row(_("Statement"), wording, _("All"), note=why_hidden(survey)))
            continue
        rows.append(_row(_("Statement"), wording, _("All"), statement.figures, everything=True))
        rows += [_group(survey, wording, row) for row in statement.groups]
    for question, comments in report.comments.items():
        rows += [_row(_("Comment"), questions[question], note=comment) for comment in comments]
    return rows


def _header() -> list[Cell]:
    return [
        _("Kind"),
        _("Question"),
        _("Role"),
        "n",
        *(str(step) for step in SCALE),
        _("Mean"),
        _("Agree (%)"),
        _("From (%)"),
        _("To (%)"),
        _("Text"),
    ]


def _response(survey: Survey, report: Report) -> list[Cell]:
    answered = _("%(answered)s of %(invited)s have answered (%(share)s)") % {
        "answered": report.answered,
        "invited": report.invited,
        "share": percent(report.rate),
    }
    few = "" if report.enough else f". {why_hidden(survey)}"
    return _row(_("Response rate"), survey.title, n=report.answered, note=answered + few)


def _group(survey: Survey, wording: str, row: GroupRow) -> list[Cell]:
    note = why_hidden(survey, row.shown) if row.figures is None else ""
    return _row(_("Role"), wording, group_label(row.group), row.figures, note=note)


def _row(
    kind: str,
    question: str,
    group: str = "",
    figures: Figures | None = None,
    *,
    everything: bool = False,
    n: int | None = None,
    note: str = "",
) -> list[Cell]:
    """One line. The distribution and the mean stand only in the line about everybody, as on the screen."""
    if figures is None:
        return [kind, question, group, n, *[None] * len(SCALE), None, None, None, None, note]
    low, high = figures.interval
    counts: tuple[int | None, ...] = figures.counts if everything else (None,) * len(SCALE)
    mean = round(figures.mean, PLACES) if everything else None
    shares = [round(100 * share, 1) for share in (figures.share, low, high)]
    return [kind, question, group, figures.n, *counts, mean, *shares, note]


def as_csv(rows: list[list[Cell]]) -> bytes:
    """UTF-8 with its mark, semicolons and decimal commas: as a Danish spreadsheet opens it. Every text is quoted."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_cell(cell)
    return str(cell).replace(".", ",")


def as_xlsx(rows: list[list[Cell]]) -> bytes:
    """One sheet with the header frozen. Texts are written as texts, never as formulas or links."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_("Evaluation"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, safe_cell(cell), wrapped if place else bold)
            elif cell is not None:
                sheet.write_number(place, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 48)
    sheet.set_column(2, 2, 24)
    sheet.set_column(len(rows[0]) - 1, len(rows[0]) - 1, 72)
    book.close()
    return file.getvalue()
