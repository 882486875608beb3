"""The parts of a module: where the player is, and what is completed."""

from __future__ import annotations

import uuid

from django.contrib import messages as flash
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect
from wagtail.models import Page

from courses.actions import parts
from courses.forms.answers import Malformed, read_seconds
from courses.messages import UNREADABLE_POSITION
from courses.models import PartPage, SelfTestPage, VideoTalkPage
from courses.models.pages import learner


@require_POST
def save_position(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The player says how far it is. Answers {"completed": bool}; only a script sends this."""
    person = learner(request)
    part = part_or_404(key)
    if person is None or not isinstance(part, VideoTalkPage):
        raise Http404
    try:
        seconds = read_seconds(request.POST)
    except Malformed:
        return JsonResponse({"problem": str(UNREADABLE_POSITION)}, status=400)
    progress = parts.save_position(person=person, part=part, seconds=seconds, by=person)
    return JsonResponse({"completed": progress.completed})


@require_http_methods(["GET", "POST"])
def complete_part(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """«Markér som læst», «Jeg har læst teksten». A self-test is completed by its answers, not here."""
    part = part_or_404(key)
    if isinstance(part, SelfTestPage):
        raise Http404
    if request.method == "POST":
        person = learner(request)
        if person is None:
            return to_login(request, part.url)
        parts.complete_part(person=person, part=part, by=person)
        flash.success(request, _("The part is completed. Your progress is saved."))
    return redirect(part.url)


def part_or_404(key: uuid.UUID) -> PartPage:
    page = Page.objects.live().public().filter(translation_key=key).specific().first()
    if not isinstance(page, PartPage):
        raise Http404
    return page


def to_login(request: HttpRequest, address: str) -> HttpResponse:
    response = redirect_to_login(address)
    return HttpResponseClientRedirect(response.url) if request.htmx else response  # type: ignore[attr-defined]
