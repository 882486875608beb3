"""Theme days at the workbench: who comes, and what they thought."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.permissions import Permission, can
from themedays.actions import days
from themedays.exports import as_csv
from themedays.forms import OnlineLinkForm
from themedays.models import OnlineLink, ThemeDayPage

PAGE_SIZE = 50


@never_cache
@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """Every day with its seats, its list and its evaluation; those to come first."""
    if not can(request.user, Permission.SEE_REGISTRATIONS):
        raise Http404
    now = timezone.now()
    every = list(ThemeDayPage.objects.live().with_counts().select_related("survey").order_by("starts_at", "pk"))
    context = {
        "upcoming": [day for day in every if day.ends_at > now],
        "past": [day for day in reversed(every) if day.ends_at <= now],
        "may_read_evaluations": can(request.user, Permission.READ_EVALUATIONS),
        "may_manage": can(request.user, Permission.MANAGE_THEME_DAYS),
    }
    return render(request, "themedays/workbench.html", context)


def _day(request: HttpRequest, key: uuid.UUID) -> ThemeDayPage:
    if not can(request.user, Permission.SEE_REGISTRATIONS):
        raise Http404
    day: ThemeDayPage | None = ThemeDayPage.objects.with_counts().filter(key=key).first()
    if day is None:
        raise Http404
    return day


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registrations(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who comes; whoever manages theme days sets the link to the meeting here."""
    day = _day(request, key)
    may_manage = can(request.user, Permission.MANAGE_THEME_DAYS)
    link = OnlineLink.objects.filter(day=day).first()
    form = OnlineLinkForm(initial={"url": link.url if link else ""})
    if request.method == "POST":
        if not may_manage:
            raise Http404
        form = OnlineLinkForm(request.POST)
        if form.is_valid():
            days.set_online_link(day=day, url=form.cleaned_data["url"], by=request.user)  # type: ignore[arg-type]
            return redirect(f"{request.path}?gjort=link")
    context = {
        "day": day,
        "page_of_registrations": Paginator(day.registrations.for_list(), PAGE_SIZE).get_page(request.GET.get("side")),
        "workshops": day.workshops.with_counts(),
        "form": form if may_manage and day.online else None,
        "saved": request.GET.get("gjort") == "link",
    }
    return render(request, "themedays/registrations.html", context)


@never_cache
@require_safe
def registrations_csv(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The whole list as a file; the audit log says who took it."""
    day = _day(request, key)
    content = as_csv(day.registrations.for_list())
    days.exported(day=day, by=request.user)  # type: ignore[arg-type]
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tilmeldte-{day.slug}.csv"'
    return response
