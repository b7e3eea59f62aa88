"""How firm the result of a closed round is: computed once, beside the ranking, so that no page has to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments import queries, scoring
from assessments.models import Analysis, Ranking, Round
from assessments.projections import comparisons
from assessments.projections.comparisons import Counted
from assessments.projections.rankings import code_version
from foundation import canonical, clock, live

WITHHELD = "withheld"
OF_SCORES = ("robustness", "attendance", "voices", "disputes", "cross_checks")


def rebuild_analysis(round_id: int) -> Analysis | None:
    """Compute and store it; None while there is no ranking. Safe to run twice: equal input gives equal bytes."""
    round = Round.objects.filter(pk=round_id, state=Round.State.CLOSED).first()
    # Not its document: of a large round that alone fills a tenth of what may be used, and the scores are soon computed.
    ranking_digest = Ranking.objects.filter(round=round_id).values_list("digest", flat=True).first()
    if round is None or ranking_digest is None:
        return None
    document = computed_analysis(round)
    columns = {
        "document": document,
        "schema": document["schema"],
        "digest": canonical.digest(document),
        "ranking_digest": ranking_digest,
        "code_version": code_version(),
        "computed_at": clock.now(),
    }
    analysis, _is_new = Analysis.objects.defer("document").update_or_create(round=round, defaults=columns)
    live.push(f"round:{round.pk}", "ranking")
    live.push(f"wall:{round.workshop_id}", "wall")
    return analysis


def computed_analysis(round: Round) -> dict[str, Any]:
    """Plain values without floats; what speaks of scores is null where no activity has one."""
    counted = comparisons.counted(round)
    marks = counted.marks
    told, cuts = told_of_parts(counted, shift_since_before(counted))
    by_group = scoring.group_marks(marks.method, marks.counts, marks.activities)
    by_question = scoring.agreement_by_question(marks, cuts)
    return {
        "schema": queries.ANALYSIS_SCHEMA,
        **parts_of_scores(counted),
        "groups": [each.as_document() for each in by_group],
        "agreement": [each.as_document() for each in by_question],
        **told,
    }


def told_of_parts(
    counted: Counted, shift: dict[str, Any] | None
) -> tuple[dict[str, Any], list[comparisons.Mask]]:
    """What speaks of some of the raters only, each told if it is safe beside the earlier; with the cuts told at last."""
    stayed = comparisons.stayed_since(counted, shift)
    tiers = comparisons.tiers_document(counted, stayed)
    cuts = [*comparisons.parts_told(counted, tiers).values(), *stayed.values()]
    organizations = comparisons.organizations_document(counted, cuts)
    cuts = [*comparisons.parts_told(counted, tiers, organizations).values(), *stayed.values()]
    return {"shift": shift, "tiers": tiers, "organizations": organizations}, cuts


def parts_of_scores(counted: Counted) -> dict[str, Any]:
    """attendance is null, too, where it might tell what single people gave (disclosure.py)."""
    marks, measured, seed = counted.marks, counted.measured, counted.round.method_hash
    method, counts, activities = marks.method, marks.counts, marks.activities
    scores = scoring.official_scores(method, counts, activities, measured)
    rankable = sum(score is not None for score in scores)
    if not rankable:
        return dict.fromkeys(OF_SCORES)
    is_open = scoring.open_activities(method, counts)
    values = scoring.official_values(method, counts, activities, measured)
    robustness = robustness_of(method, activities, values, is_open, scores, seed)
    places = robustness["places"] if robustness else scoring.places_sought(rankable)
    attendance = None
    if scoring.marks_can_change_places(method, counts):
        attendance = scoring.attendance(marks, measured, places=places, seed=seed).as_document()
    voices = scoring.compare_voices(method, counts, activities, measured, places=places)
    disputes = scoring.disputes(method, counts, activities, scores)
    return {
        "robustness": robustness,
        "attendance": attendance,
        "voices": voices.as_document(),
        "disputes": [dispute.as_document() for dispute in scoring.discuss_next(disputes)],
        "cross_checks": cross_checks_of(method, activities, values, is_open, scores),
    }


def cross_checks_of(
    method: scoring.Method,
    activities: Sequence[str],
    values: NDArray[np.float64],
    is_open: NDArray[np.bool_],
    scores: Sequence[Decimal | None],
) -> list[dict[str, Any]]:
    """Of the activities whose sums are open, as in `robustness_of`: the figures of the others follow from theirs."""
    shown = np.where(is_open[:, np.newaxis], values, np.nan)
    return [each.as_document() for each in scoring.cross_checks(activities, shown, method.weights, scores)]


def shift_since_before(after: Counted) -> dict[str, Any] | None:
    """What was told of the round before is brought up to date first: what may be told now depends on it."""
    before = queries.round_before(after.round)
    if before is None:
        return None
    told = queries.analysis_of(before) or rebuild_analysis(before.pk)
    if told is None:
        return None
    return comparisons.shift_document(comparisons.counted(before), after, told.document)


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
        places=scoring.places_sought(rankable),
        seed=seed,
    ).as_document()
    hidden = [
        {"activity": code, "label": WITHHELD}
        for code, score, shown in zip(activities, scores, is_open.tolist(), strict=True)
        if score is not None and not shown
    ]
    return document | {"activities": [*document["activities"], *hidden]}
