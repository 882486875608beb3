"""Writing: a few words, or a number."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.base import Data, QuestionBlock, decimal, feedback_block, opaque, share, share_block, words

TOLERANCE_KINDS = [
    ("absolute", _("That far up or down")),
    ("relative", _("That share of the number: 0,1 is 10 %")),
    ("geometric", _("Divided or multiplied by 1 plus that share")),
]
UNIT_RULES = [
    ("none", _("No unit is written")),
    ("optional", _("A unit may be written")),
    ("required", _("A unit must be written")),
]
UNIT_PENALTIES_OF = [("response", _("Of what the answer gives")), ("maximum", _("Of the whole question"))]
NUMBER_FORMATS = [("danish", _("Danish: 1.234,5")), ("plain", _("Plain: 1234.5"))]


class TextAnswerBlock(blocks.StructBlock):
    pattern = blocks.CharBlock(
        label=_("Answer"),
        max_length=400,
        help_text=_("What counts as this answer. * stands for anything: *metode* takes all that holds the word."),
    )
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    share = share_block()
    feedback = feedback_block()

    class Meta:
        icon = "tick"
        label = _("Answer")


class ShortTextBlock(QuestionBlock):
    kind = "short_text"

    answers = blocks.ListBlock(
        TextAnswerBlock(),
        label=_("Answers"),
        min_num=1,
        help_text=_("Read from the top: the first that fits counts. Put a row with * last to speak to all others."),
    )
    match_case = blocks.BooleanBlock(label=_("Capital letters must be right"), required=False)
    ignore_accents = blocks.BooleanBlock(label=_("Accents do not matter: «ide» counts as «idé»"), required=False)

    row_fields = {"fraction": "share"}

    def engine_data(self, value: Any) -> Data:
        return {
            "answers": [
                {
                    "id": opaque(child.id),
                    "pattern": child.value["pattern"] or "",
                    "fraction": share(child.value["share"], right=bool(child.value["right"])),
                    "feedback": child.value["feedback"] or "",
                }
                for child in value["answers"].bound_blocks
            ],
            "match_case": bool(value["match_case"]),
            "match_accents": not value["ignore_accents"],
        }

    class Meta:
        icon = "pilcrow"
        label = _("Short text")
        description = _("A word or a few, written by the learner")


class NumberAnswerBlock(blocks.StructBlock):
    value = blocks.CharBlock(
        label=_("Number"), max_length=30, required=False, help_text=_("For example 2,5. Left empty: the range below.")
    )
    tolerance = blocks.CharBlock(label=_("Right within"), max_length=30, required=False)
    tolerance_kind = blocks.ChoiceBlock(
        label=_("How that is counted"), choices=TOLERANCE_KINDS, default="absolute", required=False
    )
    low = blocks.CharBlock(label=_("From"), max_length=30, required=False)
    high = blocks.CharBlock(label=_("To"), max_length=30, required=False)
    include_low = blocks.BooleanBlock(label=_("The lower end counts too"), required=False, default=True)
    include_high = blocks.BooleanBlock(label=_("The upper end counts too"), required=False, default=True)
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    share = share_block()
    feedback = feedback_block()

    class Meta:
        icon = "tick"
        label = _("Answer")


class UnitBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Unit"), max_length=30)
    multiplier = blocks.CharBlock(
        label=_("How many make one"),
        max_length=30,
        default="1",
        help_text=_("How many of it make one of the unit the answers are in: 60 minutes make an hour."),
    )

    class Meta:
        icon = "tag"
        label = _("Unit")


class NumericBlock(QuestionBlock):
    kind = "numeric"

    answers = blocks.ListBlock(
        NumberAnswerBlock(), label=_("Answers"), min_num=1, help_text=_("The first that fits counts.")
    )
    units = blocks.ListBlock(UnitBlock(), label=_("Units"), default=[], required=False)
    unit_rule = blocks.ChoiceBlock(label=_("Unit in the answer"), choices=UNIT_RULES, default="none")
    unit_penalty = blocks.CharBlock(label=_("A wrong unit costs"), max_length=12, default="1/10", required=False)
    unit_penalty_of = blocks.ChoiceBlock(label=_("Counted"), choices=UNIT_PENALTIES_OF, default="response")
    number_format = blocks.ChoiceBlock(label=_("How learners write numbers"), choices=NUMBER_FORMATS, default="danish")

    row_fields = {"fraction": "share"}

    def engine_data(self, value: Any) -> Data:
        data: Data = {
            "answers": [{"id": opaque(child.id), **_answer(child.value)} for child in value["answers"].bound_blocks],
            "unit_rule": value["unit_rule"] or "none",
            "number_format": value["number_format"] or "danish",
        }
        if units := value["units"].bound_blocks:
            data["units"] = [
                {
                    "id": opaque(child.id),
                    "text": words(child.value["text"]),
                    "multiplier": decimal(child.value["multiplier"], "1"),
                }
                for child in units
            ]
            data["unit_penalty"] = words(value["unit_penalty"]).replace(",", ".") or "1/10"
            data["unit_penalty_of"] = value["unit_penalty_of"] or "response"
        return data

    class Meta:
        icon = "order"
        label = _("Number")
        description = _("A number, with or without a unit")


def _answer(value: Any) -> Data:
    if words(value["value"]):
        key = {
            "value": decimal(value["value"]),
            "tolerance": decimal(value["tolerance"], "0"),
            "tolerance_kind": value["tolerance_kind"] or "absolute",
        }
    else:
        key = {
            "low": decimal(value["low"]),
            "high": decimal(value["high"]),
            "include_low": bool(value["include_low"]),
            "include_high": bool(value["include_high"]),
        }
    return {
        **key,
        "fraction": share(value["share"], right=bool(value["right"])),
        "feedback": value["feedback"] or "",
    }
