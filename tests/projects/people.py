"""Who stands around a proposal in these tests, and a client for each."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from accounts.models import User
from projects.models import Call, Proposal
from regions.models import Region, Role
from tests.factories.accounts import UserFactory
from tests.factories.projects import CallFactory, ProposalFactory
from tests.factories.regions import DomainFactory, RegionFactory, member

PAGES = ("proposal_detail", "proposal_edit", "proposal_withdraw", "proposal_decide", "proposal_activity")
NOTE = "CANARY-7f3a confidential"


@dataclass
class Scene:
    """One region with its call and one proposal; a second region whose people are strangers here."""

    region: Region
    call: Call
    proposal: Proposal
    proposer: User
    facilitator: User
    official: User
    analyst: User
    stranger: User
    foreign_official: User

    def user(self, name: str) -> User:
        found = getattr(self, name)
        assert isinstance(found, User)
        return found


def scene(state: str = "submitted") -> Scene:
    call = CallFactory.create(region=RegionFactory.create())
    proposal = ProposalFactory.create(call=call, state=state, confidential_note=NOTE)
    return Scene(
        region=call.region,
        call=call,
        proposal=proposal,
        proposer=proposal.proposer,
        facilitator=member(call.region, Role.FACILITATOR),
        official=member(call.region, Role.OFFICIAL),
        analyst=member(call.region, Role.ANALYST),
        stranger=UserFactory.create(),
        foreign_official=member(RegionFactory.create(), Role.OFFICIAL),
    )


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def typed(**changes: str) -> dict[str, str]:
    """What a proposer types, all fields of the form."""
    return {
        "title": "Plates from rice straw",
        "domain": DomainFactory.create().code,
        "summary": "We press plates from straw.",
        "organization_name": "Plate Ltd",
        "organization_kind": "small_firm",
        "activity": "",
        "confidential_note": NOTE,
    } | changes


def address(here: Scene, name: str) -> str:
    """Of one page about the proposal of the scene, or of its region's desk."""
    return reverse(name, args=[here.region.code if name == "proposal_desk" else here.proposal.pk])
