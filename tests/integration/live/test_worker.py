"""The worker does every chore, and stops when it is asked to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command

from notifications.mail import Message, notify
from notifications.models import Mail
from search.models import IndexTask
from tests.factories.people import UserFactory


@pytest.mark.django_db
def test_once_is_every_chore_once(monkeypatch):
    from live import chores

    for chore in chores.registered():
        monkeypatch.setattr(chore, "due", 0.0)
    notify(UserFactory(), Message("Emne", "Hej"))
    IndexTask.objects.create(kind="no-such-kind", object_id=1)
    call_command("work", "--once")
    assert Mail.objects.get().state == Mail.State.SENT
    assert not IndexTask.objects.exists()


@pytest.mark.slow
def test_a_worker_that_is_asked_to_stop_stops_soon(tmp_path):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",  # chores fail on it, and the worker goes on
        "DJANGO_SETTINGS_MODULE": "portal.settings.browser",
        "BROWSER_VAR": str(tmp_path),
    }
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=settings.ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert "mail" in worker.stdout.readline()
        time.sleep(0.5)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
        assert "stopped" in worker.stdout.read()
    finally:
        worker.kill()
