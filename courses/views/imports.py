"""Where editors take questions in from a file, and out to one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.actions import imports as actions
from courses.forms.imports import ChooseForm, ExportForm, UploadForm
from courses.import_messages import CHOOSE_QUESTIONS, about_file, about_losses, about_problem
from courses.models import Question
from courses.models.bank import KIND_LABELS
from courses.models.exporting import export_file
from courses.models.imports import QuestionImport, Row
from grading.imported import UnreadableFile
from people.permissions import Permission, can


@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; nothing comes into the bank before it has been seen."""
    _refuse_strangers(request)
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            waiting = actions.read_file(
                name=file.name,
                content=file.read(),
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,  # type: ignore[arg-type]
            )
        except UnreadableFile as fault:
            form.add_error("file", about_file(fault))
        else:
            return redirect("courses:import_preview", key=waiting.key)
    return render(request, "courses/desk/import.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the file holds, what would be lost and what must be mended; and afterwards the receipt."""
    _refuse_strangers(request)
    waiting = get_object_or_404(QuestionImport, key=key, by=request.user)
    if waiting.taken:
        made = waiting.made.order_by("pk")
        return render(request, "courses/desk/import_receipt.html", {"waiting": waiting, "made": made})
    problem = ""
    if request.method == "POST":
        form = ChooseForm(request.POST, waiting=waiting)
        if form.is_valid():
            try:
                taken = actions.take_questions(waiting=waiting, places=form.cleaned_data["row"], by=request.user)  # type: ignore[arg-type]
            except actions.NothingChosen:
                problem = str(CHOOSE_QUESTIONS)
            else:
                count = taken.made.count()
                flash.success(
                    request,
                    ngettext("%(n)s question is in the bank.", "%(n)s questions are in the bank.", count)
                    % {"n": count},
                )
                return redirect("courses:import_preview", key=waiting.key)
        else:
            problem = str(CHOOSE_QUESTIONS)
    rows = [_told(row) for row in waiting.rows]
    context = {
        "waiting": waiting,
        "rows": rows,
        "takeable": sum(row["row"].takeable for row in rows),
        "ticked": sum(row["row"].ticked for row in rows),
        "problem": problem,
    }
    return render(request, "courses/desk/import_preview.html", context, status=400 if problem else 200)


def _told(row: Row) -> dict[str, Any]:
    """A row of the file in words."""
    title = row.name or (row.data.get("prompt", "") if row.takeable else "")
    return {
        "row": row,
        "title": title or _("A question without a name"),
        "kind": KIND_LABELS.get(row.kind, ""),
        "losses": about_losses(list(row.losses)),
        "problem": about_problem(row.problem, row.params) if row.problem else "",
    }


@never_cache
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Choose questions and a format; see what the format loses; then get the file."""
    _refuse_strangers(request)
    if request.method == "POST":
        form = ExportForm(request.POST)
        if form.is_valid():
            return _download(request, form)
        return render(request, "courses/desk/export.html", {"form": form}, status=400)
    form = ExportForm(request.GET) if "file_format" in request.GET else ExportForm()
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        file = export_file(_chosen(form), form.cleaned_data["file_format"])
        context |= {
            "file": file,
            "all": len(file.losses),
            "format": dict(form.fields["file_format"].choices)[form.cleaned_data["file_format"]],  # type: ignore[attr-defined]
            "lossy": [(question, about_losses(list(losses))) for question, losses in file.lossy],
        }
    return render(request, "courses/desk/export.html", context)


def _download(request: HttpRequest, form: ExportForm) -> HttpResponse:
    questions = _chosen(form)
    file_format = form.cleaned_data["file_format"]
    file = export_file(questions, file_format)
    actions.exported(questions=questions, file_format=file_format, by=request.user)  # type: ignore[arg-type]
    response = HttpResponse(file.content, content_type=file.content_type)
    name = f"spoergsmaal-{localdate():%Y-%m-%d}.{file.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _chosen(form: ExportForm) -> list[Question]:
    return list(form.questions())


def _refuse_strangers(request: HttpRequest) -> None:
    if not can(request.user, Permission.MANAGE_QUESTIONS):
        raise Http404
