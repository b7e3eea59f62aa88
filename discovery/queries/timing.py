"""How much time a step has left, by the database's clock."""

import datetime as dt
from dataclasses import dataclass

from discovery.models import Workshop
from foundation import clock


@dataclass(frozen=True)
class Timing:
    """`now` is when this was read: an open page counts on from there by its own clock, wrong or not."""

    ends_at: dt.datetime
    paused_at: dt.datetime | None
    now: dt.datetime

    @property
    def seconds_left(self) -> int:
        """Below zero once the time is over."""
        return round((self.ends_at - (self.paused_at or self.now)).total_seconds())


def timing_of(workshop: Workshop) -> Timing | None:
    """None while nothing runs. One query, for the moment."""
    if workshop.state != Workshop.State.OPENED or workshop.step_ends_at is None:
        return None
    return Timing(workshop.step_ends_at, workshop.step_paused_at, clock.now())
