"""The register of clusters: public, as are its organizations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from discovery.models import CURRENT, Activity, Cluster, ClusterLink, ClusterMember
from regions.models import Domain, Region


@dataclass(frozen=True)
class Neighbor:
    """Another cluster and what it is to this one, said from this one's side or from the other's."""

    pk: int
    cluster: Cluster
    kind: str
    label: str
    is_outgoing: bool


@dataclass(frozen=True)
class ClusterNetwork:
    """Everything one page of a cluster shows. A constant number of queries."""

    members: list[ClusterMember]
    hidden_members: int
    activities: list[Activity]
    domains: list[Domain]
    districts: list[str]
    neighbors: list[Neighbor]


def cluster_for(user: Any, *, cluster_id: int) -> Cluster | None:
    """Clusters are public; those off the register keep their page."""
    return Cluster.objects.select_related("region", "coordinator").filter(pk=cluster_id).first()


def member_of_cluster_for(user: Any, *, member_id: int) -> ClusterMember | None:
    found = ClusterMember.objects.select_related("cluster__region", "organization")
    return found.annotate(region_id=F("cluster__region_id")).filter(pk=member_id).first()


def link_of_cluster_for(user: Any, *, link_id: int) -> ClusterLink | None:
    """A link belongs to the region of the cluster that said it."""
    found = ClusterLink.objects.select_related("cluster__region", "other")
    return found.annotate(region_id=F("cluster__region_id")).filter(pk=link_id).first()


def clusters_of_region(region: Region, *, domain_code: str = "") -> QuerySet[Cluster]:
    """In the order they were entered, with numbers of organizations and activities; without those off the register."""
    clusters = Cluster.objects.filter(region=region, closed_at=None)
    if domain_code:
        clusters = clusters.filter(domains__code=domain_code)
    state = Q(members__organization__is_state_controlled=True)
    return (
        clusters.select_related("region", "coordinator")
        .prefetch_related("domains", "districts")
        .annotate(
            member_count=Count("members", distinct=True),
            state_count=Count("members", filter=state, distinct=True),
            activity_count=Count("activities", distinct=True),
        )
        .order_by("pk")
    )


def clusters_of_activity(activity: Activity) -> QuerySet[Cluster]:
    behind = Q(activities=activity) | Q(activities__counts_with=activity)
    return Cluster.objects.filter(behind, closed_at=None).select_related("region").distinct().order_by("pk")


def clusters_to_link(cluster: Cluster) -> QuerySet[Cluster]:
    """All on a register, those of the own region first."""
    others = Cluster.objects.filter(closed_at=None).exclude(pk=cluster.pk).select_related("region")
    practice = cluster.region.is_practice
    others = others.filter(region=cluster.region_id) if practice else others.exclude(region__is_practice=True)
    return others.annotate(is_abroad=~Q(region_id=cluster.region_id)).order_by(
        "is_abroad", "region__name", "pk"
    )


def network_of(cluster: Cluster, *, without_state: bool = False) -> ClusterNetwork:
    members = list(cluster.members.select_related("organization").order_by("organization__name", "pk"))
    shown = [each for each in members if not (without_state and each.organization.is_state_controlled)]
    return ClusterNetwork(
        members=shown,
        hidden_members=len(members) - len(shown),
        activities=list(cluster.activities.filter(CURRENT).order_by("pk")),
        domains=list(cluster.domains.order_by("code")),
        districts=list(cluster.districts.order_by("name").values_list("name", flat=True)),
        neighbors=list(_neighbors(cluster)),
    )


def activities_for_cluster(region: Region) -> QuerySet[Activity]:
    return Activity.objects.filter(CURRENT, region=region).order_by("pk")


def district_names(region: Region) -> list[str]:
    return list(region.districts.order_by("name").values_list("name", flat=True))


def _neighbors(cluster: Cluster) -> Iterable[Neighbor]:
    """One query: links said on either side."""
    said = ClusterLink.objects.filter(Q(cluster=cluster) | Q(other=cluster))
    for link in said.select_related("cluster__region", "other__region").order_by("pk"):
        is_outgoing = link.cluster_id == cluster.pk
        other = link.other if is_outgoing else link.cluster
        yield Neighbor(link.pk, other, link.kind, link.get_kind_display(), is_outgoing)
