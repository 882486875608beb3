"""The report on a survey, on the screen and as a file."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.permissions import Permission, can
from surveys.actions import exports as audit
from surveys.exports import as_csv, as_xlsx, table
from surveys.models import Survey
from surveys.reports import group_label, number_word, report_of, why_hidden
from surveys.rules import Report, StatementReport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
def report(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How many answered, and what they said."""
    survey = _survey(request, key)
    found = report_of(survey)
    wordings = {str(question.key): question.wording for question in survey.questions.all()}
    context = {
        "survey": survey,
        "report": found,
        "smallest": number_word(survey.smallest_group),
        "statements": [_statement(survey, wordings, each) for each in found.statements],
        "comments": [(wordings[question], comments) for question, comments in found.comments.items()],
        "hides": _hides(found),
    }
    return render(request, "surveys/report.html", context)


@never_cache
@require_safe
def report_as_csv(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    survey = _survey(request, key)
    body = as_csv(table(survey, report_of(survey)))
    audit.exported(survey=survey, kind="csv", by=request.user)  # type: ignore[arg-type]
    return _file(body, survey, "csv", "text/csv; charset=utf-8")


@never_cache
@require_safe
def report_as_xlsx(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    survey = _survey(request, key)
    body = as_xlsx(table(survey, report_of(survey)))
    audit.exported(survey=survey, kind="xlsx", by=request.user)  # type: ignore[arg-type]
    return _file(body, survey, "xlsx", XLSX)


def _survey(request: HttpRequest, key: uuid.UUID) -> Survey:
    if not can(request.user, Permission.READ_EVALUATIONS):
        raise Http404
    survey = Survey.objects.filter(key=key).prefetch_related("questions").first()
    if survey is None:
        raise Http404
    return survey


def _statement(survey: Survey, wordings: dict[str, str], statement: StatementReport) -> dict[str, Any]:
    """A statement as the template draws it."""
    shown: dict[str, Any] = {"title": wordings[statement.question], "hidden": why_hidden(survey), "figures": None}
    if statement.figures is None:
        return shown
    low, high = statement.figures.interval
    groups = []
    for row in statement.groups:
        group: dict[str, Any] = {"label": group_label(row.group), "figures": row.figures}
        if row.figures is None:
            group["hidden"] = why_hidden(survey, row.shown)
        else:
            group["low"], group["high"] = row.figures.interval
        groups.append(group)
    return shown | {
        "figures": statement.figures,
        "counts": statement.figures.counts,
        "mean": round(statement.figures.mean, 1),  # the filter cuts decimals off, and does not round
        "low": low,
        "high": high,
        "groups": groups,
    }


def _hides(found: Report) -> bool:
    return any(row.figures is None for statement in found.statements for row in statement.groups)


def _file(body: bytes, survey: Survey, ending: str, kind: str) -> HttpResponse:
    name = f"evaluering-{slugify(survey.title)[:60] or survey.key}.{ending}"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
