"""Lists of organizations and of the people who speak for them: entered as a whole, taken back as a whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import Organization, Stakeholder, User
from foundation import audit
from foundation.transitions import Refused

MOST_NAMED = 5


@dataclass(frozen=True)
class Registered:
    """How many of a list are new, and how many were known; `organizations` and `stakeholders` are the new rows."""

    new: int
    known: int
    organizations: tuple[Organization, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()


class Listed(Protocol):
    """One organization of a list."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def is_state_controlled(self) -> bool: ...


@dataclass(frozen=True)
class ListedPerson:
    """Somebody who speaks for an organization, known by e-mail; `kind` is that of an organization not known yet."""

    email: str
    name: str
    helix: str
    organization: str
    kind: str

    @property
    def folded_organization(self) -> str:
        return folded(self.organization)


@dataclass(frozen=True)
class _Named:
    name: str
    kind: str
    is_state_controlled: bool = False


def folded(name: str) -> str:
    return " ".join(name.split()).casefold()


@transaction.atomic
def register_organizations(*, organizations: Sequence[Listed], by: User) -> Registered:
    """Enter a whole list or nothing of it; what is known already is not changed. Two queries and the record."""
    wanted = {folded(one.name): one for one in organizations}
    known = set(Organization.objects.filter(folded_name__in=wanted).values_list("folded_name", flat=True))
    new = Organization.objects.bulk_create(
        Organization(
            name=" ".join(one.name.split()),
            folded_name=key,
            kind=one.kind,
            is_state_controlled=one.is_state_controlled,
        )
        for key, one in wanted.items()
        if key not in known
    )
    if new:
        audit.record(audit.PLATFORM, "accounts.register_organizations", by, by=by)
    return Registered(len(new), len(known), tuple(new))


@transaction.atomic
def register_stakeholders(*, people: Sequence[ListedPerson], by: User) -> Registered:
    """Enter who speaks for whom, with the organizations that are new; who is known already is not changed.

    Somebody with an account of that e-mail is linked to it at once, everybody else when the e-mail is proved.
    """
    named = register_organizations(
        organizations=[_Named(one.organization, one.kind) for one in people if one.kind], by=by
    )
    names = {one.folded_organization for one in people}
    organizations = {one.folded_name: one for one in Organization.objects.filter(folded_name__in=names)}
    users = {user.email: user for user in User.objects.filter(email__in={one.email for one in people})}
    known = _known_pairs(organizations.values())
    new = []
    for one in people:
        organization, user = organizations[one.folded_organization], users.get(one.email)
        if {(one.email, organization.pk), (user.pk if user else 0, organization.pk)} & known:
            continue
        person = {"user": user} if user else {"email": one.email, "name": one.name}
        new.append(Stakeholder(organization=organization, helix=one.helix, **person))
    Stakeholder.objects.bulk_create(new)
    if new:
        audit.record(audit.PLATFORM, "accounts.register_stakeholders", by, by=by)
    return Registered(len(new), len(people) - len(new), named.organizations, tuple(new))


def _known_pairs(organizations: Collection[Organization]) -> set[tuple[str | int, int]]:
    """(e-mail or id of the user, organization) of everybody who speaks for one of these."""
    rows = Stakeholder.objects.filter(organization__in=list(organizations))
    found: set[tuple[str | int, int]] = set()
    for user_id, email, organization_id in rows.values_list("user_id", "email", "organization_id"):
        found.add((user_id or email, organization_id))
    return found


def adopt_listed(*, user: User) -> None:
    """The e-mail is proved: what was listed under it is this person's. Called inside the proving transaction."""
    for listed in Stakeholder.objects.filter(user=None, email=user.email).order_by("pk"):
        if Stakeholder.objects.filter(user=user, organization=listed.organization_id).exists():
            listed.delete()
            continue
        listed.user, listed.email, listed.name = user, "", ""
        listed.save(update_fields=["user", "email", "name"])


@transaction.atomic
def remove_registered(
    *, organization_ids: Collection[int], stakeholder_ids: Collection[int], ignoring: type[models.Model]
) -> None:
    """Take back what a list brought. Refused, naming them, while anything else stands on one of its organizations.

    `ignoring`: the model that remembers what the list brought.
    """
    locked = Organization.objects.select_for_update().filter(pk__in=organization_ids).order_by("pk")
    names = {one.pk: one.name for one in locked}  # whoever is about to point to one waits, or was before us
    Stakeholder.objects.filter(pk__in=stakeholder_ids).delete()
    if used := organizations_in_use(names, ignoring):
        some = "; ".join(f"“{names[pk]}”" for pk in sorted(used)[:MOST_NAMED])
        raise Refused(
            _(
                "Something stands on %(count)d of these organizations already, such as %(names)s. Nothing was taken back."
            )
            % {"count": len(used), "names": some}
        )
    Organization.objects.filter(pk__in=names).delete()


def organizations_in_use(ids: Collection[int], ignoring: type[models.Model]) -> set[int]:
    """Those to which any row of any app points, memberships of lists included. One query for each kind of row."""
    found: set[int] = set()
    for relation in Organization._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model is ignoring:
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": list(ids)})
        found |= set(rows.values_list(name, flat=True))
    return found
