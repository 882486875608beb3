"""A server that is killed while it saves loses nothing that it has acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from courses.actions import attempts
from courses.models import AnswerDraft, Attempt
from people.models import User
from tests.factories.courses import SHORT_TEXT, a_module, a_question, a_self_test
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.races, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KILLS, WRITERS, TOKEN = 2, 3, "a" * 32


@pytest.fixture
def people_at_work(site_root) -> list[tuple[User, Attempt, str]]:
    """Each with an open attempt, and a session."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and ("memory" in name or not name):
        pytest.skip("two processes cannot share a database in memory")
    page = a_self_test(a_module(), [a_question("short_text", content=SHORT_TEXT)], tries="deferred")
    found = []
    for _ in range(WRITERS):
        person = UserFactory()
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        attempt = attempts.start_attempt(person=person, self_test=page, by=person)
        found.append((person, attempt, session.session_key))
    return found


class Server:
    """Uvicorn on the tests' own database, to be killed and begun again on the same port."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.begin()

    def begin(self) -> None:
        database = connection.settings_dict
        if connection.vendor == "sqlite":
            url = f"sqlite:///{database['NAME']}"
        else:
            login = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
            url = f"postgres://{login}/{database['NAME']}"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.races",
            "DATABASE_URL": url,
            "BASE_URL": f"http://localhost:{self.port}",
        }
        command = [sys.executable, "-m", "uvicorn", "portal.asgi:application", "--port", str(self.port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environment, cwd=settings.ROOT, **quiet)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.2)
        pytest.fail("the server did not begin")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def server(people_at_work) -> Iterator[Server]:
    server = Server()
    yield server
    server.kill()


class Writer(threading.Thread):
    """Saves «1», «2», «3» … in one tab, and notes the last that was acknowledged and the last that was sent."""

    def __init__(self, port: int, attempt: Attempt, session: str) -> None:
        super().__init__(daemon=True)
        place = attempt.places.select_related("question", "version").get()
        self.port, self.session, self.attempt = port, session, attempt
        self.address = urlsplit(reverse("courses:save_draft", args=[attempt.key, place.question.key])).path
        self.form = {"version": place.version.key, "submission_key": uuid.uuid4(), "tab": uuid.uuid4(), "seen": 0}
        self.sent = self.acknowledged = self.revision = self.count = 0
        self.refused: list[int] = []
        self.stop = threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            self.sent += 1
            try:
                line = http.client.HTTPConnection("localhost", self.port, timeout=10)
                body = urlencode(
                    self.form | {"revision": self.revision, "answer": self.sent, "csrfmiddlewaretoken": TOKEN}
                )
                headers = {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
                }
                line.request("POST", self.address, body, headers)
                answer = line.getresponse()
                text = answer.read()
                line.close()
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
                continue
            if answer.status == 200:
                self.revision = json.loads(text)["revision"]
                self.acknowledged = self.sent
                self.count += 1
            else:
                self.refused.append(answer.status)
                return


def test_every_acknowledged_save_is_there_after_a_kill(people_at_work, server):
    writers = [Writer(server.port, attempt, session) for _person, attempt, session in people_at_work]
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        before = sum(writer.count for writer in writers)
        for _wait in range(600):
            assert not [writer.refused for writer in writers if writer.refused]
            if sum(writer.count for writer in writers) >= before + 20:
                break
            time.sleep(0.1)
        server.kill()
        known = [(writer, writer.acknowledged) for writer in writers]
        time.sleep(0.5)
        for writer, acknowledged in known:
            stored = AnswerDraft.objects.filter(attempt=writer.attempt).first()
            value = int(stored.fields["answer"][0]) if stored else 0
            assert acknowledged <= value <= writer.sent, "as new as what was acknowledged, and nothing else"
        server.begin()
    for writer in writers:
        writer.stop.set()
    for writer in writers:
        writer.join(30)
    assert not [writer.refused for writer in writers if writer.refused]
    assert sum(writer.count for writer in writers) >= 20 * KILLS
