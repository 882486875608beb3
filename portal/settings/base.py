"""What is the same everywhere. Each setting that an operator may turn is read from the environment here."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Where the embedded database, uploads and written mails live. Never in git.
VAR = Path(env.str("VAR_DIR", default=str(ROOT / "var")))

INSTALLED_APPS = [
    # the floors, top to bottom: the order in which templates and translations are looked up
    "portal",
    "courses",
    "cases_library",
    "hotline",
    "themedays",
    "surveys",
    "notifications",
    "search",
    "content",
    "people",
    "live",
    # editors' tool
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_tasks",
    # accounts
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # front end and sockets
    "django_cotton",
    "django_htmx",
    "channels",
    # Django
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.SecurityHeaders",
    "portal.middleware.ContentSecurityPolicy",
    "portal.middleware.WellFormedRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.StaffSecondFactor",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "content.templatetags.danish"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.shell",
            ],
        },
    }
]

# ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────
# SQLite is embedded and complete; PostgreSQL when DATABASE_URL says so. IMMEDIATE takes the write lock at the
# start of a transaction, so that two writers wait instead of failing (docs/decisions/0002-sqlite.md).
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=0)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASE_ROUTERS = ["search.routing.ScratchRouter"]  # measuring the search leaves the real index alone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions stay in the database: log-out is final even when a cache is down (docs/decisions/0003-sessions.md).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Redis carries socket messages between processes; without it they stay inside one process.
REDIS_URL = env.str("REDIS_URL", default="")
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# ── The search log ──────────────────────────────────────────────────────────────────────────────────────────
# Searches are counted in memory and written by a thread every few seconds; False writes at once (tests).
SEARCH_LOG_IN_BACKGROUND = True

# ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────
# "database": SQLite's or PostgreSQL's own full text. "elasticsearch": the cluster below; the database still answers
# whenever the cluster does not (docs/operations.md).
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="database")
# The cluster's addresses, with commas between: https://es1.example.dk:9200,https://es2.example.dk:9200
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
# The certificate (PEM) of whoever signed the cluster's certificates, when that is nobody whom the machine knows.
ELASTICSEARCH_CA_FILE = env.str("ELASTICSEARCH_CA_FILE", default="")
# Who the portal is to the cluster: an API key, or a user with a password.
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USER = env.str("ELASTICSEARCH_USER", default="")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
# What the portal's index is called there: the alias; the indices have a moment after it. One for each portal.
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="vum-search")

# ── Mail ────────────────────────────────────────────────────────────────────────────────────────────────────
# Every mail goes into the outbox table first; `manage.py work` delivers it: to a folder, or by SMTP (EMAIL_URL).
EMAIL_BACKEND = "notifications.mail.OutboxBackend"
DELIVERY = env.email_url("EMAIL_URL", default="filemail://")
if DELIVERY["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    DELIVERY["EMAIL_FILE_PATH"] = str(VAR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="VUM-portalen <portal@example.dk>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10

# ── People ──────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/min-side/"
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupDetails"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "signup": "people.forms.accounts.SignupForm",
    "login": "people.forms.accounts.LoginForm",
    "reauthenticate": "people.forms.accounts.ReauthenticateForm",
    "reset_password": "people.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "people.forms.accounts.ResetPasswordKeyForm",
    "set_password": "people.forms.accounts.SetPasswordForm",
    "change_password": "people.forms.accounts.ChangePasswordForm",
    "add_email": "people.forms.accounts.AddEmailForm",
}
MFA_ADAPTER = "people.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "people.forms.accounts.ActivateTOTPForm",
    "authenticate": "people.forms.accounts.AuthenticateForm",
    "reauthenticate": "people.forms.accounts.SecondFactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "VUM-portalen"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# Staff see other people's questions: they sign in with a second factor. Only the demo turns this off.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)

# ── Language: English source strings, Danish interface ──────────────────────────────────────────────────────
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish"))]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [ROOT / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]

# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "assets" / "dist"]
MEDIA_URL = "/filer/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# ── Wagtail ─────────────────────────────────────────────────────────────────────────────────────────────────
WAGTAIL_SITE_NAME = "VUM-portalen"
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/login/"
WAGTAILIMAGES_IMAGE_MODEL = "content.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "content.PortalDocument"
WAGTAILMEDIA = {"MEDIA_MODEL": "content.PortalMedia"}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "txt"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Passwords and addresses are changed under /konto/ only, where tries are counted and the person is asked again.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no content from others' servers
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}  # the admin's own lists
TAGGIT_CASE_INSENSITIVE = True
BASE_URL = WAGTAILADMIN_BASE_URL

# ── Security ────────────────────────────────────────────────────────────────────────────────────────────────
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# The address of the accessibility statement, as the agency publishes it; empty shows the portal's own page.
WAS_URL = env.str("WAS_URL", default="")
# Marks every page as demo content.
DEMO = env.bool("DEMO", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "portal.work": {"level": "INFO"},  # a line a minute: the worker is alive
        "elastic_transport": {"level": "ERROR"},  # search.engines.guard says in a line what this says in a page
    },
}
