"""QTI 2.0, 2.1, 2.2 and 3.0 items: read, and graded as their own response processing says.

    item = read_item(data)                  # bytes of one item file; UnreadableFile says what cannot be graded
    outcomes = item.process({"RESPONSE": ["A", "C"]})   # {"SCORE": 2.0, ...}; BadResponse when it does not fit

An item is compiled to Python closures when it is read, so processing it again costs little. Numbers are exact
(integers and fractions) until they leave.
"""

from grading.qti.item import Item
from grading.qti.reading import read_item

__all__ = ["Item", "read_item"]
