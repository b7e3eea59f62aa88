"""What businesses and staff do: every change, every refusal, every row of the chain."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions import NamedOrganization
from accounts.models import Organization
from discovery.models import Activity
from foundation import audit
from foundation.models import AuditRow
from foundation.transitions import Refused, WrongState
from projects import actions
from projects.models import Call, Proposal
from tests.factories.accounts import GuestFactory, OrganizationFactory, UserFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.projects import CallFactory
from tests.factories.regions import DomainFactory, RegionFactory
from tests.projects.people import Scene, scene

pytestmark = pytest.mark.django_db
ENTERED = {"title": "Plates", "summary": "From straw.", "confidential_note": "secret"}


@pytest.fixture
def here() -> Scene:
    return scene()


def verbs_of(thing: Call | Proposal) -> list[str]:
    return [row.verb for row in audit.reasons_of(thing)]


def submit(call: Call, **changes: object) -> Proposal:
    data = ENTERED | {
        "domain_code": DomainFactory.create().code,
        "organization": OrganizationFactory.create(),
    }
    return actions.submit_proposal(call=call, **(data | {"by": UserFactory.create()} | changes))  # type: ignore[arg-type]  # -- reason: one dict for all tests


def test_a_standing_call_speaks_every_language_and_comes_once() -> None:
    region = RegionFactory.create()
    call = actions.open_standing_call(region=region)
    assert actions.open_standing_call(region=region) == call
    assert call.state == "opened"
    assert call.title_en == "Open call: projects from every sector"
    assert all([call.title_ru, call.title_kk, call.summary_ru])
    assert verbs_of(call) == ["projects.open_call"]


def test_a_proposal_is_handed_in_with_everything_that_was_typed(here: Scene) -> None:
    domain, person = DomainFactory.create(), UserFactory.create()
    activity = ActivityFactory.create(region=here.region)
    named = NamedOrganization("  Plate   Ltd ", "small_firm")
    proposal = submit(here.call, domain_code=domain.code, organization=named, activity=activity, by=person)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.summary, proposal.confidential_note) == (
        "Plates",
        "From straw.",
        "secret",
    )
    assert (proposal.organization.name, proposal.organization.kind) == ("Plate Ltd", "small_firm")
    assert (proposal.domain, proposal.activity, proposal.proposer) == (domain, activity, person)
    assert (proposal.region, proposal.state) == (here.region, "submitted")
    assert verbs_of(proposal) == ["projects.submit_proposal"]


def test_a_known_organization_is_not_entered_again(here: Scene) -> None:
    known = OrganizationFactory.create(name="Plate Ltd")
    proposal = submit(here.call, organization=NamedOrganization("plate ltd", "university"))
    assert proposal.organization == known
    assert Organization.objects.get(pk=known.pk).kind == known.kind


def test_a_guest_hands_in_nothing(here: Scene) -> None:
    with pytest.raises(PermissionDenied):
        submit(here.call, by=GuestFactory.create())
    assert Proposal.objects.count() == 1


def test_a_closed_call_takes_nothing(here: Scene) -> None:
    Call.objects.filter(pk=here.call.pk).update(state=Call.State.CLOSED)
    with pytest.raises(WrongState):
        submit(here.call)  # the page still believed it open
    assert Proposal.objects.count() == 1


def test_an_activity_of_another_region_is_refused(here: Scene) -> None:
    with pytest.raises(Refused):
        submit(here.call, activity=ActivityFactory.create())
    assert Proposal.objects.count() == 1


def test_an_unknown_field_of_business_is_refused(here: Scene) -> None:
    with pytest.raises(Refused):
        submit(here.call, domain_code="nowhere")


def test_a_call_of_an_activity_puts_its_proposals_behind_it(here: Scene) -> None:
    activity = ActivityFactory.create(region=here.region)
    assert submit(CallFactory.create(region=here.region, activity=activity)).activity == activity


@pytest.mark.parametrize(
    ("decide", "state"),
    [
        (actions.accept_proposal, "accepted"),
        (actions.return_proposal, "returned"),
        (actions.decline_proposal, "declined"),
    ],
)
def test_staff_decide_with_a_reason(here: Scene, decide: object, state: str) -> None:
    decided = decide(proposal=here.proposal, by=here.official, reason="Because.")  # type: ignore[operator]  # -- reason: parametrized
    assert decided.state == state
    row = audit.reasons_of(decided).get()
    assert (row.actor_id, row.role, row.words.text) == (here.official.pk, "official", "Because.")


@pytest.mark.parametrize("decision", actions.DECISIONS)
def test_no_decision_without_a_reason(here: Scene, decision: str) -> None:
    with pytest.raises(Refused):
        actions.decide_proposal(proposal=here.proposal, decision=decision, by=here.official, reason="  ")
    here.proposal.refresh_from_db()
    assert here.proposal.state == "submitted"


def test_only_the_three_decisions_are_decisions(here: Scene) -> None:
    with pytest.raises(Refused):
        actions.decide_proposal(proposal=here.proposal, decision="withdraw", by=here.official, reason="x")


@pytest.mark.parametrize("name", ["analyst", "stranger", "foreign_official", "proposer"])
def test_others_decide_nothing(here: Scene, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.accept_proposal(proposal=here.proposal, by=here.user(name), reason="mine")


def test_staff_do_not_decide_their_own_proposal(here: Scene) -> None:
    own = submit(here.call, by=here.official)
    with pytest.raises(PermissionDenied):
        actions.accept_proposal(proposal=own, by=here.official, reason="mine")
    with pytest.raises(PermissionDenied):
        actions.join_activity(
            proposal=own, activity=ActivityFactory.create(region=here.region), by=here.official
        )


def test_an_answer_changes_what_was_named_and_keeps_the_rest() -> None:
    here = scene("returned")
    again = actions.resubmit_proposal(
        proposal=here.proposal, by=here.proposer, reason="Now with figures.", title="New title"
    )
    assert (again.state, again.title, again.summary) == ("submitted", "New title", here.proposal.summary)
    row = audit.reasons_of(again).get()
    assert (row.verb, row.words.text) == ("projects.resubmit_proposal", "Now with figures.")


def test_an_answer_may_change_field_organization_and_note() -> None:
    here, domain = scene("returned"), DomainFactory.create()
    again = actions.resubmit_proposal(
        proposal=here.proposal,
        by=here.proposer,
        domain_code=domain.code,
        organization=NamedOrganization("Another", "farm"),
        confidential_note="",
    )
    again.refresh_from_db()
    assert (again.domain, again.organization.name, again.confidential_note) == (domain, "Another", "")


@pytest.mark.parametrize("state", ["submitted", "accepted", "declined", "withdrawn"])
def test_nothing_is_handed_in_again_unless_it_was_sent_back(state: str) -> None:
    here = scene(state)
    with pytest.raises(WrongState):
        actions.resubmit_proposal(proposal=here.proposal, by=here.proposer, title="Sneaked in")
    here.proposal.refresh_from_db()
    assert here.proposal.title != "Sneaked in"


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted"])
def test_a_proposer_withdraws(state: str) -> None:
    here = scene(state)
    assert actions.withdraw_proposal(proposal=here.proposal, by=here.proposer).state == "withdrawn"


def test_staff_withdraw_nothing(here: Scene) -> None:
    with pytest.raises(PermissionDenied):
        actions.withdraw_proposal(proposal=here.proposal, by=here.official)


def test_a_proposal_joins_an_activity_and_the_chain_says_so(here: Scene) -> None:
    activity = ActivityFactory.create(region=here.region)
    joined = actions.join_activity(proposal=here.proposal, activity=activity, by=here.facilitator)
    assert joined.activity == activity
    row = audit.reasons_of(joined).get()
    assert row.verb == "projects.join_activity"
    assert row.before != row.after


def test_a_new_activity_is_founded_without_telling_the_summary(here: Scene) -> None:
    placed = actions.place_proposal(proposal=here.proposal, title="Straw boards", by=here.official)
    assert placed.activity is not None
    activity = Activity.objects.get(pk=placed.activity.pk)
    assert (activity.title, activity.region, activity.standing) == ("Straw boards", here.region, "candidate")
    assert [domain.code for domain in activity.domains.all()] == [here.proposal.domain.code]
    assert activity.summary == ""


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_what_is_over_joins_nothing(state: str) -> None:
    here = scene(state)
    with pytest.raises(WrongState):
        actions.place_proposal(proposal=here.proposal, title="Straw", by=here.official)
    assert not Activity.objects.exists()


def test_a_proposal_does_not_leave_its_region(here: Scene) -> None:
    with pytest.raises(Refused):
        actions.join_activity(proposal=here.proposal, activity=ActivityFactory.create(), by=here.official)


@pytest.mark.parametrize("name", ["analyst", "stranger", "proposer"])
def test_others_join_nothing(here: Scene, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.place_proposal(proposal=here.proposal, title="Straw", by=here.user(name))


def test_a_refusal_leaves_no_row(here: Scene) -> None:
    with pytest.raises(PermissionDenied):
        actions.accept_proposal(proposal=here.proposal, by=here.analyst, reason="x")
    assert not AuditRow.objects.exists()
