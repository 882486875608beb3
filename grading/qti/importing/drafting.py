"""An item while it is made into a question of ours."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from typing import Any, TypeAlias

from lxml import etree

from grading.errors import BadResponse
from grading.moodle.building import CannotRead, Data, Draft
from grading.moodle.markup import read_html
from grading.qti.item import Item, RawResponse
from grading.qti.names import attribute, children, name_of

Element: TypeAlias = etree._Element

# What stands in a text where an interaction stood.
OPEN, CLOSE = "\ue000", "\ue001"
_EMPTY = frozenset({"br", "hr", "img"})
_SHOWN_LATER = frozenset({"feedbackInline", "feedbackBlock", "modalFeedback"})
_FOR_OTHERS = frozenset({"rubricBlock", "templateInline", "templateBlock", "printedVariable", "stylesheet"})
# Of a float: as near as the fraction that was meant.
_LARGEST_DENOMINATOR = 10**6
NEAR_ENOUGH = Fraction(1, 10**8)


@dataclass(frozen=True)
class Probe:
    """The same response in our words (`raw`) and in the item's."""

    raw: Any
    sent: Mapping[str, RawResponse]


@dataclass
class Asked:
    """What an interaction asks: questions of ours that it may be, best first, and responses to tell by.

    `best` is the most that a probe gives, in the item's points.
    """

    candidates: list[Data]
    probes: list[Probe]
    worth: Callable[[Mapping[str, RawResponse]], Fraction]

    @property
    def best(self) -> Fraction:
        return max((self.worth(probe.sent) for probe in self.probes), default=Fraction(0))


class ItemDraft(Draft):
    """The item, what was lost of it so far, and what it says after the answer."""

    def __init__(self, item: Item, name: str, number: int, secret: str, pictures: Mapping[str, str]) -> None:
        super().__init__(name, item.line, number, secret)
        self.item = item
        self.pictures = pictures
        self.feedback = _Feedback(self)
        self._scores: dict[str, Fraction] = {}

    def score(self, sent: Mapping[str, RawResponse]) -> Fraction:
        """What the item gives. Raises CannotRead where it gives no number, or takes no such response."""
        key = repr(sorted(sent.items(), key=lambda pair: pair[0]))
        if key not in self._scores:
            self._scores[key] = self._score(sent)
        return self._scores[key]

    def _score(self, sent: Mapping[str, RawResponse]) -> Fraction:
        try:
            outcomes = self.item.process(sent)
        except BadResponse as error:
            raise CannotRead("unreadable_response") from error
        found = outcomes.get("SCORE")
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise CannotRead("no_score")
        return Fraction(found).limit_denominator(_LARGEST_DENOMINATOR)

    def shows(self, outcome: str, identifier: str, sent: Mapping[str, RawResponse]) -> bool:
        """Whether that response, where the item takes it, gives the outcome this value, alone or among others."""
        try:
            value = self.item.process(sent).get(outcome)
        except BadResponse:
            return False
        return identifier in value if isinstance(value, list) else value == identifier

    def shown(self, element: Element, tokens: Mapping[Element, str] | None = None) -> str:
        """The element's text as plain text, with a token for each of those elements."""
        try:
            found = read_html(_html_inside(element, tokens or {}, self))
        except ValueError as error:
            raise CannotRead("too_much_markup") from error
        for loss in found.losses:
            self.lose(loss.reason, **loss.params)
        said = [part for part in (found.quote, found.asked, found.text) if part]
        return "\n\n".join(said)


def _html_inside(element: Element, tokens: Mapping[Element, str], draft: ItemDraft) -> str:
    """The content as HTML, without namespaces and attributes that say nothing."""
    pieces = [escape(element.text or "", quote=False)]
    for inner in element:
        pieces.append(_html(inner, tokens, draft))
        pieces.append(escape(inner.tail or "", quote=False))
    return "".join(pieces)


def _html(element: Element, tokens: Mapping[Element, str], draft: ItemDraft) -> str:
    if element in tokens:
        return tokens[element]
    name = name_of(element)
    if name in _SHOWN_LATER:
        return ""
    if name in _FOR_OTHERS:
        draft.lose(name)
        return ""
    if name == "math":
        draft.lose("formula")
        return escape(" ".join("".join(element.itertext()).split()), quote=False)
    if name == "object":
        draft.lose("picture", name=(attribute(element, "data") or "").rpartition("/")[2][:100])
        return _html_inside(element, tokens, draft)
    tag = {"blockquote": "p", "prompt": "div", "contentBody": "div"}.get(name, name.lower())
    kept = "".join(
        f' {key}="{escape(value)}"' for key in ("src", "alt", "href") if (value := element.get(key)) is not None
    )
    if tag in _EMPTY:
        return f"<{tag}{kept}>"
    return f"<{tag}{kept}>{_html_inside(element, tokens, draft)}</{tag}>"


@dataclass
class _Said:
    outcome: str
    identifier: str
    element: Element
    used: bool = False


@dataclass
class _Feedback:
    """What is said after the answer, by the outcome that shows it and the value that does."""

    draft: ItemDraft
    said: list[_Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        for element in self.draft.item.root.iter(etree.Element):
            if name_of(element) in _SHOWN_LATER and attribute(element, "showHide") != "hide":
                outcome = (attribute(element, "outcomeIdentifier") or "").strip()
                self.said.append(_Said(outcome, (attribute(element, "identifier") or "").strip(), element))

    def on(self, identifier: str, response: str) -> str:
        """What is said to that value, where the response is this one."""
        found = [each for each in self.said if each.identifier == identifier]
        own = _outcomes_of(response)
        chosen = next((each for outcome in own for each in found if each.outcome == outcome), None)
        if chosen is None and len(found) == 1 and not found[0].outcome.startswith("FEEDBACK_"):
            chosen = found[0] if self._can_show(found[0], response) else None
        return "" if chosen is None else self.take(chosen)

    def _can_show(self, said: _Said, response: str) -> bool:
        """Whether choosing that value in this response shows it, where several responses may have the value."""
        responses = self.draft.item.responses
        if len(responses) == 1 or response not in responses or responses[response].base_type != "identifier":
            return True
        single = responses[response].cardinality == "single"
        return self.draft.shows(
            said.outcome, said.identifier, {response: said.identifier if single else [said.identifier]}
        )

    def left(self) -> Iterator[_Said]:
        return (each for each in self.said if not each.used)

    def take(self, said: _Said) -> str:
        said.used = True
        return self.draft.shown(said.element)


def _outcomes_of(response: str) -> list[str]:
    """FEEDBACK_2_1, FEEDBACK_2 and FEEDBACK for RESPONSE_2_1, the nearest first."""
    number = response.removeprefix("RESPONSE")
    found = [f"FEEDBACK{number}"]
    if number.count("_") > 1 or (number and not number.startswith("_")):
        found.append(f"FEEDBACK{number.rpartition('_')[0]}")
    elif number:
        found.append("FEEDBACK")
    return found


@dataclass(frozen=True)
class At:
    """An interaction in its item: `response` names its variable."""

    draft: ItemDraft
    element: Element
    worth: Callable[[Mapping[str, RawResponse]], Fraction]

    @property
    def response(self) -> str:
        return (attribute(self.element, "responseIdentifier") or "").strip()

    @property
    def declaration(self) -> Any:
        found = self.draft.item.responses.get(self.response)
        if found is None:
            raise CannotRead("undeclared_response")
        return found

    def hint(self, name: str) -> str:
        return (self.element.get(f"data-{name}") or "").strip()

    def rows(self, *names: str) -> list[Element]:
        return list(children(self.element, *names))

    def identifier(self, element: Element) -> str:
        found = (attribute(element, "identifier") or "").strip()
        if not found:
            raise CannotRead("missing_identifier")
        return found

    def new_id(self, *place: str) -> str:
        return self.draft.new_id("\x1f".join((self.response, *place)))

    def said_to(self, identifier: str) -> str:
        return self.draft.feedback.on(identifier, self.response)

    def asked(self, candidates: list[Data], probes: list[Probe]) -> Asked:
        return Asked(candidates, probes, self.worth)
