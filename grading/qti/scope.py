"""What an expression is compiled against, and what it runs on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from grading.imported import UnreadableFile
from grading.qti.declarations import Declaration, OutcomeDeclaration, ResponseDeclaration
from grading.qti.names import attribute, name_of
from grading.qti.values import Value, number, read_number

# The variables that every item session has (QTI 2.1, 8.1 and 8.3), as they are while the first attempt is processed.
BUILT_IN: dict[str, Value] = {"completionStatus": "unknown", "numAttempts": 1, "duration": 0}


@dataclass(slots=True)
class State:
    """The variables while an item is processed."""

    values: dict[str, Value]
    correct: dict[str, Value]
    default: dict[str, Value]


Evaluate: TypeAlias = Callable[[State], Value]
Operate: TypeAlias = Callable[[State, list[Value]], Value]


@dataclass
class Scope:
    """The declared variables. Setting an outcome that nobody declared declares it, without a type."""

    responses: dict[str, ResponseDeclaration] = field(default_factory=dict)
    outcomes: dict[str, OutcomeDeclaration] = field(default_factory=dict)
    templates: dict[str, Declaration] = field(default_factory=dict)

    def outcome(self, identifier: str, line: int) -> OutcomeDeclaration:
        if identifier not in self.outcomes:
            start = BUILT_IN.get(identifier)
            self.outcomes[identifier] = OutcomeDeclaration(identifier, "single", None, start, line)
        return self.outcomes[identifier]


@dataclass(frozen=True, slots=True)
class Node:
    """An element of processing, with its attributes."""

    element: etree._Element

    @property
    def name(self) -> str:
        return name_of(self.element)

    def get(self, name: str) -> str | None:
        return attribute(self.element, name)

    def identifier(self) -> str:
        found = (attribute(self.element, "identifier") or "").strip()
        if not found:
            raise self.fault("missing_attribute")
        return found

    def flag(self, name: str, otherwise: bool) -> bool:
        text = attribute(self.element, name)
        return otherwise if text is None else text.strip() in ("true", "1")

    def parameter(self, name: str, otherwise: Value) -> Evaluate:
        """A number in an attribute, or the number in the variable that the attribute names."""
        text = (attribute(self.element, name) or "").strip()
        if not text:
            if otherwise is None:
                raise self.fault("missing_attribute")
            return lambda state: otherwise
        return self.number_or_variable(text)

    def number_or_variable(self, text: str) -> Evaluate:
        try:
            value = read_number(text)
        except ValueError:
            variable = text.strip("{} ")
            return lambda state: number(state.values.get(variable))
        return lambda state: value

    def fault(self, reason: str) -> UnreadableFile:
        return UnreadableFile(reason, line=self.element.sourceline, element=self.name)
