"""Texts with gaps, clozes and questions of several parts as QTI."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from grading.kinds.base import Question
from grading.kinds.composite import Cloze, Composite, Part
from grading.kinds.gaps import DragText, GapSelect
from grading.marks import ZERO
from grading.placeholders import pieces
from grading.qti.writing.building import (
    Child,
    Element,
    clean,
    correct,
    identifier,
    lines,
    node,
    operator,
    paragraphs,
    put,
    scale_of,
    value,
    variable,
    when,
)
from grading.qti.writing.choosing import inline_choices, write_inline
from grading.qti.writing.sheet import Place, mapping, prompt

WritePart = Callable[[Question, Place], list[Child]]


def asked(text: str) -> list[Child]:
    """A question outside its interaction."""
    return [node("div", *paragraphs(text), class_="prompt")] if text.strip() else []


def quoted(text: str) -> list[Child]:
    return [node("blockquote", *paragraphs(text), class_="quote")] if text.strip() else []


def _text(text: str, name: str, inside: Mapping[str, Iterable[Child]]) -> list[Child]:
    """The text with what stands at each of its ids."""
    found: list[Child] = []
    for piece in pieces(text, name=name):
        assert isinstance(piece, dict)
        if name in piece:
            found.extend(inside[str(piece[name])])
        else:
            found.extend(lines(str(piece["text"])))
    return found


def write_gap_select(question: GapSelect, place: Place) -> list[Child]:
    groups = {choice.id: choice.group for choice in question.choices}
    points = place.outcome(f"POINTS{place.number}", "integer")
    place.do(put(points, value("integer", "0")))
    inside: dict[str, list[Child]] = {}
    for number, gap in enumerate(question.gaps, start=1):
        response = f"{place.response}_{number}"
        place.declare("identifier", "single", [identifier(gap.right_id)], name=response)
        more = put(points, operator("sum", variable(points), value("integer", "1")))
        place.do(when([(operator("match", variable(response), correct(response)), [more])]))
        group = groups[gap.right_id]
        rows = [choice for choice in question.choices if choice.group == group]
        inside[gap.id] = [inline_choices(response, rows, data_group=group, data_gap=identifier(gap.id))]
    place.do(put(place.score, operator("divide", variable(points), value("integer", str(len(question.gaps))))))
    place.say_to_all((gap.id, gap.feedback) for gap in question.gaps)
    text = node("div", *_text(question.text, "gap", inside), class_="text", data_kind="gap_select")
    return [*asked(question.prompt), text]


def write_drag_text(question: DragText, place: Place) -> list[Child]:
    groups = {choice.id: choice.group for choice in question.choices}
    several = len({*groups.values()}) > 1
    pairs = [f"{identifier(gap.right_id)} {identifier(gap.id)}" for gap in question.gaps]
    share = Fraction(1, len(pairs))
    scale = scale_of([share])
    place.declare("directedPair", "multiple", pairs, mapping([(pair, share) for pair in pairs], scale))
    place.give_mapped(scale)
    place.say_to_all((gap.id, gap.feedback) for gap in question.gaps)
    words = []
    for choice in question.choices:
        most = "0" if choice.unlimited else "1"
        word = node("qti-gap-text", choice.text, identifier=identifier(choice.id), match_max=most)
        if several:
            word.set("match-group", " ".join(_gaps_of(question, groups, choice.group)))
            word.set("data-group", clean(choice.group))
        words.append(word)
    inside = {gap.id: [node("qti-gap", identifier=identifier(gap.id))] for gap in question.gaps}
    text = node("div", *_text(question.text, "gap", inside))
    return [
        node("qti-gap-match-interaction", *prompt(question.prompt), *words, text, response_identifier=place.response)
    ]


def _gaps_of(question: DragText, groups: Mapping[str, str], group: str) -> list[str]:
    return [identifier(gap.id) for gap in question.gaps if groups[gap.right_id] == group]


def _weighted(question: Cloze | Composite, place: Place, write: Callable[[Part, Place], None]) -> None:
    """Each part with variables of its own, and their weighted sum."""
    total = sum((part.weight for part in question.parts), ZERO)
    terms = []
    for number, part in enumerate(question.parts, start=1):
        inner = Place(place.sheet, f"{place.number}_{number}")
        place.outcome(inner.score)
        write(part, inner)
        place.responses.extend(inner.responses)
        terms.append(_share(variable(inner.score), part.weight / total))
    place.sheet.template = ""
    place.do(put(place.score, operator("sum", *terms)))


def _share(score: Element, size: Fraction) -> Element:
    if size == 1:
        return score
    more = score if size.numerator == 1 else operator("product", score, value("integer", str(size.numerator)))
    return operator("divide", more, value("integer", str(size.denominator)))


def write_cloze(question: Cloze, place: Place, *, write_part: WritePart) -> list[Child]:
    inside: dict[str, list[Child]] = {}

    def write(part: Part, inner: Place) -> None:
        if part.question.kind == "single":
            inside[part.id] = write_inline(part.question, inner)  # type: ignore[arg-type]
        else:
            inside[part.id] = write_part(part.question, inner)
        inner.finish(part.question)

    _weighted(question, place, write)
    text = node("div", *_text(question.text, "part", inside), class_="text", data_kind="cloze")
    return [*asked(question.prompt), text]


def write_composite(question: Composite, place: Place, *, write_part: WritePart) -> list[Child]:
    divisions: list[Child] = []

    def write(part: Part, inner: Place) -> None:
        shown = [*quoted(part.question.quote), *whole(part.question, inner, write_part)]
        divisions.append(node("div", *shown, class_="part"))
        inner.finish(part.question)

    _weighted(question, place, write)
    return [*asked(question.prompt), *divisions]


def whole(question: Question, place: Place, write: WritePart) -> list[Child]:
    """The question with what is asked before it, where its interaction stands inside a text."""
    shown = write(question, place)
    if question.kind in ("short_text", "numeric"):
        return [*asked(question.prompt), node("p", *shown)]
    return shown
