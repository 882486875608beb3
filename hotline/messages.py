"""What the hotline tells people by mail. Never the text of a question or an answer: a mail is read by many machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from content.templatetags.danish import kl, weekday_date
from notifications.mail import Message

if TYPE_CHECKING:
    from hotline.models import Enquiry, Publication


def _own_page(enquiry: Enquiry) -> str:
    return reverse("hotline:question", args=[enquiry.key])


def received(enquiry: Enquiry) -> Message:
    return Message(
        subject=_("We have received your question %(label)s") % {"label": enquiry.label},
        body=_("Thank you. You get an answer by %(day)s %(time)s at the latest. Follow your question here:")
        % {"day": weekday_date(enquiry.due_at), "time": kl(enquiry.due_at)},
        link=_own_page(enquiry),
    )


def answered(enquiry: Enquiry) -> Message:
    return Message(
        subject=_("Your question %(label)s has been answered") % {"label": enquiry.label},
        body=_("The hotline has answered your question. Sign in and read the answer here:"),
        link=_own_page(enquiry),
    )


def question_for_you(enquiry: Enquiry) -> Message:
    return Message(
        subject=_("We need to know more about your question %(label)s") % {"label": enquiry.label},
        body=_("The hotline has a question for you before we can answer. Sign in and write to us here:"),
        link=_own_page(enquiry),
    )


def asker_wrote(enquiry: Enquiry) -> Message:
    return Message(
        subject=_("New message in %(label)s") % {"label": enquiry.label},
        body=_("The asker has written again. Read it here:"),
        link=reverse("hotline:enquiry", args=[enquiry.key]),
    )


def published(publication: Publication, address: str) -> Message:
    return Message(
        subject=_("The answer to your question %(label)s is now public") % {"label": publication.enquiry.label},
        body=_("Others can now learn from the answer. We have removed names and places. Read it here:"),
        link=address,
    )


def sent_back(publication: Publication) -> Message:
    return Message(
        subject=_("The publication of %(label)s has been sent back") % {"label": publication.enquiry.label},
        body=_("A colleague has read it and asks you to change something. Read what here:"),
        link=reverse("hotline:anonymise", args=[publication.enquiry.key]),
    )
