"""A real server and a real browser.

The server is a process of its own (uvicorn: pages and sockets), the browser is Debian's Chromium, and the tests talk
to the same database as the server. Every test makes the people it needs, so tests do not disturb each other.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from people.models import User

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # what is waited for comes as a rule at once; a busy machine may take its time
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread, beside the ORM


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db)  # pytest-django makes a database only where it is asked for


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction round a test: the server is another process and would see nothing of it."""


@pytest.fixture(scope="session", autouse=True)
def database_of_the_server(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Rows are committed, so that the server sees them."""
    with django_db_blocker.unblock():
        yield
        if connection.vendor == "postgresql":  # whoever is still connected would keep the database from being dropped
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session")
def world(database_of_the_server) -> None:
    """What the browser tests find when they come: a front page. The tests in demo/ have the whole demo instead."""
    from tests.factories.content import home_page

    home_page()


@pytest.fixture(scope="session")
def site(world: None) -> Iterator[str]:
    """The address of a running server on the tests' database."""
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        url = f"sqlite:///{database['NAME']}"
    else:
        url = (
            f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
            f"/{database['NAME']}"
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.browser",
        "DATABASE_URL": url,
        "BASE_URL": f"http://localhost:{port}",
    }
    log = Path(settings.VAR) / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "uvicorn",
                "portal.asgi:application",
                "--port",
                str(port),
                "--log-level",
                "warning",
            ],
            env=environment,
            cwd=settings.ROOT,
            stdout=out,
            stderr=out,
        )
    address = f"http://localhost:{port}"
    try:
        for _ in range(150):
            if server.poll() is not None:
                pytest.fail("the server stopped:\n" + log.read_text())
            try:
                urllib.request.urlopen(address, timeout=2)
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_SERVERS"):
            pytest.fail("Chromium is promised here, but not installed")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`new_page(person=None, width=1280)`: a page in a browser of its own, signed in as the person.

    A message in the console (a broken policy, a script error) fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(person: User | None = None, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, locale="da-DK", **options
        )
        contexts.append(context)
        if person is not None:
            context.add_cookies([{"name": "sessionid", "value": session_of(person), "url": site}])
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    serious = [text for text in complaints if "status of 4" not in text]
    assert not serious, serious


def session_of(person: User) -> str:
    """A session as the sign-in makes it; the sign-in itself has tests of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


AXE = settings.ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page has an accessibility violation (WCAG 2.2 AA rules)."""

    def check(page: Page) -> None:
        page.evaluate(AXE.read_text())  # by the debugger, which no policy stops
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(r => r.violations)",
            AXE_RULES,
        )
        assert not found, json.dumps(
            [{"rule": v["id"], "where": [n["html"] for n in v["nodes"]][:5]} for v in found],
            indent=1,
            ensure_ascii=False,
        )

    return check
