"""Facts about enquiries: their states, labels and headings. Plain Python.

>>> label_of(2026, 148)
'H-26-0148'
"""

from __future__ import annotations

import html
import re
from enum import StrEnum

SUBJECT_LENGTH = 90
QUESTION_LENGTH = 5000  # characters: two full pages; a longer question wants to be two


class Status(StrEnum):
    """new → in_progress → answered → closed, with awaiting while the asker owes us an answer."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    AWAITING = "awaiting"
    ANSWERED = "answered"
    CLOSED = "closed"


OPEN = frozenset({Status.NEW, Status.IN_PROGRESS, Status.AWAITING})
WITH_US = frozenset({Status.NEW, Status.IN_PROGRESS})  # the deadline runs

# What may follow. A follow-up question opens what was answered or closed.
_NEXT: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.IN_PROGRESS, Status.AWAITING, Status.ANSWERED, Status.CLOSED}),
    Status.IN_PROGRESS: frozenset({Status.NEW, Status.AWAITING, Status.ANSWERED, Status.CLOSED}),
    Status.AWAITING: frozenset({Status.IN_PROGRESS, Status.NEW, Status.ANSWERED, Status.CLOSED}),
    Status.ANSWERED: frozenset({Status.IN_PROGRESS, Status.NEW, Status.ANSWERED, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.IN_PROGRESS, Status.NEW}),
}


def may_become(now: str, then: str) -> bool:
    """Whether an enquiry in the one state may go to the other."""
    return Status(then) in _NEXT[Status(now)]


class MessageKind(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    QUERY = "query"  # what we ask the asker about
    NOTE = "note"  # internal: never shown to the asker


class PublicationState(StrEnum):
    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    PUBLISHED = "published"
    REJECTED = "rejected"


def label_of(year: int, number: int) -> str:
    """What people call an enquiry: the year in two digits, and the running number of that year."""
    return f"H-{year % 100:02}-{number:04}"


def subject_of(text: str) -> str:
    """A heading for the queue: the first sentence that asks something, else the first sentence; cut at a word.

    >>> subject_of("Hej. Tæller briller med som hjælpemiddel? Vi er i tvivl.")
    'Tæller briller med som hjælpemiddel?'
    """
    sentences = [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]
    if not sentences:
        return ""
    chosen = next((sentence for sentence in sentences if sentence.endswith("?")), sentences[0])
    if len(chosen) <= SUBJECT_LENGTH:
        return chosen
    cut = chosen[: SUBJECT_LENGTH - 2]
    return (cut[: cut.rfind(" ")] if " " in cut else cut) + " …"


_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})


def address_of(question: str) -> str:
    """The question as a part of an address.

    >>> address_of("Må vi vente med niveauet?")
    'maa-vi-vente-med-niveauet'
    """
    words = re.sub(r"[^a-z0-9]+", "-", question.lower().translate(_FOLDED)).strip("-")
    if len(words) > 80:
        words = words[:80].rpartition("-")[0] or words[:80]
    return words or "svar"


def as_html(text: str) -> str:
    """Plain text as paragraphs: a blank line begins a new one.

    >>> as_html("Ja. 0 < 1.\\n\\nNej.")
    '<p>Ja. 0 &lt; 1.</p><p>Nej.</p>'
    """
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>" for part in paragraphs)
