"""Live streams only: a process of its own for very large halls (needs Redis)."""

from s3platform.wsgi import application as pages  # noqa: F401  -- reason: sets Django up

from foundation.live.asgi import LiveApplication  # isort: skip

application = LiveApplication(pages=None)
