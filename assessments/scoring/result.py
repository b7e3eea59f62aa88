"""What a round gives: frozen values, and the one document that is stored, shown and published.

A document holds nothing that may not be shown: see disclosure.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

OPEN: Literal["open"] = "open"
TOO_FEW: Literal["too_few"] = "too_few"
WITHHELD: Literal["withheld"] = "withheld"

SCHEMA = "ranking/2"  # 1 told of activities whose sums stay back what follows under other rules, too


@dataclass(frozen=True)
class Cell:
    """One group's marks on one criterion.

    open: all figures. too_few: fewer than g marks, so the cell enters nothing and shows nothing.
    withheld: it counts, with n and weight shown, but the sums of this activity would give marks away.
    mean: raw marks, two decimals. weight: percent of the say in this cell, one decimal.
    """

    group: str
    criterion: str
    status: Literal["open", "too_few", "withheld"]
    n: int | None = None
    total: int | None = None
    mean: Decimal | None = None
    weight: Decimal | None = None

    def as_document(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "criterion": self.criterion,
            "status": self.status,
            "n": self.n,
            "sum": self.total,
            "mean": text(self.mean),
            "weight": text(self.weight),
        }


@dataclass(frozen=True)
class Histogram:
    """How often each mark from the minimum up was given, pooled over the counting groups; None: withheld."""

    criterion: str
    counts: tuple[int, ...] | None

    def as_document(self) -> dict[str, Any]:
        return {"criterion": self.criterion, "counts": None if self.counts is None else list(self.counts)}


@dataclass(frozen=True)
class Missing:
    """A criterion without a value, and why: no group gave g marks, or no measured value exists."""

    criterion: str
    reason: Literal["too_few_marks", "no_measured_value"]

    def as_document(self) -> dict[str, Any]:
        return {"criterion": self.criterion, "reason": self.reason}


@dataclass(frozen=True)
class Standing:
    """A score of 0 to 100 and its rank; both None where there is not enough information."""

    score: Decimal | None
    rank: int | None

    def as_document(self) -> dict[str, Any]:
        return {"score": text(self.score), "rank": self.rank}


@dataclass(frozen=True)
class PrincipleScore:
    principle: str
    score: Decimal | None
    coverage: Decimal

    def as_document(self) -> dict[str, Any]:
        return {"principle": self.principle, "score": text(self.score), "coverage": text(self.coverage)}


@dataclass(frozen=True)
class ActivityResult:
    """Everything about one activity. without_group: standing if that group had stayed away.

    Where the sums stay back, only the official standing and the principles have figures.
    """

    activity: str
    official: Standing
    coverage: Decimal
    missing: tuple[Missing, ...]
    principles: tuple[PrincipleScore, ...]
    one_person_one_vote: Standing
    kappa_0: Standing
    without_group: tuple[tuple[str, Standing], ...]
    sums_open: bool
    cells: tuple[Cell, ...]
    histograms: tuple[Histogram, ...]

    @property
    def rankable(self) -> bool:
        return self.official.score is not None

    def as_document(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "rankable": self.rankable,
            **self.official.as_document(),
            "coverage": text(self.coverage),
            "missing": [entry.as_document() for entry in self.missing],
            "principles": [entry.as_document() for entry in self.principles],
            "one_person_one_vote": self.one_person_one_vote.as_document(),
            "kappa_0": self.kappa_0.as_document(),
            "without_group": [
                {"group": group, **standing.as_document()} for group, standing in self.without_group
            ],
            "sums_open": self.sums_open,
            "cells": [cell.as_document() for cell in self.cells],
            "histograms": [histogram.as_document() for histogram in self.histograms],
        }


@dataclass(frozen=True)
class RoundResult:
    """activities: in frozen order. raters: sealed raters per group. recusals, voids: counts of the round."""

    activities: tuple[ActivityResult, ...]
    raters: tuple[tuple[str, int], ...]
    recusals: int
    voids: int

    def as_document(self) -> dict[str, Any]:
        """Plain values without floats; decimals as text. Equal input gives equal bytes."""
        return round_document(self.activities, self.raters, self.recusals, self.voids)


def round_document(
    activities: Iterable[ActivityResult], raters: Iterable[tuple[str, int]], recusals: int, voids: int
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "activities": [result.as_document() for result in activities],
        "raters": [{"group": group, "raters": number} for group, number in raters],
        "recusals": recusals,
        "voids": voids,
    }


def text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
