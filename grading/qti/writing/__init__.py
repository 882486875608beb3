"""Our questions as QTI 3.0: one item, or a package of them. `importing` reads them back."""

from grading.qti.writing.items import WrittenPackage, write_item, write_package

__all__ = ["WrittenPackage", "write_item", "write_package"]
