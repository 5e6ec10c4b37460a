"""Settings for every way of running the workbench; what differs comes from the environment.

With nothing set, this is the local instance of `manage.py up`: embedded servers under `WORKBENCH_DATA`, a generated
key, loopback only. `WORKBENCH_ENV=production` switches to the strict rules and refuses to start without real values.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from workbench.instance import current

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
INSTANCE = current()

ENVIRONMENT = env.str("WORKBENCH_ENV", default="local")
if ENVIRONMENT not in ("local", "production"):
    raise ImproperlyConfigured(f"WORKBENCH_ENV is '{ENVIRONMENT}'; it can be 'local' or 'production'.")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
SECRET_KEY = env.str("SECRET_KEY", default="") or ("" if PRODUCTION else INSTANCE.secret_key())

if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("Production does not run with DEBUG: unset it.")
    if len(SECRET_KEY) < 40:
        raise ImproperlyConfigured("Production needs a SECRET_KEY of at least 40 random characters.")
    if INSTANCE.owns_database or INSTANCE.owns_redis:
        raise ImproperlyConfigured(
            "Production needs DATABASE_URL and REDIS_URL; the embedded servers are for one machine."
        )
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("Production needs ALLOWED_HOSTS to name its hosts; '*' is not accepted.")

INSTALLED_APPS = [
    "workbench",
    "claims",
    "verification",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_celery_beat",
    "django_htmx",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "workbench.zones.ZoneMiddleware",
    "workbench.typed.KeepTypedMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "workbench.languages.ChosenLanguageMiddleware",
    "workbench.access.RoleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "workbench.form_addresses.FormAddressMiddleware",
]

ROOT_URLCONF = "workbench.urls"
WSGI_APPLICATION = "workbench.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.views.access.offer_powers",
            ],
            # Every template has text for people, so every template can translate it.
            "builtins": ["django.templatetags.i18n", "claims.templatetags.telling"],
        },
    },
]

# Storage ---

DATABASES = {
    "default": {
        **env.db_url_config(INSTANCE.database_url),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
# After how many times that a process asked it, a query is prepared: planning a page's queries takes Postgres as long as
# answering them. The web server sets it; a worker's queries carry lists of every length, and are planned each time.
PREPARE_AFTER = env.int("PREPARE_AFTER", default=0) or None
# Nobody waits for a page longer, and a plan that went wrong must not keep a core for hours; 0 is no limit.
STATEMENT_SECONDS = env.int("STATEMENT_SECONDS", default=0)
DATABASES["default"]["OPTIONS"] = {
    "server_side_binding": True,
    "prepare_threshold": PREPARE_AFTER,
    **({"options": f"-c statement_timeout={STATEMENT_SECONDS * 1000}"} if STATEMENT_SECONDS else {}),
    **DATABASES["default"].get("OPTIONS", {}),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The cache holds the rate limits of sign-in. In Postgres, a lost Redis neither locks anybody out nor forgives guesses;
# the ceiling is high, so that spraying many names cannot push out the counts of one.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "workbench_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What every page says alike, in each language: a restart brings new words, and DEBUG shows them at once.
    "template_fragments": {
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a lost Redis must not sign anybody out
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Celery: see docs/decisions/0001 for why each of these is not the default ---

CELERY_BROKER_URL = INSTANCE.broker_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ACKS_ON_FAILURE_OR_TIMEOUT = True  # Postgres knows that the stage failed; the sweeper tries again
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("VISIBILITY_TIMEOUT", default=900),
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "health_check_interval": 10,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # workers outlive any Redis outage
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_WORKER_MAX_MEMORY_PER_CHILD = env.int("WORKER_MAX_MEMORY_KB", default=2_500_000)
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "claims.tasks.fetch_task": {"queue": "fetch"},
    "claims.tasks.fetch_waiting_task": {"queue": "fetch"},
    "claims.tasks.poll_feeds_task": {"queue": "fetch"},
    "claims.tasks.extract_task": {"queue": "extract"},
    "claims.tasks.embed_task": {"queue": "embed"},
    "claims.tasks.reembed_task": {"queue": "embed"},
    "claims.tasks.answer_search_task": {"queue": "search"},
    "verification.tasks.recheck_task": {"queue": "fetch"},
}
CELERY_BEAT_SCHEDULER = "workbench.scheduler:JobScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=30.0)
REVERIFY_SECONDS = 3600.0
GATHER_SECONDS = env.float("GATHER_SECONDS", default=15.0)
RECHECK_SECONDS = 600.0
WATCH_SECONDS = 600.0


def describe_job(job: str, schedule: float | crontab, useful_seconds: float, queue: str = "default") -> dict:
    return {
        "task": "workbench.tasks.job_task",
        "args": [job],
        "schedule": schedule,
        # What beat asks for while no worker listens is stale when the next one is due.
        "options": {"expire_seconds": max(1, round(useful_seconds)), "queue": queue},
    }


# What the jobs are at first; afterwards the database holds them, where administrators edit them.
# django-celery-beat knows no "expires".
CELERY_BEAT_SCHEDULE = {
    "poll feeds": {
        "task": "claims.tasks.poll_feeds_task",
        "schedule": GATHER_SECONDS,
        "options": {"expire_seconds": max(1, round(GATHER_SECONDS))},
    },
    "fetch waiting pages": {
        "task": "claims.tasks.fetch_waiting_task",
        "schedule": GATHER_SECONDS,
        "options": {"expire_seconds": max(1, round(GATHER_SECONDS))},
    },
    "sweep": {
        "task": "workbench.tasks.sweep_task",
        "schedule": SWEEP_SECONDS,
        "options": {"expire_seconds": max(1, round(SWEEP_SECONDS))},
    },
    "recheck": describe_job("recheck", RECHECK_SECONDS, RECHECK_SECONDS),
    "reverify": describe_job("reverify", REVERIFY_SECONDS, REVERIFY_SECONDS),
    "watch": describe_job("watch", WATCH_SECONDS, WATCH_SECONDS, "embed"),  # it may need the model
    "check-index": describe_job("check-index", crontab(hour="2", minute="10"), 3600),
    "check-invariants": describe_job("check-invariants", crontab(hour="2", minute="30"), 3600),
    "index-meanings": describe_job("index-meanings", crontab(minute="20"), 1800),
    "records": describe_job("records", crontab(hour="3", minute="0"), 3600),
    "clean-up": describe_job("clean-up", crontab(hour="3", minute="30"), 3600),
}
CELERY_TIMEZONE = "UTC"

# The pipeline ---

PIPELINE_PUBLISHER = "workbench.pipeline.publish"  # how services announce a committed article (docs/decisions/0004)
SEARCH_PUBLISHER = "workbench.pipeline.publish_search"  # as above, for a searched text that needs its vector
LEASE_SECONDS = env.int("LEASE_SECONDS", default=600)  # longer than a task's time limit, so only the dead expire
HINT_PATIENCE_SECONDS = env.int("HINT_PATIENCE_SECONDS", default=90)  # a hint older than this may be lost
HINT_USEFUL_SECONDS = 600  # a hint that waited longer is dropped unread; the sweeper has sent others by then
MAX_ATTEMPTS = 3
REVERIFY_LIMIT = env.int("REVERIFY_LIMIT", default=2000)  # claims per run, those not looked at for longest first
RECHECK_LIMIT = env.int("RECHECK_LIMIT", default=500)  # pages a run, those that wait longest first
EMBEDDING_MODEL = env.str("EMBEDDING_MODEL", default="")  # "" = the packaged all-MiniLM-L6-v2
RELATION_MODEL = env.str("RELATION_MODEL", default="")  # "" = our own; a CrossEncoder's name or folder; "off" = none
SUGGEST_LINK = env.float("SUGGEST_LINK", default=0.55)  # cosine from which claims are suggested to people
STRONG_LINK = env.float("STRONG_LINK", default=0.60)  # docs/decisions/0008
CUT = env.float("CUT", default=0.42)
WORDING = env.float("WORDING", default=0.30)  # share of the words in a pair's score; the rest is the vectors'
FETCH_ALLOWED_NETWORKS = env.list("FETCH_ALLOWED_NETWORKS", default=[])
FETCH_ALLOWED_PORTS = [int(port) for port in env.list("FETCH_ALLOWED_PORTS", default=["80", "443"])]
HOST_SPACING_SECONDS = env.float("HOST_SPACING_SECONDS", default=1.0)  # between two requests to one host, at least
FETCH_THREADS = env.int("FETCH_THREADS", default=8)  # of each fetch worker: a slow site holds up one of them
FETCH_TURN_SECONDS = env.float("FETCH_TURN_SECONDS", default=45.0)  # a task's turn at feeds or at waiting pages

# Mail: notices only, sent by a worker; in the local instance it is written into the worker's log ---

SITE_ADDRESS = env.str("SITE_ADDRESS", default=INSTANCE.address).rstrip("/")  # what links in mail begin with
_mail = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="claim-workbench@localhost")

# Sign-in ---

AUTHENTICATION_BACKENDS = ["workbench.accounts.DeskBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "verification:queue"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "workbench.accounts.ClosedSignupAdapter"
ACCOUNT_FORMS = {
    "login": "workbench.sign_in.SignInForm",
    "change_password": "workbench.sign_in.PasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "keep_typed": "30/h/ip",  # what ended sessions were about to send: a whole desk's may come from one address
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Browser-side defences ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = f"workbench_{INSTANCE.port}_session"  # two local instances share a host, not a session
CSRF_COOKIE_NAME = f"workbench_{INSTANCE.port}_csrf"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # whose address sign-in attempts count against
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Static files, language, logs ---

STATIC_URL = "static/"
STATIC_ROOT = INSTANCE.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each in its own words: whoever looks for it reads no other
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
