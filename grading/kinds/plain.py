"""The kinds of question that stand alone. A new kind is one file and one line here.

What is made of other questions (`composite.py`) reads its parts from these, so nothing nests deeper than once.
"""

from collections.abc import Mapping
from types import MappingProxyType

from grading.kinds.base import Question
from grading.kinds.choice import MultipleChoice, SingleChoice
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

_ALL: tuple[type[Question], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    Match,
    Order,
    Rating,
    Slider,
    ShortText,
    Numeric,
    GapSelect,
    DragText,
    Hotspot,
    Points,
)

PLAIN_KINDS: Mapping[str, type[Question]] = MappingProxyType({kind.kind: kind for kind in _ALL})
