"""What happens to a field when a person is erased. Every model with private data declares it for every field."""

from enum import Enum


class Handling(Enum):
    """KEEP: says nothing about a person. ERASE: emptied or deleted. ANONYMISE: kept without the tie to the person."""

    KEEP = "keep"
    ERASE = "erase"
    ANONYMISE = "anonymise"
