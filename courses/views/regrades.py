"""Where staff see what a corrected key would change, and apply it."""

from __future__ import annotations

import uuid

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.actions import regrades as actions
from courses.forms.regrades import RegradeForm
from courses.models import Question
from courses.models.regrading import comparison
from people.permissions import Permission, can


@never_cache
@require_http_methods(["GET", "POST"])
def regrade(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the newest version of the question would change in the answers there are, and the form that applies it."""
    if not can(request.user, Permission.REGRADE):
        raise Http404
    question = get_object_or_404(Question, key=key)
    version = question.current
    form = RegradeForm(request.POST if request.method == "POST" else None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.regrade(
                version=form.shown_version(),
                reason=form.cleaned_data["reason"],
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,  # type: ignore[arg-type]
            )
        except actions.OutOfDate:
            edited = _("The question was edited while you looked. Here is what the newest version changes.")
            form.add_error(None, edited)
            form = form.for_version(version)
        else:
            flash.success(
                request,
                _("%(answers)s answers are graded again, and %(changed)s got a new mark. Those people are told.")
                % {"answers": made.answers, "changed": made.changed},
            )
            return redirect("courses:regrade", key=question.key)
    found = comparison(version)
    context = {
        "question": question,
        "version": version,
        "comparison": found,
        "form": form,
        "regrades": question.regrades.select_related("version", "by")[:20],
    }
    return render(request, "courses/desk/regrade.html", context, status=400 if form.errors else 200)
