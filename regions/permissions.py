"""Roles as predicates, and what they allow in a region.

A predicate of another app takes an object with `region_id`; the roles of a person are read once a request.
"""

from typing import Any

import rules

from regions.models import Membership, Region, Role

_CACHE = "_roles_by_region"


def roles_of(user: Any) -> dict[int, set[str]]:
    """Region id -> roles held today. One query per request and person."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, _CACHE):
        held: dict[int, set[str]] = {}
        for region_id, role in (
            Membership.objects.in_force().filter(user=user).values_list("region_id", "role")
        ):
            held.setdefault(region_id, set()).add(role)
        setattr(user, _CACHE, held)
    cached: dict[int, set[str]] = getattr(user, _CACHE)
    return cached


def roles_known_of(user: Any) -> dict[int, set[str]]:
    """The same where somebody has asked in this request already, else nothing: never a query."""
    known: dict[int, set[str]] = getattr(user, _CACHE, {})
    return known


def forget_roles(user: Any) -> None:
    """The person was just given roles, and goes on in the same request."""
    if hasattr(user, _CACHE):
        delattr(user, _CACHE)


def is_open_to(user: Any, region: Any) -> bool:
    """A practice copy is there for its owner only; one that was thrown away for nobody."""
    owner = region.practised_by_id
    return not region.is_practice or (owner is not None and bool(getattr(user, "pk", None) == owner))


def region_id_of(subject: Any) -> int | None:
    """Of a region itself, or of anything that belongs to one, a record or not."""
    return subject.pk if isinstance(subject, Region) else getattr(subject, "region_id", None)


def holds(*wanted: Role) -> rules.Predicate:
    """True for people with one of these roles in the object's region."""
    names = {role.value for role in wanted}

    @rules.predicate(f"is_{'_or_'.join(sorted(names))}")
    def has_role(user: Any, subject: Any) -> bool:
        region_id = region_id_of(subject) if subject is not None else None
        return region_id is not None and bool(roles_of(user).get(region_id, set()) & names)

    return has_role


def role_in_chain(user: Any, chain: str) -> str:
    """For the audit chain: the roles a person holds in the chain's region."""
    kind, _colon, region_id = chain.partition(":")
    if user is None or kind != "region":
        return ""
    return "+".join(sorted(roles_of(user).get(int(region_id), set())))[:40]


is_facilitator = holds(Role.FACILITATOR)
is_analyst = holds(Role.ANALYST)
is_official = holds(Role.OFFICIAL)
is_administrator = holds(Role.ADMINISTRATOR)
is_ministry = holds(Role.MINISTRY)
is_member = holds(*Role)


def _region_of(subject: Any) -> Any:
    return subject if subject._meta.label == "regions.Region" else subject.region


@rules.predicate
def is_administrator_of_country(user: Any, subject: Any) -> bool:
    """Administrators of the country look after the administrators of its regions, and after nobody else there."""
    return Role.ADMINISTRATOR in roles_of(user).get(_region_of(subject).parent_id, set())


@rules.predicate
def is_about_administrators(user: Any, subject: Any) -> bool:
    return bool(subject.role == Role.ADMINISTRATOR)


@rules.predicate
def is_invited(user: Any, invitation: Any) -> bool:
    return bool(user.is_authenticated and user.email and user.email == invitation.email)


rules.add_perm("regions.see_people", is_member | is_administrator_of_country)
rules.add_perm("regions.appoint", is_administrator | is_administrator_of_country)
rules.add_perm(
    "regions.change_role", is_administrator | (is_administrator_of_country & is_about_administrators)
)
rules.add_perm("regions.accept_invitation", is_invited)
rules.add_perm("regions.see_region", rules.always_true)
rules.add_perm("regions.work_in_region", is_member)
rules.add_perm("regions.import_observations", is_analyst | is_administrator)
rules.add_perm("regions.set_rules", is_administrator)
# A ministry holds its role in the country, so this gives it the country's objectives and no region's.
rules.add_perm("regions.load_boundaries", is_administrator | is_ministry)
rules.add_perm("regions.keep_objectives", is_administrator | is_official | is_ministry)
