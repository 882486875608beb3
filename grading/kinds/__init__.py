"""The kinds of question there are. One that stands alone is listed in `plain`, one made of others here."""

from collections.abc import Mapping
from types import MappingProxyType

from grading.kinds.base import Question
from grading.kinds.composite import Cloze, Composite
from grading.kinds.plain import PLAIN_KINDS

KINDS: Mapping[str, type[Question]] = MappingProxyType({**PLAIN_KINDS, Cloze.kind: Cloze, Composite.kind: Composite})
