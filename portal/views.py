"""The front door: phases, one's own page, the workbench, and what the law asks of a public website."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from content.models import Phase
from people.permissions import Permission, can
from portal import front


@require_safe
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """One link that a municipality can put in its own instructions."""
    return render(request, "portal/phase.html", front.phase_page(get_object_or_404(Phase, slug=slug)))


@require_safe
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What the person has under way."""
    return render(request, "portal/my_page.html", front.my_page(request.user))  # type: ignore[arg-type]


@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """The door to the staff's tools."""
    if not can(request.user, Permission.SEE_WORKBENCH):
        raise Http404
    return render(request, "portal/workbench.html", front.desk(request.user))  # type: ignore[arg-type]


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The address that browsers try by themselves."""
    return redirect(static("images/mark.svg"))


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The short address the law asks for: leads to the statement."""
    return redirect(settings.WAS_URL or "/tilgaengelighed/")
