"""Wiring only: settings, routes, processes. Nobody imports it."""

from s3platform.celery import app as celery_app

__all__ = ["celery_app"]
