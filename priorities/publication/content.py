"""What a publication says, as plain frozen values: the input of the open-data bundle (decision 0002)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Edition:
    """Which publication this is. published: ISO date. number: running number in the region.

    erratum_of: number of the publication this one corrects, None for a version.
    """

    region: str
    set_id: str
    version: int
    number: int
    published: str
    erratum_of: int | None = None


@dataclass(frozen=True)
class FrozenMethod:
    """The document exactly as hashed at the opening, its SHA-256 and the seed of the round.

    The document holds at least what `assessments.scoring.Method.as_document` gives.
    """

    document: Mapping[str, Any]
    digest: str
    seed: str


@dataclass(frozen=True)
class MeasuredValue:
    """u as decimal text in [0, 1], None if missing, and where it comes from; raw: the value or values behind it, as text."""

    activity: str
    criterion: str
    u: str | None
    raw: str
    unit: str
    vintage: str
    source: str
    anchors: str


@dataclass(frozen=True)
class ActivityCard:
    """Core of the fiche. titles: by language. fiche: further fields as plain values without floats."""

    code: str
    titles: Mapping[str, str]
    domains: tuple[str, ...] = ()
    fiche: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Deviation:
    activity: str
    kind: Literal["added", "dropped", "moved"]
    reason: str
    from_position: int | None = None
    to_position: int | None = None


@dataclass(frozen=True)
class Approval:
    """Who approved, by role; never a name. date: ISO."""

    role: str
    date: str


@dataclass(frozen=True)
class LegalAct:
    """scan_sha256: of the scanned act, which the public page offers; None where there is no scan."""

    number: str
    date: str
    scan_sha256: str | None = None


@dataclass(frozen=True)
class Rule:
    """A rule about the set. names: what `value` stands for, by language. number: of activities, by `limit`.

    chosen: before or after the ranking was known; reason: why so late, "" where it was chosen before.
    counts: activities of the ranking and the set for which it holds; held: how many of them are in the set.
    broken_reason: why the set does not keep it, "" where it does.
    """

    code: str
    kind: str
    value: str
    names: Mapping[str, str]
    limit: Literal["at_least", "at_most"]
    number: int
    chosen: Literal["before", "after"]
    reason: str
    counts: tuple[str, ...]
    held: int
    kept: bool
    broken_reason: str = ""


@dataclass(frozen=True)
class DroppedRule:
    """A rule that was given up when the ranking was known, and why."""

    code: str
    kind: str
    value: str
    names: Mapping[str, str]
    limit: Literal["at_least", "at_most"]
    number: int
    reason: str


@dataclass(frozen=True)
class Decisions:
    """target: how many priorities the draft took from the ranking. order: activity codes, first first.

    reviews: by activity, the day by which the region looks again (ISO). returns: how often officials sent the draft back.
    rules: what the set had to keep; dropped_rules: what it no longer had to.
    remarks: by voice and kind, how many. alignment: the country's objectives and what serves them, None where it has none.
    """

    target: int
    order: tuple[str, ...]
    deviations: tuple[Deviation, ...]
    approvals: tuple[Approval, ...]
    approvals_needed: int
    legal_act: LegalAct | None = None
    reviews: Mapping[str, str] = field(default_factory=dict)
    returns: int = 0
    remarks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    alignment: Mapping[str, Any] | None = None
    rules: tuple[Rule, ...] = ()
    dropped_rules: tuple[DroppedRule, ...] = ()


@dataclass(frozen=True)
class ThreadEntry:
    """What stands behind one priority, as counts."""

    activity: str
    notes_by_helix: Mapping[str, int]
    themes: int
    proposals: int


@dataclass(frozen=True)
class Content:
    """Everything in one publication.

    results: `RoundResult.as_document()`. attendance: people who came, by helix. verifier: bytes of verify.py.
    left_out: confirmed people whom the limit of their organization kept from scoring.
    voids: group -> ground -> people whose marks were struck before the close.
    media: people who scored by "phone" and on "paper", both None below g; None for the whole: nobody on paper.
    robustness: how the ranking holds under other weights, of activities whose sums are open; None: not computed.
    """

    edition: Edition
    method: FrozenMethod
    results: Mapping[str, Any]
    measured: tuple[MeasuredValue, ...]
    activities: tuple[ActivityCard, ...]
    attendance: Mapping[str, int]
    decisions: Decisions
    thread: tuple[ThreadEntry, ...]
    verifier: bytes
    left_out: int = 0
    voids: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    robustness: Mapping[str, Any] | None = None
    media: Mapping[str, int | None] | None = None
