"""How firm the result of a closed round is: computed once, beside the ranking, so that no page has to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments import scoring
from assessments.models import Analysis, Ranking, Round
from assessments.projections.rankings import code_version, inputs_of
from foundation import canonical, clock, live

SCHEMA = "analysis/1"
MOST_PLACES = 6
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

    results: the activities of the ranking's document.
    """
    scores = [None if entry["score"] is None else Decimal(entry["score"]) for entry in results]
    rankable = sum(score is not None for score in scores)
    if not rankable:
        return {"schema": SCHEMA} | dict.fromkeys(PARTS)
    inputs = inputs_of(round)
    method, roster, ballots, _measured = inputs
    activities, places, seed = ballots.activities, places_sought(rankable), round.method_hash
    robustness = scoring.robustness(
        activities,
        scoring.official_values(*inputs),
        [criterion.weight for criterion in method.criteria],
        method.coverage_minimum,
        places=places,
        seed=seed,
    )
    disputes = scoring.disputes(method, scoring.count_cells(method, roster, ballots), activities, scores)
    return {
        "schema": SCHEMA,
        "robustness": robustness.as_document(),
        "attendance": scoring.attendance(*inputs, places=places, seed=seed).as_document(),
        "voices": scoring.compare_voices(*inputs, places=places).as_document(),
        "disputes": [dispute.as_document() for dispute in scoring.discuss_next(disputes)],
    }


def places_sought(rankable: int) -> int:
    """K: as many as a set of priorities usually has, and never more than half of the list."""
    return min(MOST_PLACES, max(1, rankable // 2))
