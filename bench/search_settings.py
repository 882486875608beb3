"""The portal as in tests, with a database that is a file on disk (or PostgreSQL), as where it serves people."""

import os

from portal.settings import test
from portal.settings.test import *  # noqa: F403

if test.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    test.DATABASES["default"]["NAME"] = os.environ["BENCH_SQLITE"]
