"""Filling in one's own sheet."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import AlreadyAnswered, NotOpen, answers
from surveys.forms import SheetForm
from surveys.models import Invitation
from surveys.rules import State


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The sheet; or why there is none: not yet open, closed, or already sent."""
    invitation = _own_invitation(request, key)
    survey, state = invitation.survey, invitation.survey.state()
    if invitation.answered and request.method == "POST":
        return redirect("surveys:thanks", key)  # sent twice: the first answers stay
    if invitation.answered or state != State.OPEN:
        why = "answered" if invitation.answered else str(state)
        status = 409 if request.method == "POST" else 200
        return render(request, "surveys/no_sheet.html", {"survey": survey, "why": why}, status=status)
    questions = list(survey.questions.all())
    if request.method == "POST":
        _refuse_what_no_browser_sends(request, {str(question.key) for question in questions})
        form = SheetForm(questions, request.POST)
        if form.is_valid():
            try:
                answers.answer(invitation=invitation, answers=form.answers(), by=request.user)  # type: ignore[arg-type]
            except AlreadyAnswered:
                pass
            except NotOpen:
                return redirect("surveys:answer", key)
            return redirect("surveys:thanks", key)
    else:
        form = SheetForm(questions)
    return render(request, "surveys/answer.html", {"survey": survey, "form": form})


@never_cache
@require_safe
@login_required
def thanks(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    invitation = _own_invitation(request, key)
    if not invitation.answered:
        return redirect("surveys:answer", key)
    return render(request, "surveys/thanks.html", {"survey": invitation.survey})


def _own_invitation(request: HttpRequest, key: uuid.UUID) -> Invitation:
    """One's own; somebody else's is not found, with the same bytes as an unknown one."""
    invitation = Invitation.objects.filter(key=key).select_related("survey").first()
    if invitation is None or not invitation.belongs_to(request.user):  # type: ignore[arg-type]
        raise Http404
    return invitation


def _refuse_what_no_browser_sends(request: HttpRequest, known: set[str]) -> None:
    """Questions that are not in the survey, or one question answered twice."""
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken" and name not in known:
            raise BadRequest("an unknown question")
        if len(values) > 1:
            raise BadRequest("one question, several answers")
    if request.FILES:
        raise BadRequest("files")
