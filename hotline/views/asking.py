"""Asking: the form, the answers that may already be there, and the thank-you page."""

from __future__ import annotations

import uuid

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotline.actions import enquiries
from hotline.forms import AskForm
from hotline.models import AnswerPage, Enquiry
from hotline.rules import QUESTION_LENGTH, subject_of
from hotline.views import kept
from people import personal_numbers
from people.permissions import Permission, can
from search.find import find

SUGGESTIONS = 3
ENOUGH_TO_SEARCH = 12  # characters: fewer say nothing


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form. Anonymous people may write; to send they sign in, and find their text again."""
    if request.method == "GET":
        return _page(request, AskForm(initial=_beginning(request)))
    if "remove_numbers" in request.POST:
        return _page(request, _without_numbers(request))
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not can(request.user, Permission.ASK_HOTLINE):
        fields = ("text", "may_publish")
        phase = form.cleaned_data["phase"]
        kept.keep(request, "ask", {name: form.cleaned_data[name] for name in fields} | {"phase": phase and phase.slug})
        return redirect_to_login(reverse("hotline:ask"))
    enquiry = enquiries.ask(
        asker=request.user,  # type: ignore[arg-type]
        by=request.user,  # type: ignore[arg-type]
        text=form.cleaned_data["text"],
        phase=form.cleaned_data["phase"],
        may_publish=form.cleaned_data["may_publish"] == "ja",
        submission_key=form.cleaned_data["submission_key"],
    )
    kept.forget(request, "ask")
    return redirect("hotline:thanks", key=enquiry.key)


def _page(request: HttpRequest, form: AskForm) -> HttpResponse:
    text = str(form["text"].value() or "")
    found = personal_numbers.find(text)
    context = {
        "form": form,
        "numbers": [_excerpt(text, number.start, number.end) for number in found],
        "deadline": enquiries.deadline_from(timezone.now()),
        **_suggestions(text, found=bool(found)),
    }
    return render(request, "hotline/ask.html", context)


def _beginning(request: HttpRequest) -> dict[str, object]:
    """What the form begins with: the text kept from before the sign-in, or the subject of a search without hits."""
    begun = kept.recall(request, "ask")
    if begun:
        return {**begun, "submission_key": uuid.uuid4()}
    return {"text": request.GET.get("emne", "")[:QUESTION_LENGTH], "submission_key": uuid.uuid4(), "may_publish": "ja"}


def _without_numbers(request: HttpRequest) -> AskForm:
    text = request.POST.get("text", "")[: 2 * QUESTION_LENGTH]
    for number in reversed(personal_numbers.find(text)):
        text = text[: number.start].rstrip(" ,") + text[number.end :]
    chosen = {name: request.POST.get(name, "") for name in ("phase", "may_publish")}
    return AskForm(initial={"text": text, "submission_key": uuid.uuid4(), **chosen})


def _excerpt(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A number with a few words around it."""
    before, after = text[max(0, start - 12) : start].lstrip(), text[end : end + 14].rstrip()
    return before, text[start:end], after


@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answers that may fit the text so far. Stores nothing, and does not search for personal numbers."""
    text = request.POST.get("text", "")[: 2 * QUESTION_LENGTH]
    return render(request, "hotline/_suggestions.html", _suggestions(text, found=bool(personal_numbers.find(text))))


def _suggestions(text: str, *, found: bool) -> dict[str, object]:
    if found or len(text.strip()) < ENOUGH_TO_SEARCH:
        return {"suggestions": [], "searched": False, "number_found": found}
    hits = find(text, kinds=["answer"], limit=SUGGESTIONS).hits or find(subject_of(text), kinds=["answer"]).hits
    order = {hit.object_id: place for place, hit in enumerate(hits)}
    answers = sorted(AnswerPage.objects.newest().filter(pk__in=order), key=lambda answer: order[answer.pk])
    return {"suggestions": answers[:SUGGESTIONS], "searched": True, "number_found": False}


@require_GET
def thanks(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The question has arrived: its number, and when the answer is due."""
    enquiry = Enquiry.objects.filter(key=key).first()
    if enquiry is None or not request.user.is_authenticated or not enquiry.belongs_to(request.user):
        raise Http404
    newest = AnswerPage.objects.newest()[:3]
    return render(request, "hotline/thanks.html", {"enquiry": enquiry, "newest": newest})
