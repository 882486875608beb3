"""What surveys tell people by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from content.templatetags.danish import kl, weekday_date
from notifications.mail import Message

if TYPE_CHECKING:
    from surveys.models import Invitation


def invited(invitation: Invitation) -> Message:
    survey = invitation.survey
    return Message(
        subject=_("What did you think? %(title)s") % {"title": survey.title},
        body=_(
            "We would like to know what you think. It takes two minutes, and your answers cannot be traced back to "
            "you. You can answer until %(day)s %(time)s. Answer here:"
        )
        % {"day": weekday_date(survey.closes_at), "time": kl(survey.closes_at)},
        link=reverse("surveys:answer", args=[invitation.key]),
    )
