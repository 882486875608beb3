"""A kind of page that can be found."""

from __future__ import annotations

import pytest
from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.models import StandardPage
from search import registry, sources
from tests.factories.content import add_page, home_page

KIND = "found-page"


@pytest.fixture
def pages_can_be_found(db):
    before = {kind: registry.get(kind) for kind in registry.kinds()}
    for kind in before:
        registry.take_away(kind)
    sources.register(sources.PageSource(KIND, StandardPage, "Fundne sider"))
    yield
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move, post_delete):
        signal.disconnect(sender=StandardPage, dispatch_uid=f"search.{KIND}")
    registry.take_away(KIND)
    for source in before.values():
        registry.put(source)


@pytest.fixture
def new_page(pages_can_be_found, django_capture_on_commit_callbacks):
    """`new_page(title, lead)` is a published page, as the index knows it once the change is committed."""

    def make(title: str, lead: str = "") -> StandardPage:
        with django_capture_on_commit_callbacks(execute=True):
            return add_page(home_page(), StandardPage(title=title, lead=lead))

    return make


@pytest.fixture
def lists_stay(monkeypatch):
    """Nobody asks whether the lists of words have changed, however long the test takes."""
    monkeypatch.setattr("search.wordlists.LOOK_AGAIN", 3600.0)
