"""What can be found: each floor above registers its own things.

A source answers two questions about its things, always from the database and always as seen by anybody: which are
public now, and what do they say now. The index only suggests; the source decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, cast

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import outbox
from search.registry import get, kinds, put

__all__ = ["Document", "PageSource", "Source", "get", "kinds", "register"]

LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # a page that went live without being published


@dataclass(frozen=True)
class Document:
    """A thing as anybody may see it now. `thing` may say `search_phases()` and `search_audiences()`."""

    title: str
    body: str
    url: str
    changed_on: dt.datetime
    summary: str = ""  # where the excerpt is taken from; the body when empty
    thing: Any = None

    @property
    def excerpt_from(self) -> str:
        return self.summary or self.body

    @cached_property
    def phases(self) -> tuple[str, ...]:
        """Asked for only where it is used: it may cost a query."""
        return tuple(_said(self.thing, "search_phases", ()))

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        return tuple(_said(self.thing, "search_audiences", ()))


def _said(thing: Any, name: str, otherwise: Any) -> Any:
    return getattr(thing, name)() if hasattr(thing, name) else otherwise


class Source(Protocol):
    """Things of one kind. `kind` is a short name for addresses, `label` what people call them (plural)."""

    kind: str
    label: Any

    def published(self, ids: Collection[int] | None = None) -> dict[int, dt.datetime]:
        """When each public thing was last changed; of all things when no ids are given."""

    def documents(self, ids: Collection[int]) -> dict[int, Document]:
        """Those of the things that anybody may see now. A thing that is not public is left out."""

    def connect(self) -> None:
        """Called once: from now on every change of a thing calls `search.outbox.changed`."""


def register(source: Source) -> None:
    """From now on the source's things can be found. Call it in `AppConfig.ready`."""
    put(source)
    source.connect()


class PageSource:
    """Published Wagtail pages of one type. A page says `search_text()`, and may say `search_summary()`,
    `search_phases()` and `search_audiences()`."""

    def __init__(self, kind: str, page_model: type[Page], label: Any) -> None:
        self.kind, self.page_model, self.label = kind, page_model, label

    def published(self, ids: Collection[int] | None = None) -> dict[int, dt.datetime]:
        rows = self._public(ids).values_list("pk", "last_published_at", "first_published_at")
        return {pk: last or first or LONG_AGO for pk, last, first in rows}

    def documents(self, ids: Collection[int]) -> dict[int, Document]:
        return {page.pk: self._document(page) for page in self._public(ids) if page.get_url()}

    def connect(self) -> None:
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, post_delete):
            uid = f"search.{self.kind}"
            signal.connect(self._changed, sender=self.page_model, weak=False, dispatch_uid=uid)

    def _changed(self, sender: type[Page], instance: Page, **kwargs: Any) -> None:
        outbox.changed(self.kind, instance.pk)

    def _public(self, ids: Collection[int] | None) -> Any:
        pages = self.page_model.objects.live().public().order_by("pk")
        return pages if ids is None else pages.filter(pk__in=list(ids))

    def _document(self, page: Page) -> Document:
        return Document(
            title=page.title,
            body=_said(page, "search_text", ""),
            url=cast(str, page.get_url()),
            changed_on=page.last_published_at or page.first_published_at or LONG_AGO,
            summary=_said(page, "search_summary", ""),
            thing=page,
        )
