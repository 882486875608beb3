"""One's own registration: where one stands, the calendar file, another workshop, cancelling."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.permissions import Permission, can
from surveys.models import Invitation
from themedays.actions import NotPossible, WorkshopFull, registrations
from themedays.calendars import FILE_NAME, MIME_TYPE, calendar_of
from themedays.forms import WorkshopForm
from themedays.models import OnlineLink, Registration
from themedays.rules import DayState, Place

# What the page says after a post, by the word in its address.
NOTICES = {
    "workshop": _("Your choice of workshop has been changed. We have sent you a new calendar file."),
    "for-sent": _("The day has begun, so nothing was changed."),
}


def own_registration(request: HttpRequest, key: uuid.UUID) -> Registration:
    """Somebody else's is not found, with the same bytes as an unknown one."""
    registration = Registration.objects.filter(key=key).select_related("day", "workshop").first()
    if registration is None or not can(request.user, Permission.SEE_REGISTRATION, registration):
        raise Http404
    return registration


@never_cache
@require_safe
@login_required
def receipt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    registration = own_registration(request, key)
    template = "themedays/_receipt.html" if request.htmx else "themedays/receipt.html"  # type: ignore[attr-defined]
    return _page(request, registration, _workshop_form(registration), template=template)


def _workshop_form(registration: Registration) -> WorkshopForm:
    chosen = registration.workshop
    return WorkshopForm(registration.day, own=chosen, initial={"workshop": str(chosen.key) if chosen else None})


def _page(
    request: HttpRequest,
    registration: Registration,
    form: WorkshopForm,
    *,
    status: int = 200,
    template: str = "themedays/receipt.html",
) -> HttpResponse:
    day = registration.day
    context = {
        "registration": registration,
        "day": day,
        "form": form,
        "can_change": registration.is_live and not day.has_begun(),
        "past": day.state() is DayState.PAST,
        "number": registrations.position_of(registration) if registration.waits else None,
        "workshop_number": registrations.workshop_position_of(registration),
        "online_link": OnlineLink.objects.filter(day=day).first() if registration.has_seat else None,
        "invitation": _invitation(request, registration),
        "notice": NOTICES.get(request.GET.get("gjort", "")),
    }
    return render(request, template, context, status=status)


def _invitation(request: HttpRequest, registration: Registration) -> Invitation | None:
    """The evaluation of the day, when the person has been asked and has not answered."""
    survey = registration.day.survey_id
    if survey is None:
        return None
    return Invitation.objects.waiting_for(request.user).filter(survey=survey).first()  # type: ignore[arg-type]


@require_POST
@login_required
def choose_workshop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    registration = own_registration(request, key)
    form = WorkshopForm(registration.day, request.POST, own=registration.workshop)
    if not form.workshops:
        raise Http404
    if not form.is_valid() or form.chosen is None:
        return _page(request, registration, form)
    try:
        registrations.choose_workshop(
            registration=registration,
            workshop=form.chosen,
            by=request.user,  # type: ignore[arg-type]
            workshop_queue_ok=form.cleaned_data["wait"],
        )
    except WorkshopFull as full:
        form = WorkshopForm(registration.day, request.POST, own=registration.workshop)  # with the seats as they are now
        form.is_valid()
        form.say_full(full.workshop, full.free)
        return _page(request, registration, form, status=409)
    except NotPossible:
        return _done(registration, "for-sent")
    return _done(registration, "workshop")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A page that asks once more; then the registration is cancelled."""
    registration = own_registration(request, key)
    if request.method == "POST":
        try:
            registrations.cancel(registration=registration, by=request.user)  # type: ignore[arg-type]
        except NotPossible:
            return _done(registration, "for-sent")
        return redirect("themedays:receipt", key)
    if not registration.is_live or registration.day.has_begun():
        return redirect("themedays:receipt", key)
    return render(request, "themedays/cancel.html", {"registration": registration, "day": registration.day})


def _done(registration: Registration, word: str) -> HttpResponse:
    return redirect(reverse("themedays:receipt", args=[registration.key]) + f"?gjort={word}")


@never_cache
@require_safe
@login_required
def calendar(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The calendar file. Who waits for a seat has none yet."""
    registration = own_registration(request, key)
    if registration.place != Place.SEAT:
        raise Http404
    response = HttpResponse(calendar_of(registration), content_type=f"{MIME_TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response
