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
    activities, places, seed = ballots.activities, places_sought(rankable), round.method_hash
    robustness = scoring.robustness(
        activities,
        scoring.official_values(*inputs),
        [criterion.weight for criterion in method.criteria],
        method.coverage_minimum,
        places=places,
        seed=seed,
    )
    attendance = None
    if scoring.marks_can_change_places(method, counts):
        attendance = scoring.attendance(*inputs, places=places, seed=seed).as_document()
    disputes = scoring.disputes(method, counts, activities, scores)
    is_open = dict(zip(activities, scoring.open_activities(method, counts).tolist(), strict=True))
    return {
        "schema": SCHEMA,
        "robustness": without_hidden(robustness.as_document(), is_open),
        "attendance": attendance,
        "voices": scoring.compare_voices(*inputs, places=places).as_document(),
        "disputes": [dispute.as_document() for dispute in scoring.discuss_next(disputes)],
    }


def without_hidden(document: dict[str, Any], is_open: Mapping[str, bool]) -> dict[str, Any]:
    """Percents come from means by question; where sums stay back, so do these: each would be one more equation."""
    return document | {
        "activities": [
            entry if is_open[entry["activity"]] else {"activity": entry["activity"], "label": WITHHELD}
            for entry in document["activities"]
        ],
        "pairs": [pair for pair in document["pairs"] if is_open[pair["one"]] and is_open[pair["other"]]],
    }


def places_sought(rankable: int) -> int:
    """K: as many as a set of priorities usually has, and never more than half of the list."""
    return min(MOST_PLACES, max(1, rankable // 2))
