"""What another app announced -> the task it wakes."""

from typing import Any

from foundation import wake


def on_region_added(sender: Any, *, pk: int, **_: Any) -> None:
    wake.wake("projects.open_standing_call", pk)
