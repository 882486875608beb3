"""The browser tests: a database in a file (or on PostgreSQL) that the tests and a real server share."""

from portal.settings.test import *

VAR = Path(
    env.str("BROWSER_VAR", default=f"{VAR}-browser") + env.str("PYTEST_XDIST_WORKER", default="")
)  # side by side
MEDIA_ROOT = VAR / "media"
STATICFILES_DIRS = [ROOT / "assets" / "dist"]
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    told = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'browser.sqlite3'}")  # the tests tell their server
    DATABASES["default"]["NAME"] = told["NAME"]
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "browser.sqlite3")}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DEMO = True
STAFF_SECOND_FACTOR = False
DELIVERY = {
    "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "EMAIL_FILE_PATH": str(VAR / "mail"),
}
