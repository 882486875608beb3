"""Where staff give a person more time in tests with a time limit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.actions.extra_time import give_extra_time, take_extra_time_away
from courses.forms.extra_time import ExtraTimeForm, FindPersonForm
from courses.models import ExtraTime
from people.models import User
from people.permissions import Permission, can


@never_cache
@require_http_methods(["GET", "POST"])
def extra_time(request: HttpRequest) -> HttpResponse:
    """Who has extra time; find a person by e-mail, give and take away. E-mails never stand in an address."""
    if not can(request.user, Permission.GIVE_EXTRA_TIME):
        raise Http404
    match request.POST.get("do") if request.method == "POST" else None:
        case "find":
            return _find(request)
        case "give":
            return _give(request)
        case "take":
            return _take(request)
        case None if request.method == "GET":
            return _page(request)
    return _page(request, status=400)


def _find(request: HttpRequest) -> HttpResponse:
    search = FindPersonForm(request.POST)
    if not search.is_valid():
        return _page(request, search=search)
    known = ExtraTime.objects.filter(person=search.person).first()
    form = ExtraTimeForm.about(search.person, known.percent if known else None)
    return _page(request, search=search, form=form, person=search.person)


def _give(request: HttpRequest) -> HttpResponse:
    form = ExtraTimeForm(request.POST)
    if not form.is_valid():
        person = form.cleaned_data.get("person")
        return _page(request, form=form if person else None, person=person, status=200 if person else 400)
    person: User = form.cleaned_data["person"]
    give_extra_time(person=person, percent=form.cleaned_data["percent"], by=request.user)  # type: ignore[arg-type]
    flash.success(request, _("%(name)s has extra time from now on.") % {"name": person.name or person.email})
    return redirect("courses:extra_time")


def _take(request: HttpRequest) -> HttpResponse:
    form = ExtraTimeForm({"person": request.POST.get("person", ""), "percent": 1})
    if not form.is_valid():
        return _page(request, status=400)
    person: User = form.cleaned_data["person"]
    take_extra_time_away(person=person, by=request.user)  # type: ignore[arg-type]
    flash.success(request, _("%(name)s has no extra time any more.") % {"name": person.name or person.email})
    return redirect("courses:extra_time")


def _page(
    request: HttpRequest,
    *,
    search: FindPersonForm | None = None,
    form: ExtraTimeForm | None = None,
    person: User | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "search": search or FindPersonForm(),
        "form": form,
        "person": person,
        "given": ExtraTime.objects.select_related("person", "given_by").order_by("person__email"),
    }
    return render(request, "courses/extra_time.html", context, status=status)
