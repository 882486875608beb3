"""The queue: what is to be answered, by deadline."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hotline.models import PAGE_SIZE, Enquiry, Publication
from hotline.querysets import EnquiryQuerySet
from hotline.rules import OPEN, Status
from people.models import User
from people.permissions import Permission, can


@dataclass(frozen=True)
class Tab:
    address: str
    title: str
    count: int


TABS = {
    "ufordelte": _("Unassigned"),
    "mine": _("Mine"),
    "afventer": _("Awaiting"),
    "alle": _("All"),
}


def enquiries_in(tab: str, person: User) -> EnquiryQuerySet:
    every = Enquiry.objects.with_people().by_deadline()
    if tab == "mine":
        return every.of_consultant(person)
    if tab == "afventer":
        return every.awaiting()
    return every if tab == "alle" else every.unassigned()


def tabs_for(person: User) -> list[Tab]:
    """The tabs with their numbers, in one query."""
    counts = Enquiry.objects.aggregate(
        ufordelte=Count("pk", filter=Q(assignee__isnull=True, status__in=OPEN)),
        mine=Count("pk", filter=Q(assignee=person) & ~Q(status=Status.CLOSED)),
        afventer=Count("pk", filter=Q(status=Status.AWAITING)),
        alle=Count("pk"),
    )
    return [Tab(address, str(title), counts[address]) for address, title in TABS.items()]


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The list of one tab; the fragment of it when the page asks again after something changed."""
    person = request.user
    if not can(person, Permission.ANSWER_ENQUIRIES):
        raise Http404
    tab = request.GET.get("vis", "ufordelte")
    if tab not in TABS:
        tab = "ufordelte"
    context = {
        "tab": tab,
        "tab_title": TABS[tab],
        "tabs": tabs_for(person),  # type: ignore[arg-type]
        "page_of_enquiries": Paginator(enquiries_in(tab, person), PAGE_SIZE).get_page(request.GET.get("side")),  # type: ignore[arg-type]
        "approvals": Publication.objects.awaiting_approval().count(),
    }
    template = "hotline/_queue.html" if request.htmx else "hotline/queue.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a second person."""
    if not can(request.user, Permission.APPROVE_PUBLICATION):
        raise Http404
    waiting = Publication.objects.awaiting_approval().select_related("enquiry", "prepared_by")
    context: dict[str, object] = {
        "page_of_publications": Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("side"))
    }
    if can(request.user, Permission.ANSWER_ENQUIRIES):
        context["tabs"] = tabs_for(request.user)  # type: ignore[arg-type]
    return render(request, "hotline/approvals.html", context)
