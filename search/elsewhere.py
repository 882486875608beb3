"""What this portal has nothing on, and other public web sites do: «ejendomsskat». Plain Python."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from search import danish

SHIPPED = Path(__file__).parent / "data" / "elsewhere.txt"


@lru_cache(maxsize=1)
def shipped() -> frozenset[str]:
    """The stems of the words that come with the portal. Lines that begin with # are left out."""
    lines = (line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(danish.token(word) for line in lines for word in line.split(",") if word.strip())
