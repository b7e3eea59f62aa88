"""How firm the result of a closed round is: computed once, beside the ranking, so that no page has to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments import scoring
from assessments.models import Analysis, Ranking, Round
from assessments.projections.rankings import code_version, inputs_of
from foundation import canonical, clock, live

SCHEMA = "analysis/1"
MOST_PLACES = 6
WITHHELD = "withheld"
PARTS = ("robustness", "attendance", "voices", "disputes")


def rebuild_analysis(round_id: int) -> Analysis | None:
    """Compute and store it; None while there is no ranking. Safe to run twice: equal input gives equal bytes."""
    round = Round.objects.filter(pk=round_id, state=Round.State.CLOSED).first()
    ranking = Ranking.objects.filter(round=round_id).first()
    if round is None or ranking is None:
        return None
    document = computed_analysis(round, ranking.document["activities"])
    columns = {
        "document": document,
        "digest": canonical.digest(document),
        "ranking_digest": ranking.digest,
        "code_version": code_version(),
        "computed_at": clock.now(),
    }
    analysis, _is_new = Analysis.objects.defer("document").update_or_create(round=round, defaults=columns)
    live.push(f"round:{round.pk}", "ranking")
    return analysis


def computed_analysis(round: Round, results: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Plain values without floats; every part is null where no activity has a score.

    attendance is null, too, where it might tell what single people gave (disclosure.py).

    results: the activities of the ranking's document.
    """
    scores = [None if entry["score"] is None else Decimal(entry["score"]) for entry in results]
    rankable = sum(score is not None for score in scores)
    if not rankable:
        return {"schema": SCHEMA} | dict.fromkeys(PARTS)
    inputs = inputs_of(round)
    method, roster, ballots, _measured = inputs
    counts = scoring.count_cells(method, roster, ballots)
    activities, seed = ballots.activities, round.method_hash
    is_open = scoring.open_activities(method, counts)
    robustness = robustness_of(method, activities, scoring.official_values(*inputs), is_open, scores, seed)
    places = robustness["places"] if robustness else places_sought(rankable)
    attendance = None
    if scoring.marks_can_change_places(method, counts):
        attendance = scoring.attendance(*inputs, places=places, seed=seed).as_document()
    disputes = scoring.disputes(method, counts, activities, scores)
    return {
        "schema": SCHEMA,
        "robustness": robustness,
        "attendance": attendance,
        "voices": scoring.compare_voices(*inputs, places=places).as_document(),
        "disputes": [dispute.as_document() for dispute in scoring.discuss_next(disputes)],
    }


def robustness_of(
    method: scoring.Method,
    activities: Sequence[str],
    values: NDArray[np.float64],
    is_open: NDArray[np.bool_],
    scores: Sequence[Decimal | None],
    seed: str,
) -> dict[str, Any] | None:
    """Among the activities with a score whose sums are open; None where there is none.

    The others are left out of every drawing: percents of a rank add up to 100, so that keeping back only their
    own would leave them to be found by subtraction. And so everybody can draw the same from open data.
    """
    open_scores = [score for score, shown in zip(scores, is_open.tolist(), strict=True) if shown]
    rankable = sum(score is not None for score in open_scores)
    if not rankable:
        return None
    document = scoring.robustness(
        activities,
        np.where(is_open[:, np.newaxis], values, np.nan),
        [criterion.weight for criterion in method.criteria],
        method.coverage_minimum,
        places=places_sought(rankable),
        seed=seed,
    ).as_document()
    hidden = [
        {"activity": code, "label": WITHHELD}
        for code, score, shown in zip(activities, scores, is_open.tolist(), strict=True)
        if score is not None and not shown
    ]
    return document | {"activities": [*document["activities"], *hidden]}


def places_sought(rankable: int) -> int:
    """K: as many as a set of priorities usually has, and never more than half of the list."""
    return min(MOST_PLACES, max(1, rankable // 2))
