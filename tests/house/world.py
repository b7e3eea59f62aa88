"""A small region that has lived through the whole thread, made by the actions people use.

What each person gets for an answer on each route is asked of this world (test_permissions).
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from accounts.actions import issue_token
from accounts.models import Helix, Message, User
from accounts.queries import unsubscribe_path
from assessments.actions import (
    adopt_framework,
    ask_void,
    close_round,
    close_wheel,
    create_round,
    create_weighing,
    create_wheel,
    enter_sheet,
    keep_scenario,
    open_round,
    open_weighing,
    open_wheel,
    print_sheets,
    record_grades,
    start_version,
)
from assessments.models import PaperSheet, RosterEntry, Round, Scenario, Void, Weighing, Wheel
from assessments.projections import move_board, rebuild_analysis, rebuild_ranking
from assessments.queries import FilledRow
from demo.hall import Hall
from demo.story import Candidate, Speaker, Story
from discovery.actions import (
    Batch,
    Invitee,
    add_actor,
    add_cluster_member,
    create_cluster,
    create_workshop,
    invite_people,
    issue_tickets,
    link_clusters,
    propose_activity,
    propose_merge,
    save_template,
    step_workshop,
)
from discovery.models import WorkshopKind
from discovery.models.codes import link_token, ticket_token
from priorities.actions import (
    approve_set,
    choose_rule,
    draft_set,
    make_remark,
    publish_set,
    record_legal_act,
    start_next_version,
    submit_set,
)
from priorities.models import PrioritySet, Publication
from projects.actions import open_standing_call, submit_proposal
from regions.models import Invitation, Membership, Region, RegionKind, Role
from tests.factories.accounts import PASSWORD, MessageFactory, OrganizationFactory, UserFactory
from tests.factories.discovery import RegisterImportFactory
from tests.factories.priorities import DeliveryFactory
from tests.factories.regions import (
    DomainFactory,
    ImportDraftFactory,
    InvitationFactory,
    MembershipFactory,
    ObservationImportFactory,
    PolicyObjectiveFactory,
    RegionFactory,
    member,
)

LANGUAGES = ("kk", "ru", "en")


@dataclass
class World:
    """`people`: column of the table -> User (None: nobody is logged in). `things`: argument of a route -> variants."""

    people: dict[str, User | None] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str = ""


def build(activities: int = 6) -> World:
    world = World()
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    region, elsewhere = RegionFactory.create(parent=country), RegionFactory.create(parent=country)
    _appoint(world, country, region, elsewhere)
    hall = _hold_workshop(region, world.people["facilitator"], activities)
    closed, opened, mood = _scored(hall), _opened(hall), _mood(hall)
    proposal = _propose(region, world.people["proposer"], hall)
    publication = _publish(closed, world)
    draft = start_next_version(publication=publication, round=closed, cycle=2027, by=hall.facilitator)
    world.people["participant"] = hall.people[0].user
    assert world.people["official"]
    rule = choose_rule(
        round=opened, kind="market", value="export", limit="at_least", number=1, by=hall.facilitator
    )
    invitation = InvitationFactory.create(
        region=region,
        digest=Invitation.digest_of("key-of-the-letter"),
        invited_by=world.people["administrator"],
    )
    delivery = DeliveryFactory.create(publication=publication, state="failed")
    token, world.token = issue_token(label="script", by=world.people["official"])
    handed_in = _submitted(closed, hall.facilitator)
    world.things |= _things(region, hall, proposal, world) | {
        "round_id": {"open": opened.pk, "closed": closed.pk, "indicative": mood.pk},
        "set_id": {
            "draft": draft.pk,
            "submitted": handed_in.pk,
            "published": publication.priority_set_id,
        },
        "remark_id": _remarked(handed_in, world),
        "publication_id": {"": publication.pk},
        "number": {"": publication.number},
        "token_id": {"official's": token.pk},
        "session_id": {"": 1},
        "key": {"": "key-of-the-letter"},
        "invitation_id": {"": invitation.pk},
        "membership_id": {
            role: Membership.objects.get(region=region, user=world.people[role]).pk
            for role in ("administrator", "analyst")
        },
        "webhook_id": {"": delivery.webhook_id},
        "delivery_id": {"": delivery.pk},
        "rule_id": {"": rule.pk},
        "message_id": {"official's": _message(world.people["official"]).pk},
        "unsubscribe_token": {"official's": _unsubscribe_token(world.people["official"])},
        "framework_id": {
            "": closed.framework_id,
            "draft": start_version(framework=closed.framework, by=hall.facilitator).pk,
        },
        "criterion_code": {"": "known_here"},
        "weighing_id": {"": _weighing(closed, hall).pk},
        "wheel_id": {
            "draft": _wheel(hall).pk,
            "open": _wheel(hall, "open").pk,
            "closed": _wheel(hall, "closed").pk,
        },
        "wheel_step": {"": "vision"},
        "void_id": {"": _void(opened, hall).pk},
        "sheet_id": {"": _sheet(opened, hall).pk},
        "scenario_id": {"": _scenario(closed, hall).pk},
        "class_code": {"": "C"},
        "guide": {"": "facilitator"},
        "kind": {"": "csv"},
        "picture": {"": "board"},
        "image": {"": "svg"},
        "chart": {"": "grp"},
        "table": {"": "persons_employed-2"},
        "objective_id": {"": PolicyObjectiveFactory.create(region=region).pk},
        "draft_id": {"": ImportDraftFactory.create(region=region).pk},
        "register_id": {"": RegisterImportFactory.create(region=region).pk},
        "import_id": {"": ObservationImportFactory.create(region=region).pk},
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


def _message(person: User | None) -> Message:
    return MessageFactory.create(user=person)


def _unsubscribe_token(person: User | None) -> str:
    assert person
    return unsubscribe_path(person, ["ideas"]).split("/")[-2]


def _story(activities: int) -> Story:
    """Two organizations for each helix, six people."""
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
            leaning={helix.value: 3.0 + number % 6 for helix in Helix},
            domains=("C",),
            fiche=fiche,
        )
        for number in range(activities)
    )
    return Story(
        "XX", "Workshop", "", dt.date(2026, 11, 20), "", speakers, candidates, (("science", "Loose"),)
    )


def _hold_workshop(region: Region, facilitator: User | None, activities: int) -> Hall:
    assert facilitator
    DomainFactory.create(code="C")
    workshop = create_workshop(
        region=region,
        title="Workshop",
        kind=WorkshopKind.PROBLEM_SOLVING,
        held_date=dt.date(2026, 11, 20),
        by=facilitator,
    )
    hall = Hall(
        _story(activities), step_workshop(workshop=workshop, name="open", by=facilitator), facilitator
    )
    hall.seat_everybody()
    hall.write_and_group()
    hall.support()
    return hall


def _opened(hall: Hall, *, is_counting: bool = True) -> Round:
    region = hall.workshop.region
    framework = adopt_framework(region=region, key="four-principles-short", by=hall.facilitator)
    ids = [activity.pk for activity in hall.activities]
    round = create_round(
        region=region,
        framework=framework,
        title="Round",
        activity_ids=ids,
        workshop=hall.workshop,
        is_counting=is_counting,
        by=hall.facilitator,
    )
    return open_round(round=round, merged_groups={}, by=hall.facilitator)


def _scored(hall: Hall) -> Round:
    round = _opened(hall)
    hall.score(round)
    round = close_round(round=round, by=hall.facilitator)
    rebuild_ranking(round.pk)
    rebuild_analysis(round.pk)
    return round


def _mood(hall: Hall) -> Round:
    """Open, with everybody on its board."""
    round = _opened(hall, is_counting=False)
    hall.score(round)
    move_board(round.pk)
    return round


def _weighing(round: Round, hall: Hall) -> Weighing:
    weighing = create_weighing(
        framework=round.framework, workshop=hall.workshop, subject="principles", by=hall.facilitator
    )
    return open_weighing(weighing=weighing, merged_groups={}, by=hall.facilitator)


def _wheel(hall: Hall, state: str = "draft") -> Wheel:
    region, by = hall.workshop.region, hall.facilitator
    wheel = create_wheel(region=region, workshop=hall.workshop, title=f"Wheel, {state}", by=by)
    if state == "draft":
        return wheel
    wheel = open_wheel(wheel=wheel, merged_groups={}, by=by)
    if state == "open":
        return wheel
    for number, person in enumerate(hall.people):
        grades = {"innovation": number % 6, "challenges": 1 + number % 5}
        record_grades(wheel=wheel, step="vision", grades=grades, by=person.user)
    return close_wheel(wheel=wheel, by=by)


def _scenario(round: Round, hall: Hall) -> Scenario:
    return keep_scenario(
        round=round,
        name="The new first",
        assumption="Diversification counts for half.",
        shares={"diversification": 50, "inclusivity": 50},
        kappa=2,
        by=hall.facilitator,
    )


def _sheet(round: Round, hall: Hall) -> PaperSheet:
    """Typed in for the last on the roster; a blank one lies beside it."""
    rater = RosterEntry.objects.filter(round=round).latest("pk")
    sheet, _blank = print_sheets(round=round, raters=[rater], spares=1, by=hall.facilitator)
    rows = {hall.activities[0].pk: FilledRow({}, is_recused=True)}
    return enter_sheet(sheet=sheet, rows=rows, by=hall.facilitator)


def _void(round: Round, hall: Hall) -> Void:
    rater = RosterEntry.objects.filter(round=round).latest("pk")
    return ask_void(round=round, rater=rater, ground="twice", reason="Two phones.", by=hall.facilitator)


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


def _remarked(priority_set: PrioritySet, world: World) -> dict[str, Any]:
    """A question of an official and a conflict the ministry sees."""
    official, ministry = world.people["second official"], world.people["ministry"]
    assert official
    assert ministry
    return {
        "official's": make_remark(
            priority_set=priority_set, kind="question", text="Who pays?", by=official
        ).pk,
        "ministry's": make_remark(
            priority_set=priority_set, kind="conflict", text="Not ours.", by=ministry
        ).pk,
    }


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


def _asked(region: Region, hall: Hall, world: World) -> Any:
    """A merge whose authors are asked, among them those who wrote ideas; its activities are in no open round."""
    first, second = (
        propose_activity(region=region, workshop=hall.workshop, title=title, by=hall.people[0].user)
        for title in ("Apart", "Also apart")
    )
    return propose_merge(
        region=region,
        activity_ids=[first.pk, second.pk],
        into=first.pk,
        reason="They mean the same.",
        hours=24,
        by=hall.facilitator,
    )


def _things(region: Region, hall: Hall, proposal: Any, world: World) -> dict[str, dict[str, Any]]:
    note = hall.workshop.notes.first()
    activity = hall.activities[0]
    theme = hall.workshop.themes.first()
    assert note
    assert theme
    invited = invite_people(
        workshop=hall.workshop, people=[Invitee("invited@example.org", helix="science")], by=hall.facilitator
    ).new[0]
    ticket = issue_tickets(workshop=hall.workshop, batches=[Batch(1, "science")], by=hall.facilitator)[0]
    actor = add_actor(activity=activity, name="Institute", kind="", role="", by=hall.facilitator)
    cluster, other = (create_cluster(region=region, name_en=name, by=hall.facilitator) for name in "AB")
    member_of_cluster = add_cluster_member(
        cluster=cluster, name="Institute", kind="", role="", by=hall.facilitator
    )
    link = link_clusters(cluster=cluster, other=other, kind="skills", by=hall.facilitator)
    return {
        "code": {"": region.code},
        "workshop_id": {"": hall.workshop.pk},
        "join_code": {"": hall.workshop.code},
        "step_id": {"": hall.workshop.steps.latest("position").pk},
        "workshop_invitation_id": {"": invited.pk},
        "token": {"": link_token(invited.nonce)},
        "ticket_id": {"": ticket.pk},
        "ticket_token": {"": ticket_token(ticket.nonce)},
        "template_id": {"": save_template(workshop=hall.workshop, title="Ours", by=hall.facilitator).pk},
        "participant_id": {"": hall.people[0].pk},
        "note_id": {"": note.pk},
        "theme_id": {"": theme.pk},
        "activity_id": {"": activity.pk},
        "merge_id": {"": _asked(region, hall, world).pk},
        "language": {"": "kk"},
        "actor_id": {"": actor.pk},
        "cluster_id": {"": cluster.pk},
        "member_id": {"": member_of_cluster.pk},
        "link_id": {"": link.pk},
        "proposal_id": {"": proposal.pk},
        "call_id": {"": proposal.call_id},
    }
