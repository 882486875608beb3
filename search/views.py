"""The search page: one address that can be shared."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people import personal_numbers
from search import registry
from search.find import Results, find

PER_PAGE = 25
LONGEST = 200  # letters of a query


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Hits by kind. A query that holds a personal number is neither carried out nor repeated in a link."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    kind = request.GET.get("type", "")
    kind = kind if kind in registry.kinds() else ""
    private = bool(personal_numbers.find(query))
    page = _page_number(request.GET.get("side", ""))
    if query and not private:
        results = find(query, kinds=[kind] if kind else (), limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    else:
        results = Results(query)
    last_page = max(1, -(-results.total // PER_PAGE))
    context = {
        "query": query,
        "kind": kind,
        "results": results,
        "private": private,
        "all_count": sum(count for _, _, count in results.counts),
        "page": page,
        "previous": _address(query, kind, page - 1) if 1 < page <= last_page + 1 else "",
        "next": _address(query, kind, page + 1) if page < last_page else "",
        "ask_address": "/hotline/nyt/?" + urlencode({"emne": query}),
    }
    return render(request, "search/search_page.html", context)


def _page_number(text: str) -> int:
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _address(query: str, kind: str, page: int) -> str:
    wanted = {"q": query, "type": kind, "side": page if page > 1 else ""}
    return "?" + urlencode({key: value for key, value in wanted.items() if value})
