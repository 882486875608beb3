"""Questions made of questions: inside a text, or one after the other."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.arranging import MatchBlock, OrderBlock
from courses.blocks.base import Data, QuestionBlock, opaque, words
from courses.blocks.choosing import MultipleBlock, SingleBlock, TrueFalseBlock
from courses.blocks.gaps import TEXT_HELP, DragTextBlock, GapSelectBlock, numbered
from courses.blocks.pictures import HotspotBlock, PointsBlock
from courses.blocks.scales import RatingBlock, SliderBlock
from courses.blocks.writing import NumericBlock, ShortTextBlock
from grading.kinds.composite import INLINE_KINDS
from grading.kinds.plain import PLAIN_KINDS

IN_WORDS = (
    SingleBlock,
    MultipleBlock,
    TrueFalseBlock,
    MatchBlock,
    OrderBlock,
    RatingBlock,
    ShortTextBlock,
    NumericBlock,
    SliderBlock,
    GapSelectBlock,
    DragTextBlock,
)
IN_PICTURES = (HotspotBlock, PointsBlock)
ALONE = (*IN_WORDS, *IN_PICTURES)


def weight_block() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Weight"),
        max_length=12,
        default="1",
        required=False,
        help_text=_("2 counts twice as much as 1."),
    )


class PartBlock(blocks.StructBlock):
    """A question inside another: what it asks, how much it counts, and the kind's own fields."""

    def __init__(self, answers: QuestionBlock, prompt: blocks.CharBlock, **kwargs: Any) -> None:
        super().__init__([("prompt", prompt), ("answers", answers), ("weight", weight_block())], **kwargs)

    def engine_data(self, value: Any) -> Data:
        answers = self.child_blocks["answers"]
        return {
            "weight": words(value["weight"]).replace(",", ".") or "1",
            "question": {
                "kind": answers.kind,
                "prompt": value["prompt"] or "",
                **answers.engine_data(value["answers"]),
            },
        }


def _asked() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Question"), max_length=400)


def _named() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Name of the field"),
        max_length=100,
        required=False,
        help_text=_("Read aloud by screen readers. Left empty: Field 1, Field 2 …"),
    )


def parts_block(kinds: tuple[type[QuestionBlock], ...], prompt: Any) -> blocks.StreamBlock:
    return blocks.StreamBlock(
        [
            (kind.kind, PartBlock(kind(), prompt(), label=kind._meta_class.label, icon=kind._meta_class.icon))
            for kind in kinds
        ],
        label=_("Parts"),
        min_num=1,
        max_num=50,
    )


class PartsBlock(QuestionBlock):
    def engine_data(self, value: Any) -> Data:
        """A row that was never saved has no id yet; its place stands in until it is."""
        return {
            "parts": [
                {"id": opaque(child.id or f"new {place}"), **child.block.engine_data(child.value)}
                for place, child in enumerate(value["parts"])
            ]
        }


class ClozeBlock(PartsBlock):
    kind = "cloze"

    text = blocks.TextBlock(label=_("The text"), help_text=TEXT_HELP)
    parts = parts_block(tuple(kind for kind in ALONE if kind.kind in INLINE_KINDS), _named)

    def engine_data(self, value: Any) -> Data:
        data = super().engine_data(value)
        return {"text": numbered(value["text"] or "", [part["id"] for part in data["parts"]]), **data}

    class Meta:
        icon = "edit"
        label = _("Fill in a text")
        description = _("A text with fields to write or choose in")


class CompositeBlock(PartsBlock):
    kind = "composite"

    parts = parts_block(tuple(kind for kind in ALONE if kind.kind in PLAIN_KINDS), _asked)

    class Meta:
        icon = "list-ol"
        label = _("Several parts")
        description = _("Questions that belong together, graded as one")
