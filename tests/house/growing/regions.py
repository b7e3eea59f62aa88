"""People, roles, classifications and statistics."""

import datetime as dt

from django.test import Client

from accounts.models import User
from regions.models import Domain, Role
from tests.factories import accounts, regions
from tests.factories.accounts import PASSWORD
from tests.house.growing import Ground

SPAN = range(2020, 2025)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # what was read stands below the news of the world


def add_accounts(ground: Ground, rows: int) -> None:
    official = ground.person("official")
    accounts.ApiTokenFactory.create_batch(rows, user=official)
    for number in range(rows):
        about = {"publication": ground.publication.pk}
        accounts.MessageFactory.create(
            user=official,
            kind="priorities.published",
            things=about,
            key=f"grown-{number}",
            read_at=LONG_AGO,
        )
        accounts.StakeholderFactory.create(user=ground.person("proposer"))
        _enter(official)


def _enter(person: User) -> None:
    """On one more device."""
    Client().post("/account/login/", {"login": person.email, "password": PASSWORD})


def add_people(ground: Ground, rows: int) -> None:
    region, administrator = ground.region, ground.person("administrator")
    regions.InvitationFactory.create_batch(rows, region=region, invited_by=administrator)
    for number in range(rows):
        regions.member(region, list(Role)[number % 5])
        neighbour = _neighbour(ground)
        for role in (Role.ANALYST, Role.FACILITATOR, Role.OFFICIAL):
            regions.MembershipFactory.create(user=ground.person(role), region=neighbour, role=role)


def _neighbour(ground: Ground) -> object:
    """One more region of the country, with a figure of its own."""
    neighbour = regions.RegionFactory.create(parent=ground.country)
    for indicator, class_code in (("gva", ""), ("gva", "B"), ("grp", "")):
        regions.ObservationFactory.create(
            region=neighbour, indicator=indicator, class_code=class_code, brought_by=ground.imported
        )
    return neighbour


def add_classifications(ground: Ground, rows: int) -> None:
    top = regions.ScientificDomainFactory.create()
    for number in range(rows):
        domain = regions.DomainFactory.create(code=f"G{number}")
        regions.DomainFactory.create(parent=Domain.objects.get(code="C"))
        regions.ScientificDomainFactory.create(parent=top)
        regions.SectorTypeChoiceFactory.create(region=ground.region, domain=domain)
        regions.TerritoryPartFactory.create(group="A+B", region=regions.RegionFactory.create())
        ground.activity.domains.add(domain)
        ground.cluster.domains.add(domain)


def add_objectives(ground: Ground, rows: int) -> None:
    activities = list(ground.workshop.activities.all())
    for number in range(rows):
        over = regions.PolicyObjectiveFactory.create(region=ground.country)
        objective = regions.PolicyObjectiveFactory.create(region=ground.region, serves=over)
        for activity in {activities[0], activities[number % len(activities)]}:
            activity.objectives.add(objective, over)


def add_statistics(ground: Ground, rows: int) -> None:
    """Value added of the region and the country, in as many branches as rows, and what brought them."""
    region, country, brought_by = ground.region, ground.country, ground.imported
    for place in (region, country):
        for year in SPAN:
            for indicator, code in (
                ("grp", ""),
                ("gva", ""),
                ("gva", "B"),
                *(("gva", f"G{n}") for n in range(rows)),
            ):
                regions.ObservationFactory.create(
                    region=place, indicator=indicator, class_code=code, year=year, brought_by=brought_by
                )
    for _number in range(rows):
        loaded = regions.ObservationImportFactory.create(region=region, imported_by=ground.person("analyst"))
        regions.ReplacedObservationFactory.create(gave_way_to=loaded, region=region, brought_by=brought_by)
        regions.ImportDraftFactory.create(region=region, upload__created_by=ground.person("analyst"))


def add_nearness(ground: Ground, rows: int) -> None:
    """What is near to what the region does, in as many branches as rows and one; and the tables of other countries."""
    codes = ["C", *(f"G{number}" for number in range(rows))]
    classes = [{"code": code, "regions": 50, "complexity": 1} for code in codes]
    table = regions.RelatednessTableFactory.create(
        country=ground.country,
        document={"unit": "persons", "imports": [], "complexity_missing": "", "classes": classes},
        proximity=[[500_000] * len(codes)] * len(codes),
    )
    here = {"complexity": 1, "middle": 1, "promising": [], "classes": [[0, 1, 1]] * len(codes)}
    regions.RegionRelatednessFactory.create(table=table, region=ground.region, document=here)
    regions.RegionRelatednessFactory.create_batch(rows)
    regions.RelatednessBuildFactory.create_batch(rows)
