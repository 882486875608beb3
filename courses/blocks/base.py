"""What the kinds of question share as blocks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.messages import about_question
from grading import BadQuestion, read_question

Data = dict[str, Any]
Row = tuple[str, int]

_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")


def opaque(child_id: str, role: str = "") -> str:
    """An id for the browser: the same for the same child, and without a way back.

    A pair's left and right side come from one child; `role` keeps a reader from seeing that they belong together.
    """
    return hashlib.sha256(f"{role}:{child_id}".encode()).hexdigest()[:20]


def words(text: str | None) -> str:
    """What an editor wrote, "" for nothing, with spaces folded."""
    return " ".join((text or "").split())


def share(text: str | None, *, right: bool = False) -> str:
    """An editor's share in the engine's words; left empty, it follows from right or not."""
    return words(text).replace(",", ".") or ("1" if right else "0")


def decimal(text: str | None, default: str = "") -> str:
    """An editor's decimal number with a point: 2,5 and 1.234,5. What may be both 1500 and 1,5 is not read."""
    number = words(text) or default
    if "," in number:
        return number.replace(".", "").replace(",", ".")
    return f"?{number}" if _THOUSANDS.fullmatch(number) else number


def share_block(help_text: Any = None) -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Share"),
        required=False,
        max_length=12,
        help_text=help_text or _("Only when the answer counts partly: 1/2 or 0,25. Left empty: all or nothing."),
    )


def feedback_block(label: Any = None) -> blocks.TextBlock:
    return blocks.TextBlock(
        label=label or _("Explanation"),
        required=False,
        help_text=_("Shown after the answer. Say which rule decides. At most 40 words."),
    )


class QuestionBlock(blocks.StructBlock):
    """What the kinds share: a check by the engine itself, with its fault placed on the field that can mend it."""

    kind: str
    # Where the engine's names differ from the editors' fields: engine's field in a row -> field of the block.
    row_fields: dict[str, str] = {}
    list_fields: dict[str, str] = {}

    def engine_data(self, value: Any) -> Data:
        """The kind's own part of the grading engine's question data."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        data = self.engine_data(cleaned)
        try:
            read_question({"kind": self.kind, "prompt": "?", **data})
        except BadQuestion as fault:
            raise self.located(fault, data) from fault
        return cleaned

    def rows(self, data: Data) -> dict[str, Row]:
        """The field and row that each of the engine's ids comes from."""
        found: dict[str, Row] = {}
        for name, rows in data.items():
            for index, row in enumerate(rows if isinstance(rows, list) else []):
                if isinstance(row, Mapping) and "id" in row:
                    found.setdefault(row["id"], (self.list_fields.get(name, name), index))
        return found

    def located(self, fault: BadQuestion, data: Data) -> StructBlockValidationError:
        """The fault as an error on the field that can mend it; on the block when no field can."""
        rows = self.rows(data)
        by_id = rows.get(str(fault.params.get("id", "")))
        other = rows.get(str(fault.params.get("other", fault.params.get("by", ""))))
        problem = ValidationError(
            about_question(fault, number=by_id[1] + 1 if by_id else None, other=other[1] + 1 if other else None)
        )
        where = re.match(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", str(fault.params.get("where", "")))
        listed, row, field = where.groups() if where else (None, None, None)
        listed = self.list_fields.get(listed, listed) if listed else None
        if row is None and by_id is not None and by_id[0] in self.child_blocks:
            listed, row = by_id[0], str(by_id[1])
        elif listed is None and "text" in self.child_blocks and "placeholder" in fault.reason:
            listed = "text"
        if listed not in self.child_blocks:
            return StructBlockValidationError(non_block_errors=[problem])
        child = self.child_blocks[listed]
        if row is None or not isinstance(child, blocks.ListBlock | blocks.StreamBlock):
            return StructBlockValidationError(block_errors={listed: problem})
        field = self.row_fields.get(field or "", field or "")
        inner: ValidationError = problem
        if isinstance(child, blocks.StreamBlock):
            inner = StructBlockValidationError(
                **({"block_errors": {field: problem}} if field else {"non_block_errors": [problem]})
            )
            return StructBlockValidationError(
                block_errors={listed: StreamBlockValidationError(block_errors={int(row): inner})}
            )
        members = getattr(child.child_block, "child_blocks", None)
        if members is not None:
            inner = StructBlockValidationError(
                **({"block_errors": {field: problem}} if field in members else {"non_block_errors": [problem]})
            )
        return StructBlockValidationError(
            block_errors={listed: ListBlockValidationError(block_errors={int(row): inner})}
        )
