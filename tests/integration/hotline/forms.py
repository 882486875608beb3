"""What the workbench's pages post."""

from __future__ import annotations

import uuid
from typing import Any

from hotline.actions import publications
from hotline.models import Enquiry, Publication

QUEUE = "/arbejdsbord/hotline/"
TEXT = "Min leder, Anne Friis, siger 0. Tæller briller med? Ring på 12 34 56 78."


def at(enquiry: Enquiry, step: str = "") -> str:
    return f"{QUEUE}{enquiry.key}/{step}"


def answer_form(**changes: Any) -> dict[str, Any]:
    form = {
        "text": "Ja, hjælpemidler tæller med.",
        "version": "1",
        "draft_version": "0",
        "submission_key": str(uuid.uuid4()),
    }
    return form | changes


def publication_form(enquiry: Enquiry, **changes: Any) -> dict[str, Any]:
    """Everything found is removed, and the text is sent for approval."""
    publication = Publication.objects.get(enquiry=enquiry)
    form = {f"choice-{finding.id}": "remove" for finding in publications.findings_of(publication)} | {
        "version": str(publication.version),
        "title": publication.title,
        "question_text": publication.question_text,
        "short": "Ja, hjælpemidler tæller med.",
        "answer_text": publication.answer_text,
        "phases": ["sagsoplysning"],
        "go": "submit",
    }
    return form | changes
