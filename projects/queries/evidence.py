"""What stands behind activities: accepted proposals, in public and as a measured criterion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from assessments.registries import Measured
from discovery.models import Activity
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
    """Activity -> its accepted proposals, oldest first. One query."""
    rows = (
        Proposal.objects.filter(activity_id__in=list(activity_ids), state=Proposal.State.ACCEPTED)
        .select_related("domain", "organization")
        .defer("confidential_note", "summary")
        .order_by("submitted_at", "pk")
    )
    found: dict[int, list[PublicProposal]] = {}
    for row in rows:
        found.setdefault(row.activity_id or 0, []).append(_public(row))
    return found


def _public(row: Proposal) -> PublicProposal:
    return PublicProposal(
        row.pk, row.activity_id or 0, row.title, row.domain.name, row.organization.name, row.state
    )


def proposal_counts(activity_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Activity -> {"accepted": n, "in_review": n}; every activity asked for has its row. One query.

    For the region's members: public pages show "accepted" alone.
    """
    ids = list(activity_ids)
    rows = (
        Proposal.objects.filter(activity_id__in=ids)
        .values("activity_id")
        .annotate(
            accepted=Count("pk", filter=Q(state=Proposal.State.ACCEPTED)),
            in_review=Count("pk", filter=Q(state__in=IN_REVIEW)),
        )
        .order_by()
    )
    counted = {row["activity_id"]: {k: row[k] for k in ("accepted", "in_review")} for row in rows}
    return {pk: counted.get(pk, {"accepted": 0, "in_review": 0}) for pk in ids}


def organizations_behind(activity_ids: Iterable[int]) -> dict[int, int]:
    """Activity -> number of distinct organizations with an accepted proposal; 0 is a number. One query."""
    ids = list(activity_ids)
    rows = (
        Proposal.objects.filter(activity_id__in=ids, state=Proposal.State.ACCEPTED)
        .values("activity_id")
        .annotate(n=Count("organization", distinct=True))
        .order_by()
    )
    counted = {row["activity_id"]: row["n"] for row in rows}
    return {pk: counted.get(pk, 0) for pk in ids}


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
