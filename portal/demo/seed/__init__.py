"""The demo world, step by step. Each step is a module; `everything` says in which order."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from portal.demo.seed import cases, hotline, learning, life, pages, people, searching, themedays
from portal.site import build_site


def everything(*, films: bool) -> Iterator[str]:
    """Seed the demo, in one transaction: a seed that is stopped leaves nothing. Yields what is done."""
    with transaction.atomic():
        home = build_site()
        yield "site"
        accounts = people.seed()
        yield "people"
        pages.seed(home)
        yield "pages"
        cases.seed()
        yield "practice cases"
        learning.seed(films=films)
        yield "modules, films and self-tests"
        hotline.seed(accounts)
        yield "questions and answers"
        themedays.seed(accounts)
        yield "theme days and survey"
        life.seed(accounts)
        yield "a year of attempts and ratings"
        searching.seed()
        yield "what people searched for"
