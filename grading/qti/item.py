"""An item: what it declares, what it shows, and how it is processed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from grading.errors import BadResponse, ResponseFault
from grading.qti.declarations import Declaration, OutcomeDeclaration, ResponseDeclaration
from grading.qti.responses import read_response
from grading.qti.rules import ExitProcessing, Rule
from grading.qti.scope import BUILT_IN, State
from grading.qti.values import Value, as_json
from grading.strict_json import Json

RawResponse = str | list[str] | None


@dataclass(frozen=True)
class Item:
    """One assessment item, read and compiled.

    `version` is "2.0", "2.1", "2.2" or "3.0". `body` and `root` are the parsed elements, for importers; read their
    names with `grading.qti.names`. `template` is the response processing template's name in lower case, "" when the
    rules are the item's own; `has_rules` is False when nothing is processed and outcomes keep their defaults.
    """

    identifier: str
    title: str
    version: str
    language: str
    adaptive: bool
    responses: Mapping[str, ResponseDeclaration]
    outcomes: Mapping[str, OutcomeDeclaration]
    templates: Mapping[str, Declaration]
    template: str
    root: etree._Element = field(repr=False, compare=False)
    body: etree._Element | None = field(repr=False, compare=False)
    _template_rules: tuple[Rule, ...] = field(default=(), repr=False, compare=False)
    _rules: tuple[Rule, ...] = field(default=(), repr=False, compare=False)
    _outcome_rules: tuple[Rule, ...] = field(default=(), repr=False, compare=False)

    @property
    def line(self) -> int:
        """Where the item begins in its file; 1 is the first line."""
        return self.root.sourceline or 1

    @property
    def has_rules(self) -> bool:
        return bool(self._rules or self._outcome_rules)

    def process(self, responses: Mapping[str, RawResponse]) -> dict[str, Json]:
        """Every outcome after the responses are processed: {identifier: value}, NULL as None.

        `responses` are {response identifier: text | list of texts | None}; one left out takes its declared default.
        Raises BadResponse, and nothing else, for what does not fit the declarations.
        """
        state = self._started()
        self._take(responses, state)
        _run(self._rules, state)
        _run(self._outcome_rules, state)
        values = state.values
        return {name: as_json(values.get(name), declaration.base_type) for name, declaration in self.outcomes.items()}

    def _started(self) -> State:
        """The variables as a new session has them."""
        values: dict[str, Value] = dict(BUILT_IN)
        state = State(
            values,
            {name: declaration.correct for name, declaration in self.responses.items()},
            {},
        )
        for declarations in (self.templates, self.responses, self.outcomes):
            for name, declaration in declarations.items():
                state.default[name] = declaration.default
        for name, template in self.templates.items():
            values[name] = template.default
        _run(self._template_rules, state)
        for name, outcome in self.outcomes.items():
            set_by_template = state.default[name]
            start = outcome.start if set_by_template is outcome.default else set_by_template
            values[name] = BUILT_IN.get(name) if start is None else start
        for name in self.responses:
            values[name] = state.default[name]
        return state

    def _take(self, responses: object, state: State) -> None:
        if not isinstance(responses, Mapping):
            raise BadResponse(ResponseFault.WRONG_TYPE)
        for name, raw in responses.items():
            declaration = self.responses.get(name)
            if declaration is not None:
                state.values[name] = read_response(declaration, raw)
            elif name not in BUILT_IN:
                raise BadResponse(ResponseFault.UNKNOWN_ID)


def _run(rules: tuple[Rule, ...], state: State) -> None:
    try:
        for rule in rules:
            rule(state)
    except ExitProcessing:
        return
