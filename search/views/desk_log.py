"""The search log: what people ask most, what they miss or look far for, and what belongs elsewhere."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.permissions import Permission, can
from search.log import DAYS
from search.models import SearchLogLine
from search.querysets import OFTEN
from search.views.desk import PER_PAGE, desk, only_for

PERIODS = (7, 30, 90)
LISTS = {
    "mest": _("Most asked"),
    "uden-resultater": _("Without results"),
    "langt-nede": _("Found far down"),
    "andre-steder": _("Belongs elsewhere"),
}
WRITE_ADDRESS = "/arbejdsbord/hotline/nyt-svar/"  # the floor above: opens a new answer about `?emne=`


@never_cache
@require_safe
def search_log(request: HttpRequest) -> HttpResponse:
    """One of the lists over 7, 30 or 90 days."""
    only_for(request, Permission.READ_SEARCH_LOG)
    days = next((days for days in PERIODS if str(days) == request.GET.get("dage")), 30)
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in LISTS else "mest"
    lines = SearchLogLine.objects.last_days(days, timezone.localdate())
    rows = {
        "mest": lines.most_asked,
        "uden-resultater": lines.mostly_without_hits,
        "langt-nede": lines.clicked_far_down,
        "andre-steder": lines.belonging_elsewhere,
    }[chosen]()
    sums = lines.totals()
    context = {
        "days": days,
        "periods": PERIODS,
        "chosen": chosen,
        "lists": LISTS,
        "rows": Paginator(rows, PER_PAGE).get_page(request.GET.get("side")),
        "sums": sums,
        "share_without_hits": sums["without_hits"] / sums["searches"] if sums["searches"] else None,
        "mean_place": sums["places"] / sums["clicks"] if sums["clicks"] else None,
        "kept_days": DAYS,
        "often": OFTEN,
        "may_write": can(request.user, Permission.EDIT_CONTENT),
        "write_address": WRITE_ADDRESS,
    }
    return render(request, "search/desk/log.html", desk(request, "search_desk:log") | context)
