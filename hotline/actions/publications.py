"""An answer becomes public: anonymised by one person, approved by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from content.models import Phase, Subtheme, Theme
from content.rules import CATEGORY_NAMES
from hotline import messages
from hotline.actions import Conflict, NotPossible
from hotline.actions.enquiries import QUEUE
from hotline.models import AnswerIndexPage, AnswerPage, Enquiry, Publication
from hotline.rules import MessageKind, PublicationState, Status, address_of, as_html
from hotline.rules.anonymise import Choice, Context, Decision, Finding, apply, gather, remaining, undecided
from live.publish import publish
from notifications.mail import notify
from people.models import Organisation, User

EDITABLE = frozenset({PublicationState.DRAFT, PublicationState.REJECTED})


class OwnWork(NotPossible):
    """Nobody approves their own work."""


class NotReady(NotPossible):
    """Findings want a decision, or still stand in the public text."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(str(finding.number) for finding in findings))
        self.findings = list(findings)


def originals(enquiry: Enquiry) -> tuple[str, str]:
    """What was asked, and what was answered: all messages of each kind, in order."""
    thread = list(enquiry.messages.all())
    asked = [m.text for m in thread if m.kind in (MessageKind.QUESTION, MessageKind.FOLLOW_UP)]
    answered = [m.text for m in thread if m.kind == MessageKind.ANSWER]
    return "\n\n".join(asked), "\n\n".join(answered)


def context_of(enquiry: Enquiry) -> Context:
    """What the search for names knows about the enquiry."""
    terms = {
        *Theme.objects.values_list("title", flat=True),
        *Subtheme.objects.values_list("title", flat=True),
        *Phase.objects.values_list("title", flat=True),
        *CATEGORY_NAMES.values(),
    }
    organisation = enquiry.organisation
    return Context(
        asker=enquiry.asker.name if enquiry.asker else "",
        organisation=organisation.name if organisation else "",
        municipalities=frozenset(Organisation.objects.municipalities().values_list("name", flat=True)),
        terms=frozenset(terms),
    )


def decisions_of(publication: Publication) -> dict[str, Decision]:
    """The stored decisions."""
    return {
        finding: Decision(Choice(stored["choice"]), stored.get("replacement", ""))
        for finding, stored in publication.decisions.items()
    }


def public_texts(publication: Publication) -> list[str]:
    return [publication.title, publication.short, publication.question_text, publication.answer_text]


def findings_of(publication: Publication, context: Context | None = None) -> list[Finding]:
    """Everything found in the original texts and in the public ones."""
    known = context or context_of(publication.enquiry)
    return gather([*originals(publication.enquiry), *public_texts(publication)], known)


def begin(*, enquiry: Enquiry, by: User) -> Publication:
    """The publication exists (once), with the original texts to begin from."""
    if not enquiry.may_publish or not enquiry.messages.filter(kind=MessageKind.ANSWER).exists():
        raise NotPossible("no answer, or the asker said no")
    with transaction.atomic():
        current = Enquiry.objects.lock(enquiry.pk)
        publication = Publication.objects.filter(enquiry=current).first()
        if publication is None:
            question, answer = originals(current)
            publication = Publication.objects.create(
                enquiry=current, title=current.subject, question_text=question, answer_text=answer
            )
            if current.phase_id:
                publication.phases.add(current.phase_id)
            log(publication, "hotline.begin_publication", user=by)
        return publication


@transaction.atomic
def prepare(
    *,
    publication: Publication,
    title: str,
    short: str,
    question_text: str,
    answer_text: str,
    phases: Iterable[Phase],
    decisions: dict[str, Decision],
    version: int,
    by: User,
    rebuild: bool = False,
) -> Publication:
    """The texts and decisions are stored, and the decisions carried out in the texts.

    As long as nobody changed the texts by hand they are made anew from the originals, so that a decision can be
    changed; after that the decisions work on the texts as they stand. `rebuild` begins again from the originals.
    Raises Conflict(publication) when somebody stored a newer version.
    """
    current = Publication.objects.lock(publication.pk)
    if current.state not in EDITABLE:
        raise NotPossible(current.state)
    if current.version != version:
        raise Conflict(current)
    by_hand = (question_text, answer_text) != (current.question_text, current.answer_text)
    current.edited = (current.edited or by_hand) and not rebuild
    question, answer = (question_text, answer_text) if current.edited else originals(current.enquiry)
    found = gather([*originals(current.enquiry), title, short, question_text, answer_text], context_of(current.enquiry))
    current.title = apply(title, found, decisions)
    current.short = apply(short, found, decisions)
    current.question_text = apply(question, found, decisions)
    current.answer_text = apply(answer, found, decisions)
    current.decisions = {
        finding: {"choice": decision.choice.value, "replacement": decision.replacement}
        for finding, decision in decisions.items()
    }
    current.version += 1
    current.state = PublicationState.DRAFT
    current.save()
    current.phases.set(phases)
    log(current, "hotline.anonymise", user=by)
    return current


@transaction.atomic
def submit(*, publication: Publication, by: User) -> Publication:
    """A colleague is asked to approve. Raises NotReady while a finding wants a decision or still stands."""
    current = Publication.objects.lock(publication.pk)
    if current.state == PublicationState.AWAITING_APPROVAL:
        return current
    if current.state not in EDITABLE:
        raise NotPossible(current.state)
    found, decisions = findings_of(current), decisions_of(current)
    missing = undecided(found, decisions) or remaining(public_texts(current), found, decisions)
    if missing:
        raise NotReady(missing)
    if not all(text.strip() for text in public_texts(current)):
        raise NotPossible("a text is empty")
    current.state = PublicationState.AWAITING_APPROVAL
    current.prepared_by, current.prepared_at = by, timezone.now()
    current.approved_by, current.approved_at, current.comment = None, None, ""
    current.version += 1
    current.save()
    log(current, "hotline.submit_publication", user=by)
    publish(QUEUE, "awaiting approval")
    return current


@transaction.atomic
def send_back(*, publication: Publication, comment: str, by: User) -> Publication:
    """The publication is the preparer's again, with a sentence about what must be changed."""
    current = Publication.objects.lock(publication.pk)
    if current.state != PublicationState.AWAITING_APPROVAL:
        raise NotPossible(current.state)
    current.state, current.comment = PublicationState.REJECTED, comment
    current.version += 1
    current.save()
    log(current, "hotline.send_back", user=by)
    publish(QUEUE, "sent back")
    if current.prepared_by is not None and current.prepared_by_id != by.pk:
        notify(current.prepared_by, messages.sent_back(current))
    return current


@transaction.atomic
def approve(*, publication: Publication, by: User, version: int | None = None) -> AnswerPage:
    """The answer is public, and the asker knows. Asking twice gives the same page.

    Raises OwnWork when the approver prepared it, Conflict when it is not what the approver read.
    """
    current = Publication.objects.lock(publication.pk)
    if current.state == PublicationState.PUBLISHED and current.page is not None:
        return current.page
    if current.state != PublicationState.AWAITING_APPROVAL:
        raise NotPossible(current.state)
    if current.prepared_by_id == by.pk:
        raise OwnWork
    if version is not None and version != current.version:
        raise Conflict(current)
    page = _publish(current, by)
    current.page, current.state = page, PublicationState.PUBLISHED
    current.approved_by, current.approved_at = by, timezone.now()
    current.version += 1
    current.save()
    enquiry = Enquiry.objects.lock(current.enquiry_id)
    if enquiry.status == Status.ANSWERED:
        enquiry.status = Status.CLOSED
    enquiry.version += 1
    enquiry.save(update_fields=["status", "version"])
    log(current, "hotline.approve", user=by)
    publish(QUEUE, "published")
    publish(enquiry.topic, "published")
    if enquiry.asker is not None:
        notify(enquiry.asker, messages.published(current, page.full_url or page.url or ""))
    return page


def _publish(publication: Publication, by: User) -> AnswerPage:
    index = AnswerIndexPage.objects.live().select_for_update().first()
    if index is None:
        raise NotPossible("there is no list of answers to publish under")
    page = AnswerPage(
        title=publication.title,
        slug=_free_address(index, address_of(publication.title)),
        short=publication.short,
        question=publication.question_text,
        body=[("text", RichText(as_html(publication.answer_text)))],
        audiences=[publication.enquiry.role] if publication.enquiry.role else [],
        checked_on=timezone.localdate(),
        valid_from=timezone.localdate(),
        owner=by,
    )
    index.add_child(instance=page)
    page.phases.set(publication.phases.all())
    # our own table of rights has let the approver through; consultants have none in the editors' tool
    page.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _free_address(index: AnswerIndexPage, wanted: str) -> str:
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, address = 2, wanted
    while address in taken:
        address, number = f"{wanted}-{number}", number + 1
    return address
