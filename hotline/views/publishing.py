"""From an answer to one person to an answer for all: anonymise, approve, publish."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotline.actions import Conflict, NotPossible, publications
from hotline.forms import PublicationForm, SendBackForm, Versioned, read_decisions
from hotline.models import Enquiry, Publication
from hotline.rules import PublicationState
from hotline.rules.anonymise import Choice, Decision, Finding, Kind, segments, tidy_joint, undecided
from hotline.views.enquiry import desk, for_consultants, publication_of, steps_of
from people.permissions import Permission, can
from people.validators import refuse_personal_numbers

KIND_NAMES = {
    Kind.PERSONAL_NUMBER: _("CPR number"),
    Kind.SIGNATURE: _("Signature"),
    Kind.E_MAIL: _("E-mail"),
    Kind.ADDRESS: _("Address"),
    Kind.PHONE: _("Phone number"),
    Kind.ASKER: _("The asker's name"),
    Kind.ORGANISATION: _("Organisation"),
    Kind.MUNICIPALITY: _("Municipality"),
    Kind.PERSON: _("Name"),
    Kind.AGE: _("Age"),
    Kind.MAYBE_NAME: _("Perhaps a name"),
}


@dataclass(frozen=True)
class Row:
    """A finding and what was decided on it."""

    finding: Finding
    decision: Decision | None
    missing: bool

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[self.finding.kind])

    @property
    def choice(self) -> str:
        return self.decision.choice.value if self.decision else ""

    @property
    def words(self) -> str:
        return self.decision.replacement if self.decision and self.decision.replacement else self.finding.suggestion


# ── Step 2: anonymise ───────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
@for_consultants
def anonymise(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Both texts side by side, a decision on each finding, and the public text to edit freely."""
    publication = publication_of(enquiry)
    if request.method == "POST":
        return _begin(request, enquiry) if publication is None else _prepare(request, enquiry, publication)
    if publication is None and (enquiry.answered_at is None or not enquiry.may_publish):
        return redirect("hotline:enquiry", key=enquiry.key)
    return _show(request, enquiry, publication)


def _begin(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    try:
        publications.begin(enquiry=enquiry, by=request.user)  # type: ignore[arg-type]
    except NotPossible:
        return redirect("hotline:enquiry", key=enquiry.key)
    return redirect("hotline:anonymise", key=enquiry.key)


def _prepare(request: HttpRequest, enquiry: Enquiry, publication: Publication) -> HttpResponse:
    form = PublicationForm(request.POST)
    valid = form.is_valid()
    shown = publications.findings_of(publication)
    decisions = read_decisions(request.POST, shown, publications.decisions_of(publication))
    try:
        for decision in decisions.values():
            refuse_personal_numbers(decision.replacement)
    except ValidationError as problem:
        form.add_error(None, problem)
        valid = False
    if not valid:
        return _show(request, enquiry, publication, form=form, decisions=decisions)
    data = form.cleaned_data
    try:
        publication = publications.prepare(
            publication=publication,
            title=data["title"],
            short=data["short"],
            question_text=data["question_text"],
            answer_text=data["answer_text"],
            phases=data["phases"],
            decisions=decisions,
            version=data["version"],
            by=request.user,  # type: ignore[arg-type]
            rebuild=request.POST.get("go") == "rebuild",
        )
    except Conflict as conflict:
        newer: Publication = conflict.current
        mine = PublicationForm(initial={**data, "version": newer.version})
        return _show(request, enquiry, newer, form=mine, decisions=decisions, newer=newer, status=409)
    except NotPossible:
        return redirect("hotline:approve", key=enquiry.key)
    if request.POST.get("go") != "submit":
        return redirect(reverse("hotline:anonymise", args=[enquiry.key]) + "?gjort=gemt#gjort")
    try:
        publications.submit(publication=publication, by=request.user)  # type: ignore[arg-type]
    except publications.NotReady as problem:
        return _show(request, enquiry, publication, not_ready=problem.findings)
    return redirect(reverse("hotline:approve", args=[enquiry.key]) + "?gjort=sendt#gjort")


def _show(
    request: HttpRequest,
    enquiry: Enquiry,
    publication: Publication | None,
    *,
    form: PublicationForm | None = None,
    decisions: dict[str, Decision] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {"enquiry": enquiry, "publication": publication, "steps": steps_of(enquiry, here=2)}
    context |= desk(request, enquiry)
    if publication is not None:
        made = publications.decisions_of(publication) if decisions is None else decisions
        found = publications.findings_of(publication)
        open_ones = undecided(found, made)
        question, answer = publications.originals(enquiry)
        context |= {
            "form": form or PublicationForm.of(publication),
            "rows": [Row(finding, made.get(finding.id), finding in open_ones) for finding in found],
            "missing": open_ones,
            "original_question": segments(question, found),
            "original_answer": segments(answer, found),
            "public_question": _as_shown(publication, question, publication.question_text, found, made),
            "public_answer": _as_shown(publication, answer, publication.answer_text, found, made),
            "editable": publication.state in publications.EDITABLE,
            "saved": request.GET.get("gjort") == "gemt",
        }
    return render(request, "hotline/anonymise.html", context | more, status=status)


@dataclass(frozen=True)
class Piece:
    """A piece of the public text: plain, put in (with the number of its finding), or hidden until it is decided."""

    text: str
    number: int = 0
    hidden: bool = False


def _as_shown(
    publication: Publication, original: str, public: str, found: list[Finding], decisions: dict[str, Decision]
) -> list[Piece]:
    """The public text with what was put in marked; when it was edited by hand, only what still hides is marked."""
    pieces: list[Piece] = []
    for piece in segments(public if publication.edited else original, found, decisions):
        if piece.finding is None or (piece.decision and piece.decision.choice is Choice.KEEP):
            before = pieces.pop().text if pieces and not pieces[-1].number else ""
            pieces.append(Piece(tidy_joint(before, piece.text)))
        elif piece.decision is None:
            pieces.append(Piece("▇▇▇", piece.finding.number, hidden=True))
        elif piece.decision.choice is Choice.REPLACE:
            pieces.append(Piece(piece.decision.replacement, piece.finding.number))
    return pieces


# ── Step 3: approve ─────────────────────────────────────────────────────────────────────────────────────────
def _for_approval(request: HttpRequest, key: uuid.UUID) -> Publication:
    """The publication; 404 for everybody who may not approve. Editors see the public text only."""
    if not can(request.user, Permission.APPROVE_PUBLICATION):
        raise Http404
    wanted = Publication.objects.select_related(
        "enquiry__asker", "enquiry__organisation", "enquiry__phase", "enquiry__assignee", "page", "prepared_by"
    )
    publication = wanted.filter(enquiry__key=key).exclude(state=PublicationState.DRAFT).first()
    if publication is None:
        raise Http404
    return publication


@require_GET
def approve(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    publication = _for_approval(request, key)
    return _show_approval(request, publication)


def _show_approval(request: HttpRequest, publication: Publication, *, status: int = 200, **more: Any) -> HttpResponse:
    enquiry = publication.enquiry
    sees_original = can(request.user, Permission.ANSWER_ENQUIRIES)
    context: dict[str, Any] = {
        "enquiry": enquiry,
        "publication": publication,
        "waits": publication.state == PublicationState.AWAITING_APPROVAL,
        "own_work": publication.prepared_by_id == request.user.pk,
        "sees_original": sees_original,
        "form": SendBackForm(),
        "just_sent": request.GET.get("gjort") == "sendt",
    }
    if sees_original:
        found = publications.findings_of(publication)
        question, answer = publications.originals(enquiry)
        context |= desk(request, enquiry) | {
            "steps": steps_of(enquiry, here=3),
            "original_question": segments(question, found),
            "original_answer": segments(answer, found),
        }
    return render(request, "hotline/approve.html", context | more, status=status)


@require_POST
def publish(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Approve and publish in one: the second person has read it."""
    publication = _for_approval(request, key)
    form = Versioned(request.POST)
    form.is_valid()
    try:
        publications.approve(publication=publication, by=request.user, version=form.cleaned_data["version"])  # type: ignore[arg-type]
    except publications.OwnWork:
        return _show_approval(request, publication, status=409, refused=True)
    except (Conflict, NotPossible):
        return _show_approval(request, _for_approval(request, key), status=409, changed=True)
    return redirect("hotline:published", key=key)


@require_POST
def send_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    publication = _for_approval(request, key)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _show_approval(request, publication, form=form)
    try:
        publications.send_back(publication=publication, comment=form.cleaned_data["comment"], by=request.user)  # type: ignore[arg-type]
    except NotPossible:
        return _show_approval(request, publication, status=409, changed=True)
    return redirect("hotline:approvals")


# ── Step 4: published ───────────────────────────────────────────────────────────────────────────────────────
@require_GET
def published(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    publication = _for_approval(request, key)
    if publication.state != PublicationState.PUBLISHED:
        return redirect("hotline:approve", key=key)
    enquiry = publication.enquiry
    context: dict[str, Any] = {"enquiry": enquiry, "publication": publication}
    if can(request.user, Permission.ANSWER_ENQUIRIES):
        context |= desk(request, enquiry) | {"steps": steps_of(enquiry, here=4)}
    return render(request, "hotline/published.html", context)
