"""The 25 published answers, and a year of questions to the hotline."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from content.models import Phase
from hotline.actions.enquiries import deadline_from
from hotline.models import AnswerDraft, AnswerIndexPage, AnswerPage, Enquiry, EnquiryMessage, LabelSeries
from hotline.rules import MessageKind, Status
from people.models import User
from people.rules import Role
from portal.demo import script
from portal.demo.seed.chance import TODAY, chance, working_moment
from portal.site import publish_under

STILL_OPEN = {Status.NEW, Status.IN_PROGRESS, Status.AWAITING}


def seed(accounts: dict[str, User]) -> None:
    _answers()
    _enquiries(accounts)


def _answers() -> None:
    index = AnswerIndexPage.objects.get()
    phases = {phase.slug: phase for phase in Phase.objects.all()}
    texts = script.read("answers")["answers"]
    pages = {text["number"]: _answer(index, text, phases) for text in texts}
    for text in texts:
        page = pages[text["number"]]
        page.related = [("page", pages[number]) for number in text.get("related", []) if number in pages]
        asked = timezone.make_aware(dt.datetime.combine(text["asked"], dt.time(10)))
        page.save_revision().publish()
        Page.objects.filter(pk=page.pk).update(first_published_at=asked + dt.timedelta(days=3))


def _answer(index: AnswerIndexPage, text: dict[str, Any], phases: dict[str, Phase]) -> AnswerPage:
    page = AnswerPage(
        title=text["question"],
        slug=text["slug"],
        short=text["short"],
        body=[("text", script.paragraphs(text["body"]))],
        audiences=text["audiences"],
        sources="\n".join(text["sources"]),
        law_references=[
            ("law", {"text": law, "url": "", "checked_on": text["checked"]}) for law in text["legal_references"]
        ],
        valid_for=text["valid_for"],
        checked_on=text["checked"],
    )
    page.phases = [phases[slug] for slug in text["phases"]]
    page.tags.add(*text["tags"])
    return publish_under(index, page)


def _enquiries(accounts: dict[str, User]) -> None:
    """Thirty questions over a year: the open ones came in the last days, the others are answered."""
    generator = chance("enquiries")
    consultants = [accounts["konsulent"], accounts["konsulent2"]]
    phases = {phase.slug: phase for phase in Phase.objects.all()}
    texts = script.read("enquiries")["enquiries"]
    moments = {}
    for number, text in enumerate(texts):
        recent = Status(text["status"]) in STILL_OPEN
        first = TODAY - dt.timedelta(days=1 if recent else 350)
        last = TODAY if recent else TODAY - dt.timedelta(days=8)
        moments[number] = working_moment(generator, first=first, last=last)
    own = {Role.CASEWORKER: accounts["sagsbehandler"], Role.PROVIDER_EMPLOYEE: accounts["udfoerer"]}
    for number in sorted(moments, key=moments.__getitem__):  # labels follow time
        text, received = texts[number], moments[number]
        role = Role(text["role"])
        asker = own.pop(role, None) or generator.choice(list(User.objects.with_role(role).order_by("pk")))
        answered = working_moment(
            generator, first=received.date() + dt.timedelta(days=1), last=received.date() + dt.timedelta(days=3)
        )
        _enquiry(text, received, asker, generator.choice(consultants), phases, answered)


def _enquiry(
    text: dict[str, Any],
    received: dt.datetime,
    asker: User,
    consultant: User,
    phases: dict[str, Phase],
    answered: dt.datetime,
) -> None:
    status = Status(text["status"])
    answered_at = answered if text.get("answer") else None
    enquiry = Enquiry.objects.create(
        label=LabelSeries.objects.lock(received.year).next_label(),
        asker=asker,
        organisation=asker.membership.organisation if asker.membership else None,
        role=text["role"],
        subject=text["subject"],
        text=text["text"].strip(),
        phase=phases.get(text.get("phase", "")),
        status=status,
        assignee=None if status is Status.NEW else consultant,
        received_at=received,
        due_at=deadline_from(received),
        answered_at=answered_at,
    )
    EnquiryMessage.objects.create(
        enquiry=enquiry, kind=MessageKind.QUESTION, author=asker, text=enquiry.text, sent_at=received
    )
    if answered_at is not None:
        EnquiryMessage.objects.create(
            enquiry=enquiry, kind=MessageKind.ANSWER, author=consultant, text=text["answer"], sent_at=answered_at
        )
    elif status is Status.AWAITING:
        EnquiryMessage.objects.create(
            enquiry=enquiry,
            kind=MessageKind.QUERY,
            author=consultant,
            text="Tak for dit spørgsmål. Vil du skrive, hvilken fase i sagen det handler om? Skriv ikke om borgeren.",
            sent_at=received + dt.timedelta(hours=2),
        )
    elif status is Status.IN_PROGRESS:
        AnswerDraft.objects.create(
            enquiry=enquiry, text="Tak for dit spørgsmål. Vi ser på det sammen i teamet.", saved_by=consultant
        )
