"""Which life of the database this is. A new one begins where an older backup was brought back: then phones send again
what the database has lost (static/js/queue.js). A name, not a clock: it is only compared for equality.
"""

from foundation import clock
from foundation.models import Heartbeat

NAME = "epoch"
_known: list[str] = []


def current() -> str:
    """One query."""
    row = Heartbeat.objects.filter(name=NAME).first()
    if row is None:  # another process may be as early
        row, _is_new = Heartbeat.objects.get_or_create(name=NAME, defaults={"at": clock.now()})
    _known[:] = [f"{row.at:%Y%m%d%H%M%S%f}"]
    return _known[0]


def last_known() -> str:
    """As this process read it last, for answers that may cost no query: a database is never exchanged under a process."""
    return _known[0] if _known else current()


def begin() -> str:
    """A new life: called once an older backup has been brought back."""
    Heartbeat.objects.update_or_create(name=NAME, defaults={"at": clock.now()})
    return current()
