"""Roles as predicates, and what they allow in a region.

A predicate of another app takes an object with `region_id`; the roles of a person are read once a request.
"""

from typing import Any

import rules

from regions.models import Membership, Role

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


def region_id_of(subject: Any) -> int | None:
    return subject.pk if subject._meta.label == "regions.Region" else getattr(subject, "region_id", None)


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
is_member = holds(*Role)

rules.add_perm("regions.see_region", rules.always_true)
rules.add_perm("regions.work_in_region", is_member)
rules.add_perm("regions.import_observations", is_analyst | is_administrator)
rules.add_perm("regions.set_rules", is_administrator)
