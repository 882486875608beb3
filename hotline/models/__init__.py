"""What the hotline holds: private enquiries, and the public answers that came out of them."""

from hotline.models.answers import PAGE_SIZE, VALID_FOR, AnswerIndexPage, AnswerPage, AnswerTag
from hotline.models.enquiries import (
    KIND_CHOICES,
    STATE_CHOICES,
    STATUS_CHOICES,
    AnswerDraft,
    Enquiry,
    EnquiryMessage,
    LabelSeries,
    Publication,
)

__all__ = [
    "KIND_CHOICES",
    "PAGE_SIZE",
    "STATE_CHOICES",
    "STATUS_CHOICES",
    "VALID_FOR",
    "AnswerDraft",
    "AnswerIndexPage",
    "AnswerPage",
    "AnswerTag",
    "Enquiry",
    "EnquiryMessage",
    "LabelSeries",
    "Publication",
]
