"""A caseworker begins, rates, and compares."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases_library.actions import works
from cases_library.forms import SUBMIT, RatingSheet, read_envelope, refuse_what_no_page_sends
from cases_library.models import CasePage, CaseWork
from cases_library.rules import (
    compare,
    exact_share,
    largest_difference_first,
    over_all,
    tally,
    within_one_share,
)
from people.permissions import Permission, can


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's open work on the case, made when there is none."""
    case = get_object_or_404(CasePage.objects.live().public(), slug=slug)
    if not can(request.user, Permission.RATE_CASES):
        return redirect_to_login(case.url)
    assert request.user.is_authenticated
    work = works.start(person=request.user, case=case, by=request.user)
    return redirect("cases_library:rate", work.key)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The case beside the sheet. A post saves; «submit» hands in."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    work = _own_work(request, key)
    if work.submitted:
        return redirect("cases_library:compare", work.key)
    if not work.case.live:
        raise Http404
    if request.method == "POST":
        return _receive(request, work)
    sheet = RatingSheet(work.case.items_in_order(), stored=works.stored_answers(work))
    return _sheet(request, work, sheet)


@require_safe
def comparison(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The person's levels beside the panel's, once they are handed in."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    work = _own_work(request, key)
    if work.key_version is None:
        return redirect("cases_library:rate", work.key)
    answers = works.stored_answers(work)
    others = CaseWork.objects.on(work.case).first_tries().level_counts(besides=request.user)
    compared = []
    for item in work.key_version.content["items"]:
        item_key = uuid.UUID(item["key"])
        mine = answers[item_key]
        compared.append(compare(item, chosen=mine.level, reason=mine.reason, others=others.get(item_key, {})))
    rows = largest_difference_first(compared)
    pairs = [(row.chosen, row.consensus) for row in rows if row.chosen is not None]
    mine_so_far = CaseWork.objects.of(request.user)
    return render(
        request,
        "cases_library/compare.html",
        {
            "work": work,
            "page": work.case,
            "rows": rows,
            "largest": next((row for row in rows if row.steps), None),
            "tally": tally((row.chosen, row.consensus) for row in rows),
            "exact_share": exact_share(pairs),
            "near_share": within_one_share(pairs),
            "others_count": max(row.others_count for row in rows),
            "support_need": work.key_version.content["support_need"],
            "over_all": over_all(mine_so_far.first_tries().pairs()),
            "next_case": CasePage.objects.for_cards().like(work.case).not_in(mine_so_far.submitted()).first(),
        },
    )


def _own_work(request: HttpRequest, key: uuid.UUID) -> CaseWork:
    """Somebody else's work is as unknown as one that never was."""
    work = CaseWork.objects.select_related("case__phase", "key_version").filter(key=key).first()
    if work is None or not can(request.user, Permission.SEE_ATTEMPT, work):
        raise Http404
    return work


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "cases_library/_saved.html", {"signed_out": True})
    return redirect_to_login(request.path)


def _receive(request: HttpRequest, work: CaseWork) -> HttpResponse:
    items = list(work.case.items_in_order())
    envelope = read_envelope(request.POST)
    refuse_what_no_page_sends(request.POST, items)
    sheet = RatingSheet(items, data=request.POST)
    try:
        work = works.save(
            key=work.key,
            answers=sheet.answers,
            tab=envelope.tab,
            seen_version=envelope.version,
            by=request.user,  # type: ignore[arg-type]
        )
    except works.AlreadySubmitted:
        return redirect("cases_library:compare", work.key)
    except works.Stale as stale:
        for form in sheet.forms:
            form.elsewhere = stale.stored.get(form.key)
        return _sheet(request, work, sheet, status=409, version=stale.version, tab=envelope.tab, stale=True)
    told: dict[str, Any] = {"version": work.version, "tab": envelope.tab, "posted": True}
    if request.htmx:  # type: ignore[attr-defined]
        return _sheet(request, work, sheet, **told)
    if envelope.do == SUBMIT:
        sheet.ask_for_the_rest()
        if sheet.valid:
            try:
                works.submit(key=work.key, by=request.user)  # type: ignore[arg-type]
            except works.NotComplete:  # another tab has taken something away
                return redirect("cases_library:rate", work.key)
            return redirect("cases_library:compare", work.key)
    elif sheet.valid:
        return redirect("cases_library:rate", work.key)
    return _sheet(request, work, sheet, status=422, **told)


def _sheet(
    request: HttpRequest,
    work: CaseWork,
    sheet: RatingSheet,
    *,
    status: int = 200,
    version: int | None = None,
    tab: uuid.UUID | None = None,
    **told: Any,
) -> HttpResponse:
    """The page, or what htmx swaps in it. A save answers 200 to htmx, which shows nothing of other answers."""
    context = {
        "work": work,
        "page": work.case,
        "sheet": sheet,
        "version": work.version if version is None else version,
        "tab": tab or uuid.uuid4(),
        **told,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "cases_library/_saved.html", context)
    return render(request, "cases_library/rate.html", context, status=status)
