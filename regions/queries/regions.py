"""Which regions there are, and who works in them. That a region exists is no secret."""

from typing import Any

from django.db.models import Case, QuerySet, When
from django.urls import reverse

from accounts.registries import HeldRole
from regions.models import Membership, Region, RegionKind, Role
from regions.permissions import is_open_to, roles_of

FILE_KINDS = frozenset({"csv", "xlsx"})


def region_for(user: Any, *, code: str) -> Region | None:
    """The region of that code, with its country: one query."""
    found = Region.everywhere.select_related("parent").filter(code=code).first()
    return found if found and is_open_to(user, found) else None


def region_file_for(user: Any, *, code: str, kind: str) -> tuple[Region, str] | None:
    """The region and a kind of file in which its figures are offered."""
    region = region_for(user, code=code) if kind in FILE_KINDS else None
    return (region, kind) if region else None


def regions_by_name(*, kind: str = "", country: str = "") -> QuerySet[Region]:
    """Countries first, then regions; former ones last. `country` is its code."""
    rank = Case(When(kind=RegionKind.COUNTRY, then=0), When(kind=RegionKind.FORMER, then=2), default=1)
    found = Region.objects.select_related("parent").order_by(rank, "name", "pk")
    if kind:
        found = found.filter(kind=kind)
    return found.filter(parent__code=country) if country else found


def countries() -> QuerySet[Region]:
    return Region.objects.filter(kind=RegionKind.COUNTRY).order_by("name", "pk")


def country_of(region: Region) -> Region | None:
    """The territory a region is compared with: its parent; a country is compared with nothing."""
    return None if region.kind == RegionKind.COUNTRY else region.parent


def roles_in(user: Any, region: Region) -> list[Role]:
    """The roles a person holds here today, in the order of the list of roles."""
    held = roles_of(user).get(region.pk, set())
    return [role for role in Role if role.value in held]


def regions_of(user: Any) -> QuerySet[Region]:
    """Where a person has a role today."""
    return Region.everywhere.filter(pk__in=list(roles_of(user))).order_by("name", "pk")


def members_of(region: Region) -> QuerySet[Membership]:
    return Membership.objects.in_force().filter(region=region).select_related("user").order_by("role", "pk")


def holders_of(region_id: int, *roles: Role) -> QuerySet[Membership, Any]:
    """Ids of the people who hold one of these roles today, for a subquery; any role where none is named."""
    held = Membership.objects.in_force().filter(region_id=region_id)
    if roles:
        held = held.filter(role__in=roles)
    found: QuerySet[Membership, Any] = held.order_by().values("user")
    return found


def roles_held_by(user: Any) -> list[HeldRole]:
    """For the page of a person's account: each role with the way to its desk. One query after the roles'."""
    held = roles_of(user)
    return [
        HeldRole(
            region=region.code,
            region_name=region.name,
            role=role.value,
            label=role.label,
            href=reverse("region_desk", args=[region.code]),
        )
        for region in (regions_of(user) if held else ())
        for role in Role
        if role.value in held[region.pk]
    ]
