"""What practises or explains a concept. The floors above tell: each fills this register in its AppConfig.ready.

    concepts.declare(cases_on)      # cases_on(subtheme) -> the links it has to offer

`content` shows what it is told, and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.models import Subtheme


@dataclass(frozen=True)
class Related:
    """A link: what kind of thing it is («Case»), what it is called, where it is, and a line on it."""

    kind: str
    title: str
    address: str
    text: str = ""


Teller = Callable[["Subtheme"], Iterable[Related]]
_tellers: dict[str, Teller] = {}


def declare(teller: Teller) -> None:
    """The teller is asked from now on; declaring it again changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def related_to(subtheme: Subtheme) -> list[Related]:
    """What there is about the subtheme, in the order in which it was declared."""
    return [link for teller in _tellers.values() for link in teller(subtheme)]
