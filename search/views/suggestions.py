"""What is offered while somebody types, and what was clicked. Both answers belong to nobody in particular."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from people import personal_numbers
from search import log, registry
from search.suggest import Suggestions, suggest
from search.views.asked import query_in

SHORTEST, LONGEST = 2, 80  # letters that suggestions are made for
KEPT = 60  # seconds in a cache
LAST_PLACE = 1000


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A fragment with the options of the list. No session is read: the answer may be kept and shared.

    Nothing is suggested for a personal number, and that answer is not kept.
    """
    typed = query_in(request.GET)
    private = bool(personal_numbers.find(typed))
    wanted = SHORTEST <= len(typed) <= LONGEST and not private
    found = suggest(typed) if wanted else Suggestions()
    # not render(request, …): what every template may know reads the session
    context = {
        "words": [(word.text, _in_three(word.text, word.match_start, word.match_end)) for word in found.words],
        "things": found.things,
        "count": len(found.words) + len(found.things),
    }
    response = HttpResponse(render_to_string("search/_suggestions.html", context))
    if private:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=KEPT)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Count that a hit was opened. What cannot be read is not counted, and never an error."""
    query, position = " ".join(request.POST.get("q", "").split()), request.POST.get("position", "")
    readable = position.isascii() and position.isdigit() and len(position) < 5 and 0 < int(position) <= LAST_PLACE
    if query and readable and request.POST.get("kind", "") in registry.kinds():
        agent = request.headers.get("User-Agent", "")
        log.record_click(query, position=int(position), by=request.user, user_agent=agent)
    return HttpResponse(status=204)


def _in_three(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Before, within and after what was typed."""
    return text[:start], text[start:end], text[end:]
