"""QTI items and packages as questions of ours, where our kinds give the score that the item's processing gives."""

from grading.qti.importing.items import import_item
from grading.qti.importing.packages import read_package

__all__ = ["import_item", "read_package"]
