"""The six kinds of question as blocks. Each holds what an editor writes and says it in the grading engine's words."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from content.rules import FUNCTION_LEVEL_WORDS
from courses.messages import about_question
from grading import BadQuestion, fair_fractions, read_question

Data = dict[str, Any]


def opaque(child_id: str, role: str = "") -> str:
    """An id for the browser: the same for the same child, and without a way back.

    A pair's left and right side come from one child; `role` keeps a reader from seeing that they belong together.
    """
    return hashlib.sha256(f"{role}:{child_id}".encode()).hexdigest()[:20]


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


class QuestionBlock(blocks.StructBlock):
    """What the kinds share: a check by the engine itself, with its fault placed on the right field."""

    kind: str
    # Where the engine's names differ from the editors' fields: engine's field in a row -> field of the block.
    row_fields: dict[str, str] = {}
    list_fields: dict[str, str] = {}

    def engine_data(self, value: Any) -> Data:
        """The kind's own part of the grading engine's question data."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            read_question({"kind": self.kind, "prompt": "?", **self.engine_data(cleaned)})
        except BadQuestion as fault:
            raise self.located(fault) from fault
        return cleaned

    def located(self, fault: BadQuestion) -> StructBlockValidationError:
        """The fault as an error on the field that can mend it; on the block when no field can."""
        problem = ValidationError(about_question(fault))
        where = re.match(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", str(fault.params.get("where", "")))
        if where is None:
            return StructBlockValidationError(non_block_errors=[problem])
        listed, row, field = where.groups()
        listed = self.list_fields.get(listed, listed)
        if listed not in self.child_blocks:
            return StructBlockValidationError(non_block_errors=[problem])
        if row is None or not isinstance(self.child_blocks[listed], blocks.ListBlock):
            return StructBlockValidationError(block_errors={listed: problem})
        field = self.row_fields.get(field or "", field)
        rows = self.child_blocks[listed].child_block
        inner = (
            StructBlockValidationError(block_errors={field: problem})
            if field in getattr(rows, "child_blocks", {})
            else problem
        )
        return StructBlockValidationError(
            block_errors={listed: ListBlockValidationError(block_errors={int(row): inner})}
        )


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=400)
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    share = blocks.CharBlock(
        label=_("Share"),
        required=False,
        max_length=12,
        help_text=_("Only when the answer counts partly: 1/2, -1/3. Left empty, the portal shares fairly."),
    )
    feedback = blocks.TextBlock(
        label=_("Explanation"),
        required=False,
        help_text=_("Shown after the answer. Say which rule decides. At most 40 words."),
    )

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
                    "text": child.value["text"],
                    "fraction": (child.value["share"] or "").strip().replace(",", ".") or share,
                    "feedback": child.value["feedback"] or "",
                }
                for child, share in zip(children, shares, strict=True)
            ]
        }


class SingleBlock(ChoiceBlock):
    kind = "single"

    def shares(self, rights: list[bool]) -> list[str]:
        return ["1" if right else "0" for right in rights]

    class Meta:
        icon = "radio-full"
        label = _("Choose one")


class MultipleBlock(ChoiceBlock):
    kind = "multiple"

    def shares(self, rights: list[bool]) -> list[str]:
        """Fair shares, so that ticking everything gives nothing; the engine refuses when none is right."""
        return [str(share) for share in fair_fractions(rights)] if any(rights) else ["0"] * len(rights)

    class Meta:
        icon = "list-ul"
        label = _("Choose several")


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


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("Left-hand side"), max_length=300)
    right = blocks.CharBlock(label=_("What belongs to it"), max_length=300)
    feedback = blocks.TextBlock(label=_("Explanation"), required=False)

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

    list_fields = {"choices": "pairs"}

    def engine_data(self, value: Any) -> Data:
        """Pairs with the same right-hand text share one choice."""
        choices: dict[str, str] = {}
        pairs = []
        for child in value["pairs"].bound_blocks:
            right = " ".join((child.value["right"] or "").split())
            choice_id = choices.setdefault(right, opaque(child.id, "right"))
            pairs.append(
                {
                    "id": opaque(child.id, "left"),
                    "left": child.value["left"],
                    "right_id": choice_id,
                    "feedback": child.value["feedback"] or "",
                }
            )
        for child in value["distractors"].bound_blocks:
            choices.setdefault(" ".join((child.value or "").split()), opaque(child.id, "right"))
        return {"pairs": pairs, "choices": [{"id": key, "text": text} for text, key in choices.items()]}

    class Meta:
        icon = "link"
        label = _("Match")


class OrderBlock(QuestionBlock):
    kind = "order"

    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label=_("In the right order"),
        min_num=3,
        help_text=_("The first stands first."),
    )

    def engine_data(self, value: Any) -> Data:
        return {"items": [{"id": opaque(child.id), "text": child.value} for child in value["items"].bound_blocks]}

    class Meta:
        icon = "list-ol"
        label = _("Put in order")


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

    level = blocks.ChoiceBlock(label=_("The experts' level"), choices=LEVEL_CHOICES)
    near = blocks.ChoiceBlock(label=_("One step away gives"), choices=NEAR_CHOICES, default="1/2")
    level_feedback = LevelFeedbackBlock(label=_("Explanation to those who choose the level"))

    def engine_data(self, value: Any) -> Data:
        feedback = {str(level): value["level_feedback"].get(f"level_{level}") or "" for level in range(5)}
        return {
            "level": int(value["level"]),
            "near": value["near"] or "1/2",
            "level_feedback": {level: text for level, text in feedback.items() if text},
        }

    class Meta:
        icon = "order"
        label = _("Rate the level")


QUESTION_BLOCKS = [
    (block.kind, block()) for block in (SingleBlock, MultipleBlock, TrueFalseBlock, MatchBlock, OrderBlock, RatingBlock)
]
