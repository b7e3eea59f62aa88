"""What a person who returns a set asks: made by the form and the API, taken by the action."""

from dataclasses import dataclass

from discovery.models import Activity
from priorities.models import Remark

REMARK_KINDS = Remark.Kind.choices


@dataclass(frozen=True)
class Asked:
    """One question; `activity` None: about the whole set."""

    text: str
    activity: Activity | None = None
