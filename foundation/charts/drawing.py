"""Pictures of charts for files: drawn in a child process, kept in the cache by what they show.

Drawing takes about a second and 80 MB, which the web process does not keep: the child gives them back.
"""

import json
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.cache import cache

from foundation import canonical

TIMEOUT = 20.0
KEPT = 7 * 24 * 3600
_ONE_AT_A_TIME = threading.BoundedSemaphore(1)


class Busy(Exception):
    """Another picture is being drawn and took too long; ask again."""


class NotDrawn(Exception):
    """The child failed; the message is for the log."""


def picture_of(specification: dict[str, Any], kind: str) -> bytes:
    """SVG or PNG (`kind`) of a specification. Raises Busy, NotDrawn."""
    content = json.dumps(specification, ensure_ascii=False, sort_keys=True)
    key = f"chart:{kind}:{canonical.digest(content)}"
    kept = cache.get(key)
    if isinstance(kept, bytes):
        return kept
    if not _ONE_AT_A_TIME.acquire(timeout=TIMEOUT):
        raise Busy
    try:
        picture = cache.get(key) or _drawn(content, kind)
    finally:
        _ONE_AT_A_TIME.release()
    cache.set(key, picture, KEPT)
    return bytes(picture)


def _drawn(content: str, kind: str) -> bytes:
    command = [sys.executable, "-m", "foundation.charts.draw", kind]
    try:
        done = subprocess.run(  # noqa: S603  -- reason: our own module; the specification is data on its input
            command,
            input=content.encode(),
            capture_output=True,
            timeout=TIMEOUT,
            cwd=settings.BASE_DIR,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NotDrawn(f"no picture within {TIMEOUT} s") from late
    if done.returncode or not done.stdout:
        raise NotDrawn(done.stderr.decode(errors="replace")[-500:])
    return done.stdout
