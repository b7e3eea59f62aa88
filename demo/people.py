"""The people of the demonstration: one for each role, with one password, and labelled as what they are."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions import register_organization, speak_for
from accounts.models import Helix, OrganizationKind, User
from regions.actions import grant_role
from regions.models import Region, RegionKind, Role

# Printed for everybody who tries the demonstration; a hall has one of its own (deploy/hall_env.py).
PASSWORD = os.environ.get("DEMO_PASSWORD") or "smart-region-2026"
LANGUAGE = "ru"


@dataclass(frozen=True)
class Person:
    """`role` None: somebody who works in no region (a business)."""

    key: str
    email: str
    name: str | Promise
    role: Role | None
    organization: str
    kind: OrganizationKind
    helix: Helix
    comes_to: str | Promise


_government = (OrganizationKind.AUTHORITY, Helix.GOVERNMENT)

PEOPLE = (
    Person("facilitator", "facilitator@demo.example", _("Facilitator (demonstration)"), Role.FACILITATOR,
           "Центр развития (демонстрация)", OrganizationKind.INTERMEDIARY, Helix.GOVERNMENT,
           _("run workshops and rounds, draft the set")),
    Person("analyst", "analyst@demo.example", _("Analyst (demonstration)"), Role.ANALYST,
           "Институт экономики (демонстрация)", OrganizationKind.INSTITUTE, Helix.SCIENCE,
           _("load statistics, check the evidence")),
    Person("official1", "official1@demo.example", _("First official (demonstration)"), Role.OFFICIAL,
           "Управление экономики (демонстрация)", *_government, _("decide on proposals, approve the set")),
    Person("official2", "official2@demo.example", _("Second official (demonstration)"), Role.OFFICIAL,
           "Управление промышленности (демонстрация)", *_government, _("the second approval")),
    Person("administrator", "administrator@demo.example", _("Administrator (demonstration)"), Role.ADMINISTRATOR,
           "Управление экономики (демонстрация)", *_government, _("set the region's rules, give roles")),
    Person("reviewer", "reviewer@demo.example", _("Reviewer (demonstration)"), Role.REVIEWER,
           "Технический университет (демонстрация)", OrganizationKind.UNIVERSITY, Helix.SCIENCE,
           _("read the region's proposals")),
    Person("ministry", "ministry@demo.example", _("Ministry (demonstration)"), Role.MINISTRY,
           "Министерство (демонстрация)", *_government, _("see the regions from the country's side")),
    Person("business", "business@demo.example", _("Company (demonstration)"), None,
           "ТОО «Демонстрация»", OrganizationKind.SMALL_FIRM, Helix.BUSINESS,
           _("propose projects and follow them")),
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """Everybody of the demonstration, ready to act."""

    facilitator: User
    analyst: User
    officials: tuple[User, User]
    administrator: User
    reviewer: User
    ministry: User
    business: User


def create_cast(region_codes: Sequence[str]) -> Cast:
    """Enter all PEOPLE with their roles in these regions (the ministry: in their country). Safe to run twice."""
    regions = list(Region.objects.select_related("parent").filter(code__in=region_codes))
    for person in PEOPLE:
        user = _entered(person)
        for region in _places(person, regions):
            grant_role(region=region, user=user, role=person.role or "", by=None)
    return _assembled()


def _entered(person: Person) -> User:
    known = User.objects.filter(email=person.email).first()
    if known:
        return known
    with translation.override(LANGUAGE):
        name = str(person.name)
    user = User.objects.create_user(person.email, PASSWORD, name=name, language=LANGUAGE)
    organization = register_organization(name=person.organization, kind=person.kind)
    speak_for(organization=organization, helix=person.helix, by=user)
    return user


def _places(person: Person, regions: Sequence[Region]) -> set[Region]:
    if person.role is None:
        return set()
    if person.role == Role.MINISTRY:
        return {region.parent or region for region in regions if region.kind != RegionKind.FORMER}
    return set(regions)


def _assembled() -> Cast:
    """Read afresh: a person remembers the roles of its first question."""
    users = {user.email: user for user in User.objects.filter(email__in=[person.email for person in PEOPLE])}
    found = {person.key: users[person.email] for person in PEOPLE}
    officials = (found.pop("official1"), found.pop("official2"))
    return Cast(officials=officials, **found)
