"""Does the choice depend on how voices are weighted? The first K under three values of kappa.

kappa = 0: every group that counts weighs omega, however few it is. The frozen kappa: the official score.
kappa = infinity: a group weighs omega times its marks. Where the same activities are among the first K under all
three, the choice does not depend on how voices are weighted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.scoring import balance
from assessments.scoring.cells import Ballots, Roster, count_cells
from assessments.scoring.method import Method
from assessments.scoring.ranking import Measured, ranks, require_measured, tallies_of

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
    method: Method, roster: Roster, ballots: Ballots, measured: Measured, *, places: int
) -> Voices:
    """Input as in `rank_round`. places: K, how many priorities are sought."""
    require_measured(method, ballots.activities, measured)
    tallies = tallies_of(method, count_cells(method, roster, ballots), ballots.activities, measured)

    def first(rule: Callable[[Sequence[int]], balance.Factors]) -> tuple[str, ...]:
        scores = [
            balance.score(
                tally.values(method, map(rule, tally.counts)), method.weights, method.coverage_minimum
            )
            for tally in tallies
        ]
        return tuple(
            code
            for code, rank in zip(ballots.activities, ranks(scores), strict=True)
            if rank is not None and rank <= places
        )

    return Voices(
        places=places,
        kappa_0=first(lambda counts: balance.balanced(counts, method.omegas, 0, method.threshold)),
        official=first(
            lambda counts: balance.balanced(counts, method.omegas, method.kappa, method.threshold)
        ),
        kappa_infinite=first(lambda counts: balance.per_mark(counts, method.omegas, method.threshold)),
    )
