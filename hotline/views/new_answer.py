"""The door from the search log to a new answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from hotline.models import AnswerIndexPage
from people.permissions import Permission, can

LONGEST = 200  # letters of a title


@require_safe
def new_answer(request: HttpRequest) -> HttpResponse:
    """The editors' tool opens on a new answer whose title is what people searched for. Nothing is stored yet."""
    index = AnswerIndexPage.objects.live().first() if can(request.user, Permission.EDIT_CONTENT) else None
    if index is None:
        raise Http404
    title = " ".join(request.GET.get("emne", "").split())[:LONGEST]
    address = reverse("wagtailadmin_pages:add", args=("hotline", "answerpage", index.pk))
    return redirect(address + "?" + urlencode({"titel": title}) if title else address)
