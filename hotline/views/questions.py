"""One's own questions: the list, the thread, and writing again."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hotline.actions import enquiries
from hotline.forms import FollowUpForm
from hotline.models import PAGE_SIZE, Enquiry
from hotline.views import kept


@login_required
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    own = Enquiry.objects.of(request.user).select_related("publication")  # type: ignore[arg-type]
    page = Paginator(own, PAGE_SIZE).get_page(request.GET.get("side"))
    return render(request, "hotline/questions.html", {"page_of_questions": page})


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The asker's own page. Somebody else's question is not found, with the same bytes as an unknown one."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, key)
    enquiry = Enquiry.objects.filter(key=key).select_related("phase", "publication__page").first()
    if enquiry is None or not enquiry.belongs_to(request.user):
        raise Http404
    if request.method == "POST":
        form = FollowUpForm(request.POST)
        if form.is_valid():
            enquiries.follow_up(
                enquiry=enquiry,
                text=form.cleaned_data["text"],
                by=request.user,
                submission_key=form.cleaned_data["submission_key"],
            )
            kept.forget(request, f"question.{key}")
            return redirect(reverse("hotline:question", args=[key]) + "?sendt=1#sendt")
    else:
        form = FollowUpForm(initial={**kept.recall(request, f"question.{key}"), "submission_key": uuid.uuid4()})
    context = {
        "enquiry": enquiry,
        "thread": enquiry.messages.for_the_asker().select_related("author"),
        "form": form,
        "sent": request.GET.get("sendt") == "1",
    }
    template = "hotline/_question_thread.html" if request.htmx else "hotline/question.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _sign_in_first(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        form = FollowUpForm(request.POST)
        if form.is_valid():
            kept.keep(request, f"question.{key}", {"text": form.cleaned_data["text"]})
    return redirect_to_login(reverse("hotline:question", args=[key]))
