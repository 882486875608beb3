"""The search page: one address that can be shared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.models import Phase, Theme
from people import personal_numbers
from search import log
from search.danish import fold
from search.facets import facet_label
from search.find import Results, find
from search.views.asked import FACETS, Asked, read_address

PER_PAGE = 10


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Hits by kind. A query that holds a personal number is neither carried out nor repeated in a link."""
    asked = read_address(request.GET, timezone.localdate())
    if personal_numbers.find(asked.query):
        return _stopped(request, asked)
    if not asked.query:
        return render(request, "search/search_page.html", {"asked": asked, "phases": Phase.objects.all()})
    results, page = _found(asked)
    facets = _facets(asked, results)
    if page.number == 1 and not asked.narrowed and not asked.exact:
        agent = request.headers.get("User-Agent", "")
        of_others = bool(results.elsewhere)
        log.record_search(asked.query, total=results.total, of_others=of_others, by=request.user, user_agent=agent)
    context = {
        "asked": asked,
        "results": results,
        "page": page,
        "page_query": asked.on_page(1).address[1:],
        "hits": _hits(results, page),
        "kinds": _kinds(asked, results),
        "facets": facets,
        "chosen": _chosen(asked, facets),
        "everything_address": asked.plain().address,
        "today_address": asked.without("pr_dato", "").address,
        "ask_address": "/hotline/nyt/?" + urlencode({"emne": asked.query}),
        **_other_words(asked, results),
    }
    if not results.total:
        context |= {"phases": Phase.objects.all(), "themes": Theme.objects.all()}
    return render(request, "search/search_page.html", context)


def _stopped(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The words stand in the field to be mended, and nowhere else: no cache, no address that leads on."""
    response = render(request, "search/search_page.html", {"asked": asked, "private": True})
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _found(asked: Asked) -> tuple[Results, Page[int]]:
    """The hits of the page that is asked for; of the last page when there are not so many."""
    results = _find(asked, asked.page)
    page = Paginator(range(results.total), PER_PAGE).get_page(asked.page)
    if page.number != asked.page:
        results = _find(asked, page.number)
    return results, page


def _find(asked: Asked, page: int) -> Results:
    return find(
        asked.query,
        kinds=asked.kinds,
        phases=asked.values("fase"),
        themes=asked.values("tema"),
        audiences=asked.values("maalgruppe"),
        years=asked.values("aar"),
        as_of=asked.as_of,
        exact=asked.exact,
        limit=PER_PAGE,
        offset=(page - 1) * PER_PAGE,
    )


def _hits(results: Results, page: Page[int]) -> list[dict[str, Any]]:
    """The hits with their place in the whole list, from 1, the address of the second in a video, and the last day
    of those that held once."""
    today = timezone.localdate()
    return [
        {
            "hit": hit,
            "position": page.start_index() + number,
            "jump_address": _at(hit.url, hit.seconds),
            "until": hit.valid_to if hit.outdated and hit.valid_to and hit.valid_to < today else None,
        }
        for number, hit in enumerate(results.hits)
    ]


def _at(url: str, seconds: int | None) -> str:
    """The address with the second that the player is to jump to; as it is when it has one or there is none."""
    if seconds is None or re.search(r"[?&]t=", url):
        return url
    return f"{url}{'&' if '?' in url else '?'}t={seconds}"


def _kinds(asked: Asked, results: Results) -> list[dict[str, Any]]:
    """A link for each kind with hits, and one for all of them."""
    links = [
        {"label": label, "count": count, "address": asked.of_kinds(kind).address, "chosen": kind in asked.kinds}
        for kind, label, count in results.counts
    ]
    total = sum(count for _kind, _label, count in results.counts)
    all_of_them = {"label": _("Everything"), "count": total, "address": asked.of_kinds().address}
    return [all_of_them | {"chosen": not asked.kinds}, *links] if len(links) > 1 or asked.kinds else []


def _facets(asked: Asked, results: Results) -> list[dict[str, Any]]:
    """The filters that part these hits: with two values or more, or with one that is chosen."""
    legends = {"fase": _("Phase"), "tema": _("Theme"), "maalgruppe": _("Audience"), "aar": _("Year")}
    facets = []
    for name, facet in FACETS.items():
        counts = {str(value.value): (value.label, value.count) for value in results.facets.get(facet, ())}
        counts |= {value: (facet_label(facet, value), 0) for value in asked.values(name) if value not in counts}
        if len(counts) > 1 or asked.values(name):
            values = [
                {"value": value, "label": label, "count": count, "chosen": value in asked.values(name)}
                for value, (label, count) in counts.items()
            ]
            facets.append({"name": name, "legend": legends[name], "values": values})
    return facets


def _chosen(asked: Asked, facets: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Each chosen value in words, with the address that leaves it out."""
    return [
        {"label": value["label"], "address": asked.without(facet["name"], value["value"]).address}
        for facet in facets
        for value in facet["values"]
        if value["chosen"]
    ]


def _other_words(asked: Asked, results: Results) -> dict[str, Any]:
    """What was searched for instead of what was typed, and what may have been meant; with their addresses."""
    corrected = results.corrected if isinstance(results.corrected, Mapping) else {}
    return {
        "shown_for": with_words(asked.query, corrected) if corrected else "",
        "exact_address": asked.for_query(asked.query, exact=True).address if corrected else "",
        "meant_address": asked.for_query(results.meant).address if results.meant else "",
    }


def with_words(query: str, taken: Mapping[str, str]) -> str:
    """The query with words put in the place of others.

    >>> with_words("Stotte i hjemmet", {"stotte": "støtte"})
    'støtte i hjemmet'
    """
    others = {fold(typed): word for typed, word in taken.items()}
    return re.sub(r"[\w'’]+", lambda word: others.get(fold(word.group()), word.group()), query)
