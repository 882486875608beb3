"""Published answers by the thousand, as rows of the portal's own tables, and their entries in the index.

Written in large pieces: what a publication costs is measured elsewhere. The entries are those that the outbox makes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django.utils.html import escape
from wagtail.models import Page, Site

from bench.search_texts import PHASES, Answer, answer
from content.models import AUDIENCE_CHOICES, Phase
from hotline.models import AnswerIndexPage, AnswerPage
from search import analysing, outbox, registry, terms
from search.models import SearchEntry
from search.sources import Document

KIND = "answer"  # of the search's source
AT_ONCE = 5_000  # pages in one transaction


def index_page() -> AnswerIndexPage:
    """The list of answers, under the front page."""
    index = AnswerIndexPage.objects.first()
    if index is None:
        root: Page = Site.objects.get(is_default_site=True).root_page
        index = root.add_child(instance=AnswerIndexPage(title="Spørgsmål og svar", slug="spoergsmaal-og-svar"))
    return index


def publish(first: int, last: int, *, indexed: bool) -> list[int]:
    """The answers of these numbers, both counted in, are published now. Returns their ids in order."""
    ids: list[int] = []
    for start in range(first, last + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, last + 1))
        answers = [answer(number) for number in numbers]
        with transaction.atomic():
            some = _publish(numbers, answers)
            if indexed:
                _index(some, answers)
        ids += some
    return ids


def _publish(numbers: Sequence[int], answers: Sequence[Answer]) -> list[int]:
    index = index_page()
    kind = ContentType.objects.get_for_model(AnswerPage)
    pages = Page.objects.bulk_create(
        Page(
            path=Page._get_path(index.path, index.depth + 1, number),
            depth=index.depth + 1,
            title=each.title,
            draft_title=each.title,
            slug=f"svar-{number}",
            url_path=f"{index.url_path}svar-{number}/",
            content_type=kind,
            locale_id=index.locale_id,
            live=True,
            first_published_at=_noon(each.changed),
            last_published_at=_noon(each.changed),
        )
        for number, each in zip(numbers, answers, strict=True)
    )
    rows = [_row(page, each) for page, each in zip(pages, answers, strict=True)]
    query = InsertQuery(AnswerPage)
    query.insert_values(AnswerPage._meta.local_concrete_fields, rows, raw=True)
    query.get_compiler(connection=connection).execute_sql()
    phases = _phases()
    link = AnswerPage.phases.through
    link.objects.bulk_create(
        link(answerpage_id=page.pk, phase_id=phases[each.phase % len(phases)])
        for page, each in zip(pages, answers, strict=True)
    )
    return [page.pk for page in pages]


def _row(page: Page, each: Answer) -> AnswerPage:
    body = "".join(f"<p>{escape(part)}</p>" for part in each.body.split("\n"))
    block = {"type": "text", "value": body, "id": f"00000000-0000-4000-8000-{page.pk:012}"}
    return AnswerPage(
        page_ptr_id=page.pk,
        short=each.short[:400],
        body=json.dumps([block]),
        audiences=_audiences(each),
        valid_from=each.valid_from,
        valid_to=each.valid_to,
    )


def _phases() -> list[int]:
    return list(Phase.objects.order_by("order").values_list("pk", flat=True)[:PHASES])


def _index(ids: Sequence[int], answers: Sequence[Answer]) -> None:
    analysis, difference = analysing.current(), terms.Difference()
    slugs = list(Phase.objects.order_by("order").values_list("slug", flat=True)[:PHASES])
    label = str(registry.get(KIND).label)  # type: ignore[union-attr]
    entries = []
    for pk, each in zip(ids, answers, strict=True):
        document = Document(each.title, each.text, "", _noon(each.changed), each.short, _Said(each, slugs))
        entry, spelled = outbox._entry(None, KIND, pk, document, label, analysis)
        difference.came(entry, spelled)
        entries.append(entry)
    SearchEntry.objects.bulk_create(entries)
    difference.store()


class _Said:
    """What the page will say of itself."""

    def __init__(self, each: Answer, slugs: Sequence[str]) -> None:
        self.answer, self.slugs = each, slugs

    def search_phases(self) -> list[str]:
        return [self.slugs[self.answer.phase % len(self.slugs)]]

    def search_audiences(self) -> list[str]:
        return _audiences(self.answer)

    def search_year(self) -> int:
        return self.answer.changed.year

    def search_validity(self) -> tuple[dt.date | None, dt.date | None]:
        return self.answer.valid_from, self.answer.valid_to


def _audiences(each: Answer) -> list[str]:
    return [AUDIENCE_CHOICES[number][0] for number in each.audiences]


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)
