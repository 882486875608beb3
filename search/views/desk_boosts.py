"""What stands first for a query, chosen by staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.permissions import Permission
from search import registry, wordlists
from search.actions.wordlists import MOST_BOOSTS, TooMany, add_boost, move_boost, take_boost_away
from search.find import find
from search.forms import BoostForm, QueryForm
from search.models import QueryBoost
from search.sources import Document
from search.views.desk import PER_PAGE, desk, only_for

OFFERED = 10  # results to choose from


@never_cache
@require_safe
def boosts(request: HttpRequest) -> HttpResponse:
    """The queries for which something stands first."""
    only_for(request, Permission.MANAGE_SEARCH)
    queries = (
        QueryBoost.objects.order_by()
        .values("query_key")
        .annotate(query=Max("query"), things=Count("pk"))
        .order_by("query", "query_key")
    )
    page = Paginator(queries, PER_PAGE).get_page(request.GET.get("side"))
    keys = [row["query_key"] for row in page]
    chosen: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in _shown(QueryBoost.objects.filter(query_key__in=keys)):
        chosen[each["boost"].query_key].append(each)
    rows = [row | {"chosen": chosen[row["query_key"]], "url": _address(row["query"])} for row in page]
    context = {"form": QueryForm(), "page": page, "rows": rows}
    return render(request, "search/desk/boosts.html", desk(request, "search_desk:boosts") | context)


@never_cache
@require_safe
def query(request: HttpRequest) -> HttpResponse:
    """One query: what stands first, in which order, and a search for more."""
    only_for(request, Permission.MANAGE_SEARCH)
    form = QueryForm(request.GET)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "page": Paginator([], PER_PAGE).get_page(1), "rows": [], "wrong": True}
        return render(request, "search/desk/boosts.html", desk(request, "search_desk:boosts") | context)
    text = form.cleaned_data["query"]
    typed = " ".join(request.GET.get("find", text)[:200].split())
    chosen = _shown(QueryBoost.objects.filter(query_key=wordlists.query_key(text)))
    taken = {(each["boost"].kind, each["boost"].object_id) for each in chosen}
    results = find(typed, limit=OFFERED + MOST_BOOSTS)
    offered = [hit for hit in results.hits if (hit.kind, hit.object_id) not in taken][:OFFERED]
    context = {"query": text, "find": typed, "chosen": chosen, "offered": offered, "full": len(chosen) >= MOST_BOOSTS}
    return render(request, "search/desk/boost.html", desk(request, "search_desk:boosts") | context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """The thing stands first, after those that do already. It must be public."""
    only_for(request, Permission.MANAGE_SEARCH)
    form = BoostForm(request.POST)
    if not form.is_valid() or not wordlists.query_key(form.cleaned_data["query"]):
        flash.error(request, _("That could not be read. Find the result once more."))
        return redirect("search_desk:boosts")
    wanted = form.cleaned_data
    source = registry.get(wanted["kind"])
    if source is None or not source.visible([wanted["object_id"]]):
        flash.error(request, _("It is not public any more. Choose something else."))
    else:
        try:
            add_boost(**wanted, by=request.user)  # type: ignore[arg-type]
        except TooMany:
            flash.error(request, _("At most %(n)s results can stand first. Remove one.") % {"n": MOST_BOOSTS})
    return redirect(_address(wanted["query"], request.POST.get("find", "")))


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Up, down or away."""
    only_for(request, Permission.MANAGE_SEARCH)
    number = request.POST.get("boost", "")
    boost = QueryBoost.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if boost is None:
        flash.info(request, _("It was already removed."))
        return redirect("search_desk:boosts")
    if request.POST.get("do") == "away":
        take_boost_away(boost=boost, by=request.user)  # type: ignore[arg-type]
    else:
        move_boost(boost=boost, up=request.POST.get("do") == "up", by=request.user)  # type: ignore[arg-type]
    return redirect(_address(boost.query, request.POST.get("find", "")))


def _address(query: str, find: str = "") -> str:
    wanted = {"query": query, "find": find[:200]}
    return reverse("search_desk:boost") + "?" + urlencode({key: value for key, value in wanted.items() if value})


def _shown(rows: Iterable[QueryBoost]) -> list[dict[str, Any]]:
    """The boosts with their documents; None for one that is not public."""
    rows = list(rows)
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.object_id)
    documents: dict[tuple[str, int], Document] = {
        (kind, pk): document
        for kind in ids
        if (source := registry.get(kind))
        for pk, document in source.documents(ids[kind]).items()
    }
    labels = {kind: source.label for kind in ids if (source := registry.get(kind))}
    return [
        {"boost": row, "document": documents.get((row.kind, row.object_id)), "label": labels.get(row.kind, row.kind)}
        for row in rows
    ]
