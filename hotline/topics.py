"""Who may listen to what changes in the hotline."""

from __future__ import annotations

import uuid
from typing import Any

from hotline.models import Enquiry
from live.topics import declare
from people.permissions import Permission, can


def may_hear_queue(person: Any, key: str) -> bool:
    return not key and can(person, Permission.ANSWER_ENQUIRIES)


def may_hear_enquiry(person: Any, key: str) -> bool:
    """The asker, and who may see the enquiry."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return False
    enquiry = Enquiry.objects.filter(key=wanted).first()
    return enquiry is not None and can(person, Permission.SEE_ENQUIRY, enquiry)


def declare_topics() -> None:
    declare("hotline-queue", allow=may_hear_queue)
    declare("enquiry", allow=may_hear_enquiry)
