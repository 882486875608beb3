"""The front door: one's own page, the workbench, and what the law asks of a public website."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.permissions import Permission, can


@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What the person has under way."""
    return render(request, "portal/my_page.html")


def workbench(request: HttpRequest) -> HttpResponse:
    """The door to the staff's tools."""
    if not can(request.user, Permission.SEE_WORKBENCH):
        raise Http404
    return render(request, "portal/workbench.html")


def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The short address the law asks for: leads to the statement."""
    return redirect(settings.WAS_URL or "/tilgaengelighed/")
