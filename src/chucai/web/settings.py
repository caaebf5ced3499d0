"""Django's settings. Everything an installation may change comes from the environment (docs/reference/records.md)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

from django.utils.functional import SimpleLazyObject

from chucai.web.database import database
from chucai.web.home import folder, secret_key

HOME = folder()
HERE = Path(__file__).parent
BEHIND_TLS = os.environ.get("CHUCAI_BEHIND_TLS") == "1"

DEBUG = False
SECRET_KEY = cast(str, SimpleLazyObject(secret_key))  # reading settings makes no file
ALLOWED_HOSTS = [*filter(None, os.environ.get("CHUCAI_HOSTS", "").split(",")), "localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "chucai.web.records",
    "chucai.web.look",
    "chucai.web.accounts",
    "chucai.web.public",
    "chucai.web.nominate",
    "chucai.web.judge",
    "chucai.web.office",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "records.Account"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "chucai.web.headers.policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "chucai.web.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "chucai.web.access.DenyByDefault",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "chucai.web.urls"
WSGI_APPLICATION = "chucai.web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "chucai.web.language.kept",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = os.environ.get("CHUCAI_LANGUAGE", "zh-hans")  # for readers whose browser asks for neither
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # straight from the package: nothing to collect before serving

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
