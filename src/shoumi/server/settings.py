"""Django's settings. What differs between sites comes from the environment, each name below."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from shoumi.server.tables.place import database_at

HERE = Path(__file__).resolve().parent

# What an operator sets; docs/operators has a line for each.
HOME = Path(os.environ.get("SHOUMI_HOME", "~/.local/share/shoumi")).expanduser()
DATABASE = os.environ.get("SHOUMI_DATABASE", "")
HOSTS = tuple(name for name in os.environ.get("SHOUMI_HOSTS", "").split(",") if name)
HTTPS = os.environ.get("SHOUMI_HTTPS", "") == "1"

SHOUMI_HOME = HOME


def _kept_secret(file: Path) -> str:
    """The key that signs cookies: made once, readable by its owner only."""
    if file.exists():
        return file.read_text(encoding="ascii")
    HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = secrets.token_urlsafe(50)
    file.touch(mode=0o600)
    file.write_text(made, encoding="ascii")
    return made


SECRET_KEY = _kept_secret(HOME / "cookies.key")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]
DATABASES = {"default": database_at(DATABASE, HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# No django.contrib.auth among them: there is no superuser to be made, and no admin site.
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",  # for the copy of htmx that it carries
    "shoumi.server.tables.apps.Tables",
    "shoumi.server.pages.apps.Pages",
    "shoumi.server.accounts.apps.Accounts",
]
MIGRATION_MODULES = {"tables": "shoumi.server.migrations"}
MIDDLEWARE = [
    "shoumi.server.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shoumi.server.accounts.middleware.Guard",
]
ROOT_URLCONF = "shoumi.server.urls"
WSGI_APPLICATION = "shoumi.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "shoumi.server.pages.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shoumi.server.accounts.context.sitting",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# A file that somebody hands in to be screened is held in memory alone: one that is too large is not
# taken, and none is written to a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 2**20

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"] if (HERE / "static").is_dir() else []
# Files are found where they are installed, so that no second step is needed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Logs name ids, slugs and errors: never a title, a name, a payload or a parameter of a query.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.db.backends": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "shoumi": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
