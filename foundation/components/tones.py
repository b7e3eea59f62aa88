"""The tone and icon of a state: never colour alone, the word always stands beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tone:
    """`name` is a class of the style sheet, `icon` a heroicon of the size "mini"."""

    name: str
    icon: str


NEUTRAL = Tone("neutral", "minus-circle")
WAITING = Tone("info", "clock")
ACTIVE = Tone("accent", "play-circle")
GOOD = Tone("success", "check-circle")
CARE = Tone("warning", "exclamation-triangle")
BAD = Tone("danger", "x-circle")

TONES = {tone.name: tone for tone in (NEUTRAL, WAITING, ACTIVE, GOOD, CARE, BAD)}

# The words that life cycles use for their states (past participles), whatever the thing is.
STATE_TONES = {
    "draft": Tone("neutral", "pencil"),
    "drafted": Tone("neutral", "pencil"),
    "prepared": Tone("neutral", "pencil"),
    "proposed": WAITING,
    "submitted": Tone("info", "inbox-arrow-down"),
    "scheduled": WAITING,
    "sealed": Tone("info", "lock-closed"),
    "consulted": Tone("info", "chat-bubble-left-right"),
    "open": ACTIVE,
    "opened": ACTIVE,
    "started": ACTIVE,
    "running": ACTIVE,
    "shortlisted": ACTIVE,
    "closed": Tone("neutral", "lock-closed"),
    "finished": GOOD,
    "computed": GOOD,
    "eligible": GOOD,
    "accepted": GOOD,
    "approved": GOOD,
    "confirmed": GOOD,
    "published": Tone("success", "megaphone"),
    "scaled": Tone("success", "arrow-trending-up"),
    "pivoted": Tone("info", "arrows-right-left"),
    "stopped": Tone("neutral", "stop-circle"),
    "returned": CARE,
    "merged": Tone("neutral", "arrows-pointing-in"),
    "superseded": Tone("neutral", "archive-box"),
    "robust": GOOD,
    "likely": Tone("info", "check"),
    "contested": CARE,
    "disputed": CARE,
    "high": Tone("success", "hand-thumb-up"),
    "withdrawn": Tone("neutral", "arrow-uturn-left"),
    "rejected": BAD,
    "cancelled": BAD,
    "voided": BAD,
}


def tone_of(state: str, tone: str = "", icon: str = "") -> Tone:
    """What was asked for, else what the word of the state means, else neutral."""
    found = TONES[tone] if tone else STATE_TONES.get(state, NEUTRAL)
    return Tone(found.name, icon or found.icon)
