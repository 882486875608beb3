"""The kinds of question as blocks. Each holds what an editor writes and says it in the grading engine's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.arranging import MatchBlock, OrderBlock
from courses.blocks.base import QuestionBlock
from courses.blocks.choosing import MultipleBlock, SingleBlock, TrueFalseBlock
from courses.blocks.gaps import DragTextBlock, GapSelectBlock
from courses.blocks.parts import ClozeBlock, CompositeBlock
from courses.blocks.pictures import HotspotBlock, PointsBlock
from courses.blocks.scales import RatingBlock, SliderBlock
from courses.blocks.writing import NumericBlock, ShortTextBlock
from grading import KINDS

__all__ = ["QUESTION_BLOCKS", "ChapterBlock", "GoalBlock", "QuestionBlock"]


class GoalBlock(blocks.CharBlock):
    class Meta:
        icon = "tick"
        label = _("Learning goal")


class ChapterBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    start = blocks.IntegerBlock(label=_("Begins after (seconds)"), min_value=0, max_value=24 * 60 * 60)

    class Meta:
        icon = "list-ul"
        label = _("Chapter")


QUESTION_BLOCKS = [
    (block.kind, block())
    for block in (
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
        ClozeBlock,
        HotspotBlock,
        PointsBlock,
        CompositeBlock,
    )
    if block.kind in KINDS
]
