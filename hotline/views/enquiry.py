"""One enquiry at the workbench: read it, take it, answer it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hotline.actions import Conflict, NotPossible, enquiries
from hotline.forms import AnswerForm, DraftForm, HotlineForm, NoteForm, Versioned
from hotline.models import AnswerDraft, Enquiry, Publication
from hotline.rules import MessageKind, PublicationState, Status
from hotline.views import kept
from hotline.views.queue import enquiries_in, tabs_for
from people.models import User
from people.permissions import Permission, can

View = Callable[[HttpRequest, Enquiry], HttpResponse]

BESIDE = 10  # enquiries in the column beside the one that is open

# What a page says after a post, by the word in its address.
NOTICES = {
    "taget": _("The enquiry is yours."),
    "lagt-tilbage": _("The enquiry is back among the unassigned."),
    "kladde": _("The draft is saved."),
    "svar": _("The answer has been sent. The asker gets a mail."),
    "spurgt": _("Your question has been sent to the asker. The deadline stands still until they write."),
    "note": _("The note is saved."),
    "lukket": _("The enquiry is closed."),
}


def for_consultants(view: View) -> Callable[..., HttpResponse]:
    """The view gets the enquiry; everybody but consultants gets 404. Text sent without a session is kept."""

    @wraps(view)
    def guarded(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in_first(request, key)
        if not can(request.user, Permission.ANSWER_ENQUIRIES):
            raise Http404
        enquiry = Enquiry.objects.with_people().filter(key=key).first()
        if enquiry is None:
            raise Http404
        return view(request, enquiry)

    return guarded


def _sign_in_first(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    if request.method == "POST" and request.POST.get("text"):
        draft = DraftForm({"text": request.POST["text"], "draft_version": 0})
        if draft.is_valid():
            kept.keep(request, f"answer.{key}", {"text": draft.cleaned_data["text"]})
    return redirect_to_login(reverse("hotline:enquiry", args=[key]))


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Step:
    """One of the four steps. `state` is done, now or later; `address` is empty when it cannot be opened yet."""

    number: int
    title: str
    state: str
    address: str


STEP_TITLES = (pgettext_lazy("step", "Answer"), _("Anonymise"), _("Approve"), _("Publish"))


def steps_of(enquiry: Enquiry, *, here: int) -> list[Step]:
    """The four steps as they stand; `here` is the step of the page."""
    publication = publication_of(enquiry)
    state = publication.state if publication else ""
    answered = enquiry.answered_at is not None
    reached = [
        True,
        answered and enquiry.may_publish,
        state in (PublicationState.AWAITING_APPROVAL, PublicationState.PUBLISHED),
        state == PublicationState.PUBLISHED,
    ]
    done = [answered, reached[2], reached[3], reached[3]]
    names = ("enquiry", "anonymise", "approve", "published")
    return [
        Step(
            number=number,
            title=str(STEP_TITLES[number - 1]),
            state="now" if number == here else "done" if done[number - 1] else "later",
            address=reverse(f"hotline:{names[number - 1]}", args=[enquiry.key]) if reached[number - 1] else "",
        )
        for number in (1, 2, 3, 4)
    ]


def publication_of(enquiry: Enquiry) -> Publication | None:
    return getattr(enquiry, "publication", None)


def desk(request: HttpRequest, enquiry: Enquiry) -> dict[str, Any]:
    """The column with the queue beside the enquiry: the tab in which the enquiry lies."""
    person: User = request.user  # type: ignore[assignment]
    if enquiry.assignee_id == person.pk and enquiry.status != Status.CLOSED:
        tab = "mine"
    else:
        tab = "ufordelte" if enquiry.assignee_id is None and enquiry.is_open else "alle"
    tabs = tabs_for(person)
    return {
        "tab": tab,
        "tabs": tabs,
        "here": next(each for each in tabs if each.address == tab),
        "beside": list(enquiries_in(tab, person)[:BESIDE]),
        "notice": NOTICES.get(request.GET.get("gjort", "")),
    }


def show(request: HttpRequest, enquiry: Enquiry, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of the first step; `more` holds what a post brought: forms with errors, a conflict."""
    draft = AnswerDraft.objects.filter(enquiry=enquiry).select_related("saved_by").first()
    begun = kept.recall(request, f"answer.{enquiry.key}").get("text") or (draft.text if draft else "")
    fresh = {"submission_key": uuid.uuid4(), "version": enquiry.version}
    forms: dict[str, HotlineForm] = {
        "form": AnswerForm(initial={**fresh, "text": begun, "draft_version": draft.version if draft else 0}),
        "note_form": NoteForm(initial=fresh, prefix="note"),
    }
    thread = list(enquiry.messages.select_related("author"))
    context = {
        "enquiry": enquiry,
        "thread": thread,
        "draft": draft,
        "answers": [message for message in thread if message.kind == MessageKind.ANSWER],
        "steps": steps_of(enquiry, here=1),
        **desk(request, enquiry),
        **forms,
        **more,
    }
    return render(request, "hotline/enquiry.html", context, status=status)


@require_GET
@for_consultants
def enquiry(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(
            request, "hotline/_thread.html", {"enquiry": enquiry, "thread": enquiry.messages.select_related("author")}
        )
    return show(request, enquiry)


# ── What can be done ────────────────────────────────────────────────────────────────────────────────────────
def _done(enquiry: Enquiry, word: str) -> HttpResponse:
    return redirect(reverse("hotline:enquiry", args=[enquiry.key]) + f"?gjort={word}#gjort")


def _version(request: HttpRequest) -> int:
    form = Versioned(request.POST)
    form.is_valid()  # a malformed version is refused in there
    return int(form.cleaned_data["version"])


def _changed_meanwhile(request: HttpRequest, enquiry: Enquiry, **more: Any) -> HttpResponse:
    """409: what is stored now, with the text the consultant wrote still in its box."""
    current = Enquiry.objects.with_people().get(pk=enquiry.pk)
    return show(request, current, status=409, changed=True, **more)


def _simple(request: HttpRequest, enquiry: Enquiry, action: Callable[..., Enquiry], word: str) -> HttpResponse:
    """Take, put back, close: one action that needs no text."""
    try:
        action(enquiry=enquiry, by=request.user, version=_version(request))
    except (Conflict, NotPossible):
        return _changed_meanwhile(request, enquiry)
    return _done(enquiry, word)


@require_POST
@for_consultants
def take(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    return _simple(request, enquiry, enquiries.take, "taget")


@require_POST
@for_consultants
def put_back(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    return _simple(request, enquiry, enquiries.put_back, "lagt-tilbage")


@require_POST
@for_consultants
def close(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    return _simple(request, enquiry, enquiries.close, "lukket")


@require_POST
@for_consultants
def save_draft(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Stored, or 409 with both texts. The fragment says when it was stored, and carries the new version."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "hotline/_draft_saved.html", {"errors": form.errors["text"]})
        return show(request, enquiry, form=AnswerForm(request.POST))
    try:
        draft = enquiries.save_draft(
            enquiry=enquiry,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["draft_version"],
            by=request.user,  # type: ignore[arg-type]
        )
    except Conflict as conflict:
        return _newer_draft(request, enquiry, conflict.current, form.cleaned_data["text"])
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "hotline/_draft_saved.html", {"draft": draft})
    kept.forget(request, f"answer.{enquiry.key}")
    return _done(enquiry, "kladde")


def _newer_draft(request: HttpRequest, enquiry: Enquiry, newer: AnswerDraft, text: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "hotline/_draft_saved.html", {"newer": newer})
    fresh = {"submission_key": uuid.uuid4(), "version": enquiry.version, "draft_version": newer.version}
    return show(request, enquiry, status=409, newer=newer, form=AnswerForm(initial={**fresh, "text": text}))


@require_POST
@for_consultants
def answer(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Send the text: as the answer, or as a question to the asker."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, enquiry, form=form)
    asks = request.POST.get("go") == "ask_back"
    send = enquiries.ask_back if asks else enquiries.answer
    draft = AnswerDraft.objects.filter(enquiry=enquiry).select_related("saved_by").first()
    if (
        draft is not None
        and draft.version > form.cleaned_data["draft_version"]
        and draft.saved_by_id != request.user.pk
    ):
        return _newer_draft(request, enquiry, draft, form.cleaned_data["text"])
    try:
        send(
            enquiry=enquiry,
            text=form.cleaned_data["text"],
            by=request.user,  # type: ignore[arg-type]
            submission_key=form.cleaned_data["submission_key"],
            version=form.cleaned_data["version"],
        )
    except (Conflict, NotPossible):
        version = Enquiry.objects.values_list("version", flat=True).get(pk=enquiry.pk)
        mine = AnswerForm(initial={**form.cleaned_data, "version": version})
        return _changed_meanwhile(request, enquiry, form=mine)
    kept.forget(request, f"answer.{enquiry.key}")
    return _done(enquiry, "spurgt" if asks else "svar")


@require_POST
@for_consultants
def note(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return show(request, enquiry, note_form=form)
    enquiries.note(
        enquiry=enquiry,
        text=form.cleaned_data["text"],
        by=request.user,  # type: ignore[arg-type]
        submission_key=form.cleaned_data["submission_key"],
    )
    return _done(enquiry, "note")
