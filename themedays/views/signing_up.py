"""Signing up for a day, and the seats as they are now."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.permissions import Permission, can
from themedays.actions import DayClosed, DayFull, NotPossible, WorkshopFull, registrations
from themedays.forms import RegisterForm
from themedays.models import ThemeDayPage


def public_day(key: uuid.UUID) -> ThemeDayPage:
    """With its counts; a day that is not published does not exist."""
    day: ThemeDayPage | None = ThemeDayPage.objects.live().public().with_counts().filter(key=key).first()
    if day is None:
        raise Http404
    return day


@never_cache
@require_safe
def seats(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The fragment that a page asks for again when seats have changed; without htmx the page itself."""
    day = public_day(key)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(day.url)
    template = "themedays/_seats.html" if request.GET.get("vis") == "pladser" else "themedays/_card.html"
    return render(request, template, {"day": day, "own": day.registration_of(request.user)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The form: choose a workshop, get a seat or a place on the waiting list. What was filled in stays on errors."""
    day = public_day(key)
    if not can(request.user, Permission.REGISTER_FOR_THEME_DAY):
        raise Http404
    own = day.registration_of(request.user)
    if own is not None:
        return redirect("themedays:receipt", own.key)
    if request.method != "POST":
        return _page(request, day, RegisterForm(day, initial={"submission_key": uuid.uuid4()}))
    form = RegisterForm(day, request.POST)
    if not form.is_valid():
        return _page(request, day, form)
    try:
        registration = registrations.register(
            person=request.user,  # type: ignore[arg-type]
            day=day,
            by=request.user,  # type: ignore[arg-type]
            workshop=form.chosen,
            submission_key=form.cleaned_data["submission_key"],
            queue_ok=request.POST.get("go") == "queue",
            workshop_queue_ok=bool(form.cleaned_data.get("wait")),
        )
    except WorkshopFull as full:
        form = RegisterForm(day, request.POST)  # with the seats as they are now
        form.is_valid()
        form.say_full(full.workshop, full.free)
        return _page(request, public_day(key), form, status=409)
    except DayFull:
        return _page(request, public_day(key), form, status=409, just_taken=True)
    except DayClosed:
        return _page(request, public_day(key), form, status=409)
    except NotPossible:  # the workshop was removed while the person read
        return redirect("themedays:register", key)
    return redirect("themedays:receipt", registration.key)


def _page(
    request: HttpRequest, day: ThemeDayPage, form: RegisterForm, *, status: int = 200, just_taken: bool = False
) -> HttpResponse:
    context = {"day": day, "form": form, "just_taken": just_taken}
    return render(request, "themedays/register.html", context, status=status)
