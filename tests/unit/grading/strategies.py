"""Valid questions, their responses, and anything a stranger could send."""

import os
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from grading import Question
from grading.intervals import ToleranceKind
from grading.kinds.areas import Area, Image
from grading.kinds.choice import SCORINGS, MultipleChoice, Option, SingleChoice
from grading.kinds.composite import Cloze, Composite, Part
from grading.kinds.gaps import DragText, Gap, GapChoice, Gaps, GapSelect
from grading.kinds.hotspot import Hotspot
from grading.kinds.match import Match, MatchChoice, Pair
from grading.kinds.numeric import Numeric, PenaltyOf, RangeAnswer, Unit, UnitRule, ValueAnswer
from grading.kinds.order import GRADERS, Item, Order
from grading.kinds.points import Points
from grading.kinds.rating import Rating
from grading.kinds.short_text import ShortText, TextAnswer
from grading.kinds.slider import Slider
from grading.kinds.true_false import TrueFalse
from grading.numbers import NumberFormat, written

Test = TypeVar("Test", bound=Callable[..., None])


# `make mutation` runs each property many thousand times, with fewer examples.
EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "40"))


def holds_always(test: Test) -> Test:
    """A property: tried on the same examples in every run. Goes outside `given`."""
    the_same = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    marked: Test = pytest.mark.slow(the_same(test))
    return marked


loose_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
text = loose_text.filter(str.strip)
ids = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z_.:-]{0,7}", fullmatch=True)


def distinct(size: st.SearchStrategy[int]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """That many (id, text), no two alike in either; the texts differ by more than spaces."""
    return size.flatmap(
        lambda count: st.tuples(
            st.lists(ids, min_size=count, max_size=count, unique=True),
            st.lists(text, min_size=count, max_size=count),
        ).map(lambda both: [(row_id, f"{n} {said}") for n, (row_id, said) in enumerate(zip(*both, strict=True))])
    )


@st.composite
def stems(draw: st.DrawFn) -> dict[str, str]:
    return {
        "prompt": draw(text),
        "quote": draw(loose_text),
        "explanation": draw(loose_text),
        "rule": draw(loose_text),
    }


@st.composite
def singles(draw: st.DrawFn) -> SingleChoice:
    rows = draw(distinct(st.integers(2, 5)))
    fractions = draw(st.lists(st.fractions(-1, 1, max_denominator=12), min_size=len(rows) - 1, max_size=len(rows) - 1))
    fractions = draw(st.permutations([Fraction(1), *fractions]))
    options = tuple(
        Option(row_id, said, fraction, draw(loose_text))
        for (row_id, said), fraction in zip(rows, fractions, strict=True)
    )
    lowest = draw(st.sampled_from([Fraction(0), Fraction(-1, 3), Fraction(-1)]))
    return SingleChoice(options=options, lowest=lowest, **draw(stems()))


@st.composite
def multiples(draw: st.DrawFn) -> MultipleChoice:
    """Right options of different weights; the wrong ones take back at least as much."""
    rows = draw(distinct(st.integers(2, 6)))
    weights = draw(st.lists(st.integers(1, 4), min_size=1, max_size=len(rows)))
    rights = [Fraction(weight, sum(weights)) for weight in weights]
    wrongs = len(rows) - len(rights)
    costs = [draw(st.sampled_from([Fraction(-1, wrongs), Fraction(-1)])) for _ in range(wrongs)]
    fractions = draw(st.permutations([*rights, *costs]))
    options = tuple(
        Option(row_id, said, fraction, draw(loose_text))
        for (row_id, said), fraction in zip(rows, fractions, strict=True)
    )
    return MultipleChoice(
        options=options,
        scoring=draw(st.sampled_from(SCORINGS)),
        lowest=draw(st.sampled_from([Fraction(0), Fraction(-1, 3), Fraction(-1)])),
        **draw(stems()),
    )


@st.composite
def none_rights(draw: st.DrawFn) -> MultipleChoice:
    """No option is right: the answer is to tick nothing."""
    rows = draw(distinct(st.integers(2, 6)))
    options = tuple(Option(*row, draw(st.fractions(-1, 0, max_denominator=6)), draw(loose_text)) for row in rows)
    return MultipleChoice(options=options, none_right=True, scoring=draw(st.sampled_from(SCORINGS)), **draw(stems()))


@st.composite
def true_falses(draw: st.DrawFn) -> TrueFalse:
    return TrueFalse(
        right=draw(st.booleans()),
        feedback_true=draw(loose_text),
        feedback_false=draw(loose_text),
        **draw(stems()),
    )


@st.composite
def matches(draw: st.DrawFn) -> Match:
    lefts = draw(st.integers(2, 4))
    rows = draw(distinct(st.integers(lefts + 2, lefts + 5)))
    choices = tuple(MatchChoice(*row) for row in rows[lefts:])
    pairs = tuple(
        Pair(row_id, said, draw(st.sampled_from(choices)).id, draw(loose_text)) for row_id, said in rows[:lefts]
    )
    scoring = draw(st.sampled_from(["sum", "all_or_nothing"]))
    return Match(pairs=pairs, choices=choices, scoring=scoring, **draw(stems()))


@st.composite
def orders(draw: st.DrawFn) -> Order:
    rows = draw(distinct(st.integers(3, 6)))
    grader = draw(st.sampled_from(list(GRADERS)))
    return Order(items=tuple(Item(*row) for row in rows), grader=grader, **draw(stems()))


@st.composite
def ratings(draw: st.DrawFn) -> Rating:
    """With and without a panel, whose middle levels are at most one step apart."""
    level = draw(st.integers(0, 4))
    low = draw(st.integers(0, level))
    high = draw(st.integers(level, 4))
    panel = draw(
        st.sampled_from([(), (level,), (low, level, high), (level, level, high, low), (min(level + 1, 4), level)])
    )
    return Rating(
        level=level,
        panel=panel,
        near=draw(st.fractions(0, 1, max_denominator=9).filter(lambda near: near < 1)),
        level_feedback=tuple(draw(st.lists(loose_text, min_size=5, max_size=5))),
        **draw(stems()),
    )


@st.composite
def sliders(draw: st.DrawFn) -> Slider:
    low = Decimal(draw(st.integers(-300, 300))).scaleb(-2)
    step = Decimal(draw(st.integers(1, 200))).scaleb(-2)
    steps = draw(st.integers(2, 60))
    place = draw(st.integers(0, steps))
    tolerance = draw(st.integers(0, max(place, steps - place) - 1)) * step
    return Slider(
        low=low,
        high=low + steps * step,
        step=step,
        value=low + place * step,
        tolerance=tolerance,
        near_tolerance=draw(st.none() | st.integers(1, 9).map(lambda wider: tolerance + wider * step)),
        near=draw(st.fractions(0, 1, max_denominator=9).filter(lambda near: near < 1)),
        unit_text=draw(loose_text),
        **draw(stems()),
    )


some_fractions = st.fractions(0, 1, max_denominator=12)


@st.composite
def short_texts(draw: st.DrawFn) -> ShortText:
    """The first answer is fully right; each of the others begins with a digit of its own."""
    rows = draw(distinct(st.integers(1, 4)))
    answers = tuple(
        TextAnswer(
            row_id,
            said.replace("\\", "").replace("*", "\\*") + draw(st.sampled_from(["", " x*", "*x"])),
            draw(some_fractions) if place else Fraction(1),
            draw(loose_text),
        )
        for place, (row_id, said) in enumerate(rows)
    )
    return ShortText(
        answers=answers, match_case=draw(st.booleans()), match_accents=draw(st.booleans()), **draw(stems())
    )


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    """Values and ranges far from each other, the first fully right."""
    answer_ids = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    answers = []
    for place, answer_id in enumerate(answer_ids):
        fraction = draw(some_fractions) if place else Fraction(1)
        value = 1000 * place + draw(st.decimals(1, 100, places=2)).normalize() + 0
        said = draw(loose_text)
        if draw(st.booleans()):
            answers.append(RangeAnswer(answer_id, value, value + 1, fraction, draw(st.booleans()), True, said))
        else:
            kind = draw(st.sampled_from(ToleranceKind))
            tolerance = draw(st.decimals("0", "0.5", places=2))
            answers.append(ValueAnswer(answer_id, value, fraction, tolerance, kind, said))
    unit_rule = draw(st.sampled_from(UnitRule))
    units = (Unit("u1", "m", Decimal(1)), Unit("u2", "cm", Decimal(100)))
    return Numeric(
        answers=tuple(answers),
        units=() if unit_rule is UnitRule.NONE else units,
        unit_rule=unit_rule,
        unit_penalty=draw(some_fractions),
        unit_penalty_of=draw(st.sampled_from(PenaltyOf)),
        units_left=draw(st.booleans()),
        number_format=draw(st.sampled_from(NumberFormat)),
        **draw(stems()),
    )


@st.composite
def gaps(draw: st.DrawFn) -> Gaps:
    """Each gap in one of two groups; a choice that is not unlimited belongs to one gap at most."""
    count = draw(st.integers(1, 4))
    rows = draw(distinct(st.integers(count + 2, count + 5)))
    choices = tuple(
        GapChoice(row_id, said, draw(st.sampled_from(["1", "2"])), draw(st.booleans())) for row_id, said in rows[count:]
    )
    free = list(choices)
    found = []
    for row_id, _ in rows[:count]:
        choice = draw(st.sampled_from(free))
        if not choice.unlimited and len(free) > 1:
            free.remove(choice)
        found.append(Gap(row_id, choice.id, draw(loose_text)))
    kind = draw(
        st.sampled_from([GapSelect, DragText] if len({gap.right_id for gap in found}) == count else [GapSelect])
    )
    said = " og ".join(f"[[{gap.id}]]" for gap in draw(st.permutations(found)))
    return kind(text=said, gaps=tuple(found), choices=choices, **draw(stems()))


images = st.builds(Image, key=text, alt=text, width=st.integers(40, 400), height=st.integers(20, 300))


@st.composite
def drawn_areas(draw: st.DrawFn, image: Image) -> tuple[Area, ...]:
    """Areas of every bounded shape, side by side, at least one right; those together give 1."""
    count = draw(st.integers(2, 4))
    rights = draw(st.integers(1, count))
    wide = image.width // count
    areas = []
    for n, (area_id, label) in enumerate(draw(distinct(st.just(count)))):
        left, right = n * wide, n * wide + draw(st.integers(2, wide - 1))
        bottom = draw(st.integers(2, image.height))
        shape, coords = draw(
            st.sampled_from(
                [
                    ("rect", (left, 0, right, bottom)),
                    ("circle", (left + 1, 1, 1)),
                    ("ellipse", (left + 1, bottom // 2, 1, bottom // 2)),
                    ("poly", (left, 0, right, 0, left, bottom)),
                ]
            )
        )
        fraction = Fraction(1, rights) if n < rights else Fraction(-1)
        areas.append(Area(area_id, shape, coords, label, fraction, draw(loose_text)))
    return tuple(draw(st.permutations(areas)))


@st.composite
def hotspots(draw: st.DrawFn) -> Hotspot:
    image = draw(images)
    areas = draw(drawn_areas(image))
    rights = sum(area.fraction > 0 for area in areas)
    most = draw(st.sampled_from([0, rights, len(areas)]))
    return Hotspot(image=image, areas=areas, most=most, lowest=draw(lowests), **draw(stems()))


@st.composite
def points(draw: st.DrawFn) -> Points:
    image = draw(images)
    areas = draw(drawn_areas(image))
    cost = draw(st.fractions(-1, 0, max_denominator=6))
    most = draw(st.integers(len(areas), 9)) if cost else 0
    return Points(image=image, areas=areas, most=most, default_fraction=cost, lowest=draw(lowests), **draw(stems()))


lowests = st.sampled_from([Fraction(0), Fraction(-1, 2), Fraction(-1)])
weights = st.fractions(Fraction(1, 9), 9, max_denominator=9)
plain_questions: st.SearchStrategy[Question] = st.one_of(
    singles(),
    multiples(),
    true_falses(),
    matches(),
    orders(),
    ratings(),
    sliders(),
    hotspots(),
    points(),
    short_texts(),
    numerics(),
    gaps(),
)


@st.composite
def composites(draw: st.DrawFn) -> Composite:
    part_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    parts = tuple(Part(part_id, draw(weights), draw(plain_questions)) for part_id in part_ids)
    return Composite(parts=parts, **draw(stems()))


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    part_ids = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    parts = tuple(
        Part(part_id, draw(weights), draw(singles() | multiples() | short_texts() | numerics())) for part_id in part_ids
    )
    said = " ".join(f"Ord [[{part_id}]]" for part_id in draw(st.permutations(part_ids)))
    return Cloze(text=said, parts=parts, **draw(stems()))


questions: st.SearchStrategy[Question] = st.one_of(
    singles(),
    multiples(),
    true_falses(),
    matches(),
    orders(),
    ratings(),
    sliders(),
    none_rights(),
    hotspots(),
    points(),
    short_texts(),
    numerics(),
    gaps(),
    composites(),
    clozes(),
)


def raw_responses(question: Question) -> st.SearchStrategy[object]:
    """What an honest browser can send, blanks included."""
    blank = st.sampled_from([None, ""])
    match question:
        case SingleChoice():
            return blank | st.sampled_from([option.id for option in question.options])
        case MultipleChoice():
            return blank | st.lists(st.sampled_from([option.id for option in question.options]), unique=True)
        case TrueFalse():
            return blank | st.booleans()
        case Match():
            pair_ids = st.sampled_from([pair.id for pair in question.pairs])
            choice_ids = st.sampled_from([choice.id for choice in question.choices])
            return blank | st.dictionaries(pair_ids, blank | choice_ids)
        case Order():
            return blank | st.just([]) | st.permutations([item.id for item in question.items])
        case Rating():
            return blank | st.just("not_assessed") | st.integers(0, 4)
        case Slider():
            steps = int((question.high - question.low) / question.step)
            return blank | st.integers(0, steps).map(lambda step: str(question.low + step * question.step))
        case Hotspot():
            area_ids = st.sampled_from([area.id for area in question.areas])
            return blank | st.lists(area_ids, unique=True, max_size=question.limit)
        case Points():
            pixel = st.tuples(st.integers(0, question.image.width), st.integers(0, question.image.height)).map(list)
            return blank | st.lists(pixel, max_size=question.limit)
        case ShortText():
            said = [answer.pattern.replace("\\*", "*") for answer in question.answers]
            return blank | st.sampled_from(said) | loose_text
        case Numeric():
            number = st.decimals(-5000, 5000, places=2).map(lambda value: written(value, question.number_format))
            unit = st.just("") if question.unit_rule is UnitRule.NONE else st.sampled_from(["", "m", "cm", "år"])
            sides = st.tuples(unit, number) if question.units_left else st.tuples(number, unit)
            return blank | sides.map(" ".join) | st.just(key_of(question))
        case Gaps():
            return blank | some_choices(question)
        case Composite() | Cloze():
            parts = {part.id: blank | raw_responses(part.question) for part in question.parts}
            return blank | st.fixed_dictionaries({}, optional=parts)
    raise AssertionError(question)


@st.composite
def some_choices(draw: st.DrawFn, question: Gaps) -> dict[str, str | None]:
    """Choices of the gaps' own groups; when dragging none twice that can be used once."""
    groups = {choice.id: choice.group for choice in question.choices}
    used: set[str] = set()
    given: dict[str, str | None] = {}
    for gap in question.gaps:
        open_ids = [
            choice.id
            for choice in question.choices
            if choice.group == groups[gap.right_id]
            and (choice.unlimited or choice.id not in used or isinstance(question, GapSelect))
        ]
        choice_id = draw(st.sampled_from([None, "", *open_ids]))
        if choice_id:
            used.add(choice_id)
        if draw(st.booleans()):
            given[gap.id] = choice_id
    return given


def key_of(question: Numeric) -> str:
    """The first answer, in the unit of the answers."""
    first = question.answers[0]
    number = first.value if isinstance(first, ValueAnswer) else first.high
    assert number is not None
    unit = "" if question.unit_rule is UnitRule.NONE else "m"
    said = written(number, question.number_format)
    return f"{unit} {said}" if question.units_left else f"{said} {unit}"


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=70)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
