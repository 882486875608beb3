"""Gaps in a text, filled from lists or by dragging words in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import Data, QuestionBlock, feedback_block, opaque, words
from grading.placeholders import with_placeholders

GROUPS = [(str(number), str(number)) for number in range(1, 9)]

TEXT_HELP = _("Write [[1]] where the first row belongs, [[2]] where the second does, and so on.")


def group_block() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        label=_("Group"),
        choices=GROUPS,
        default="1",
        help_text=_("A gap can only be filled from its own group."),
    )


def numbered(text: str, ids: list[str]) -> str:
    """The text with [[1]] as the first id and so on; a number without a row stays, and the engine refuses it."""
    by_number = {str(number): row_id for number, row_id in enumerate(ids, start=1)}
    return with_placeholders(text, lambda found: by_number.get(found, found))


class GapBlock(blocks.StructBlock):
    right = blocks.CharBlock(label=_("What belongs in the gap"), max_length=200)
    group = group_block()
    feedback = feedback_block()

    class Meta:
        icon = "edit"
        label = _("Gap")


class ExtraChoiceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=200)
    group = group_block()

    class Meta:
        icon = "edit"
        label = _("Extra choice")


class GapsBlock(QuestionBlock):
    text = blocks.TextBlock(label=_("The text"), help_text=TEXT_HELP)
    gaps = blocks.ListBlock(GapBlock(), label=_("Gaps"), min_num=1)
    extras = blocks.ListBlock(
        ExtraChoiceBlock(), label=_("Extra choices that belong in no gap"), default=[], required=False
    )

    list_fields = {"choices": "gaps"}

    def engine_data(self, value: Any) -> Data:
        """Gaps of one group with the same words share one choice, which then may be used more than once."""
        choices: dict[tuple[str, str], Data] = {}
        gaps = []
        for child in value["gaps"].bound_blocks:
            key = (child.value["group"] or "1", words(child.value["right"]))
            taken = key in choices
            choice = choices.setdefault(key, _choice(opaque(child.id, "right"), *key))
            choice["unlimited"] = choice["unlimited"] or taken
            gaps.append(
                {
                    "id": opaque(child.id, "gap"),
                    "right_id": choice["id"],
                    "feedback": child.value["feedback"] or "",
                }
            )
        for child in value["extras"].bound_blocks:
            key = (child.value["group"] or "1", words(child.value["text"]))
            choices.setdefault(key, _choice(opaque(child.id, "right"), *key))
        return {
            "text": numbered(value["text"] or "", [gap["id"] for gap in gaps]),
            "gaps": gaps,
            "choices": list(choices.values()),
        }


def _choice(choice_id: str, group: str, text: str) -> Data:
    return {"id": choice_id, "text": text, "group": group, "unlimited": False}


class GapSelectBlock(GapsBlock):
    kind = "gap_select"

    class Meta:
        icon = "list-ul"
        label = _("Choose in a text")
        description = _("A list at each gap of a text")


class DragTextBlock(GapsBlock):
    kind = "drag_text"

    class Meta:
        icon = "arrows-up-down"
        label = _("Put words into a text")
        description = _("Words to drag, or pick and place, into a text")
