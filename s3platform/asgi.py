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

# A thread that comes back from the database waits this long for the others, while it holds the lock of its round.
# Python's 5 ms are best for one process that serves the streams, too; two beside a process of streams stored 109 marks a
# second with them, and 150 with half a millisecond (docs/operations.md).
if "THREAD_SWITCH_SECONDS" in os.environ:
    sys.setswitchinterval(float(os.environ["THREAD_SWITCH_SECONDS"]))
WEB_THREADS = int(os.environ.get("WEB_THREADS", "8"))

application = LiveApplication(
    pages=Pages(cast("Any", pages), workers=WEB_THREADS),
    companions=() if settings.REDIS_URL else (EmbeddedWorker(),),
)
