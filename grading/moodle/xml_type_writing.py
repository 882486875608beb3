"""Each of our kinds as a Moodle question type's elements.

Source: Moodle 4.5, question/format/xml/format.php, writequestion; question/type/{gapselect,ddwtos,ordering}.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from html import escape
from types import MappingProxyType
from typing import Any

from lxml import etree

from grading.kinds.base import Question
from grading.kinds.choice import MultipleChoice, SingleChoice
from grading.kinds.composite import Cloze
from grading.kinds.gaps import Gaps
from grading.kinds.match import Match
from grading.kinds.numeric import Numeric, PenaltyOf, RangeAnswer, UnitRule, ValueAnswer
from grading.kinds.order import Order
from grading.kinds.short_text import ShortText
from grading.kinds.true_false import TrueFalse
from grading.moodle.exported import whole_weights
from grading.moodle.fields import GRADERS
from grading.moodle.markup import write_html, write_prompt
from grading.moodle.percents import write_decimal
from grading.placeholders import with_placeholders

GRADER_NAMES: Mapping[str, str] = {name: theirs for theirs, name in reversed(GRADERS.items()) if len(theirs) > 3}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIGITS = Context(prec=30)


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


class Sheet:
    """One <question> while it is written."""

    def __init__(self, question: Question, name: str) -> None:
        self.question = question
        self.node = etree.Element("question")
        self.text("name", name)

    def element(self, name: str, value: str | None = None, parent: etree._Element | None = None) -> etree._Element:
        node = etree.SubElement(self.node if parent is None else parent, name)
        node.text = None if value is None else clean(value)
        return node

    def text(self, name: str, said: str, parent: etree._Element | None = None) -> etree._Element:
        """An element whose <text> is plain by Moodle's own rule."""
        node = self.element(name, parent=parent)
        self.element("text", said, node)
        return node

    def formatted(self, name: str, said: str, parent: etree._Element | None = None) -> etree._Element:
        """An element with a text in html, or as plain text when html would change it."""
        html = write_html(said) if said else ""
        node = self.text(name, said if html is None else html, parent)
        node.set("format", "plain_text" if html is None else "html")
        return node

    def begin(self, kind: str, *, asked: str = "", text: str | None = None, graded: bool = True) -> None:
        """What all types have: `text` is the question's text, and `asked` what stands before it."""
        question = self.question
        self.node.set("type", kind)
        said = question.prompt if text is None else text
        html = write_prompt(said, quote=question.quote, asked=asked)
        plain = "\n\n".join(part for part in (asked, said) if part)
        if kind == "cloze" and html is not None:
            html = html.replace("{", "&#123;")
        node = self.text("questiontext", plain if html is None else html)
        node.set("format", "plain_text" if html is None else "html")
        self.formatted("generalfeedback", question.explanation)
        if graded:
            self.element("defaultgrade", "1")
        self.element("penalty", write_decimal(question.penalty))
        self.element("hidden", "0")
        self.element("idnumber", "")

    def combined_feedback(self) -> None:
        feedback = self.question.feedback
        for name, said in (
            ("correctfeedback", feedback.right),
            ("partiallycorrectfeedback", feedback.near),
            ("incorrectfeedback", feedback.wrong),
        ):
            self.formatted(name, said)
        self.element("shownumcorrect")

    def answer(self, fraction: Fraction, text: str, feedback: str, *, html: bool = False) -> etree._Element:
        node = self.formatted("answer", text) if html else self.text("answer", text)
        if not html:
            node.set("format", "moodle_auto_format")
        node.set("fraction", write_decimal(fraction, percent=True))
        self.formatted("feedback", feedback, node)
        return node

    def finished(self, tags: tuple[str, ...]) -> etree._Element:
        for hint in self.question.hints:
            self.formatted("hint", hint)
        if tags:
            node = self.element("tags")
            for tag in tags:
                self.text("tag", tag, node)
        return self.node


def _choice(question: SingleChoice | MultipleChoice, sheet: Sheet) -> None:
    """Moodle takes a negative fraction of one choice at its word, so ours is never below what it can give."""
    single = isinstance(question, SingleChoice)
    sheet.begin("multichoice")
    sheet.element("single", "true" if single else "false")
    sheet.element("shuffleanswers", "true")
    sheet.element("answernumbering", "none")
    sheet.element("showstandardinstruction", "0")
    sheet.combined_feedback()
    for option in question.options:
        fraction = max(option.fraction, question.lowest) if single else option.fraction
        sheet.answer(fraction, option.text, option.feedback, html=True)


def _true_false(question: TrueFalse, sheet: Sheet) -> None:
    sheet.begin("truefalse")
    sheet.answer(Fraction(question.right), "true", question.feedback_true)
    sheet.answer(Fraction(not question.right), "false", question.feedback_false)


def _short_text(question: ShortText, sheet: Sheet) -> None:
    sheet.begin("shortanswer")
    sheet.element("usecase", str(int(question.match_case)))
    for answer in question.answers:
        sheet.answer(answer.fraction, answer.pattern, answer.feedback)


def _numeric(question: Numeric, sheet: Sheet) -> None:
    sheet.begin("numerical")
    for answer in question.answers:
        value, tolerance = value_and_tolerance(answer)
        node = sheet.answer(answer.fraction, value, answer.feedback)
        sheet.element("tolerance", tolerance, node)
    graded = {PenaltyOf.RESPONSE: "1", PenaltyOf.MAXIMUM: "2"}[question.unit_penalty_of]
    sheet.element("unitgradingtype", graded if question.unit_rule is UnitRule.REQUIRED else "0")
    sheet.element("unitpenalty", write_decimal(question.unit_penalty))
    units = question.units if question.unit_rule is not UnitRule.NONE else ()
    sheet.element("showunits", "0" if units else "3")
    sheet.element("unitsleft", str(int(question.units_left)))
    if units:
        node = sheet.element("units")
        for unit in units:
            row = sheet.element("unit", parent=node)
            sheet.element("multiplier", decimal(Fraction(unit.multiplier)), row)
            sheet.element("unit_name", unit.text, row)


def value_and_tolerance(answer: ValueAnswer | RangeAnswer) -> tuple[str, str]:
    """The answer with an absolute tolerance, the only one that Moodle's numbers have."""
    interval = answer.interval()
    if interval is None:
        return "*", "0"
    if isinstance(answer, ValueAnswer):
        value, tolerance = Fraction(answer.value or 0), Fraction(answer.tolerance)
        if answer.tolerance_kind == "absolute":
            return decimal(value), decimal(tolerance)
        if answer.tolerance_kind == "relative":
            return decimal(value), decimal(tolerance * abs(value))
    return decimal((interval.low + interval.high) / 2), decimal((interval.high - interval.low) / 2)


def decimal(number: Fraction) -> str:
    """The number as a decimal, to 30 digits where it does not end."""
    return str(_DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))).lower()


def _match(question: Match, sheet: Sheet) -> None:
    sheet.begin("matching")
    sheet.element("shuffleanswers", "true")
    sheet.combined_feedback()
    texts = {choice.id: choice.text for choice in question.choices}
    used = {pair.right_id for pair in question.pairs}
    rows = [(pair.left, texts[pair.right_id]) for pair in question.pairs]
    rows += [("", choice.text) for choice in question.choices if choice.id not in used]
    for left, right in rows:
        node = sheet.formatted("subquestion", left)
        sheet.text("answer", right, node)


def _order(question: Order, sheet: Sheet) -> None:
    sheet.begin("ordering")
    sheet.element("layouttype", "VERTICAL")
    sheet.element("selecttype", "ALL")
    sheet.element("selectcount", str(len(question.items)))
    sheet.element("gradingtype", GRADER_NAMES[question.grader])
    sheet.element("showgrading", "SHOW")
    sheet.element("numberingstyle", "none")
    sheet.combined_feedback()
    for place, item in enumerate(question.items, start=1):
        node = sheet.formatted("answer", item.text)
        node.set("fraction", f"{place}.0000000")


def _gaps(question: Gaps, sheet: Sheet) -> None:
    """In the text a gap is its right choice's number; a choice's group is a number too."""
    numbers = {choice.id: place for place, choice in enumerate(question.choices, start=1)}
    rights = {gap.id: numbers[gap.right_id] for gap in question.gaps}
    text = with_placeholders(question.text, lambda gap_id: str(rights[gap_id]))
    dragged = question.kind == "drag_text"
    sheet.begin("ddwtos" if dragged else "gapselect", asked=question.prompt.replace("[[", "[ ["), text=text)
    sheet.element("shuffleanswers", "1")
    sheet.combined_feedback()
    groups: dict[str, int] = {}
    for choice in question.choices:
        said = escape(choice.text, quote=False) if dragged else choice.text
        node = sheet.text("dragbox" if dragged else "selectoption", said)
        sheet.element("group", str(groups.setdefault(choice.group, len(groups) + 1)), node)
        if dragged and choice.unlimited:
            sheet.element("infinite", parent=node)


def _cloze(question: Cloze, sheet: Sheet) -> None:
    sheet.begin("cloze", asked=question.prompt, text=question.text, graded=False)
    weights = whole_weights(part.weight for part in question.parts)
    written = {part.id: _embedded(part.question, weight) for part, weight in zip(question.parts, weights, strict=True)}
    text = sheet.node.find("questiontext/text")
    if text is not None:
        for part_id, embedded in written.items():
            text.text = (text.text or "").replace(f"[[{part_id}]]", embedded)


def _embedded(question: Question, weight: int) -> str:
    """The little question between its braces."""
    rows: list[tuple[str, Fraction, str]]
    if isinstance(question, ShortText):
        name = "SHORTANSWER_C" if question.match_case else "SHORTANSWER"
        rows = [(_entities(answer.pattern), answer.fraction, answer.feedback) for answer in question.answers]
    elif isinstance(question, Numeric):
        name = "NUMERICAL"
        rows = [
            ("*" if value == "*" else f"{value}:{tolerance}", answer.fraction, answer.feedback)
            for answer in question.answers
            for value, tolerance in [value_and_tolerance(answer)]
        ]
    else:
        assert isinstance(question, SingleChoice | MultipleChoice)
        single = isinstance(question, SingleChoice)
        name = "MULTICHOICE_S" if single else "MULTIRESPONSE_S"
        rows = [
            (
                _entities(escape(option.text, quote=False)),
                max(option.fraction, question.lowest) if single else option.fraction,
                option.feedback,
            )
            for option in question.options
        ]
    alternatives = []
    for text, fraction, feedback in rows:
        said = f"#{_entities(escape(feedback, quote=False))}" if feedback else ""
        alternatives.append(f"%{write_decimal(fraction, percent=True)}%{text}{said}")
    return f"{{{weight}:{name}:{'~'.join(alternatives)}}}"


def _entities(text: str) -> str:
    """The text with every sign that could mean something there as a numbered entity."""
    return "".join(sign if sign.isalnum() or sign in " *,." else f"&#{ord(sign)};" for sign in text)


TYPES: Mapping[str, Callable[[Any, Sheet], None]] = MappingProxyType(
    {
        "single": _choice,
        "multiple": _choice,
        "true_false": _true_false,
        "short_text": _short_text,
        "numeric": _numeric,
        "match": _match,
        "order": _order,
        "gap_select": _gaps,
        "drag_text": _gaps,
        "cloze": _cloze,
    }
)
