"""Texts and numbers to write, and sliders, that are ours."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grading.moodle.building import CannotRead, Data
from grading.numbers import NumberFormat, decimal_or_none, written
from grading.patterns import Pattern
from grading.qti.importing.drafting import Asked, At, Probe
from grading.qti.importing.key import Test, decimal_of, tests_of, wildcards_of
from grading.qti.names import attribute

_NO_ANSWER = "zqx"
_MOST_ANSWERS = 50


def read_entry(at: At) -> Asked:
    """textEntryInteraction: a number where the response is one, else a text."""
    declaration = at.declaration
    if declaration.cardinality != "single":
        raise CannotRead("unsupported_response")
    tests = list(tests_of(at.draft.item, declaration))[: _MOST_ANSWERS + 1]
    if not tests:
        raise CannotRead("no_key")
    if len(tests) > _MOST_ANSWERS:
        raise CannotRead("too_long", limit=_MOST_ANSWERS)
    if declaration.base_type in ("float", "integer"):
        return _read_number(at, tests)
    if declaration.base_type in ("string", "identifier"):
        return _read_text(at, tests)
    raise CannotRead("unsupported_response")


def _shares(at: At, tests: list[Test], samples: list[str], probes: list[Probe]) -> list[list[Fraction]]:
    """What each answer gives of the most: by the numbers in the processing, and by trying."""
    found = []
    stated = [test.worth for test in tests]
    most = max((worth for worth in stated if worth is not None), default=Fraction(0))
    if most > 0 and None not in stated:
        found.append([max(Fraction(0), worth or Fraction(0)) / most for worth in stated])
    best = at.asked([], probes).best
    if best > 0:
        tried = [max(Fraction(0), at.worth({at.response: sample})) / best for sample in samples]
        if tried not in found:
            found.append(tried)
    return found


def _said(at: At, test: Test) -> str:
    return next((said for name in test.told if (said := at.said_to(name))), "")


def _read_text(at: At, tests: list[Test]) -> Asked:
    patterns: list[str] = []
    fold_case: list[bool] = []
    for test in tests:
        if test.how == "pattern":
            found = wildcards_of(test.text)
            if found is None:
                raise CannotRead("unsupported_pattern")
            patterns.append(found[0])
            if found[1] or any(sign.isalpha() for sign in found[0]):
                fold_case.append(found[1])
        elif test.how == "any":
            patterns.append("*")
        elif test.how == "text" and test.text.strip():
            patterns.append(test.text.replace("*", "\\*"))
            fold_case.append(test.fold_case)
        else:
            raise CannotRead("scoring_not_ours")
    samples = [_sample(pattern) for pattern in patterns]
    tried = [_NO_ANSWER, *samples]
    tried += [sample.swapcase() for sample in samples] + [f"{sample}{_NO_ANSWER}" for sample in samples]
    probes = [Probe(None, {}), *(Probe(text, {at.response: text}) for text in dict.fromkeys(tried))]
    said = [_said(at, test) for test in tests]
    asked = at.asked([], probes)
    cases = [False, True] if all(fold_case) else [True, False]
    for shares in _shares(at, tests, samples, probes):
        answers = [
            {"id": at.new_id("answer", str(place)), "pattern": pattern, "fraction": str(share), "feedback": told}
            for place, (pattern, share, told) in enumerate(zip(patterns, shares, said, strict=True))
        ]
        asked.candidates += [{"kind": "short_text", "answers": answers, "match_case": case} for case in cases]
    return asked


def _sample(pattern: str) -> str:
    """A text that fits the pattern."""
    return _NO_ANSWER.join(Pattern.read(pattern).pieces).strip() or _NO_ANSWER


def _read_number(at: At, tests: list[Test]) -> Asked:
    notation = NumberFormat.PLAIN if at.hint("number-format") == "plain" else NumberFormat.DANISH
    said = [_said(at, test) for test in tests]
    numbers = [Fraction(0), Fraction(-98765), Fraction(123456789)]
    samples = []
    for test in tests:
        around = _around(test)
        numbers += around
        samples.append(decimal_of(around[0]) if around else "0")
    probes = [Probe(None, {})]
    for number in dict.fromkeys(numbers):
        text = decimal_of(number if at.declaration.base_type == "float" else Fraction(round(number)))
        decimal = decimal_or_none(text)
        if decimal is not None:
            probes.append(Probe(written(decimal, notation), {at.response: f"{decimal:f}"}))
    if at.declaration.base_type == "integer":
        samples = [decimal_of(Fraction(round(Fraction(Decimal(sample))))) for sample in samples]
        at.draft.lose("whole_numbers")
    asked = at.asked([], probes)
    for shares in _shares(at, tests, samples, probes):
        answers = [
            {"id": at.new_id("answer", str(place)), **_answer(test), "fraction": str(share), "feedback": told}
            for place, (test, share, told) in enumerate(zip(tests, shares, said, strict=True))
        ]
        asked.candidates.append({"kind": "numeric", "answers": answers, "number_format": notation.value})
    return asked


def _answer(test: Test) -> Data:
    if test.how == "any":
        return {"value": "*"}
    if test.how == "range":
        return {
            "low": decimal_of(test.low),
            "high": decimal_of(test.high),
            "include_low": test.include_low,
            "include_high": test.include_high,
        }
    if test.how != "number":
        raise CannotRead("scoring_not_ours")
    return {
        "value": decimal_of(test.value),
        "tolerance": decimal_of(test.tolerance),
        "tolerance_kind": test.tolerance_kind,
    }


def _around(test: Test) -> list[Fraction]:
    """Numbers that tell: in the middle, at both ends, and a little outside them."""
    if test.how == "range":
        low, high, middle = test.low, test.high, (test.low + test.high) / 2
    elif test.how == "number":
        middle = test.value
        if test.tolerance_kind == "geometric":
            ends = sorted((middle / (1 + test.tolerance), middle * (1 + test.tolerance)))
            low, high = ends
        else:
            width = test.tolerance * (abs(middle) if test.tolerance_kind == "relative" else 1)
            low, high = middle - width, middle + width
    else:
        return []
    little = (high - low) / 1000 or max(abs(middle), Fraction(1)) / 1000
    exact = [low, high] if test.tolerance_kind != "geometric" else [low + little, high]
    return [middle, *exact, low - little, high + little, (low + middle) / 2]


_SliderKey = Callable[[list[Test]], Data]


def read_slider(at: At) -> Asked:
    """sliderInteraction: the first number it is compared with is right, the second is what is near."""
    low, high = (_bound(at, name) for name in ("lowerBound", "upperBound"))
    step = _bound(at, "step", "1")
    tests = list(tests_of(at.draft.item, at.declaration))
    if not tests or any(test.how != "number" for test in tests):
        raise CannotRead("scoring_not_ours")
    scale: Data = {"low": str(low), "high": str(high), "step": str(step), "unit_text": at.hint("unit")}
    steps = _steps(low, high, step, tests)
    probes = [Probe(None, {}), *(Probe(f"{number:f}", {at.response: f"{number:f}"}) for number in steps)]
    asked = at.asked([], probes)
    best = asked.best
    if best <= 0:
        return asked
    right, *others = tests
    data = {**scale, "kind": "slider", "value": decimal_of(right.value), "tolerance": _absolute(right)}
    nears = [test for test in others if test.value == right.value]
    if nears:
        within = Fraction(_absolute(nears[0]))
        share = nears[0].worth
        if share is None:
            share = at.worth({at.response: decimal_of(right.value + within)})
        asked.candidates.append({**data, "near_tolerance": _absolute(nears[0]), "near": str(share / best)})
        most = right.worth or best
        asked.candidates.append({**data, "near_tolerance": _absolute(nears[0]), "near": str(share / most)})
    asked.candidates.append(data)
    return asked


def _absolute(test: Test) -> str:
    width = test.tolerance * abs(test.value) if test.tolerance_kind == "relative" else test.tolerance
    return decimal_of(width)


def _bound(at: At, name: str, default: str = "") -> Decimal:
    found: Any = decimal_or_none((attribute(at.element, name) or default).strip())
    if found is None:
        raise CannotRead("bad_value")
    return Decimal(f"{found:f}")


def _steps(low: Decimal, high: Decimal, step: Decimal, tests: list[Test]) -> list[Decimal]:
    """Numbers on the scale around each border."""
    if step <= 0 or high <= low:
        raise CannotRead("bad_scale", where="step")
    found = [low, high]
    for test in tests:
        width = Fraction(_absolute(test))
        for border in (test.value - width, test.value, test.value + width):
            at_step = round((border - Fraction(low)) / Fraction(step))
            found += [low + (at_step + aside) * step for aside in (-1, 0, 1)]
    return list(dict.fromkeys(number for number in found if low <= number <= high))
