"""An item while it is written: what all kinds of question put on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from grading.kinds.base import Question
from grading.marks import RIGHT_ABOVE, WRONG_BELOW
from grading.qti.writing.building import (
    Child,
    Element,
    divided,
    identifier,
    is_null,
    map_response,
    node,
    number,
    operator,
    paragraphs,
    put,
    scaled_text,
    value,
    variable,
    when,
)

TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
# What is said to everyone, or by how the answer went. No id of ours begins so.
EXPLANATION, RULE = "_explanation", "_rule"
OUTCOMES = ("_right", "_near", "_wrong")


@dataclass
class Sheet:
    """The parts of an item. `template` names the response processing when it is only that."""

    declarations: list[Element] = field(default_factory=list)
    outcomes: list[Element] = field(default_factory=list)
    rules: list[Element] = field(default_factory=list)
    said: list[Element] = field(default_factory=list)
    template: str = ""
    language: str = "da"


@dataclass
class Place:
    """One question on the sheet, the only one or a part: the names of its variables.

    `responses` are the names that were declared for it, `response` the one where it has but one.
    """

    sheet: Sheet
    number: str = ""
    responses: list[str] = field(default_factory=list)

    @property
    def response(self) -> str:
        return f"RESPONSE{self.number}"

    @property
    def score(self) -> str:
        return f"SCORE{self.number}"

    @property
    def feedback(self) -> str:
        return f"FEEDBACK{self.number}"

    def outcome(self, name: str, base_type: str = "float", cardinality: str = "single") -> str:
        """A further variable of this question."""
        declared = node("qti-outcome-declaration", identifier=name, cardinality=cardinality, base_type=base_type)
        self.sheet.outcomes.append(declared)
        return name

    def declare(
        self,
        base_type: str,
        cardinality: str,
        correct: Iterable[str],
        *more: Element,
        name: str = "",
        empty_is_right: bool = False,
    ) -> None:
        """Declare the response, with its key where there is one."""
        name = name or self.response
        key = [node("qti-value", text) for text in correct]
        declared = node("qti-response-declaration", identifier=name, cardinality=cardinality, base_type=base_type)
        if key or empty_is_right:
            declared.append(node("qti-correct-response", *key))
        for element in more:
            declared.append(element)
        self.responses.append(name)
        self.sheet.declarations.append(declared)

    def do(self, *rules: Element) -> None:
        self.sheet.rules.extend(rules)

    def give(self, expression: Element) -> None:
        """The score, of an answer that is not empty."""
        self.do(when([(operator("not", is_null(self.response)), [put(self.score, expression)])]))

    def give_mapped(self, scale: int, *, template: str = "map_response") -> None:
        """The score is what the mapping gives, by the scale; a plain mapping is the standard's own template."""
        if scale == 1:
            self.sheet.template = template
        self.give(divided(map_response(self.response), scale))

    def match_correct(self) -> None:
        self.sheet.template = "match_correct"
        right = operator("match", variable(self.response), node("qti-correct", identifier=self.response))
        self.do(when([(right, [put(self.score, value("float", "1"))])], [put(self.score, value("float", "0"))]))

    def say(self, name: str, text: str) -> None:
        if text:
            body = node("qti-content-body", *paragraphs(text))
            self.sheet.said.append(
                node(
                    "qti-modal-feedback",
                    body,
                    outcome_identifier=self.feedback,
                    identifier=name,
                    show_hide="show",
                )
            )

    def tell(self, *told: Element) -> Element:
        """The rule that adds to what is said."""
        return put(self.feedback, operator("multiple", variable(self.feedback), *told))

    def say_to_chosen(self, rows: Iterable[tuple[str, str]]) -> None:
        """(id, text): each is said to whoever chose it."""
        rows = [row for row in rows if row[1]]
        for row_id, text in rows:
            self.say(identifier(row_id), text)
        if rows:
            self.do(self.tell(variable(self.response)))

    def say_to_all(self, rows: Iterable[tuple[str, str]]) -> None:
        """(id, text): each is said to everyone."""
        rows = [row for row in rows if row[1]]
        for row_id, text in rows:
            self.say(identifier(row_id), text)
        if rows:
            self.do(self.tell(*(value("identifier", identifier(row_id)) for row_id, _ in rows)))

    def finish(self, question: Question) -> None:
        """What every kind says after the answer."""
        everyone = [(EXPLANATION, question.explanation), (RULE, question.rule)]
        by_outcome = list(
            zip(OUTCOMES, (question.feedback.right, question.feedback.near, question.feedback.wrong), strict=True)
        )
        for name, text in (*everyone, *by_outcome):
            self.say(name, text)
        told = [value("identifier", name) for name, text in everyone if text]
        if told:
            self.do(self.tell(*told))
        if any(text for _, text in by_outcome) and self.responses:
            right, near, wrong = ([self.tell(value("identifier", name))] if text else [] for name, text in by_outcome)
            score = variable(self.score)
            unanswered = operator("and", *(is_null(name) for name in self.responses))
            self.do(
                when(
                    [
                        (unanswered, []),
                        (operator("gt", score, number(RIGHT_ABOVE)), right),
                        (operator("lt", variable(self.score), number(WRONG_BELOW)), wrong),
                    ],
                    near,
                )
            )
        if any(element.get("outcome-identifier") == self.feedback for element in self.sheet.said):
            self.outcome(self.feedback, "identifier", "multiple")
            self.sheet.template = ""


def mapping(
    entries: Iterable[tuple[str, Fraction]],
    scale: int,
    *,
    lowest: Fraction | None = None,
    highest: Fraction | None = None,
    default: Fraction = Fraction(0),
    fold_case: bool = False,
) -> Element:
    found = node("qti-mapping", default_value=scaled_text(default, scale))
    _bound(found, scale, lowest, highest)
    for key, worth in entries:
        entry = node("qti-map-entry", map_key=key, mapped_value=scaled_text(worth, scale))
        if fold_case:
            entry.set("case-sensitive", "false")
        found.append(entry)
    return found


def area_mapping(
    entries: Iterable[tuple[str, str, Fraction]], scale: int, *, lowest: Fraction, default: Fraction
) -> Element:
    found = node("qti-area-mapping", default_value=scaled_text(default, scale))
    _bound(found, scale, lowest, Fraction(1))
    for shape, coords, worth in entries:
        found.append(node("qti-area-map-entry", shape=shape, coords=coords, mapped_value=scaled_text(worth, scale)))
    return found


def _bound(element: Element, scale: int, lowest: Fraction | None, highest: Fraction | None) -> None:
    if lowest is not None:
        element.set("lower-bound", scaled_text(lowest, scale))
    if highest is not None:
        element.set("upper-bound", scaled_text(highest, scale))


def prompt(text: str) -> list[Child]:
    """The question inside an interaction; nothing where it is blank."""
    return [node("qti-prompt", *paragraphs(text))] if text.strip() else []
