"""The test suite: real PostgreSQL and Redis, woken tasks run on the spot, cheap password digests."""

import os

os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/s3platform")

from .base import *  # noqa: F403  -- reason: as in dev
from .base import STORAGES, database, env

SECRET_KEY = "tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
DATABASES = {"default": database(env("DATABASE_URL")) | {"CONN_MAX_AGE": 0}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {"polling_interval": 0.05}
LIVE_REDIS_URL = ""
WAKE_INLINE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LANGUAGE_CODE = "en"
GALLERY = True
API_RATES = {"person": "", "address": ""}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
WHITENOISE_AUTOREFRESH = True  # every test client builds the middleware: it need not read all static files
