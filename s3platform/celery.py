"""The Celery application. Without Redis it runs inside the web process (s3platform.embedded)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "s3platform.settings.dev")
app = Celery("s3platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
