"""The kinds of question there are. A new kind is one file and one line here."""

from collections.abc import Mapping
from types import MappingProxyType

from grading.kinds.base import Question
from grading.kinds.choice import MultipleChoice, SingleChoice
from grading.kinds.match import Match
from grading.kinds.order import Order
from grading.kinds.rating import Rating
from grading.kinds.true_false import TrueFalse

_ALL: tuple[type[Question], ...] = (SingleChoice, MultipleChoice, TrueFalse, Match, Order, Rating)

KINDS: Mapping[str, type[Question]] = MappingProxyType({kind.kind: kind for kind in _ALL})
