r"""Write questions as GIFT.

Source: Moodle 4.5, question/format/gift/format.php, writequestion, and the ordering type's export_to_gift. GIFT has no
hints, no penalty and no feedback on the whole; texts that HTML would change are marked [plain].
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from html import escape
from types import MappingProxyType
from typing import Any

from grading import read_question
from grading.kinds.base import Question
from grading.kinds.choice import MultipleChoice, SingleChoice
from grading.kinds.match import Match
from grading.kinds.numeric import Numeric
from grading.kinds.order import Order
from grading.kinds.short_text import ShortText
from grading.kinds.true_false import TrueFalse
from grading.moodle.exported import Exported, Exporting, Losses
from grading.moodle.gift_reading import read_gift
from grading.moodle.gift_signs import escaped
from grading.moodle.markup import write_prompt
from grading.moodle.percents import write_decimal
from grading.moodle.xml_type_writing import GRADER_NAMES, value_and_tolerance

Encode = Callable[[str], str]


def write_gift(questions: Iterable[Exporting]) -> Exported:
    """The questions in one file, and what each lost. Raises BadQuestion when data is no question."""
    losses = Losses(lambda text: read_gift(text.encode("utf-8", "replace")))
    blocks: list[str] = []
    category = ""
    for exporting in questions:
        question = read_question(exporting.data, fair=False)
        write = _KINDS.get(question.kind)
        if write is None:
            losses.missing()
            continue
        block = _block(exporting, question, write)
        begins = _category(exporting.category)
        if not losses.compare(exporting, question, (begins if exporting.category else "") + block):
            continue
        if exporting.category != category:
            category = exporting.category
            blocks.append(begins)
        blocks.append(block)
    return Exported("".join(blocks), tuple(losses.found))


def _category(path: str) -> str:
    return f"$CATEGORY: {'$course$/top/' + ' '.join(path.split())}".rstrip("/") + "\n\n"


def _block(exporting: Exporting, question: Question, write: Callable[[Any, Encode], list[str]]) -> str:
    html = write_prompt(question.prompt, quote=question.quote) if question.quote else None
    if html is not None:
        prompt, encode = f"[html]{escaped(html)}", _encode_html
    else:
        texts = " ".join([question.prompt, question.explanation, *write(question, str)])
        marked = "<" in texts or "&" in texts or question.prompt.lstrip().startswith("[")
        prompt, encode = ("[plain]" if marked else "") + escaped(question.prompt), escaped
    explanation = [f"####{encode(question.explanation)}"] if question.explanation else []
    lines = "\n".join([*(f"\t{line}" for line in write(question, encode)), *(f"\t{line}" for line in explanation)])
    tags = "".join(f" [tag:{tag.replace(']', chr(92) + ']')}]" for tag in exporting.tags)
    opening = "{#" if question.kind == "numeric" else "{"
    return f"{'//' + tags + chr(10) if tags else ''}::{escaped(exporting.name)}::{prompt}{opening}\n{lines}\n}}\n\n"


def _encode_html(text: str) -> str:
    return escaped(escape(text, quote=False).replace("\n", "<br>"))


def _said(feedback: str, encode: Encode) -> str:
    return f"#{encode(feedback)}" if feedback else ""


def _weight(fraction: Fraction) -> str:
    return f"%{write_decimal(fraction, percent=True)}%"


def _single(question: SingleChoice, encode: Encode) -> list[str]:
    """`=` makes it a choice of one and `~` a choice; a second right answer has its weight written."""
    lines: list[str] = []
    signed = False
    for option in question.options:
        fraction = max(option.fraction, question.lowest)
        if fraction == 1 and not signed:
            sign, signed = "=", True
        else:
            sign = f"~{_weight(fraction)}" if fraction or option.text.startswith("%") else "~"
        lines.append(f"{sign}{encode(option.text)}{_said(option.feedback, encode)}")
    return lines


def _multiple(question: MultipleChoice, encode: Encode) -> list[str]:
    return [
        f"~{_weight(option.fraction)}{encode(option.text)}{_said(option.feedback, encode)}"
        for option in question.options
    ]


def _true_false(question: TrueFalse, encode: Encode) -> list[str]:
    wrong, right = question.feedback_true, question.feedback_false
    if question.right:
        wrong, right = right, wrong
    said = f"#{encode(wrong)}" if wrong or right else ""
    return [f"{'TRUE' if question.right else 'FALSE'}{said}{_said(right, encode)}"]


def _short_text(question: ShortText, encode: Encode) -> list[str]:
    return [
        f"={_weight(answer.fraction)}{encode(answer.pattern)}{_said(answer.feedback, encode)}"
        for answer in question.answers
    ]


def _numeric(question: Numeric, encode: Encode) -> list[str]:
    lines = []
    for place, answer in enumerate(question.answers, start=1):
        value, tolerance = value_and_tolerance(answer)
        if value == "*" and not answer.fraction and place == len(question.answers):
            lines.append(f"~{_said(answer.feedback, encode)}")
        else:
            number = value if value == "*" else f"{value}:{tolerance}"
            lines.append(f"={_weight(answer.fraction)}{number}{_said(answer.feedback, encode)}")
    return lines


def _match(question: Match, encode: Encode) -> list[str]:
    texts = {choice.id: choice.text for choice in question.choices}
    used = {pair.right_id for pair in question.pairs}
    rows = [(encode(pair.left), texts[pair.right_id]) for pair in question.pairs]
    rows += [("", choice.text) for choice in question.choices if choice.id not in used]
    return [f"={left} -> {escaped(right)}" for left, right in rows]


def _order(question: Order, encode: Encode) -> list[str]:
    first = f">{len(question.items)} ALL VERTICAL {GRADER_NAMES[question.grader]} SHOW none"
    return [first, *(encode(item.text) for item in question.items)]


_KINDS: Mapping[str, Callable[[Any, Encode], list[str]]] = MappingProxyType(
    {
        "single": _single,
        "multiple": _multiple,
        "true_false": _true_false,
        "short_text": _short_text,
        "numeric": _numeric,
        "match": _match,
        "order": _order,
    }
)
