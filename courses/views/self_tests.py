"""Where the forms of a self-test arrive."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions import attempts, drafts
from courses.forms.answers import Malformed, raw_response, read_submission
from courses.forms.drafts import HoldsPersonalNumber, read_certainty, read_typed
from courses.messages import (
    NO_ANSWER,
    NO_CERTAINTY,
    NO_MORE_ANSWERS,
    PERSONAL_NUMBER,
    SIGNED_OUT,
    TIME_IS_UP,
    UNREADABLE_ANSWER,
    UNREADABLE_DRAFT,
    WRITTEN_IN_TWO_PLACES,
    about_response,
)
from courses.models import Attempt, AttemptQuestion, SelfTestPage
from courses.models.open_form import Draft
from courses.models.pages import learner
from courses.models.sheet import Other, sheet_of
from courses.views.parts import part_or_404, to_login
from grading import BadResponse
from people.permissions import Permission, can


@require_http_methods(["GET", "POST"])
def start_attempt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """«Begynd selvtesten», and once more when the last attempt is finished."""
    self_test = part_or_404(key)
    if not isinstance(self_test, SelfTestPage):
        raise Http404
    if request.method == "POST":
        person = learner(request)
        if person is None:
            return to_login(request, self_test.url)
        attempts.start_attempt(person=person, self_test=self_test, by=person)
        return redirect(f"{self_test.url}#sp1")
    return redirect(self_test.url)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, attempt_key: uuid.UUID, question_key: uuid.UUID) -> HttpResponse:
    """An answer, or a skip. A replay shows the result there is; what cannot be taken comes back with a sentence.

    GET with htmx opens the question again; without, it leads to the question's place on the page.
    """
    if learner(request) is None:
        return to_login(request, request.path)  # after the sign-in: GET, and so to the question
    attempt = _attempt(request, attempt_key)
    place = _place(attempt, question_key)
    address = f"{attempt.self_test.url}#sp{place.position}"
    if request.method == "GET":
        return _fragment(request, attempt, place, reopen=True) if request.htmx else redirect(address)  # type: ignore[attr-defined]
    refusal = _take(request, attempt, place)
    if refusal is not None:
        return _again(request, attempt, place, refusal)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, attempt, place)
    if request.POST.get("do") == "skip":
        sheet = sheet_of(attempt.self_test, attempt)
        card = sheet.card(question_key)
        following = (sheet.after(card) if card else None) or card
        return redirect(f"{attempt.self_test.url}#{following.anchor if following else 'overblik'}")
    return redirect(f"{address}-svar")


@dataclass(frozen=True)
class Refusal:
    """Why an answer was not taken, in a sentence, and what another tab has instead."""

    sentence: str
    status: int
    other: Other | None = None


def _take(request: HttpRequest, attempt: Attempt, place: AttemptQuestion) -> Refusal | None:
    """The answer or the skip in the form is stored; otherwise why not."""
    post, person, version = request.POST, attempt.person, place.version
    try:
        submission = read_submission(post)
        if submission.version != version.key:
            raise Malformed("version")
        typed = read_typed(version.kind, post, strict=False)
        if post.get("do") == "skip":
            attempts.skip_question(attempt=attempt, version=version, submission_key=submission.key, by=person)
            return None
        attempts.answer_question(
            attempt=attempt,
            version=version,
            raw=raw_response(version.kind, post),
            submission_key=submission.key,
            by=person,
            certainty=read_certainty(post),
            typed=typed,
        )
    except Malformed:
        return Refusal(str(UNREADABLE_ANSWER), 400)
    except HoldsPersonalNumber:
        return Refusal(str(PERSONAL_NUMBER), 400)
    except attempts.NoAnswer:
        return Refusal(str(NO_ANSWER), 200)
    except attempts.NoCertainty:
        return Refusal(str(NO_CERTAINTY), 200)
    except BadResponse as fault:
        status = 422 if request.htmx else 400  # type: ignore[attr-defined]  # htmx shows the page of a 422
        return Refusal(about_response(fault, version.kind), status)
    except attempts.TooLate:
        drafts.keep_late(attempt=attempt, place=place, typed=typed, by=person)
        return Refusal(str(TIME_IS_UP), 409)
    except attempts.Closed:
        return Refusal(str(NO_MORE_ANSWERS), 409)
    except attempts.Stale as stale:
        return Refusal(str(WRITTEN_IN_TWO_PLACES), 409, Other(stale.fields, stale.handed_in))
    return None


@require_POST
def save_draft(request: HttpRequest, attempt_key: uuid.UUID, question_key: uuid.UUID) -> HttpResponse:
    """What is typed and not handed in. Only a script sends this.

    Answers {"revision"}, null when the form has been handed in meanwhile; 400 and 401 with {"problem"}; 409 with the
    card that shows what this tab and another have written, or that nothing more is taken.
    """
    if learner(request) is None:
        return JsonResponse({"problem": str(SIGNED_OUT)}, status=401)
    attempt = _attempt(request, attempt_key)
    place = _place(attempt, question_key)
    try:
        submission = read_submission(request.POST)
        if submission.version != place.version.key:
            raise Malformed("version")
        typed = read_typed(place.version.kind, request.POST, strict=True)
        saved = drafts.save_draft(
            attempt=attempt, place=place, typed=typed, submission_key=submission.key, by=attempt.person
        )
    except Malformed:
        return JsonResponse({"problem": str(UNREADABLE_DRAFT)}, status=400)
    except HoldsPersonalNumber:
        return JsonResponse({"problem": str(PERSONAL_NUMBER)}, status=400)
    except attempts.TooLate:
        drafts.keep_late(attempt=attempt, place=place, typed=typed, by=attempt.person)
        return _fragment(request, attempt, place, draft=_sent(request, place, str(TIME_IS_UP)), status=409)
    except attempts.Closed:
        return _fragment(request, attempt, place, draft=_sent(request, place, str(NO_MORE_ANSWERS)), status=409)
    except attempts.Stale as stale:
        other = Other(stale.fields, stale.handed_in)
        draft = _sent(request, place, str(WRITTEN_IN_TWO_PLACES))
        return _fragment(request, attempt, place, draft=draft, other=other, status=409)
    return JsonResponse({"revision": saved.revision if saved else None})


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, attempt_key: uuid.UUID) -> HttpResponse:
    """«Afslut selvtesten», «Aflever selvtesten»."""
    if learner(request) is None:
        return to_login(request, request.path)
    attempt = _attempt(request, attempt_key)
    if request.method == "POST":
        attempt = attempts.finish(attempt=attempt, by=attempt.person)
        if attempt.finished is None:
            flash.warning(request, str(NO_ANSWER))
    return redirect(f"{attempt.self_test.url}#resultat")


def _attempt(request: HttpRequest, key: uuid.UUID) -> Attempt:
    """The person's own attempt; somebody else's is as unknown as one that does not exist."""
    attempt = Attempt.objects.select_related("self_test", "person").filter(key=key).first()
    if attempt is None or not can(request.user, Permission.SEE_ATTEMPT, attempt):
        raise Http404
    return attempt


def _place(attempt: Attempt, question: uuid.UUID) -> AttemptQuestion:
    place = attempt.places.select_related("question", "version").filter(question__key=question).first()
    if place is None:
        raise Http404
    return place


def _sent(request: HttpRequest, place: AttemptQuestion, problem: str) -> Draft:
    """The fields as they were sent, to be shown again; only those a form of ours can have."""
    sent = {name: request.POST.getlist(name)[:60] for name in list(request.POST)[:200]}
    return Draft(place.question.key, problem, sent)


def _again(request: HttpRequest, attempt: Attempt, place: AttemptQuestion, refusal: Refusal) -> HttpResponse:
    """The question once more with what was sent, and the sentence that says what to do."""
    draft = _sent(request, place, refusal.sentence)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, attempt, place, draft=draft, other=refusal.other, status=refusal.status)
    page = attempt.self_test
    attempt.refresh_from_db(fields=["finished"])
    context = page.get_context(request, draft=draft, other=refusal.other, attempt=attempt)
    return render(request, page.template, context, status=refusal.status)


def _fragment(
    request: HttpRequest,
    attempt: Attempt,
    place: AttemptQuestion,
    *,
    draft: Draft | None = None,
    other: Other | None = None,
    reopen: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The question's card, and out of band what changed with it: the overview and the result."""
    attempt.refresh_from_db(fields=["finished"])
    key = place.question.key
    sheet = sheet_of(attempt.self_test, attempt, again=key if reopen else None, draft=draft, other=other)
    context = {"sheet": sheet, "card": sheet.card(key), "page": attempt.self_test, "fragment": True}
    return render(request, "courses/_answered.html", context, status=status)
