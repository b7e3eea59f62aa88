"""How firm the result of a closed round is: computed once, beside the ranking, so that no page has to."""

from typing import Any

from assessments import scoring
from assessments.models import Analysis, Ranking, Round
from assessments.projections.rankings import code_version, inputs_of
from foundation import canonical, clock, live

SCHEMA = "analysis/1"
MOST_PLACES = 6


def rebuild_analysis(round_id: int) -> Analysis | None:
    """Compute and store it; None while there is no ranking. Safe to run twice: equal input gives equal bytes."""
    round = Round.objects.filter(pk=round_id, state=Round.State.CLOSED).first()
    ranking = Ranking.objects.filter(round=round_id).first()
    if round is None or ranking is None:
        return None
    rankable = sum(entry["rankable"] for entry in ranking.document["activities"])
    document = computed_analysis(round, rankable)
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


def computed_analysis(round: Round, rankable: int) -> dict[str, Any]:
    """Plain values without floats; null for what a list without any score has not."""
    return {"schema": SCHEMA, "robustness": robustness_of(round, rankable) if rankable else None}


def robustness_of(round: Round, rankable: int) -> dict[str, Any]:
    method, roster, ballots, measured = inputs_of(round)
    return scoring.robustness(
        ballots.activities,
        scoring.official_values(method, roster, ballots, measured),
        [criterion.weight for criterion in method.criteria],
        method.coverage_minimum,
        places=places_sought(rankable),
        seed=round.method_hash,
    ).as_document()


def places_sought(rankable: int) -> int:
    """K: as many as a set of priorities usually has, and never more than half of the list."""
    return min(MOST_PLACES, max(1, rankable // 2))
