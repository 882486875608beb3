"""The kinds of question as blocks. Each holds what an editor writes and says it in the grading engine's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import QuestionBlock
from courses.blocks.parts import IN_PICTURES, IN_WORDS, ClozeBlock, CompositeBlock

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


QUESTION_BLOCKS = [(block.kind, block()) for block in (*IN_WORDS, ClozeBlock, *IN_PICTURES, CompositeBlock)]
