"""Figures leave the house as a file."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log

from people.models import User
from surveys.models import Survey


@transaction.atomic
def exported(*, survey: Survey, kind: str, by: User) -> None:
    """The audit log says who took the figures out, and as what: csv or xlsx."""
    log(survey, "surveys.export", user=by, data={"kind": kind})
