"""Synonyms: the lines that hold, and one line with a preview of what it would do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.permissions import Permission
from search import synonyms, wordlists
from search.actions.wordlists import bring_shipped_synonym_back, save_synonym, take_synonym_away
from search.forms import SynonymForm
from search.models import SearchLogLine, Synonym
from search.preview import Effect, effects
from search.synonyms import Group, Unreadable, folded, read_line
from search.views.desk import PER_PAGE, desk, only_for

ASKED_DAYS, MOST_ASKED = 30, 8  # what the preview tries


@dataclass(frozen=True)
class Line:
    """A line of the list. `group` is None for a shipped line that has been taken away."""

    group: Group | None
    text: str
    row: Synonym | None
    shipped_key: str

    @property
    def origin(self) -> str:
        if not self.shipped_key:
            return "own"
        if self.row is None:
            return "shipped"
        return "changed" if self.row.words_text else "away"


@never_cache
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """All lines, or those that hold a word."""
    only_for(request, Permission.MANAGE_SEARCH)
    wanted = folded(request.GET.get("find", "")[:100])
    shown = [line for line in _lines() if not wanted or wanted in folded(line.text)]
    context = {
        "lines": Paginator(shown, PER_PAGE).get_page(request.GET.get("side")),
        "find": request.GET.get("find", "")[:100],
    }
    return render(request, "search/desk/synonyms.html", desk(request, "search_desk:synonyms") | context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new line; a preview of it with the button, and nothing is stored before «Save»."""
    only_for(request, Permission.MANAGE_SEARCH)
    if request.method == "GET":
        word = request.GET.get("ord", "")[:60].replace(",", " ").replace("=", " ").strip()
        return _page(request, SynonymForm(initial={"words": f"{word} = " if word else "", "try_query": word}), None)
    return _posted(request, SynonymForm(request.POST), None)


@never_cache
@require_http_methods(["GET", "POST"])
def own_line(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A line that staff wrote, or wrote in place of a shipped one."""
    only_for(request, Permission.MANAGE_SEARCH)
    return _line_page(request, next((line for line in _lines() if line.row and line.row.key == key), None))


@never_cache
@require_http_methods(["GET", "POST"])
def shipped_line(request: HttpRequest, shipped_key: str) -> HttpResponse:
    """A line that came with the portal and has not been changed."""
    only_for(request, Permission.MANAGE_SEARCH)
    return _line_page(request, next((line for line in _lines() if line.shipped_key == shipped_key), None))


@require_POST
def take_away(request: HttpRequest) -> HttpResponse:
    """The line holds no more, or (a shipped one) again as it was."""
    only_for(request, Permission.MANAGE_SEARCH)
    wanted, shipped_key = request.POST.get("key", ""), request.POST.get("shipped", "")
    line = next((each for each in _lines() if _is(each, wanted, shipped_key)), None)
    if line is None:
        flash.info(request, _("The line was already gone."))
    elif request.POST.get("do") == "back" and line.row is not None and line.shipped_key:
        bring_shipped_synonym_back(synonym=line.row, by=request.user)  # type: ignore[arg-type]
        flash.success(request, _("The line is as it came with the portal."))
    else:
        take_synonym_away(synonym=line.row, shipped_key=line.shipped_key, by=request.user)  # type: ignore[arg-type]
        flash.success(request, _("«%(line)s» holds no more.") % {"line": line.text})
    return redirect("search_desk:synonyms")


def _is(line: Line, key: str, shipped_key: str) -> bool:
    return str(line.row.key) == key if key and line.row else bool(shipped_key) and line.shipped_key == shipped_key


def _lines() -> list[Line]:
    rows = list(Synonym.objects.order_by("-pk"))
    replaced = {row.shipped_key: row for row in rows if row.shipped_key}
    own = [Line(_read(row), row.words_text, row, "") for row in rows if not row.shipped_key]
    came = [(group, replaced.get(group.key)) for group in synonyms.shipped()]
    return own + [
        Line(_read(row) if row else group, (row.words_text if row else "") or group.text, row, group.key)
        for group, row in came
    ]


def _read(row: Synonym) -> Group | None:
    try:
        return read_line(row.words_text, one_way=row.one_way)
    except Unreadable:
        return None


def _line_page(request: HttpRequest, line: Line | None) -> HttpResponse:
    if line is None:
        raise Http404
    if request.method == "POST":
        return _posted(request, SynonymForm(request.POST, own=line.group), line)
    if line.group is None:
        return _page(request, SynonymForm(initial={"words": line.text}), line)
    return _page(request, SynonymForm.about(line.group), line)


def _posted(request: HttpRequest, form: SynonymForm, line: Line | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, line)
    if request.POST.get("do") != "save":
        return _page(request, form, line, preview=_effects(form, line))
    save_synonym(
        group=form.group,
        synonym=line.row if line else None,
        shipped_key=line.shipped_key if line else "",
        by=request.user,  # type: ignore[arg-type]
    )
    flash.success(request, _("«%(line)s» holds from now on.") % {"line": form.group.text})
    return redirect("search_desk:synonyms")


def _effects(form: SynonymForm, line: Line | None) -> list[Effect]:
    before = wordlists.groups_with(wordlists.stored_synonyms())
    after = [group for group in before if line is None or group != line.group] + [form.group]
    asked = SearchLogLine.objects.last_days(ASKED_DAYS, timezone.localdate()).most_asked()
    queries = [form.cleaned_data["try_query"], form.group.left[0], form.group.right[0]]
    return effects(before, after, [*queries, *(row["query"] for row in asked[:MOST_ASKED])])


def _page(
    request: HttpRequest, form: SynonymForm, line: Line | None, *, preview: list[Effect] | None = None
) -> HttpResponse:
    context = {"form": form, "line": line, "preview": preview}
    return render(request, "search/desk/synonym.html", desk(request, "search_desk:synonyms") | context)
