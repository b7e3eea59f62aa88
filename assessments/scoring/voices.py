"""Does the choice depend on how voices are weighted? The first K under three values of kappa.

kappa = 0: every group that counts weighs omega, however few it is. The frozen kappa: the official score.
kappa = infinity: a group weighs omega times its marks. Where the same activities are among the first K under all
three, the choice does not depend on how voices are weighted. An activity whose sums stay back stands in all three with
its official score (disclosure.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessments.scoring.cells import CellCounts
from assessments.scoring.disclosure import open_activities
from assessments.scoring.method import Method
from assessments.scoring.scores import NONE, Measured, Rule, Sums, ranks_at_once, scores_beside

SCHEMA = "voices/1"


@dataclass(frozen=True)
class Voices:
    """Codes among the first K under each rule, in frozen order; ties share a rank, so they may be more than K."""

    places: int
    kappa_0: tuple[str, ...]
    official: tuple[str, ...]
    kappa_infinite: tuple[str, ...]

    @property
    def is_independent(self) -> bool:
        return self.kappa_0 == self.official == self.kappa_infinite

    def as_document(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "places": self.places,
            "kappa_0": list(self.kappa_0),
            "official": list(self.official),
            "kappa_infinite": list(self.kappa_infinite),
            "independent": self.is_independent,
        }


def compare_voices(
    method: Method, counts: CellCounts, activities: Sequence[str], measured: Measured, *, places: int
) -> Voices:
    """measured: as in `rank_round`. places: K, how many priorities are sought."""
    sums = Sums.of(method, counts, activities, measured)
    is_open, official = open_activities(method, counts), sums.scores(Rule(method.kappa))

    def first(rule: Rule) -> tuple[str, ...]:
        ranks = ranks_at_once(scores_beside(official, is_open, sums.scores(rule))).tolist()
        return tuple(code for code, rank in zip(activities, ranks, strict=True) if NONE < rank <= places)

    return Voices(
        places=places,
        kappa_0=first(Rule(0)),
        official=first(Rule(method.kappa)),
        kappa_infinite=first(Rule(None)),
    )
