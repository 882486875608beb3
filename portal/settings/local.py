"""A machine of your own: the demo, and development (DEBUG=1)."""

from portal.settings.base import *

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-the-demo-on-a-machine-of-your-own-0123456789")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", *env.list("ALLOWED_HOSTS", default=[])]  # noqa: S104
DEMO = env.bool("DEMO", default=True)
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)  # the demo's accounts are shared
# The demo serves what the build just made, without a collect step.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
