"""What the templates of the kinds of question need: words, pictures and the geometry of areas.

Numbers that go into SVG attributes are returned as text with a decimal point: Danish formatting must not reach them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from content.models import PortalImage, PortalRendition
from content.rules import FUNCTION_LEVEL_WORDS
from courses.messages import about_outcome, localized
from courses.models.open_form import template_of
from grading import Review
from grading.kinds.areas import AreasReview, Image
from grading.kinds.choice import ChoiceReview, OptionReview
from grading.kinds.composite import ClozeReview
from grading.kinds.gaps import GapsReview
from grading.kinds.numeric import NumericReview
from grading.kinds.rating import RatingReview
from grading.kinds.short_text import ShortTextReview

register = template.Library()

PICTURE = "max-1200x1200"


@register.filter
def told_template(review: Review) -> str:
    """The template that tells how an answer of the kind went."""
    return template_of("told", review.kind)


@register.filter
def sentence(review: Review) -> str:
    return about_outcome(review)


@register.filter
def danish_number(number: str) -> str:
    """A decimal number with a point as a Dane writes it."""
    return localized(str(number))


@register.filter
def levels(review: RatingReview) -> list[dict[str, Any]]:
    """The scale with the person's and the experts' level on it, and how many of a panel chose each."""
    votes = review.votes or (0,) * len(FUNCTION_LEVEL_WORDS)
    return [
        {
            "number": level,
            "word": word,
            "chosen": level == review.chosen,
            "key": level in review.levels,
            "votes": votes[level],
        }
        for level, word in enumerate(FUNCTION_LEVEL_WORDS)
    ]


@register.filter
def others(review: ChoiceReview) -> list[OptionReview]:
    """The options that are neither right nor chosen."""
    return [option for option in review.options if not option.chosen and not option.right]


# ── Texts with something in them ────────────────────────────────────────────────────────────────────────────


@register.filter
def told_pieces(review: GapsReview | ClozeReview) -> list[dict[str, Any]]:
    """The text in order: {"text"}, or a field: {"number", "given", "right", "outcome", "feedback": [text]}."""
    found: list[dict[str, Any]] = []
    told = _told_gaps(review)
    number = 0
    for piece in review.pieces:
        assert isinstance(piece, dict)
        if "text" in piece:
            found.append({"text": piece["text"]})
        else:
            number += 1
            found.append({"number": number, **told[str(piece.get("gap", piece.get("part")))]})
    return found


def _told_gaps(review: GapsReview | ClozeReview) -> dict[str, dict[str, Any]]:
    if isinstance(review, GapsReview):
        return {
            gap.id: {
                "given": gap.chosen_text,
                "right": gap.right_text,
                "outcome": gap.outcome,
                "feedback": [gap.feedback] if gap.feedback else [],
            }
            for gap in review.gaps
        }
    return {
        part.id: {
            "given": given_text(part.review),
            "right": right_text(part.review),
            "outcome": part.review.outcome,
            "feedback": _feedback(part.review),
        }
        for part in review.parts
    }


@register.filter
def given_text(review: Review) -> str:
    """What was answered in one field, "" for nothing."""
    if isinstance(review, ShortTextReview | NumericReview):
        return review.given
    if isinstance(review, ChoiceReview):
        return ", ".join(option.text for option in review.options if option.chosen)
    return ""


@register.filter
def right_text(review: Review) -> str:
    """What is right in one field."""
    if isinstance(review, ShortTextReview | NumericReview):
        return review.right
    if isinstance(review, ChoiceReview):
        return ", ".join(option.text for option in review.options if option.right)
    return ""


def _feedback(review: Review) -> list[str]:
    """All that is said of one field, in the order it is shown."""
    own: list[str] = []
    if isinstance(review, ShortTextReview | NumericReview):
        own = [review.answer_feedback]
    elif isinstance(review, ChoiceReview):
        own = [option.feedback for option in review.options if option.chosen]
    return [text for text in (*own, review.overall, review.explanation) if text]


# ── Pictures ────────────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def picture(image: Mapping[str, Any] | Image) -> PortalRendition | None:
    """The image to show; None when it is no longer there. The question knows it by the digest of its file."""
    key = image.key if isinstance(image, Image) else image["key"]
    stored = PortalImage.objects.filter(file_hash=key).first()
    return stored.get_rendition(PICTURE) if stored else None


@register.filter
def view_box(image: Mapping[str, Any] | Image) -> str:
    width, height = _sides(image)
    return f"0 0 {width} {height}"


@register.filter
def mark_size(image: Mapping[str, Any] | Image) -> str:
    """The radius of a mark that can be seen on the image, in its own pixels."""
    return str(max(6, max(_sides(image)) // 45))


def _sides(image: Mapping[str, Any] | Image) -> tuple[int, int]:
    return (image.width, image.height) if isinstance(image, Image) else (image["width"], image["height"])


@register.filter
def text_size(image: Mapping[str, Any] | Image) -> str:
    """The size of a number that can be read on the image, in its own pixels."""
    return str(max(12, max(_sides(image)) // 22))


@register.filter
def coordinate(coords: Sequence[int], place: int) -> str:
    return str(coords[place])


@register.filter
def rectangle(coords: Sequence[int]) -> dict[str, str]:
    left, top, right, bottom = coords
    return {
        "x": str(min(left, right)),
        "y": str(min(top, bottom)),
        "width": str(abs(right - left)),
        "height": str(abs(bottom - top)),
    }


@register.filter
def corners(coords: Sequence[int]) -> str:
    return " ".join(f"{x},{y}" for x, y in zip(coords[::2], coords[1::2], strict=True))


@register.filter
def middle(area: Any) -> dict[str, str]:
    """Where the number of an area stands."""
    coords = area.coords
    if area.shape == "rect":
        x, y = (coords[0] + coords[2]) // 2, (coords[1] + coords[3]) // 2
    elif area.shape == "poly":
        x, y = sum(coords[::2]) * 2 // len(coords), sum(coords[1::2]) * 2 // len(coords)
    else:
        x, y = coords[0], coords[1]
    return {"x": str(x), "y": str(y)}


@register.filter
def missed(review: AreasReview) -> list[Any]:
    """The right areas that were not chosen."""
    return [area for area in review.areas if area.missed]


@register.filter
def area_at(review: AreasReview, area_id: str) -> Any:
    """The area of that id, None for a place outside them all."""
    return next((area for area in review.areas if area.id == area_id), None)
