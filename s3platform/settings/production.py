"""A site that others reach. Every secret comes from the environment; the start-up checks refuse unsafe values."""

from .base import *  # noqa: F403  -- reason: as in dev
from .base import MIDDLEWARE, PUBLIC_URL, database, env
from .logs import logging_config

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {"default": database(env("DATABASE_URL"))}
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
GALLERY = False

_https = PUBLIC_URL.startswith("https://")
SECURE_SSL_REDIRECT = _https and env.bool("SSL_REDIRECT", default=False)  # the proxy usually does this
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0

# One record a request, with an identifier that its mails and tasks carry on; never an address or a name.
LOG_FORMAT = env("LOG_FORMAT", default="json")
LOGGING = logging_config(LOG_FORMAT, env("LOG_LEVEL", default="INFO"))
MIDDLEWARE = [*MIDDLEWARE, "django_structlog.middlewares.RequestMiddleware"]

# Reports of errors leave the site only where it names a receiver.
if env("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(dsn=env("SENTRY_DSN"), send_default_pii=False, traces_sample_rate=0)
