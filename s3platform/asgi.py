"""One process for everything: /live/ streams are answered here, pages by Django as WSGI in threads.

Without Redis the worker, the beat and the hub of live events run in this process too (start with one process only).
"""

import os
import sys
from typing import Any, cast

from s3platform.pages import Pages
from s3platform.wsgi import application as pages

from django.conf import settings  # isort: skip  -- reason: only after wsgi has set Django up
from foundation.live.asgi import LiveApplication  # isort: skip
from s3platform.embedded import EmbeddedWorker  # isort: skip

# A thread that comes back from the database waits for the others this long, while it holds the lock of its round. With
# Python's 5 ms a hall of 1,000 phones gets 110 marks a second stored, with half a millisecond more than the 150 asked.
sys.setswitchinterval(0.0005)
WEB_THREADS = int(os.environ.get("WEB_THREADS", "8"))

application = LiveApplication(
    pages=Pages(cast("Any", pages), workers=WEB_THREADS),
    companions=() if settings.REDIS_URL else (EmbeddedWorker(),),
)
