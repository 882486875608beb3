"""Scales: the level of a function, and a number on a slider."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.rules import FUNCTION_LEVEL_WORDS
from courses.blocks.base import Data, QuestionBlock, decimal, words

LEVEL_CHOICES = [(str(level), f"{level} {word}") for level, word in enumerate(FUNCTION_LEVEL_WORDS)]
NEAR_CHOICES = [("1/2", _("Half")), ("1/3", _("A third")), ("0", _("Nothing"))]


class LevelFeedbackBlock(blocks.StructBlock):
    level_0 = blocks.TextBlock(label=LEVEL_CHOICES[0][1], required=False)
    level_1 = blocks.TextBlock(label=LEVEL_CHOICES[1][1], required=False)
    level_2 = blocks.TextBlock(label=LEVEL_CHOICES[2][1], required=False)
    level_3 = blocks.TextBlock(label=LEVEL_CHOICES[3][1], required=False)
    level_4 = blocks.TextBlock(label=LEVEL_CHOICES[4][1], required=False)


class RatingBlock(QuestionBlock):
    kind = "rating"

    level = blocks.ChoiceBlock(
        label=_("The experts' level"),
        choices=LEVEL_CHOICES,
        required=False,
        help_text=_("Choose the level they agreed on, or write each expert's level below."),
    )
    panel = blocks.ListBlock(
        blocks.ChoiceBlock(label=_("Level"), choices=LEVEL_CHOICES),
        label=_("Each expert's own level"),
        default=[],
        required=False,
        help_text=_("The middle level counts as right. Between two middle levels both are right."),
    )
    near = blocks.ChoiceBlock(label=_("One step away gives"), choices=NEAR_CHOICES, default="1/2")
    level_feedback = LevelFeedbackBlock(label=_("Explanation to those who choose the level"))

    def engine_data(self, value: Any) -> Data:
        feedback = {str(level): value["level_feedback"].get(f"level_{level}") or "" for level in range(5)}
        key: Data = {}
        if panel := [int(level) for level in value.get("panel") or [] if level]:
            key["panel"] = panel
        if value["level"]:  # beside a panel it is refused: one of them must go
            key["level"] = int(value["level"])
        return {
            **key,
            "near": value["near"] or "1/2",
            "level_feedback": {level: text for level, text in feedback.items() if text},
        }

    class Meta:
        icon = "order"
        label = _("Rate the level")
        description = _("The level 0 to 4, held against the experts'")


class SliderBlock(QuestionBlock):
    kind = "slider"

    low = blocks.CharBlock(label=_("Lowest number"), max_length=20, default="0")
    high = blocks.CharBlock(label=_("Highest number"), max_length=20, default="100")
    step = blocks.CharBlock(label=_("Step"), max_length=20, default="1", help_text=_("From one number to the next."))
    unit_text = blocks.CharBlock(label=_("Unit"), max_length=20, required=False, help_text=_("For example % or days."))
    value = blocks.CharBlock(label=_("The right number"), max_length=20)
    tolerance = blocks.CharBlock(
        label=_("Right within"),
        max_length=20,
        required=False,
        help_text=_("How far off still counts as right. Left empty: only the number itself."),
    )
    near_tolerance = blocks.CharBlock(
        label=_("Close within"),
        max_length=20,
        required=False,
        help_text=_("How far off still counts as close. Left empty: nothing does."),
    )
    near = blocks.ChoiceBlock(label=_("A close number gives"), choices=NEAR_CHOICES, default="1/2")

    def engine_data(self, value: Any) -> Data:
        return {
            "low": decimal(value["low"]),
            "high": decimal(value["high"]),
            "step": decimal(value["step"]),
            "value": decimal(value["value"]),
            "tolerance": decimal(value["tolerance"], "0"),
            "near_tolerance": decimal(value["near_tolerance"]),
            "near": value["near"] or "1/2",
            "unit_text": words(value["unit_text"]),
        }

    class Meta:
        icon = "arrows-up-down"
        label = _("Slider")
        description = _("A number on a scale")
