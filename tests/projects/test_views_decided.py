"""What becomes of a proposal, page by page: followed, answered, withdrawn, decided, listed."""

from typing import Any

import pytest
from django.urls import reverse

from discovery.models import Activity
from projects import actions
from projects.models import Proposal
from tests.factories.accounts import UserFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.projects import CallFactory, ProposalFactory
from tests.projects.people import NOTE, PAGES, Scene, address, client_of, scene, typed

pytestmark = pytest.mark.django_db
OK, FOUND, DENIED, MISSING, WRONG = 200, 302, 403, 404, 405


# -- following, answering, withdrawing ---------------------------------------------------------------------------------


def test_the_proposer_reads_the_reason_and_may_answer(here: Scene) -> None:
    actions.return_proposal(proposal=here.proposal, by=here.official, reason="Where is the water?")
    page = client_of(here.proposer).get(address(here, "proposal_detail")).content.decode()
    assert "Where is the water?" in page
    assert address(here, "proposal_edit") in page
    form = client_of(here.proposer).get(address(here, "proposal_edit"))
    assert form.context["form"]["confidential_note"].value() == NOTE
    assert "Where is the water?" in form.content.decode()


def test_an_answer_is_handed_in() -> None:
    here = scene("returned")
    data = typed(title="Better", answer="Canal water.")
    answer = client_of(here.proposer).post(address(here, "proposal_edit"), data, follow=True)
    here.proposal.refresh_from_db()
    assert (here.proposal.state, here.proposal.title) == ("submitted", "Better")
    assert "Canal water." in answer.content.decode()


def test_an_answer_to_no_question_is_refused(here: Scene) -> None:
    assert client_of(here.proposer).post(address(here, "proposal_edit"), typed()).status_code == 409


def test_withdrawing_asks_once_and_says_what_is_lost(here: Scene) -> None:
    activity = ActivityFactory.create(region=here.region)
    actions.join_activity(proposal=here.proposal, activity=activity, by=here.official)
    client = client_of(here.proposer)
    page = client.get(address(here, "proposal_withdraw")).content.decode()
    assert activity.title in page
    client.post(address(here, "proposal_withdraw"), {"reason": "No money."})
    here.proposal.refresh_from_db()
    assert here.proposal.state == "withdrawn"
    assert client.post(address(here, "proposal_withdraw"), {}).status_code == 409


def test_buttons_follow_the_person_and_the_state(here: Scene) -> None:
    def links(name: str) -> set[str]:
        page = client_of(here.user(name)).get(address(here, "proposal_detail")).content.decode()
        return {path for path in PAGES[1:] if f'"{address(here, path)}"' in page}

    assert links("proposer") == {"proposal_withdraw"}
    assert links("official") == {"proposal_decide", "proposal_activity"}
    assert links("analyst") == set()
    actions.decline_proposal(proposal=here.proposal, by=here.official, reason="No.")
    assert links("official") == links("proposer") == set()


@pytest.mark.parametrize("state", Proposal.State.values)
@pytest.mark.parametrize("joined", [True, False])
def test_every_state_has_its_page(state: str, joined: bool) -> None:
    here = scene(state)
    if joined:
        Proposal.objects.update(activity=ActivityFactory.create(region=here.region))
    answer = client_of(here.proposer).get(address(here, "proposal_detail"))
    labels = [station["state"] for station in answer.context["progress"]]
    assert answer.status_code == OK
    assert labels.count("current") <= 1


# -- deciding --------------------------------------------------------------------------------------------------------


def test_a_decision_is_recorded(here: Scene) -> None:
    data = {"decision": "accept", "reason": "Real and here."}
    client_of(here.official).post(address(here, "proposal_decide"), data)
    here.proposal.refresh_from_db()
    assert here.proposal.state == "accepted"
    assert "Real and here." in client_of(here.proposer).get(address(here, "proposal_detail")).content.decode()


def test_a_decision_without_a_reason_is_no_decision(here: Scene) -> None:
    answer = client_of(here.official).post(
        address(here, "proposal_decide"), {"decision": "decline", "reason": " "}
    )
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["reason"]


def test_the_second_official_is_told_that_the_first_was_faster(here: Scene) -> None:
    client_of(here.official).post(address(here, "proposal_decide"), {"decision": "accept", "reason": "Yes."})
    answer = client_of(here.facilitator).post(
        address(here, "proposal_decide"), {"decision": "decline", "reason": "No."}
    )
    assert answer.status_code == 409
    assert "already changed by somebody else" in answer.content.decode()
    here.proposal.refresh_from_db()
    assert here.proposal.state == "accepted"


def test_a_proposal_is_joined_or_founds_an_activity(here: Scene) -> None:
    activity, client = ActivityFactory.create(region=here.region), client_of(here.official)
    client.post(address(here, "proposal_activity"), {"activity": activity.pk, "title": ""})
    here.proposal.refresh_from_db()
    assert here.proposal.activity == activity
    client.post(address(here, "proposal_activity"), {"activity": "", "title": "Straw boards"})
    assert Activity.objects.get(title_en="Straw boards").proposals.get() == here.proposal


def test_an_activity_of_another_region_is_no_choice(here: Scene) -> None:
    data = {"activity": ActivityFactory.create().pk, "title": ""}
    assert client_of(here.official).post(address(here, "proposal_activity"), data).status_code == 400


def test_what_is_over_is_not_joined() -> None:
    here = scene("declined")
    answer = client_of(here.official).post(address(here, "proposal_activity"), {"title": "Straw"})
    assert answer.status_code == 409


# -- lists -----------------------------------------------------------------------------------------------------------


def test_the_desk_filters_by_state_and_says_how_many(here: Scene) -> None:
    ProposalFactory.create(call=here.call, state="accepted", title="The accepted one")
    client = client_of(here.official)
    page = client.get(address(here, "proposal_desk"), {"state": "accepted"})
    assert [row.title for row in page.context["page"]] == ["The accepted one"]
    assert [label for label, _href, chosen in page.context["filters"] if chosen] == [
        "Accepted: it counts · 1"
    ]
    assert (
        client.get(address(here, "proposal_desk"), {"state": "'; drop"}).context["page"].paginator.count == 2
    )


def test_pages_of_the_desk_keep_the_filter(here: Scene) -> None:
    ProposalFactory.create_batch(30, call=here.call)
    client = client_of(here.official)
    page = client.get(address(here, "proposal_desk"), {"state": "submitted", "page": "2"})
    assert 'href="?state=submitted&amp;page=1"' in page.content.decode()
    assert len(page.context["page"]) == 6


def test_empty_lists_say_what_to_do_next() -> None:
    call, person = CallFactory.create(), UserFactory.create()
    assert "have not proposed" in client_of(person).get("/proposals/").content.decode()
    here = scene()
    page = (
        client_of(here.official).get(address(here, "proposal_desk"), {"state": "declined"}).content.decode()
    )
    assert "No proposal has this status now" in page
    assert call.region != here.region


@pytest.mark.parametrize(("name", "reader"), [("proposal_desk", "official"), ("proposal_list", "proposer")])
def test_lists_cost_the_same_for_one_and_for_thirty(
    here: Scene, name: str, reader: str, django_assert_num_queries: Any
) -> None:
    """Session, person, (region, roles,) count, rows, (counts by state)."""
    client = client_of(here.user(reader))
    path = reverse(name) if name == "proposal_list" else address(here, name)
    expected = {"proposal_desk": 7, "proposal_list": 4}[name]
    with django_assert_num_queries(expected):
        client.get(path)
    for _ in range(29):
        activity = ActivityFactory.create(region=here.region)
        ProposalFactory.create(call=here.call, proposer=here.proposer, activity=activity)
    with django_assert_num_queries(expected):
        assert client.get(path).context["page"].paginator.count == 30
