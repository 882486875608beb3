"""The races: many threads against one database, in a file or on PostgreSQL."""

from portal.settings.test import *

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["NAME"] = str(VAR / "races.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "races.sqlite3")}
