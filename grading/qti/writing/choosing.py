"""Choices, true or false, ratings and sliders as QTI."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from grading.kinds.choice import MultipleChoice, SingleChoice
from grading.kinds.rating import Rating
from grading.kinds.slider import Slider
from grading.kinds.true_false import TrueFalse
from grading.marks import ONE, ZERO
from grading.qti.writing.building import (
    Child,
    Element,
    identifier,
    is_null,
    lines,
    map_response,
    node,
    number,
    operator,
    put,
    scale_of,
    value,
    variable,
    when,
)
from grading.qti.writing.sheet import Place, mapping, prompt

TRUE_AND_FALSE = {"da": ("Sandt", "Falsk")}
IN_ENGLISH = ("True", "False")


def simple_choices(rows: Iterable[Any]) -> list[Element]:
    return [node("qti-simple-choice", *lines(row.text), identifier=identifier(row.id)) for row in rows]


def interaction(place: Place, most: int, asked: str, children: Sequence[Element], **hints: str) -> Element:
    return node(
        "qti-choice-interaction",
        *prompt(asked),
        *children,
        response_identifier=place.response,
        max_choices=str(most),
        **hints,
    )


def single_key(question: SingleChoice, place: Place) -> None:
    fractions = {identifier(option.id): option.fraction for option in question.options}
    rights = [key for key, fraction in fractions.items() if fraction >= ONE]
    if len(rights) == 1 and all(fraction in (ZERO, ONE) for fraction in fractions.values()) and question.lowest == 0:
        place.declare("identifier", "single", rights)
        place.match_correct()
        return
    scale = scale_of([*fractions.values(), question.lowest])
    key = mapping(fractions.items(), scale, lowest=question.lowest, highest=ONE)
    place.declare("identifier", "single", rights[:1], key)
    place.give_mapped(scale)


def write_single(question: SingleChoice, place: Place) -> list[Child]:
    single_key(question, place)
    place.say_to_chosen((option.id, option.feedback) for option in question.options)
    return [interaction(place, 1, question.prompt, simple_choices(question.options))]


def write_inline(question: SingleChoice, place: Place) -> list[Child]:
    """A single choice inside a text."""
    single_key(question, place)
    place.say_to_chosen((option.id, option.feedback) for option in question.options)
    return [inline_choices(place.response, question.options)]


def inline_choices(response: str, rows: Iterable[Any], **hints: str) -> Element:
    choices = [node("qti-inline-choice", row.text, identifier=identifier(row.id)) for row in rows]
    return node("qti-inline-choice-interaction", *choices, response_identifier=response, **hints)


def write_multiple(question: MultipleChoice, place: Place) -> list[Child]:
    _multiple_key(question, place)
    place.say_to_chosen((option.id, option.feedback) for option in question.options)
    return [interaction(place, 0, question.prompt, simple_choices(question.options), data_grading=question.scoring)]


def _multiple_key(question: MultipleChoice, place: Place) -> None:
    fractions = {identifier(option.id): option.fraction for option in question.options}
    rights = [key for key, fraction in fractions.items() if fraction > 0]
    if question.scoring in ("sum", "all_or_nothing"):
        scale = scale_of([*fractions.values(), question.lowest])
        key = mapping(fractions.items(), scale, lowest=question.lowest, highest=ONE)
    else:
        # Each mistake counts: a wrong option ticked is one more than there are, a right one is one less.
        worth = {option: Fraction(-1 if fraction > 0 else 1) for option, fraction in fractions.items()}
        scale, key = 1, mapping(worth.items(), 1)
    place.declare("identifier", "multiple", rights, key, empty_is_right=question.none_right)
    if question.scoring == "all_or_nothing":
        place.match_correct()
        return
    if question.scoring == "sum":
        place.give_mapped(scale)
    else:
        mistakes = place.outcome(f"MISTAKES{place.number}", "integer")
        place.do(put(mistakes, operator("sum", map_response(place.response), value("integer", str(len(rights))))))
        place.give(_by_mistakes(question.scoring, mistakes, len(fractions)))
        if question.scoring == "halves":
            place.do(_halved(place, mistakes, len(fractions)))
    if question.none_right:
        place.sheet.template = ""
        place.do(when([(is_null(place.response), [put(place.score, value("float", "1"))])]))


def _by_mistakes(scoring: str, mistakes: str, options: int) -> Element:
    if scoring == "halves":
        return value("float", "0")
    left = operator("subtract", value("integer", str(options)), variable(mistakes))
    return operator("divide", left, value("integer", str(options)))


def _halved(place: Place, mistakes: str, options: int) -> Element:
    worth = [(0, "1")]
    if options > 2:
        worth.append((1, "0.5"))
    if options > 4:
        worth.append((2, "0.25"))
    branches: list[tuple[Element, Sequence[Element]]] = [(is_null(place.response), [])]
    for count, score in worth:
        so_many = operator("equal", variable(mistakes), value("integer", str(count)), tolerance_mode="exact")
        branches.append((so_many, [put(place.score, value("float", score))]))
    return when(branches)


def write_true_false(question: TrueFalse, place: Place) -> list[Child]:
    names = ("true", "false")
    place.declare("identifier", "single", ["true" if question.right else "false"])
    place.match_correct()
    place.say_to_chosen(zip(names, (question.feedback_true, question.feedback_false), strict=True))
    words = TRUE_AND_FALSE.get(place.sheet.language, IN_ENGLISH)
    choices = [node("qti-simple-choice", word, identifier=name) for name, word in zip(names, words, strict=True)]
    return [interaction(place, 1, question.prompt, choices)]


def write_rating(question: Rating, place: Place) -> list[Child]:
    levels = range(len(question.level_feedback))
    fractions = {f"level{level}": question.grade(level).score for level in levels}
    scale = scale_of(fractions.values())
    rights = [name for name, fraction in fractions.items() if fraction == ONE]
    place.declare("identifier", "single", rights[:1], mapping(fractions.items(), scale))
    place.give_mapped(scale)
    place.say_to_chosen((f"level{level}", text) for level, text in enumerate(question.level_feedback))
    choices = [node("qti-simple-choice", str(level), identifier=f"level{level}") for level in levels]
    return [interaction(place, 1, question.prompt, choices, data_kind="rating")]


def write_slider(question: Slider, place: Place) -> list[Child]:
    place.declare("float", "single", [f"{question.value:f}"])
    branches = [(_within(place, question, question.tolerance), [put(place.score, value("float", "1"))])]
    if question.near_tolerance is not None:
        branches.append((_within(place, question, question.near_tolerance), [put(place.score, number(question.near))]))
    place.do(when(branches, [put(place.score, value("float", "0"))]))
    attributes = {"data_unit": question.unit_text} if question.unit_text else {}
    return [
        node(
            "qti-slider-interaction",
            *prompt(question.prompt),
            response_identifier=place.response,
            lower_bound=f"{question.low:f}",
            upper_bound=f"{question.high:f}",
            step=f"{question.step:f}",
            **attributes,
        )
    ]


def _within(place: Place, question: Slider, tolerance: object) -> Element:
    return operator(
        "equal",
        value("float", f"{question.value:f}"),
        variable(place.response),
        tolerance_mode="absolute",
        tolerance=f"{tolerance:f} {tolerance:f}",
    )
