"""The staff's desk for self-tests: which tests there are, and which questions to mend."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from courses.models import SelfTestPage
from courses.models.analysis import FEWEST_SHOWN, AnalysedQuestion, analysis_of, finished_attempts
from people.permissions import Permission, can


@never_cache
@require_safe
def question_desk(request: HttpRequest) -> HttpResponse:
    """The self-tests, and doors to their analysis, the bank, import and export."""
    _refuse_strangers(request)
    pages = list(SelfTestPage.objects.live().order_by("path"))
    counts = finished_attempts(pages)
    above = {page.path: page.path[: -Page.steplen] for page in pages}
    modules = {module.path: module for module in Page.objects.filter(path__in=set(above.values()))}
    tests = [{"page": page, "module": modules[above[page.path]], "attempts": counts.get(page.pk, 0)} for page in pages]
    return render(request, "courses/desk/index.html", _rights(request) | {"tests": tests, "fewest": FEWEST_SHOWN})


@never_cache
@require_safe
def test_analysis(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A self-test at a glance: which question to mend, and the figures behind."""
    _refuse_strangers(request)
    page = _self_test(key)
    found = analysis_of(page)
    context = {"page": page, "found": found, "fewest": FEWEST_SHOWN, "plot": [_dot(each) for each in found.questions]}
    return render(request, "courses/desk/analysis.html", _rights(request) | context)


@never_cache
@require_safe
def question_analysis(request: HttpRequest, key: uuid.UUID, question_key: uuid.UUID) -> HttpResponse:
    """One question in a self-test: what was answered, and the figures of each of its versions."""
    _refuse_strangers(request)
    page = _self_test(key)
    whole = analysis_of(page)
    here = next((each for each in whole.questions if each.version.question.key == question_key), None)
    if here is None:
        raise Http404
    versions = [
        each
        for each in analysis_of(page, versions_of=here.version.question_id).questions
        if each.version.question_id == here.version.question_id
    ]
    context = {"page": page, "here": here, "versions": sorted(versions, key=lambda each: each.version.number)}
    return render(request, "courses/desk/question.html", _rights(request) | context)


def _dot(question: AnalysedQuestion) -> dict[str, Any]:
    """Where the question stands in the picture, a box of 100 x 100: facility to the right, discrimination upwards.

    The box goes from a discrimination of -0.4 to 0.8; what lies outside stands at the edge.
    """
    facility, index = question.figures.facility, question.discrimination
    known = facility is not None and index is not None
    return {
        "question": question,
        "known": known,
        "x": round(100 * facility, 1) if known else 0,
        "y": round(min(100, max(0, (0.8 - index) / 1.2 * 100)), 1) if known and index is not None else 0,
    }


def _self_test(key: uuid.UUID) -> SelfTestPage:
    page = SelfTestPage.objects.live().filter(translation_key=key).first()
    if page is None:
        raise Http404
    return page


def _refuse_strangers(request: HttpRequest) -> None:
    if not can(request.user, Permission.READ_ITEM_ANALYSIS):
        raise Http404


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_manage": can(request.user, Permission.MANAGE_QUESTIONS),
        "may_regrade": can(request.user, Permission.REGRADE),
        "may_give_time": can(request.user, Permission.GIVE_EXTRA_TIME),
    }
