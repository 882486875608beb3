"""Choosing: one answer, several, true or false."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import Data, QuestionBlock, feedback_block, opaque, share_block
from grading import fair_fractions

SCORINGS = [
    ("sum", _("The right ones share the score, and wrong ones take from it")),
    ("all_or_nothing", _("All right, or nothing")),
    ("each_option", _("Every answer counts alike, ticked or left")),
    ("halves", _("One mistake gives half, two give a quarter")),
]


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=400)
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    share = share_block(_("Only when the answer counts partly: 1/2, -1/3. Left empty, the portal shares fairly."))
    feedback = feedback_block()

    class Meta:
        icon = "tick"
        label = _("Answer")


class ChoiceBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2)

    row_fields = {"fraction": "share"}

    def shares(self, rights: list[bool]) -> list[str]:
        raise NotImplementedError

    def engine_data(self, value: Any) -> Data:
        children = value["options"].bound_blocks
        shares = self.shares([bool(child.value["right"]) for child in children])
        return {
            "options": [
                {
                    "id": opaque(child.id),
                    "text": child.value["text"] or "",
                    "fraction": (child.value["share"] or "").strip().replace(",", ".") or fair,
                    "feedback": child.value["feedback"] or "",
                }
                for child, fair in zip(children, shares, strict=True)
            ]
        }


class SingleBlock(ChoiceBlock):
    kind = "single"

    def shares(self, rights: list[bool]) -> list[str]:
        return ["1" if right else "0" for right in rights]

    class Meta:
        icon = "radio-full"
        label = _("Choose one")
        description = _("One of the answers is right")


class MultipleBlock(ChoiceBlock):
    kind = "multiple"

    scoring = blocks.ChoiceBlock(label=_("What a half right answer gives"), choices=SCORINGS, default="sum")
    none_right = blocks.BooleanBlock(
        label=_("None of the answers is right"),
        required=False,
        help_text=_("Then ticking nothing is the right answer."),
    )

    def shares(self, rights: list[bool]) -> list[str]:
        """Fair shares, so that ticking everything gives nothing; the engine refuses when none is right."""
        return [str(share) for share in fair_fractions(rights)] if any(rights) else ["0"] * len(rights)

    def engine_data(self, value: Any) -> Data:
        return {
            **super().engine_data(value),
            "scoring": value.get("scoring") or "sum",
            "none_right": bool(value.get("none_right")),
        }

    class Meta:
        icon = "list-ul"
        label = _("Choose several")
        description = _("Any number of the answers is right")


class TrueFalseBlock(QuestionBlock):
    kind = "true_false"

    right = blocks.ChoiceBlock(label=_("The statement is"), choices=[("true", _("True")), ("false", _("False"))])
    feedback_true = blocks.TextBlock(label=_("Explanation to those who answer true"), required=False)
    feedback_false = blocks.TextBlock(label=_("Explanation to those who answer false"), required=False)

    def engine_data(self, value: Any) -> Data:
        return {
            "right": value["right"] == "true",
            "feedback_true": value["feedback_true"] or "",
            "feedback_false": value["feedback_false"] or "",
        }

    class Meta:
        icon = "check"
        label = _("True or false")
        description = _("A statement to agree with or not")
