"""One background thread for news that may be lost: wake-ups of workers and live pushes.

A request never waits for Redis: it leaves the message here and answers. Equal messages waiting are sent once. What is
lost with the process is found again by the sweep (wake-ups) or by the next event, reconnect or poll (live pages).
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Hashable

# Seconds without sending once everything is said: the same news of a whole hall is then said five times a second, not a
# hundred. What comes after a quiet moment goes at once.
REST = 0.2

log = logging.getLogger(__name__)
_waiting: dict[Hashable, Callable[[], None]] = {}
_order: queue.Queue[Hashable] = queue.Queue()
_lock = threading.Lock()
_thread: threading.Thread | None = None


def post(key: Hashable, send: Callable[[], None]) -> None:
    """Call `send` soon, once, in the background; a later message with the same key replaces a waiting one."""
    with _lock:
        is_new = key not in _waiting
        _waiting[key] = send
        if is_new:
            _order.put(key)
        _start()


def _start() -> None:
    global _thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_run, name="background-news", daemon=True)
        _thread.start()


def _run() -> None:
    while True:
        key = _order.get()
        with _lock:
            send = _waiting.pop(key)
        try:
            send()
        except Exception:
            log.warning("news was not delivered: %s", key, exc_info=True)
        if _order.empty():
            time.sleep(REST)
