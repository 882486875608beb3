"""What every test may ask for."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import settings as hypothesis_settings
from wagtail.models import Collection, Locale, Page

from people.models import User
from people.rules import Role
from tests.factories.people import person_with
from tests.servers import elasticsearch

hypothesis_settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("untimed")


@pytest.fixture
def signed_in():
    """`signed_in(person)` is a client that person uses."""

    def client_of(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of


@pytest.fixture
def caseworker(db) -> User:
    return person_with(Role.CASEWORKER)


@pytest.fixture
def provider_employee(db) -> User:
    return person_with(Role.PROVIDER_EMPLOYEE)


@pytest.fixture
def consultant(db) -> User:
    return person_with(Role.HOTLINE_CONSULTANT)


@pytest.fixture
def editor(db) -> User:
    return person_with(Role.EDITOR)


@pytest.fixture
def analyst(db) -> User:
    return person_with(Role.ANALYST)


@pytest.fixture
def site_root(transactional_db) -> None:
    """The roots of pages and files: a test with real transactions before this one may have emptied the tables."""
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="da")
        Page.add_root(title="Root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


@pytest.fixture(autouse=True)
def demo_rules_for_staff(settings):
    """Staff sign in without a second factor, except in the tests that are about it."""
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture(scope="session")
def elasticsearch_server():
    """A real Elasticsearch 8 node: `.url`, and `.stop()`, `.start()`, `.kill()`, `.freeze()`, `.thaw()`."""
    yield from elasticsearch.promised()
