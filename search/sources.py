"""What can be found: each floor above registers its own things.

A source answers two questions about its things, always from the database and always as seen by anybody: which are
public now, and what do they say now. The index only suggests; the source decides.
"""

from __future__ import annotations

import datetime as dt
import zlib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from django.db import models
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import outbox
from search.expressions import Among
from search.registry import get, kinds, put

__all__ = ["Document", "Link", "PageSource", "Passage", "RowSource", "Source", "TouchedBy", "get", "kinds", "register"]

LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # a thing of which nobody knows when it was changed
STEP = Page.steplen  # letters of a page's path for each level of the tree


class Passage(NamedTuple):
    """A part of a document's body: it begins at the letter `start` and is said `seconds` into the video."""

    start: int
    seconds: int
    label: str


@dataclass(frozen=True)
class Document:
    """A thing as anybody may see it now. `thing` may say more of itself: see `PageSource`."""

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
        """Addresses (slugs) of phases."""
        return tuple(_said(self.thing, "search_phases", ()))

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Addresses (slugs) of themes of FFB."""
        return tuple(_said(self.thing, "search_themes", ()))

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        """Values of `content.rules.Audience`."""
        return tuple(_said(self.thing, "search_audiences", ()))

    @cached_property
    def year(self) -> int | None:
        return cast("int | None", _said(self.thing, "search_year", None))

    @property
    def valid_from(self) -> dt.date | None:
        """The first day on which the thing holds; None when it always has."""
        return self._validity[0]

    @property
    def valid_to(self) -> dt.date | None:
        """The last day on which the thing holds; None when it still does. May lie before `valid_from`: never valid."""
        return self._validity[1]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """In the order of the body. No passage: nothing is said in a video."""
        return tuple(Passage(*each) for each in _said(self.thing, "search_passages", ()))

    @cached_property
    def _validity(self) -> tuple[dt.date | None, dt.date | None]:
        return cast("tuple[dt.date | None, dt.date | None]", _said(self.thing, "search_validity", (None, None)))

    def passage_at(self, letter: int) -> Passage | None:
        """The passage that holds this letter of the body."""
        place = bisect_right(self.passages, letter, key=lambda passage: passage.start)
        return self.passages[place - 1] if place else None

    def url_at(self, passage: Passage | None) -> str:
        """The address that leads to the passage: the player jumps to `?t=` seconds."""
        return f"{self.url}?t={passage.seconds}" if passage else self.url


def _said(thing: Any, name: str, otherwise: Any) -> Any:
    return getattr(thing, name)() if hasattr(thing, name) else otherwise


class Link(NamedTuple):
    """Where a thing stands."""

    title: str
    url: str


class Source(Protocol):
    """Things of one kind. `kind` is a short name for addresses, `label` what people call them (plural).

    Kinds of one `family` have no id in common, and any of them answers `visible` and `links` for all: a search that
    meets ten kinds of pages asks once.
    """

    kind: str
    label: Any
    family: str

    def published(self, ids: Collection[int] | None = None) -> dict[int, dt.datetime]:
        """When each public thing was last changed; of all things when no ids are given. Cheap for 1,000 ids.

        The same moment as the document's `changed_on`; a moment unlike the index's means that the entry is old.
        """

    def visible(self, ids: Collection[int]) -> set[int]:
        """Which of its things anybody may see now: those that `published` tells of, and cheaper."""

    def documents(self, ids: Collection[int]) -> dict[int, Document]:
        """Those of the things that anybody may see now. A thing that is not public is left out."""

    def shown(self, ids: Collection[int]) -> dict[int, Document]:
        """The same, for showing hits that `visible` has just told of: the way to them is not looked at again, the body
        may lack what says nothing to people, and facets cost extra."""

    def links(self, ids: Collection[int]) -> dict[int, Link]:
        """Those of the things that anybody may see now; cheaper than `shown`."""

    def connect(self) -> None:
        """Called once: from now on every change of a thing calls `search.outbox.changed`."""


def register(source: Source) -> None:
    """From now on the source's things can be found. Call it in `AppConfig.ready`."""
    put(source)
    source.connect()


def stamped(moment: dt.datetime | None, *what: Any) -> dt.datetime:
    """The moment, its fraction of a second decided by `what` else the entry is made of.

    A sweep that compares moments thus sees a change that left the moment as it was: a new address, other captions.
    """
    exact = moment or LONG_AGO
    return exact.replace(microsecond=zlib.crc32(repr((exact.microsecond, *what)).encode()) % 1_000_000)


Row = TypeVar("Row", bound=tuple[Any, ...])
Prepare = Callable[[Any], Iterable[Any]]  # a queryset of pages -> the pages with what they will be asked for
TouchedBy = Mapping[type[models.Model], str | Callable[[Any], Q]]  # how to look up the things that a row touches


def _touching(source: Any, model: type[models.Model], lookup: str | Callable[[Any], Q]) -> None:
    """When a `model` changes, the source's things that it touches are made again.

    A page says so when it is published; a row before it is deleted, while it still is known what it belongs to.
    """
    uid = f"search.{source.kind}.{model._meta.label}"
    for signal in (page_published,) if issubclass(model, Page) else (post_save, pre_delete):
        signal.connect(partial(_touched, source, lookup), sender=model, weak=False, dispatch_uid=uid)


def _touched(source: Any, lookup: str | Callable[[Any], Q], sender: Any, instance: Any, **kwargs: Any) -> None:
    wanted = lookup(instance) if callable(lookup) else Q(**{lookup: instance})
    for pk in source.objects.filter(wanted).order_by("pk").values_list("pk", flat=True).distinct():
        outbox.changed(source.kind, pk)


class PageSource:
    """Published Wagtail pages of one type, unless they are private, expired, or below a page that is no longer public.

    A page says `search_text()`, and may say `search_summary()`, `search_phases()`, `search_themes()`,
    `search_audiences()`, `search_year()`, `search_validity()` -> (from, to) and `search_passages()` -> (start in the
    text, seconds, label) in order; with passages every white space of the text is a single one. Its class may say
    `search_prepared(pages)`: the pages of the queryset with all that these will ask for, in a fixed number of queries;
    there may be some among them that nobody may see.
    Where excerpts are not taken from the whole `search_text()` it says `search_prose()`, and its class
    `search_shown(pages)`: prepared for title, address, summary, prose and validity alone.

    `touched_by` names models whose changes change the entry, and how a page of this type looks them up (or
    a condition made of the changed one). `made_of` is an
    expression for what else the entry is made of: when it changes past every signal, the sweep sees it.
    """

    def __init__(
        self,
        kind: str,
        page_model: type[Page],
        label: Any,
        *,
        touched_by: TouchedBy | None = None,
        made_of: Any = None,
    ) -> None:
        self.kind, self.page_model, self.label = kind, page_model, label
        self.touched_by = touched_by or {}
        self.family = "page"
        self.made_of = made_of if made_of is not None else Value("", output_field=CharField())

    @property
    def objects(self) -> Any:
        return self.page_model.objects

    def published(self, ids: Collection[int] | None = None) -> dict[int, dt.datetime]:
        rows = self._alive(ids).values_list("pk", "path", "url_path", "title", "moment", "made_of")
        return {
            pk: stamped(moment, url_path, title, made_of) for pk, _, url_path, title, moment, made_of in _open(rows)
        }

    def visible(self, ids: Collection[int]) -> set[int]:
        return {pk for pk, *_ in _open(_alive(Page.objects.all(), ids).values_list("pk", "path", "url_path"))}

    def documents(self, ids: Collection[int]) -> dict[int, Document]:
        rows = ((page.pk, page.path, page.url_path, page) for page in self._prepare(self._alive(ids)))
        return self._documents((page for *_, page in _open(rows)), text="search_text")

    def shown(self, ids: Collection[int]) -> dict[int, Document]:
        if not hasattr(self.page_model, "search_prose"):
            return self._documents(self._prepare(self._alive(ids)), text="search_text")
        return self._documents(self.page_model.search_shown(self._alive(ids)), text="search_prose")

    def links(self, ids: Collection[int]) -> dict[int, Link]:
        roots = Site.get_site_root_paths()
        pages = _alive(Page.objects.only("title", "slug", "path", "url_path"), ids)
        rows = ((page.pk, page.path, page.url_path, page) for page in pages)
        return {pk: Link(page.title, _address(page, roots)) for pk, _, _, page in _open(rows)}

    def connect(self) -> None:
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, post_delete):
            uid = f"search.{self.kind}"
            signal.connect(self._changed, sender=self.page_model, weak=False, dispatch_uid=uid)
        for model, lookup in self.touched_by.items():
            _touching(self, model, lookup)

    def _changed(self, sender: type[Page], instance: Page, **kwargs: Any) -> None:
        outbox.changed(self.kind, instance.pk)

    @property
    def _prepare(self) -> Prepare:
        return cast(Prepare, getattr(self.page_model, "search_prepared", list))

    def _alive(self, ids: Collection[int] | None) -> Any:
        # One moment a row: turning text into moments is what costs most in SQLite
        moment = Coalesce("last_published_at", "first_published_at")
        return _alive(self.objects, ids).annotate(made_of=self.made_of, moment=moment)

    def _documents(self, pages: Iterable[Any], *, text: str) -> dict[int, Document]:
        roots = Site.get_site_root_paths()
        return {page.pk: self._document(page, text, roots) for page in pages}

    def _document(self, page: Any, text: str, roots: Any) -> Document:
        return Document(
            title=page.title,
            body=_said(page, text, ""),
            url=_address(page, roots),
            changed_on=stamped(page.moment, page.url_path, page.title, page.made_of),
            summary=_said(page, "search_summary", ""),
            thing=page,
        )


def _address(page: Any, roots: Any) -> str:
    page._wagtail_cached_site_root_paths = roots  # or every page asks the cache for them
    return cast(str, page.get_url())


def _alive(pages: Any, ids: Collection[int] | None) -> Any:
    """The pages that are published and have not expired, whether the clock has been asked since or not."""
    alive = pages.live().filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now())).order_by("pk")
    return alive if ids is None else alive.filter(Among(F("pk"), ids))


def _open(pages: Iterable[Row]) -> Iterator[Row]:
    """Those of the pages (id, path, url_path, …) of this site of which the whole way is open."""
    roots = tuple(root.root_path for root in Site.get_site_root_paths())
    rows = [row for row in pages if row[2].startswith(roots)]
    shut = _shut({row[1] for row in rows})
    above: dict[str, bool] = {}  # most have their parent in common
    for row in rows:
        path = row[1]
        parent = path[:-STEP]
        if parent not in above:
            above[parent] = shut.isdisjoint(_way_to(parent))
        if above[parent] and path not in shut:
            yield row


def _way_to(path: str) -> list[str]:
    """The paths of the page and of all pages above it."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def _shut(paths: Iterable[str]) -> set[str]:
    """Paths of pages that close the way to themselves or to what is below: private, unpublished or expired."""
    above = {way for parent in {path[:-STEP] for path in paths} for way in _way_to(parent)}
    if not above:
        return set()
    gone = Page.objects.filter(Q(live=False) | Q(expire_at__lte=timezone.now()), path__in=above)
    # In two steps: joined, SQLite reads all pages when there is no restriction
    private = Page.objects.filter(pk__in=list(PageViewRestriction.objects.values_list("page_id", flat=True)))
    return {*gone.values_list("path", flat=True), *private.values_list("path", flat=True)}


class RowSource:
    """Rows that everybody may see, each with an address of its own, such as the concepts of FFB.

    A row says its title as `str(row)`, `search_text()`, and what else a page may say. `related` is fetched with it.
    """

    def __init__(
        self,
        kind: str,
        model: type[models.Model],
        label: Any,
        *,
        address: Callable[[Any], str],
        related: Collection[str] = (),
        touched_by: TouchedBy | None = None,
    ) -> None:
        self.kind = self.family = kind
        self.model, self.label, self.address = model, label, address
        self.related, self.touched_by = related, touched_by or {}

    @property
    def objects(self) -> Any:
        return self.model._default_manager

    def published(self, ids: Collection[int] | None = None) -> dict[int, dt.datetime]:
        return {pk: document.changed_on for pk, document in self._documents(ids).items()}

    def visible(self, ids: Collection[int]) -> set[int]:
        return set(self.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))

    def documents(self, ids: Collection[int]) -> dict[int, Document]:
        return self._documents(ids)

    def shown(self, ids: Collection[int]) -> dict[int, Document]:
        return self._documents(ids)

    def links(self, ids: Collection[int]) -> dict[int, Link]:
        return {row.pk: Link(str(row), self.address(row)) for row in self._rows(ids)}

    def connect(self) -> None:
        for signal in (post_save, post_delete):
            signal.connect(self._changed, sender=self.model, weak=False, dispatch_uid=f"search.{self.kind}")
        for model, lookup in self.touched_by.items():
            _touching(self, model, lookup)

    def _changed(self, sender: Any, instance: Any, **kwargs: Any) -> None:
        outbox.changed(self.kind, instance.pk)

    def _documents(self, ids: Collection[int] | None) -> dict[int, Document]:
        return {row.pk: self._document(row) for row in self._rows(ids)}

    def _rows(self, ids: Collection[int] | None) -> Any:
        rows = self.objects.prefetch_related(*self.related)
        return rows if ids is None else rows.filter(pk__in=list(ids))

    def _document(self, row: Any) -> Document:
        title, body, url = str(row), row.search_text(), self.address(row)
        said = (_said(row, name, ()) for name in ("search_phases", "search_themes", "search_audiences"))
        return Document(
            title=title,
            body=body,
            url=url,
            changed_on=stamped(None, title, body, url, *said),
            summary=_said(row, "search_summary", ""),
            thing=row,
        )
