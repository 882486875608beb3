"""A caseworker begins, rates, and compares."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases_library.actions import works
from cases_library.forms import SUBMIT, RatingSheet, receive
from cases_library.models import CasePage, CaseWork
from cases_library.rules import (
    compare,
    exact_share,
    largest_difference_first,
    over_all,
    tally,
    within_one_share,
)
from people.models import User
from people.permissions import Permission, can


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's open work on the case, made when there is none."""
    case = get_object_or_404(CasePage.objects.live().public(), slug=slug)
    if not can(request.user, Permission.RATE_CASES):
        return redirect_to_login(case.url)
    person = _person(request)
    work = works.start(person=person, case=case, by=person)
    return redirect("cases_library:rate", work.key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rate(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The case beside the sheet. A post saves; «submit» hands in."""
    work = _own_work(request, key)
    if work.submitted:
        return redirect(_result_of(work))
    if not work.case.live:
        raise Http404
    if request.method == "POST":
        return _save_or_submit(request, work)
    return _sheet(request, work, RatingSheet(work.case.items_in_order(), stored=works.stored_answers(work)))


def _save_or_submit(request: HttpRequest, work: CaseWork) -> HttpResponse:
    received = receive(request.POST, work.case)
    sheet, tab = received.sheet, received.tab
    try:
        work = works.save(
            key=work.key, answers=sheet.answers, tab=tab, seen_version=received.version, by=_person(request)
        )
    except works.AlreadySubmitted:
        return redirect(_result_of(work))
    except works.Stale as stale:
        sheet.lay_beside(stale.stored)
        return _sheet(request, work, sheet, status=409, version=stale.version, tab=tab, stale=True)
    if received.do == SUBMIT:
        sheet.ask_for_the_rest()
    if not sheet.valid:
        return _sheet(request, work, sheet, status=422, tab=tab)
    if received.do != SUBMIT:
        return redirect("cases_library:rate", work.key)
    try:
        works.submit(key=work.key, by=_person(request))
    except works.NotComplete:  # another tab has taken something away
        return redirect("cases_library:rate", work.key)
    return redirect(_result_of(work))


@require_POST
def autosave(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the page sends while one types: 204 with the new version, 409 when another tab has saved, 422 for faults."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    work = _own_work(request, key)
    if work.submitted or not work.case.live:
        return HttpResponse(status=409)
    received = receive(request.POST, work.case)
    try:
        work = works.save(
            key=work.key,
            answers=received.sheet.answers,
            tab=received.tab,
            seen_version=received.version,
            by=_person(request),
        )
    except (works.AlreadySubmitted, works.Stale):
        return HttpResponse(status=409)
    status = 204 if received.sheet.valid else 422
    return HttpResponse(status=status, headers={"X-Version": str(work.version)})


@require_safe
@login_required
def comparison(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The person's levels beside the panel's, once they are handed in."""
    work = _own_work(request, key)
    if work.key_version is None:
        return redirect("cases_library:rate", work.key)
    answers = works.stored_answers(work)
    others = CaseWork.objects.on(work.case).first_tries().level_counts(besides=_person(request))
    compared = []
    for item in work.key_version.content["items"]:
        item_key = uuid.UUID(item["key"])
        mine = answers[item_key]
        compared.append(compare(item, chosen=mine.level, reason=mine.reason, others=others.get(item_key, {})))
    rows = largest_difference_first(compared)
    pairs = [(row.chosen, row.consensus) for row in rows if row.chosen is not None]
    mine_so_far = CaseWork.objects.of(_person(request))
    return render(
        request,
        "cases_library/compare.html",
        {
            "work": work,
            "page": work.case,
            "rows": rows,
            "passages": work.case.passages({row.sentence.label: row for row in reversed(rows) if row.sentence}),
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


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _own_work(request: HttpRequest, key: uuid.UUID) -> CaseWork:
    """Somebody else's work is as unknown as one that never was."""
    work = CaseWork.objects.select_related("case__phase").filter(key=key).first()
    if work is None or not can(request.user, Permission.SEE_ATTEMPT, work):
        raise Http404
    return work


def _result_of(work: CaseWork) -> str:
    """The comparison, with focus on its heading."""
    return reverse("cases_library:compare", args=[work.key]) + "#result"


def _sheet(request: HttpRequest, work: CaseWork, sheet: RatingSheet, *, status: int = 200, **told: Any) -> HttpResponse:
    context = {"work": work, "page": work.case, "sheet": sheet, "version": work.version, "tab": uuid.uuid4(), **told}
    return render(request, "cases_library/rate.html", context, status=status)
