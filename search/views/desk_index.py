"""The state of the index, and making it again."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.permissions import Permission
from search import health
from search.actions.reindex import ask_for_reindex
from search.models import IndexRun
from search.views.desk import desk, only_for

EARLIER = 5  # runs that are listed


@never_cache
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The engines, and the button. The page asks for its own fragment again while a run goes on."""
    only_for(request, Permission.MANAGE_SEARCH)
    if request.method == "POST":
        return _asked(request)
    runs = list(IndexRun.objects.all()[: EARLIER + 2])
    context = {
        "engines": health.engines(),
        "going_on": [run for run in runs if run.finished is None],
        "earlier": [run for run in runs if run.finished is not None][:EARLIER],
    }
    template = "search/desk/_index.html" if request.htmx else "search/desk/index.html"  # type: ignore[attr-defined]
    return render(request, template, desk(request, "search_desk:index") | context)


def _asked(request: HttpRequest) -> HttpResponse:
    engine = request.POST.get("engine", "")
    if engine not in {each.name for each in health.engines()}:
        flash.error(request, _("There is no such index."))
    else:
        ask_for_reindex(engine=engine, by=request.user)  # type: ignore[arg-type]
        flash.success(request, _("The index is made again. People can go on searching meanwhile."))
    return redirect("search_desk:index")
