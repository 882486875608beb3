"""The search log: what people search for, counted without telling who.

`record_search` and `record_click` note in memory and return at once; a thread writes what was noted every few seconds.
Whatever goes wrong there costs some counts and nothing else: the searcher never waits and never sees a failure.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from people import personal_numbers
from people.permissions import Permission, can
from people.plain_reading import read
from search import analysing, elsewhere
from search.models import SearchLogLine, SearchTerm

log = logging.getLogger(__name__)

DAYS = 90  # how long a line is kept
LONGEST = 200  # letters of a query
WRITE_AFTER = 3.0  # seconds that noted searches wait in memory
MOST_NOTED = 2_000  # different queries in memory; more are not counted
MOST_A_DAY = 20_000  # different queries a day; more are not counted, so that nobody can fill the table
LAST_PLACE = 100  # a click further down counts as this place

_CRAWLER = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|scan|monitor|check|preview|fetch|curl|wget|python|java/|go-http|httpx|okhttp"
    r"|libwww|headless|lighthouse|archive|feed|axios|node",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"\d{6}|(?:\d[ .\-/()+]{0,2}){8}")  # a case number, a telephone number


@dataclass
class Noted:
    """What has happened to one query on one day since the last writing."""

    searches: int = 0
    without_hits: int = 0
    elsewhere: int = 0
    clicks: int = 0
    position_sum: int = 0


_noted: dict[tuple[dt.date, str], Noted] = {}
_lock = threading.Lock()
_writer: threading.Thread | None = None


def record_search(query: str, *, total: int, of_others: bool = False, by: object = None, user_agent: str = "") -> None:
    """Count one search with so many hits. Call it once for a query: not for its second page, not for its filters.

    `of_others`: it is a matter of other web sites, so that it found nothing is no want of ours. `by` is the person (or
    nobody), `user_agent` what the browser says it is: neither is stored. Never raises.
    """
    _note(query, Noted(searches=1, without_hits=int(total <= 0), elsewhere=int(of_others)), by, user_agent)


def record_click(query: str, *, position: int, by: object = None, user_agent: str = "") -> None:
    """Count that the hit at the place (from 1) was opened. It comes from the page's script. Never raises."""
    place = min(max(position, 1), LAST_PLACE)
    _note(query, Noted(clicks=1, position_sum=place), by, user_agent)


def may_be_kept(query: str) -> bool:
    """Whether the query holds no personal number, e-mail address, telephone number or other long number."""
    plain = read(query).text
    return not ("@" in plain or _LONG_NUMBER.search(plain) or personal_numbers.find(query))


def is_crawler(user_agent: str) -> bool:
    """Whether this is a program and no person's browser. Nothing said is a program."""
    return not user_agent.strip() or bool(_CRAWLER.search(user_agent))


def normalised(query: str) -> str:
    """One way to write a query in the log: small letters, one space between words."""
    plain = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", query[:LONGEST]))
    return " ".join(plain.lower().split())[:LONGEST]


def delete_old() -> int:
    """Afterwards no line is older than `DAYS`. Returns how many were deleted."""
    return SearchLogLine.objects.filter(day__lt=timezone.localdate() - dt.timedelta(days=DAYS)).delete()[0]


def write_noted() -> int:
    """Write what is in memory; returns how many lines. What cannot be written is lost, and said in the server's log."""
    with _lock:
        noted = dict(_noted)
        _noted.clear()
    if not noted:
        return 0
    try:
        with transaction.atomic():
            return _write(noted)
    except Exception:
        log.warning("%s lines of the search log are lost", len(noted), exc_info=True)
        return 0


def _note(query: str, more: Noted, by: object, user_agent: str) -> None:
    try:
        if is_crawler(user_agent) or can(by, Permission.SEE_WORKBENCH):  # type: ignore[arg-type]
            return
        text = normalised(query)
        if not text or not may_be_kept(query) or not may_be_kept(text):
            return
        key = (timezone.localdate(), text)
        with _lock:
            if key not in _noted and len(_noted) >= MOST_NOTED:
                return
            noted = _noted.setdefault(key, Noted())
            for name, value in vars(more).items():
                setattr(noted, name, getattr(noted, name) + value)
        if settings.SEARCH_LOG_IN_BACKGROUND:
            _write_soon()
        else:
            write_noted()
    except Exception:
        log.warning("a search was not counted", exc_info=True)


def _write(noted: Mapping[tuple[dt.date, str], Noted]) -> int:
    written = 0
    for day in sorted({day for day, _ in noted}):
        lines = {query: line for (on, query), line in noted.items() if on == day}
        known = set(SearchLogLine.objects.filter(day=day, query__in=list(lines)).values_list("query", flat=True))
        room = max(0, MOST_A_DAY - SearchLogLine.objects.filter(day=day).count())
        new = [query for query, line in sorted(lines.items()) if query not in known and line.searches][:room]
        doubtful = with_unknown_words(new)
        SearchLogLine.objects.bulk_create(
            [SearchLogLine(day=day, query=query, unknown=query in doubtful) for query in new], ignore_conflicts=True
        )
        for query in sorted(known.union(new)):  # in order: two processes never wait for each other in a ring
            line = lines[query]
            written += SearchLogLine.objects.filter(day=day, query=query).update(
                searches=F("searches") + line.searches,
                without_hits=F("without_hits") + line.without_hits,
                elsewhere=F("elsewhere") + line.elsewhere,
                clicks=F("clicks") + line.clicks,
                position_sum=F("position_sum") + line.position_sum,
            )
    return written


def with_unknown_words(queries: Iterable[str]) -> set[str]:
    """Those of the queries that have a word which neither our lists nor the index know: it may be a name."""
    analysis = analysing.current()
    doubtful = {
        query: {
            word.stem
            for word in analysis.words(query)
            if not (word.stop or word.parts or word.folded.isdigit() or word.folded in analysis.lexicon)
        }
        for query in queries
    }
    asked = sorted({stem for stems in doubtful.values() for stem in stems})
    known = set(SearchTerm.objects.filter(token__in=asked).values_list("token", flat=True))
    return {query for query, stems in doubtful.items() if stems - known - elsewhere.shipped()}


def _write_soon() -> None:
    """One thread waits and writes, and ends when there is nothing more."""
    global _writer
    with _lock:
        if _writer is not None and _writer.is_alive():
            return
        _writer = threading.Thread(target=_keep_writing, name="search log", daemon=True)
        _writer.start()


def _keep_writing() -> None:
    pause = threading.Event()
    while True:
        pause.wait(WRITE_AFTER)
        write_noted()
        connection.close()
        with _lock:
            if not _noted:
                global _writer
                _writer = None
                return


atexit.register(write_noted)
