"""Django's settings. Everything an installation may change comes from the environment (docs/reference/records.md)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

from django.utils.functional import SimpleLazyObject

from chucai.web.accounts.single import providers
from chucai.web.database import database
from chucai.web.home import folder, secret_key
from chucai.web.mail.carrier import carrier

HOME = folder()
HERE = Path(__file__).parent
BEHIND_TLS = os.environ.get("CHUCAI_BEHIND_TLS") == "1"

DEBUG = False
SECRET_KEY = cast(str, SimpleLazyObject(secret_key))  # reading settings makes no file
ALLOWED_HOSTS = [*filter(None, os.environ.get("CHUCAI_HOSTS", "").split(",")), "localhost", "127.0.0.1", "[::1]"]
SITE = os.environ.get("CHUCAI_SITE", "http://localhost:8000").rstrip("/")  # where links in mails lead
SITE_ZONE = os.environ.get("CHUCAI_TIMEZONE", "Asia/Shanghai")  # a round has the zone of its charter
# Entering as anybody of a rehearsal: never where others can reach the server.
PERSONAS = os.environ.get("CHUCAI_PERSONAS") == "1" and not BEHIND_TLS and not os.environ.get("CHUCAI_HOSTS")

INSTALLED_APPS = [
    "chucai.web.records",
    "chucai.web.look",
    "chucai.web.accounts",
    "chucai.web.public",
    "chucai.web.nominate",
    "chucai.web.judge",
    "chucai.web.office",
    "chucai.web.office.decision",
    "chucai.web.office.opening",
    "chucai.web.mail",
    "django_htmx",  # for its file of htmx alone
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
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
    "django.middleware.gzip.GZipMiddleware",  # styles and scripts, too: they lie uncompressed in the package
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "chucai.web.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "chucai.web.characters.FitToKeep",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chucai.web.access.DenyByDefault",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "chucai.web.look.numbers.answer",
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
                "chucai.web.look.frame.nav",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nobody has a password: people enter by a link in a mail, a passkey, or their organisation's single sign-on.
AUTHENTICATION_BACKENDS = ["chucai.web.accounts.adapter.NoPasswords"]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "accounts:me"
LOGOUT_REDIRECT_URL = "public:rounds"
ACCOUNT_ADAPTER = "chucai.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made by the office; a mailed link proves the address
ACCOUNT_USER_DISPLAY = "chucai.web.accounts.adapter.display"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Chucai"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a telephone's clock may be off
SOCIALACCOUNT_ADAPTER = "chucai.web.accounts.adapter.Single"
SOCIALACCOUNT_PROVIDERS = providers()
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an address the organisation has verified leads to its account
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SESSION_COOKIE_AGE = 14 * 24 * 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
globals().update(carrier(os.environ.get("CHUCAI_SMTP_URL", ""), HOME))  # EMAIL_...
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("CHUCAI_MAIL_FROM", "chucai@localhost")

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
