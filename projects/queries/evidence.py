"""What stands behind activities: accepted proposals, in public and as a measured criterion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from assessments.registries import Measured
from discovery.models import Activity
from discovery.queries import keyed
from projects.models import Proposal
from regions.evidence.criteria import projects_behind_it

IN_REVIEW = (Proposal.State.SUBMITTED, Proposal.State.RETURNED)


@dataclass(frozen=True)
class PublicProposal:
    """All that is public of an accepted proposal."""

    pk: int
    activity_id: int
    title: str
    domain: str
    organization: str
    state: str


def proposals_of_activities(activity_ids: Iterable[int]) -> dict[int, list[PublicProposal]]:
    """Activity -> its accepted proposals, those of merged activities included, oldest first. One query."""
    wanted = set(activity_ids)
    rows = (
        Proposal.objects.filter(
            Q(activity__in=wanted) | Q(activity__counts_with__in=wanted), state=Proposal.State.ACCEPTED
        )
        .select_related("domain", "organization", "activity")
        .defer("confidential_note", "summary")
        .order_by("submitted_at", "pk")
    )
    found: dict[int, list[PublicProposal]] = {}
    for row in rows:
        behind = {row.activity_id, row.activity.counts_with_id if row.activity else None}
        for activity_id in behind & wanted:
            found.setdefault(activity_id or 0, []).append(_public(row))
    return found


def _public(row: Proposal) -> PublicProposal:
    return PublicProposal(
        row.pk, row.activity_id or 0, row.title, row.domain.name, row.organization.name, row.state
    )


def proposal_counts(activity_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Activity -> {"accepted": n, "in_review": n}; every activity asked for has its row. One query.

    For the region's members: public pages show "accepted" alone.
    """
    counted = {pk: {"accepted": 0, "in_review": 0} for pk in activity_ids}
    own, merged = (
        rows.values_list("key").annotate(
            accepted=Count("pk", filter=Q(state=Proposal.State.ACCEPTED)),
            in_review=Count("pk", filter=Q(state__in=IN_REVIEW)),
        )
        for rows in keyed(Proposal.objects.all(), "activity", counted)
    )
    for pk, accepted, in_review in own.union(merged, all=True):
        counted[pk]["accepted"] += accepted
        counted[pk]["in_review"] += in_review
    return counted


def organizations_behind(activity_ids: Iterable[int]) -> dict[int, int]:
    """Activity -> number of distinct organizations with an accepted proposal; 0 is a number. One query."""
    counted = dict.fromkeys(activity_ids, 0)
    accepted = Proposal.objects.filter(state=Proposal.State.ACCEPTED)
    own, merged = (
        rows.values_list("key", "organization_id") for rows in keyed(accepted, "activity", counted)
    )
    for pk, _organization in own.union(merged):
        counted[pk] += 1
    return counted


def projects_behind(activities: Sequence[Activity]) -> dict[int, Measured]:
    """The measured criterion: is there a real project? No proposals is 0, not missing (method.md, 1)."""
    counted = organizations_behind(activity.pk for activity in activities)
    return {pk: _measured(organizations) for pk, organizations in counted.items()}


def _measured(organizations: int) -> Measured:
    value = projects_behind_it(organizations)
    return Measured(
        u=value.u,
        inputs={name: str(figure) for name, figure in value.inputs},
        source="accepted proposals",
        anchors=value.anchors,
    )
