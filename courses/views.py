"""Where learners' forms arrive. The pages themselves are Wagtail's and never write."""

from __future__ import annotations

import uuid

from django.contrib import messages as flash
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect
from wagtail.models import Page

from courses.actions import attempts, parts
from courses.forms import Malformed, raw_response, read_seconds, read_submission
from courses.messages import NO_ANSWER, UNREADABLE_ANSWER, UNREADABLE_POSITION, about_response
from courses.models import Attempt, PartPage, Question, QuestionVersion, SelfTestPage, VideoTalkPage
from courses.models.pages import learner
from courses.models.sheet import Draft, sheet_of
from grading import BadResponse
from people.permissions import Permission, can


@require_POST
def save_position(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The player says how far it is. Answers {"completed": bool}; only a script sends this."""
    person = learner(request)
    part = _part(key)
    if person is None or not isinstance(part, VideoTalkPage):
        raise Http404
    try:
        seconds = read_seconds(request.POST)
    except Malformed:
        return JsonResponse({"problem": str(UNREADABLE_POSITION)}, status=400)
    progress = parts.save_position(person=person, part=part, seconds=seconds, by=person)
    return JsonResponse({"completed": progress.completed})


@require_http_methods(["GET", "POST"])
def complete_part(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """«Markér som læst», «Jeg har læst teksten». A self-test is completed by its answers, not here."""
    part = _part(key)
    if isinstance(part, SelfTestPage):
        raise Http404
    if request.method == "POST":
        person = learner(request)
        if person is None:
            return _to_login(request, part.url)
        parts.complete_part(person=person, part=part, by=person)
        flash.success(request, _("The part is completed. Your progress is saved."))
    return redirect(part.url)


@require_http_methods(["GET", "POST"])
def start_attempt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """«Begynd selvtesten», and once more when the last attempt is finished."""
    self_test = _part(key)
    if not isinstance(self_test, SelfTestPage):
        raise Http404
    if request.method == "POST":
        person = learner(request)
        if person is None:
            return _to_login(request, self_test.url)
        attempts.start_attempt(person=person, self_test=self_test, by=person)
        return redirect(f"{self_test.url}#sp1")
    return redirect(self_test.url)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, attempt_key: uuid.UUID, question_key: uuid.UUID) -> HttpResponse:
    """An answer, or a skip. A replay shows the result there is; what cannot be read comes back with a sentence.

    GET with htmx opens the question again; without, it leads to the question's place on the page.
    """
    if learner(request) is None:
        return _to_login(request, request.path)  # after the sign-in: GET, and so to the question
    attempt = _attempt(request, attempt_key)
    question = get_object_or_404(Question, key=question_key, placements__page=attempt.self_test)
    sheet = sheet_of(attempt.self_test, attempt)
    card = sheet.card(question.key)
    assert card is not None
    address = f"{attempt.self_test.url}#{card.anchor}"
    if request.method == "GET":
        return _fragment(request, attempt, question, reopen=True) if request.htmx else redirect(address)  # type: ignore[attr-defined]
    try:
        submission = read_submission(request.POST)
        version = QuestionVersion.objects.get(key=submission.version, question=question)
    except (Malformed, QuestionVersion.DoesNotExist):
        return _again(request, attempt, question, str(UNREADABLE_ANSWER), status=400)
    try:
        if request.POST.get("do") == "skip":
            attempts.skip_question(attempt=attempt, version=version, submission_key=submission.key, by=attempt.person)
        else:
            raw = raw_response(version.kind, request.POST)
            attempts.answer_question(
                attempt=attempt, version=version, raw=raw, submission_key=submission.key, by=attempt.person
            )
    except attempts.NoAnswer:
        return _again(request, attempt, question, str(NO_ANSWER), status=200)
    except BadResponse as fault:
        return _again(request, attempt, question, about_response(fault), status=400)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, attempt, question)
    if request.POST.get("do") == "skip":
        following = sheet.after(card) or card
        return redirect(f"{attempt.self_test.url}#{following.anchor}")
    return redirect(f"{address}-svar")


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, attempt_key: uuid.UUID) -> HttpResponse:
    """«Afslut selvtesten», when some questions are skipped."""
    if learner(request) is None:
        return _to_login(request, request.path)
    attempt = _attempt(request, attempt_key)
    if request.method == "POST":
        attempts.finish(attempt=attempt, by=attempt.person)
    return redirect(f"{attempt.self_test.url}#resultat")


def _part(key: uuid.UUID) -> PartPage:
    page = Page.objects.live().public().filter(translation_key=key).specific().first()
    if not isinstance(page, PartPage):
        raise Http404
    return page


def _attempt(request: HttpRequest, key: uuid.UUID) -> Attempt:
    """The person's own attempt; somebody else's is as unknown as one that does not exist."""
    attempt = Attempt.objects.select_related("self_test", "person").filter(key=key).first()
    if attempt is None or not can(request.user, Permission.SEE_ATTEMPT, attempt):
        raise Http404
    return attempt


def _to_login(request: HttpRequest, address: str) -> HttpResponse:
    response = redirect_to_login(address)
    return HttpResponseClientRedirect(response.url) if request.htmx else response  # type: ignore[attr-defined]


def _again(request: HttpRequest, attempt: Attempt, question: Question, problem: str, status: int) -> HttpResponse:
    """The question once more with what was sent, and the sentence that says what to do."""
    sent = {name: request.POST.getlist(name)[:60] for name in list(request.POST)[:60]}
    draft = Draft(question.key, problem, sent)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, attempt, question, draft=draft, status=status)
    page = attempt.self_test
    return render(request, page.template, page.get_context(request, draft=draft, attempt=attempt), status=status)


def _fragment(
    request: HttpRequest,
    attempt: Attempt,
    question: Question,
    *,
    draft: Draft | None = None,
    reopen: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The question's card, and out of band what changed with it: the overview and the result."""
    attempt.refresh_from_db(fields=["finished"])
    sheet = sheet_of(attempt.self_test, attempt, again=question.key if reopen else None, draft=draft)
    context = {"sheet": sheet, "card": sheet.card(question.key), "page": attempt.self_test, "fragment": True}
    return render(request, "courses/_answered.html", context, status=status)
