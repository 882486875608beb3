"""The tests: no network, nothing written outside a temporary folder, warnings are errors."""

import tempfile
from zlib import crc32

from portal.settings.base import *

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
VAR = Path(tempfile.gettempdir()) / f"vum-portalen-{crc32(str(ROOT).encode()):08x}"  # one for each checkout
MEDIA_ROOT = VAR / "media"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATICFILES_DIRS = []
DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
ACCOUNT_RATE_LIMITS = False
SEARCH_LOG_IN_BACKGROUND = False
# What Wagtail does after each save (its own index, references between pages) is half of a test's time: left undone.
TASKS = {"default": {"BACKEND": "tests.tasks.LeftUndone"}}
