"""The register of clusters."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.actions import register_organization
from accounts.models import Organization, OrganizationKind, User
from discovery.actions.fiche import EditedMeanwhile
from discovery.models import Activity, Cluster, ClusterLink, ClusterMember, District, LinkKind
from foundation import audit, clock
from foundation.transitions import Refused
from regions.models import Domain, Region

TEXTS = ("name", "description")
COLUMNS = ("website",)


@transaction.atomic
def create_cluster(
    *, region: Region, by: User, is_demonstration: bool = False, **description: Any
) -> Cluster:
    """Enter a cluster; `description` as `edit_cluster` takes it. Raises Refused."""
    cluster = Cluster(region=region, created_by=by, is_demonstration=is_demonstration)
    _describe(cluster, description)
    _record("create_cluster", cluster, by)
    return cluster


@transaction.atomic
def edit_cluster(
    *, cluster: Cluster, by: User, edit_version: int | None = None, **description: Any
) -> Cluster:
    """Change what is named: `name_<language>`, `description_<language>`, website, coordinator (a name), domain_codes,
    districts (names), activity_ids. Raises EditedMeanwhile, Refused.
    """
    known = Cluster.objects.filter(pk=cluster.pk, **({"edit_version": edit_version} if edit_version else {}))
    if known.update(edit_version=F("edit_version") + 1) != 1:
        raise EditedMeanwhile
    fresh = Cluster.objects.select_related("region").get(pk=cluster.pk)
    before = audit.snapshot(fresh)
    _describe(fresh, description)
    _record("edit_cluster", fresh, by, before=before)
    return fresh


@transaction.atomic
def close_cluster(*, cluster: Cluster, reason: str, by: User) -> Cluster:
    """Off the register; its page stays. Asking twice changes nothing."""
    Cluster.objects.filter(pk=cluster.pk, closed_at=None).update(closed_at=clock.now())
    return _told(cluster, "close_cluster", by, reason)


@transaction.atomic
def reopen_cluster(*, cluster: Cluster, by: User) -> Cluster:
    Cluster.objects.filter(pk=cluster.pk).update(closed_at=None)
    return _told(cluster, "reopen_cluster", by)


@transaction.atomic
def add_cluster_member(*, cluster: Cluster, name: str, kind: str, role: str, by: User) -> ClusterMember:
    """An organization, known by its name or entered. Naming it again changes what it does there."""
    organization = register_organization(name=name, kind=kind or OrganizationKind.FIRM)
    member, _is_new = ClusterMember.objects.update_or_create(
        cluster=cluster, organization=organization, defaults={"role": role}
    )
    _record("add_cluster_member", cluster, by)
    return member


@transaction.atomic
def remove_cluster_member(*, member: ClusterMember, by: User) -> Cluster:
    cluster = member.cluster
    member.delete()
    _record("remove_cluster_member", cluster, by)
    return cluster


@transaction.atomic
def link_clusters(*, cluster: Cluster, other: Cluster, kind: str, by: User) -> ClusterLink:
    """Say what one cluster is to another, of any region. Saying it twice changes nothing. Raises Refused."""
    if cluster.pk == other.pk:
        raise Refused(_("A cluster cannot be linked to itself."))
    if cluster.region.practised_by_id != other.region.practised_by_id:
        raise Refused(_("A practice region has no links to real ones."))
    link, _is_new = ClusterLink.objects.get_or_create(cluster=cluster, other=other, kind=LinkKind(kind))
    _record("link_clusters", cluster, by)
    return link


@transaction.atomic
def unlink_clusters(*, link: ClusterLink, by: User) -> Cluster:
    cluster = link.cluster
    link.delete()
    _record("unlink_clusters", cluster, by)
    return cluster


def _describe(cluster: Cluster, given: dict[str, Any]) -> None:
    lists = {name: given.pop(name, None) for name in ("domain_codes", "districts", "activity_ids")}
    if "coordinator" in given:
        cluster.coordinator = _organization(given.pop("coordinator"))
    for name, value in given.items():
        if name not in COLUMNS and name.rpartition("_")[0] not in TEXTS:
            raise TypeError(f"not a part of a cluster: {name}")
        setattr(cluster, name, value)
    if not any(getattr(cluster, f"name_{code}", "") for code in ("kk", "ru", "en")):
        raise Refused(_("A cluster needs a name in at least one language."))
    cluster.save()
    if lists["domain_codes"] is not None:
        cluster.domains.set(_domains(lists["domain_codes"]))
    if lists["districts"] is not None:
        cluster.districts.set(_districts(cluster.region, lists["districts"]))
    if lists["activity_ids"] is not None:
        cluster.activities.set(_activities(cluster.region, lists["activity_ids"]))


def _organization(name: str) -> Organization | None:
    if not name.strip():
        return None
    return register_organization(name=name, kind=OrganizationKind.INTERMEDIARY)


def _domains(codes: Collection[str]) -> list[Domain]:
    found = list(Domain.objects.filter(code__in=set(codes)))
    unknown = set(codes) - {domain.code for domain in found}
    if unknown:
        raise Refused(_("Unknown domain: %(codes)s.") % {"codes": ", ".join(sorted(unknown))})
    return found


def _districts(region: Region, names: Iterable[str]) -> list[District]:
    """Those of the region by name, entered if they are new."""
    wanted: dict[str, str] = {}
    for name in filter(str.strip, names):
        wanted.setdefault(name.casefold(), name)
    return [
        District.objects.get_or_create(region=region, folded_name=folded, defaults={"name": name})[0]
        for folded, name in wanted.items()
    ]


def _activities(region: Region, ids: Collection[int]) -> list[Activity]:
    found = list(Activity.objects.filter(region=region, pk__in=set(ids)))
    if len(found) < len(set(ids)):
        raise Refused(_("One of the activities does not belong to this region."))
    return found


def _told(cluster: Cluster, verb: str, by: User, reason: str = "") -> Cluster:
    fresh = Cluster.objects.select_related("region").get(pk=cluster.pk)
    _record(verb, fresh, by, reason=reason)
    return fresh


def _record(verb: str, cluster: Cluster, by: User, *, before: str = "", reason: str = "") -> None:
    audit.record(
        audit.region_chain(cluster.region_id),
        f"discovery.{verb}",
        cluster,
        by=by,
        before=before,
        after=audit.snapshot(cluster),
        reason=reason,
    )
