"""Our responses in the words of the QTI items that we write."""

from fractions import Fraction

from grading.kinds.choice import MultipleChoice, SingleChoice
from grading.kinds.composite import Cloze, Composite
from grading.kinds.gaps import DragText, GapSelect
from grading.kinds.hotspot import Hotspot
from grading.kinds.match import Match
from grading.kinds.numeric import Numeric
from grading.kinds.order import Order
from grading.kinds.points import Points
from grading.kinds.rating import Rating
from grading.kinds.short_text import ShortText
from grading.kinds.slider import Slider
from grading.kinds.true_false import TrueFalse
from grading.numbers import NumberFormat, written
from grading.qti.writing.building import identifier


def sent(question, answer, number=""):
    """The item's responses for an answer as `read_response` gives it."""
    name = f"RESPONSE{number}"
    if isinstance(question, Composite | Cloze):
        given = dict(answer or ())
        found = {}
        for place, part in enumerate(question.parts, start=1):
            found |= sent(part.question, given.get(part.id), f"{number}_{place}")
        return found
    if answer is None:
        return {}
    match question:
        case SingleChoice():
            return {name: identifier(answer)}
        case MultipleChoice():
            return {name: [identifier(chosen) for chosen in sorted(answer)]}
        case Hotspot():
            chosen = [identifier(area) for area in sorted(answer)]
            return {name: chosen[0] if question.limit == 1 else chosen}
        case TrueFalse():
            return {name: "true" if answer else "false"}
        case Rating():
            return {name: f"level{answer}"}
        case Match():
            return {name: [f"{identifier(left)} {identifier(right)}" for left, right in answer]}
        case Order():
            return {name: [identifier(item) for item in answer]}
        case Slider():
            return {name: str(question.write_answer(answer))}
        case ShortText():
            return {name: answer}
        case Numeric():
            return {name: written(in_key_unit(question, answer), NumberFormat.PLAIN)}
        case GapSelect():
            places = {gap.id: place for place, gap in enumerate(question.gaps, start=1)}
            return {f"{name}_{places[gap]}": identifier(choice) for gap, choice in answer}
        case DragText():
            return {name: [f"{identifier(choice)} {identifier(gap)}" for gap, choice in answer]}
        case Points():
            return {name: [f"{x} {y}" for x, y in sorted(answer)]}
    raise AssertionError(question)


def in_key_unit(question, answer):
    """The number in the unit of the answers, which is the one an item asks for."""
    multipliers = {unit.text: unit.multiplier for unit in question.units}
    number = answer.number / multipliers.get(answer.unit, 1)
    assert Fraction(number) * Fraction(multipliers.get(answer.unit, 1)) == Fraction(answer.number)
    return number
