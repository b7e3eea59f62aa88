"""A small region that has lived through the whole thread, made by the actions people use.

What each person gets for an answer on each route is asked of this world (test_permissions).
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from accounts.actions import issue_token
from accounts.models import Helix, User
from assessments.actions import adopt_framework, close_round, create_round, open_round
from assessments.models import Round
from assessments.projections import rebuild_ranking
from demo.hall import Hall
from demo.story import Candidate, Speaker, Story
from discovery.actions import create_workshop, step_workshop
from discovery.models import WorkshopKind
from priorities.actions import (
    approve_set,
    draft_set,
    publish_set,
    record_legal_act,
    start_next_version,
    submit_set,
)
from priorities.models import PrioritySet, Publication
from projects.actions import open_standing_call, submit_proposal
from regions.models import Region, RegionKind, Role
from tests.factories.accounts import PASSWORD, OrganizationFactory, UserFactory
from tests.factories.regions import DomainFactory, MembershipFactory, RegionFactory, member

LANGUAGES = ("kk", "ru", "en")


@dataclass
class World:
    """`people`: column of the table -> User (None: nobody is logged in). `things`: argument of a route -> variants."""

    people: dict[str, User | None] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str = ""


def build() -> World:
    world = World()
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    region, elsewhere = RegionFactory.create(parent=country), RegionFactory.create(parent=country)
    _appoint(world, country, region, elsewhere)
    hall = _hold_workshop(region, world.people["facilitator"])
    closed, opened = _scored(hall), _opened(hall)
    proposal = _propose(region, world.people["proposer"], hall)
    publication = _publish(closed, world)
    draft = start_next_version(publication=publication, round=closed, cycle=2027, by=hall.facilitator)
    world.people["participant"] = hall.people[0].user
    assert world.people["official"]
    token, world.token = issue_token(label="script", by=world.people["official"])
    world.things |= _things(region, hall, proposal, world) | {
        "round_id": {"open": opened.pk, "closed": closed.pk},
        "set_id": {
            "draft": draft.pk,
            "submitted": _submitted(closed, hall.facilitator).pk,
            "published": publication.priority_set_id,
        },
        "publication_id": {"": publication.pk},
        "number": {"": publication.number},
        "token_id": {"official's": token.pk},
        "framework_id": {"": closed.framework_id},
        "class_code": {"": "C"},
        "kind": {"": "csv"},
    }
    return world


def _appoint(world: World, country: Region, region: Region, elsewhere: Region) -> None:
    for role in (Role.ANALYST, Role.FACILITATOR, Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR):
        world.people[role.value] = member(region, role)
    world.people["second official"] = member(region, Role.OFFICIAL)
    world.people["ministry"] = member(country, Role.MINISTRY)
    other = member(elsewhere, Role.OFFICIAL)
    for role in (Role.FACILITATOR, Role.ADMINISTRATOR, Role.ANALYST):
        MembershipFactory.create(user=other, region=elsewhere, role=role)
    world.people |= {
        "nobody": None,
        "stranger": UserFactory.create(),
        "proposer": UserFactory.create(),
        "other region": other,
        "superuser": UserFactory.create(is_superuser=True, is_staff=True),
    }


def _story() -> Story:
    """Six activities; two organizations for each helix, six people."""
    speakers = {
        h.value: tuple(Speaker(f"{h.value} {n}", "association", False) for n in range(2)) for h in Helix
    }
    fiche = {
        f"experiment_{name}": "x" for name in ("hypothesis", "milestone", "stop_rule", "budget", "owner")
    }
    candidates = tuple(
        Candidate(
            title=dict.fromkeys(LANGUAGES, f"Activity {number}"),
            summary=dict.fromkeys(LANGUAGES, "What is done"),
            theme=f"Theme {number}",
            notes=tuple((helix.value, f"Idea {number} of {helix.value}") for helix in Helix),
            leaning={helix.value: 3.0 + number for helix in Helix},
            domains=("C",),
            fiche=fiche,
        )
        for number in range(6)
    )
    return Story(
        "XX", "Workshop", "", dt.date(2026, 11, 20), "", speakers, candidates, (("science", "Loose"),)
    )


def _hold_workshop(region: Region, facilitator: User | None) -> Hall:
    assert facilitator
    DomainFactory.create(code="C")
    workshop = create_workshop(
        region=region,
        title="Workshop",
        kind=WorkshopKind.PROBLEM_SOLVING,
        held_date=dt.date(2026, 11, 20),
        by=facilitator,
    )
    hall = Hall(_story(), step_workshop(workshop=workshop, name="open", by=facilitator), facilitator)
    hall.seat_everybody()
    hall.write_and_group()
    hall.support()
    return hall


def _opened(hall: Hall) -> Round:
    region = hall.workshop.region
    framework = adopt_framework(region=region, key="four-principles-short", by=hall.facilitator)
    ids = [activity.pk for activity in hall.activities]
    round = create_round(
        region=region,
        framework=framework,
        title="Round",
        activity_ids=ids,
        workshop=hall.workshop,
        by=hall.facilitator,
    )
    return open_round(round=round, merged_groups={}, by=hall.facilitator)


def _scored(hall: Hall) -> Round:
    round = _opened(hall)
    hall.score(round)
    round = close_round(round=round, by=hall.facilitator)
    rebuild_ranking(round.pk)
    return round


def _propose(region: Region, proposer: User | None, hall: Hall) -> Any:
    return submit_proposal(
        call=open_standing_call(region=region),
        title="Proposal",
        domain_code="C",
        summary="We want to make it here.",
        confidential_note="CANARY-CONFIDENTIAL-NOTE",
        organization=OrganizationFactory.create(),
        activity=hall.activities[0],
        by=proposer,
    )


def _submitted(round: Round, drafter: User, cycle: int = 2028) -> PrioritySet:
    priority_set = draft_set(round=round, title="Set", cycle=cycle, target_count=5, by=drafter)
    return submit_set(priority_set=priority_set, by=drafter)


def _publish(round: Round, world: World) -> Publication:
    facilitator, *officials = (world.people[k] for k in ("facilitator", "official", "second official"))
    assert facilitator
    priority_set = _submitted(round, facilitator, cycle=2026)
    priority_set = record_legal_act(
        priority_set=priority_set, number="1", date=dt.date(2026, 11, 20), by=officials[0]
    )
    for official in officials:
        fresh = PrioritySet.objects.get(pk=priority_set.pk)
        approve_set(priority_set=fresh, password=PASSWORD, by=official)
    return publish_set(priority_set=PrioritySet.objects.get(pk=priority_set.pk), by=officials[0])


def _things(region: Region, hall: Hall, proposal: Any, world: World) -> dict[str, dict[str, Any]]:
    note = hall.workshop.notes.first()
    activity = hall.activities[0]
    theme = hall.workshop.themes.first()
    assert note
    assert theme
    return {
        "code": {"": region.code},
        "workshop_id": {"": hall.workshop.pk},
        "join_code": {"": hall.workshop.code},
        "participant_id": {"": hall.people[0].pk},
        "note_id": {"": note.pk},
        "theme_id": {"": theme.pk},
        "activity_id": {"": activity.pk},
        "proposal_id": {"": proposal.pk},
        "call_id": {"": proposal.call_id},
    }
