"""The platform with one route that does nothing for people who are signed in: what a post costs before it does anything."""

from s3platform.asgi import application

from django.conf import settings  # isort: skip  -- reason: only after asgi has set Django up

settings.ROOT_URLCONF = "bench.drill.nothing_urls"  # read at the first request

__all__ = ["application"]
