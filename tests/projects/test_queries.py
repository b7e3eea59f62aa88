"""What may be seen of calls and proposals; counts against a naive count."""

from decimal import Decimal
from typing import Any

import pytest

from projects import queries
from projects.models import Proposal
from projects.sentences import SENTENCES
from regions.models import RegionKind
from tests.factories.accounts import GuestFactory, OrganizationFactory, StakeholderFactory, UserFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.projects import CallFactory, ProposalFactory
from tests.factories.regions import RegionFactory
from tests.projects.people import NOTE, scene

pytestmark = pytest.mark.django_db


def test_regions_and_cities_in_being_need_a_call() -> None:
    kinds = (RegionKind.REGION, RegionKind.CITY, RegionKind.COUNTRY, RegionKind.FORMER)
    region, city, _country, _former = (RegionFactory.create(kind=kind) for kind in kinds)
    CallFactory.create()
    assert list(queries.regions_without_standing_call()) == [region, city]


def test_a_call_of_an_activity_does_not_stand_for_the_open_call() -> None:
    activity = ActivityFactory.create()
    CallFactory.create(region=activity.region, activity=activity)
    assert list(queries.regions_without_standing_call()) == [activity.region]


def test_figures_wait_for_three_organizations() -> None:
    call, one = CallFactory.create(), OrganizationFactory.create()
    assert queries.figures_of(call) == queries.CallFigures(None, None, is_empty=True)
    ProposalFactory.create_batch(2, call=call, organization=one)
    ProposalFactory.create(call=call)
    assert queries.figures_of(call) == queries.CallFigures(None, None, is_empty=False)
    ProposalFactory.create(call=call, state="accepted")
    figures = queries.figures_of(call)
    assert (figures.total, figures.by_state) == (4, {"submitted": 3, "accepted": 1})
    assert [row["value"] for row in figures.rows()] == [3, 1]


def test_withdrawn_proposals_are_nobodys() -> None:
    call = CallFactory.create()
    ProposalFactory.create_batch(3, call=call, state="withdrawn")
    assert queries.figures_of(call).is_empty


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("proposer", True),
        ("facilitator", True),
        ("official", True),
        ("analyst", True),
        ("stranger", False),
        ("foreign_official", False),
    ],
)
def test_who_knows_of_a_proposal(name: str, sees: bool) -> None:
    here = scene()
    found = queries.proposal_for(here.user(name), proposal_id=here.proposal.pk)
    assert (found is not None) is sees


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("proposer", NOTE),
        ("facilitator", NOTE),
        ("official", NOTE),
        ("analyst", None),
        ("stranger", None),
        ("foreign_official", None),
    ],
)
def test_who_reads_the_confidential_note(name: str, note: str | None) -> None:
    here = scene()
    assert queries.confidential_note_of(here.proposal, reader=here.user(name)) == note


def test_lists_do_not_even_load_the_note() -> None:
    here = scene()
    found = queries.proposal_for(here.official, proposal_id=here.proposal.pk)
    listed = [found, *queries.proposals_by(here.proposer), *queries.proposals_on_desk(here.region)]
    assert all("confidential_note" in row.get_deferred_fields() for row in listed if row)
    assert len(listed) == 3


def test_a_desk_shows_its_own_region_and_the_state_asked_for() -> None:
    here = scene("returned")
    ProposalFactory.create(call=here.call)
    ProposalFactory.create()
    assert queries.proposals_on_desk(here.region).count() == 2
    assert list(queries.proposals_on_desk(here.region, state="returned")) == [here.proposal]
    assert queries.state_counts(here.region) == {
        "submitted": 1, "returned": 1, "accepted": 0, "declined": 0, "withdrawn": 0,
    }  # fmt: skip


def test_an_organization_is_remembered_from_the_last_proposal_or_the_workshop() -> None:
    spoken = StakeholderFactory.create()
    assert queries.last_organization_of(spoken.user) == spoken.organization
    proposed = ProposalFactory.create(proposer=spoken.user)
    assert queries.last_organization_of(spoken.user) == proposed.organization
    assert queries.last_organization_of(UserFactory.create()) is None


def behind(activity: Any, *states: str, organization: Any = None) -> None:
    for state in states:
        given = {"organization": organization} if organization else {}
        ProposalFactory.create(
            call=CallFactory.create(region=activity.region), activity=activity, state=state, **given
        )


def test_what_stands_behind_activities() -> None:
    busy, quiet = ActivityFactory.create(), ActivityFactory.create()
    behind(busy, "accepted", "submitted", "returned", "declined", "withdrawn")
    ids = [busy.pk, quiet.pk]
    assert queries.proposal_counts(ids) == {
        busy.pk: {"accepted": 1, "in_review": 2},
        quiet.pk: {"accepted": 0, "in_review": 0},
    }
    public = queries.proposals_of_activities(ids)
    accepted = Proposal.objects.get(state="accepted")
    assert public == {
        busy.pk: [
            queries.PublicProposal(
                accepted.pk,
                busy.pk,
                accepted.title,
                accepted.domain.name,
                accepted.organization.name,
                "accepted",
            )
        ]
    }


@pytest.mark.parametrize(
    ("organizations", "u"), [(0, "0"), (1, "0.4"), (2, "0.7"), (3, "0.85"), (4, "1"), (7, "1")]
)
def test_projects_behind_follow_the_printed_steps(organizations: int, u: str) -> None:
    """method.md, 1: 0 -> 0, 1 -> 0.4, 2 -> 0.7, 4 and more -> 1."""
    activity = ActivityFactory.create()
    behind(activity, *["accepted"] * organizations)
    measured = queries.projects_behind([activity])[activity.pk]
    assert measured.u == Decimal(u)
    assert measured.inputs == {"organizations": str(organizations)}
    assert measured.reason_missing == ""


def test_one_organization_counts_once_and_only_when_accepted() -> None:
    activity, one = ActivityFactory.create(), OrganizationFactory.create()
    behind(activity, "accepted", "accepted", organization=one)
    behind(activity, "submitted", "returned", "declined", "withdrawn")
    assert queries.projects_behind([activity])[activity.pk].u == Decimal("0.4")


def test_thirty_activities_cost_one_query(django_assert_num_queries: Any) -> None:
    activities = ActivityFactory.create_batch(30)
    for activity in activities[:3]:
        behind(activity, "accepted")
    ids = [activity.pk for activity in activities]
    for ask in (queries.proposal_counts, queries.proposals_of_activities):
        with django_assert_num_queries(1):
            ask(ids)
    with django_assert_num_queries(1):
        assert len(queries.projects_behind(activities)) == 30


def test_the_way_to_ones_proposals_is_for_accounts() -> None:
    assert [way.href for way in queries.way_to_proposals(UserFactory.create())] == ["/proposals/"]
    assert queries.way_to_proposals(GuestFactory.create()) == []


def test_every_verb_of_the_app_has_a_sentence() -> None:
    steps = {f"projects.{step.name}_proposal" for step in Proposal.life_cycle.steps}
    assert steps | {"projects.submit_proposal", "projects.join_activity", "projects.open_call"} <= set(
        SENTENCES
    )
