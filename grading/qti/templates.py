"""The response processing templates, by the last part of their address.

match_correct, map_response and map_response_point (QTI 2.0 to 3.0; qti-sdk, runtime/processing/templates) and those of
Common Cartridge (pie-qti, packages/item-player/tests, fixed response-processing templates).
"""

from collections.abc import Callable

from grading.qti.declarations import AreaMapping, Mapping
from grading.qti.rules import Rule
from grading.qti.scope import Scope, State
from grading.qti.values import Value, is_null, number, same

RESPONSE, SCORE, MAXSCORE = "RESPONSE", "SCORE", "MAXSCORE"


def template_name(address: str) -> str:
    """The name in an address, in lower case: of ".../rptemplates/match_correct.xml" it is match_correct."""
    last = address.strip().replace("\\", "/").rstrip("/").rpartition("/")[2]
    return last.lower().removesuffix(".xml")


def _is_right(state: State) -> bool:
    given, correct = state.values.get(RESPONSE), state.correct.get(RESPONSE)
    if is_null(given) or is_null(correct):
        # An empty answer is right when an empty correct response is declared.
        return given is not None and correct is not None and given == correct and given != ""
    return same(given, correct)


def _match_correct(scope: Scope) -> Rule:
    def rule(state: State) -> None:
        state.values[SCORE] = 1 if _is_right(state) else 0

    return rule


def _mapped(mapping: Mapping | AreaMapping | None) -> Rule:
    def rule(state: State) -> None:
        value = state.values.get(RESPONSE)
        state.values[SCORE] = 0 if mapping is None or is_null(value) else mapping.worth(value)

    return rule


def _map_response(scope: Scope) -> Rule:
    declaration = scope.responses.get(RESPONSE)
    return _mapped(declaration.mapping if declaration else None)


def _map_response_point(scope: Scope) -> Rule:
    declaration = scope.responses.get(RESPONSE)
    return _mapped(declaration.area_mapping if declaration and declaration.base_type == "point" else None)


def _cartridge_match_basic(scope: Scope) -> Rule:
    """SCORE is MAXSCORE when right; FEEDBACKBASIC says how it went."""
    has_most = MAXSCORE in scope.outcomes
    scope.outcome("FEEDBACKBASIC", 1)

    def rule(state: State) -> None:
        right = _is_right(state)
        if right:
            state.values[SCORE] = state.values.get(MAXSCORE) if has_most else 1
        state.values["FEEDBACKBASIC"] = "correct" if right else "incorrect"

    return rule


def _cartridge_map_response(scope: Scope) -> Rule:
    """As map_response; FEEDBACK says whether MAXSCORE was reached."""
    map_response = _map_response(scope)
    scope.outcome("FEEDBACK", 1)

    def rule(state: State) -> None:
        map_response(state)
        reached: Value = number(state.values.get(MAXSCORE)) == state.values[SCORE]
        state.values["FEEDBACK"] = "correct" if reached else "incorrect"

    return rule


_TEMPLATES: dict[str, Callable[[Scope], Rule]] = {
    "match_correct": _match_correct,
    "map_response": _map_response,
    "map_response_point": _map_response_point,
    "cc2_match": _match_correct,
    "cc2_match_basic": _cartridge_match_basic,
    "cc2_map_response": _cartridge_map_response,
}
TEMPLATES = frozenset(_TEMPLATES)


def compile_template(name: str, scope: Scope) -> Rule:
    """The template's one rule. `name` is in TEMPLATES."""
    scope.outcome(SCORE, 1)
    return _TEMPLATES[name](scope)
