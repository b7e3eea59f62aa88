"""One machine, one process: the demonstration and development. Answers on the loopback address only."""

from .base import *  # noqa: F403  -- reason: settings modules are layered by Django's own convention
from .base import BASE_DIR, LOGGING, database, env

(BASE_DIR / "var").mkdir(exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="development-only-never-leaves-the-loopback-address")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/demo.sqlite3"))}
LANGUAGE_CODE = env("DEFAULT_LANGUAGE", default="ru")
TIME_ZONE = env("DISPLAY_TIME_ZONE", default="Asia/Almaty")  # the demonstration's regions
GALLERY = True
# Here a person reads along: background work is told of where it fails.
LOGGING["loggers"] |= {
    name: {"level": "ERROR"}
    for name in ("celery", "kombu", "django_structlog.celery", "django_structlog.middlewares")
}
