"""Arranging: pairs that belong together, and things in order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import Data, QuestionBlock, feedback_block, opaque, words

GRADERS = [
    ("absolute", _("Each row that stands in its own place")),
    ("all_or_nothing", _("The whole order, or nothing")),
    ("distance", _("Each row by how near it stands to its place")),
    ("next_exclude_last", _("Each row that is followed by the right one")),
    ("next_include_last", _("Each row that is followed by the right one, and the last row too")),
    ("previous_and_next", _("Each neighbour that is right, before and after")),
    ("all_previous_and_next", _("Each other row that stands on the right side")),
    ("longest_subset", _("The most rows that stand in order among themselves")),
    ("longest_contiguous", _("The most rows that follow each other in order")),
]
MATCH_SCORINGS = [("sum", _("Each right pair counts")), ("all_or_nothing", _("All pairs right, or nothing"))]


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("Left-hand side"), max_length=300)
    right = blocks.CharBlock(label=_("What belongs to it"), max_length=300)
    feedback = feedback_block()

    class Meta:
        icon = "link"
        label = _("Pair")


class MatchBlock(QuestionBlock):
    kind = "match"

    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2)
    distractors = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label=_("Extra choices that belong to none"),
        default=[],
        required=False,
    )
    scoring = blocks.ChoiceBlock(label=_("What gives points"), choices=MATCH_SCORINGS, default="sum")

    list_fields = {"choices": "pairs"}

    def engine_data(self, value: Any) -> Data:
        """Pairs with the same right-hand text share one choice."""
        choices: dict[str, str] = {}
        pairs = []
        for child in value["pairs"].bound_blocks:
            choice_id = choices.setdefault(words(child.value["right"]), opaque(child.id, "right"))
            pairs.append(
                {
                    "id": opaque(child.id, "left"),
                    "left": child.value["left"] or "",
                    "right_id": choice_id,
                    "feedback": child.value["feedback"] or "",
                }
            )
        for child in value["distractors"].bound_blocks:
            choices.setdefault(words(child.value), opaque(child.id, "right"))
        return {
            "pairs": pairs,
            "choices": [{"id": key, "text": text} for text, key in choices.items()],
            "scoring": value.get("scoring") or "sum",
        }

    class Meta:
        icon = "link"
        label = _("Match")
        description = _("Each row gets what belongs to it")


class OrderBlock(QuestionBlock):
    kind = "order"

    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label=_("In the right order"),
        min_num=3,
        help_text=_("The first stands first."),
    )
    grader = blocks.ChoiceBlock(label=_("What gives points"), choices=GRADERS, default="absolute")

    def engine_data(self, value: Any) -> Data:
        return {
            "items": [{"id": opaque(child.id), "text": child.value or ""} for child in value["items"].bound_blocks],
            "grader": value.get("grader") or "absolute",
        }

    class Meta:
        icon = "list-ol"
        label = _("Put in order")
        description = _("Rows to put in order")
