"""Exactly what an official says yes to."""

from typing import Any

from foundation import canonical
from priorities.models import PrioritySet
from priorities.queries.rankings import ranking_of
from priorities.queries.rules import late_drops, rules_of_set


def approved_content(priority_set: PrioritySet) -> dict[str, Any]:
    """Priorities in order, written reasons, legal act, and the ranking they stand beside: what an approval covers."""
    ranking = ranking_of(priority_set.round_id)
    content: dict[str, Any] = {
        "set": priority_set.pk,
        "region": priority_set.region_id,
        "title": priority_set.title,
        "cycle": priority_set.cycle,
        "target_count": priority_set.target_count,
        "revision_reason": priority_set.revision_reason,
        "ranking": ranking.digest if ranking else "",
        "priorities": list(
            priority_set.priorities.order_by("position").values_list(
                "position", "activity_id", "rank", "score"
            )
        ),
        "deviations": list(
            priority_set.deviations.order_by("pk").values_list(
                "kind", "activity_id", "from_position", "to_position", "reason"
            )
        ),
        "legal_act": {
            "number": priority_set.legal_act_number,
            "date": priority_set.legal_act_date,
            "scan": priority_set.legal_act_digest,
        },
    }
    reviews = priority_set.priorities.exclude(review_date=None).order_by("position")
    # Named only where there are any: what was approved before reviews had days stays approved.
    days = list(reviews.values_list("activity_id", "review_date"))
    return (
        content
        | ({"reviews": days} if days else {})
        | rules_in(
            priority_set, [activity_id for _place, activity_id, _rank, _score in content["priorities"]]
        )
    )


def rules_in(priority_set: PrioritySet, order: list[int]) -> dict[str, Any]:
    """Each must-cover rule with what of the set counts for it and why it is broken. Named only where there are any."""
    rules = [
        (each.rule.pk, each.limits, each.rule.reason, each.held, each.shown_reason)
        for each in rules_of_set(priority_set, order, ())
    ]
    dropped = [(each.pk, each.dropped_reason) for each in late_drops(priority_set)]
    return {name: found for name, found in (("rules", rules), ("dropped_rules", dropped)) if found}


def content_digest(priority_set: PrioritySet) -> str:
    """SHA-256 of the canonical spelling, as 64 hex characters."""
    return canonical.digest(approved_content(priority_set))
