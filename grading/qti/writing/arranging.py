"""Matches and orders as QTI."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import TypeAlias

from grading.kinds.match import Match
from grading.kinds.order import GRADERS, Order
from grading.qti.writing.building import (
    Child,
    Element,
    identifier,
    is_null,
    lines,
    node,
    operator,
    put,
    scale_of,
    value,
    variable,
    when,
)
from grading.qti.writing.sheet import Place, mapping, prompt


def write_match(question: Match, place: Place) -> list[Child]:
    pairs = [f"{identifier(pair.id)} {identifier(pair.right_id)}" for pair in question.pairs]
    share = Fraction(1, len(pairs))
    scale = scale_of([share])
    place.declare("directedPair", "multiple", pairs, mapping([(pair, share) for pair in pairs], scale))
    if question.scoring == "all_or_nothing":
        place.match_correct()
    else:
        place.give_mapped(scale)
    place.say_to_all((pair.id, pair.feedback) for pair in question.pairs)
    lefts = [_associable(pair.id, pair.left, most=1) for pair in question.pairs]
    rights = [_associable(choice.id, choice.text, most=0) for choice in question.choices]
    return [
        node(
            "qti-match-interaction",
            *prompt(question.prompt),
            node("qti-simple-match-set", *lefts),
            node("qti-simple-match-set", *rights),
            response_identifier=place.response,
            max_associations=str(len(pairs)),
            data_grading=question.scoring,
        )
    ]


def _associable(row_id: str, text: str, *, most: int) -> Element:
    return node("qti-simple-associable-choice", *lines(text), identifier=identifier(row_id), match_max=str(most))


def write_order(question: Order, place: Place) -> list[Child]:
    keys = [identifier(item.id) for item in question.items]
    place.declare("identifier", "ordered", keys)
    grader = GRADERS[question.grader]
    if grader.all_or_nothing:
        place.match_correct()
    else:
        points = place.outcome(f"POINTS{place.number}", "integer")
        place.do(put(points, _whole(0)))
        place.do(*_POINTS[question.grader](_Ordering(place, keys, points)))
        most = grader.most(len(keys)) * (len(keys) if grader.last_counts else len(keys) - 1)
        place.give(operator("divide", variable(points), _whole(most)))
    choices = [
        node("qti-simple-choice", *lines(item.text), identifier=key)
        for item, key in zip(question.items, keys, strict=True)
    ]
    return [
        node(
            "qti-order-interaction",
            *prompt(question.prompt),
            *choices,
            response_identifier=place.response,
            shuffle="true",
            data_grading=question.grader,
        )
    ]


class _Ordering:
    """An order's response while its points are counted."""

    def __init__(self, place: Place, keys: list[str], points: str) -> None:
        self.place = place
        self.keys = keys
        self.points = points

    def add(self, test: Element, worth: int = 1) -> Element:
        return when([(test, [self.more(_whole(worth))])])

    def more(self, expression: Element) -> Element:
        return put(self.points, operator("sum", variable(self.points), expression))

    def stands_at(self, key: str, place: int) -> Element:
        """Whether the item is that many from the top, 1 the first."""
        return operator(
            "match", operator("index", variable(self.place.response), n=str(place)), value("identifier", key)
        )

    def followed(self, key: str, after: str) -> Element:
        row = operator("ordered", value("identifier", key), value("identifier", after))
        return operator("contains", variable(self.place.response), row)

    def counted(self, name: str, number: int) -> str:
        return f"{name}{self.place.number}_{number}"

    def places(self) -> list[Element]:
        """The rules that put each item's place into a variable of its own."""
        rules = []
        for number, key in enumerate(self.keys, start=1):
            place = self.place.outcome(self.counted("PLACE", number), "integer")
            rules.append(
                when([(self.stands_at(key, at), [put(place, _whole(at))]) for at in range(1, len(self.keys) + 1)])
            )
        return rules

    def stands_before(self, first: int, second: int) -> Element:
        return operator("lt", variable(self.counted("PLACE", first)), variable(self.counted("PLACE", second)))


def _absolute(order: _Ordering) -> list[Element]:
    return [order.add(order.stands_at(key, place)) for place, key in enumerate(order.keys, start=1)]


def _next(order: _Ordering) -> list[Element]:
    return [order.add(order.followed(key, after)) for key, after in pairwise(order.keys)]


def _next_and_last(order: _Ordering) -> list[Element]:
    return [*_next(order), order.add(order.stands_at(order.keys[-1], len(order.keys)))]


def _previous_and_next(order: _Ordering) -> list[Element]:
    pairs = [order.add(order.followed(key, after), 2) for key, after in pairwise(order.keys)]
    first = order.add(order.stands_at(order.keys[0], 1))
    return [first, *pairs, order.add(order.stands_at(order.keys[-1], len(order.keys)))]


def _all_previous_and_next(order: _Ordering) -> list[Element]:
    numbers = range(1, len(order.keys) + 1)
    return [*order.places(), *(order.add(order.stands_before(*two), 2) for two in combinations(numbers, 2))]


def _distance(order: _Ordering) -> list[Element]:
    rules = order.places()
    for right in range(1, len(order.keys) + 1):
        place = variable(order.counted("PLACE", right))
        off = operator(
            "max",
            operator("subtract", place, _whole(right)),
            operator("subtract", _whole(right), variable(order.counted("PLACE", right))),
        )
        rules.append(order.more(operator("subtract", _whole(len(order.keys) - 1), off)))
    return [_if_answered(order, rules)]


def _longest_subset(order: _Ordering) -> list[Element]:
    """The longest subset that ends with an item is one longer than one that ends with an item before it."""
    rules = order.places()
    count = len(order.keys)
    for item in range(1, count + 1):
        length = order.place.outcome(order.counted("LENGTH", item), "integer")
        rules.append(put(length, _whole(1)))
        for before in range(1, item):
            shorter = variable(order.counted("LENGTH", before))
            longer = operator("sum", shorter, _whole(1))
            grows = operator(
                "lt", variable(length), operator("sum", variable(order.counted("LENGTH", before)), _whole(1))
            )
            rules.append(when([(operator("and", order.stands_before(before, item), grows), [put(length, longer)])]))
    return [*rules, _longest(order, count)]


def _longest_contiguous(order: _Ordering) -> list[Element]:
    rules = order.places()
    count = len(order.keys)
    for item in range(1, count + 1):
        length = order.place.outcome(order.counted("LENGTH", item), "integer")
        if item == 1:
            rules.append(put(length, _whole(1)))
            continue
        longer = operator("sum", variable(order.counted("LENGTH", item - 1)), _whole(1))
        rules.append(when([(order.stands_before(item - 1, item), [put(length, longer)])], [put(length, _whole(1))]))
    return [*rules, _longest(order, count)]


def _longest(order: _Ordering, count: int) -> Element:
    """One item is no subset."""
    longest = operator("max", *(variable(order.counted("LENGTH", item)) for item in range(1, count + 1)))
    again = operator("max", *(variable(order.counted("LENGTH", item)) for item in range(1, count + 1)))
    return when([(operator("gt", longest, _whole(1)), [put(order.points, again)])])


def _if_answered(order: _Ordering, rules: list[Element]) -> Element:
    return when([(operator("not", is_null(order.place.response)), rules)])


def _whole(number: int) -> Element:
    return value("integer", str(number))


_Points: TypeAlias = Callable[[_Ordering], list[Element]]
_POINTS: Mapping[str, _Points] = MappingProxyType(
    {
        "absolute": _absolute,
        "next_exclude_last": _next,
        "next_include_last": _next_and_last,
        "previous_and_next": _previous_and_next,
        "all_previous_and_next": _all_previous_and_next,
        "longest_subset": _longest_subset,
        "longest_contiguous": _longest_contiguous,
        "distance": _distance,
    }
)
