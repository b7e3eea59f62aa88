"""Calls and proposals for programs, by key and by session."""

from typing import Any

import pytest
from django.test import Client

from accounts.actions import issue_token
from accounts.models import User
from discovery.models import Activity
from projects.models import Call, Proposal
from tests.factories.accounts import GuestFactory
from tests.factories.discovery import ActivityFactory
from tests.factories.projects import CallFactory, ProposalFactory
from tests.factories.regions import DomainFactory
from tests.projects.people import NOTE, Scene, client_of, scene

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
PEOPLE = ("proposer", "facilitator", "official", "analyst", "stranger", "foreign_official")
# route -> method -> answers of PEOPLE; 400 is for those who may but sent nothing
WHO = {
    "": ("get", (200, 200, 200, 200, 404, 404)),
    "decision/": ("post", (403, 400, 400, 403, 404, 404)),
    "resubmission/": ("post", (409, 403, 403, 403, 404, 404)),
    "withdrawal/": ("post", (200, 403, 403, 403, 404, 404)),
    "activity/": ("post", (403, 400, 400, 403, 404, 404)),
}


@pytest.fixture
def here() -> Scene:
    return scene()


def path_to(here: Scene, part: str = "") -> str:
    return f"{V1}/proposals/{here.proposal.pk}/{part}"


def call(person: User | None, method: str, path: str, data: Any = None, **headers: str) -> Any:
    client = client_of(person)
    more = {} if method == "get" else {"data": data or {}, "content_type": "application/json"}
    return getattr(client, method)(path, headers=headers, **more)


def entered(**changes: object) -> dict[str, object]:
    return {
        "title": "Plates",
        "domain": DomainFactory.create().code,
        "summary": "From straw.",
        "confidential_note": NOTE,
        "organization": {"name": "Plate Ltd", "kind": "small_firm"},
    } | changes


@pytest.mark.parametrize("part", WHO)
def test_who_may_do_what(here: Scene, part: str) -> None:
    method, expected = WHO[part]
    answers = [call(here.user(name), method, path_to(here, part)).status_code for name in PEOPLE]
    assert tuple(answers) == expected


@pytest.mark.parametrize("part", WHO)
def test_nobody_in_particular_and_wrong_methods(here: Scene, part: str) -> None:
    method, _expected = WHO[part]
    assert call(None, method, path_to(here, part)).status_code == 401
    assert call(here.proposer, "put", path_to(here, part)).status_code == 405


def test_calls_are_public_and_can_be_asked_for_by_region(here: Scene) -> None:
    CallFactory.create()
    assert call(None, "get", f"{V1}/calls/").json()["count"] == 2
    found = call(None, "get", f"{V1}/calls/?region={here.region.code}").json()["results"]
    assert [(row["id"], row["region"], row["activity"]) for row in found] == [
        (here.call.pk, here.region.code, None)
    ]
    refused = call(None, "get", f"{V1}/calls/?owner=1")
    assert (refused.status_code, refused.json()["errors"][0]["attr"]) == (400, "owner")


def test_a_call_tells_its_figures_from_three_organizations_on(here: Scene) -> None:
    path = f"{V1}/calls/{here.call.pk}/"
    assert call(None, "get", path).json()["figures"] == {"total": None, "by_state": None}
    ProposalFactory.create_batch(2, call=here.call)
    assert call(None, "get", path).json()["figures"] == {"total": 3, "by_state": {"submitted": 3}}
    assert call(None, "get", f"{V1}/calls/0/").status_code == 404


def test_staff_close_a_call_and_open_it_again(here: Scene) -> None:
    path = f"{V1}/calls/{here.call.pk}"
    answers = [call(here.user(name), "post", f"{path}/closing/").status_code for name in PEOPLE]
    assert answers == [403, 400, 400, 403, 403, 403]
    assert call(None, "post", f"{path}/closing/").status_code == 401
    assert call(here.official, "get", f"{path}/reopening/").status_code == 405
    closed = call(here.official, "post", f"{path}/closing/", {"reason": "Spent."})
    assert closed.json()["state"] == "closed"
    assert call(here.official, "post", f"{path}/closing/", {"reason": "Spent."}).status_code == 409
    assert call(here.official, "post", f"{path}/reopening/", {"reason": "More."}).json()["state"] == "opened"


def test_a_program_hands_in_with_a_key_once(here: Scene) -> None:
    _token, key = issue_token(label="x", by=here.stranger)
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k1"}
    path, data = f"{V1}/regions/{here.region.code}/proposals/", entered()
    first, second = (call(None, "post", path, data, **headers) for _ in range(2))
    proposal = Proposal.objects.get(proposer=here.stranger)
    assert (first.status_code, first.json()["id"]) == (201, proposal.pk)
    assert second.json() == first.json()
    assert proposal.confidential_note == NOTE
    assert NOTE not in first.content.decode()
    assert [event["verb"] for event in first.json()["story"]] == ["projects.submit_proposal"]
    assert first.json()["steps"] == ["withdraw"]


def test_the_same_key_with_another_body_is_refused(here: Scene) -> None:
    path = f"{V1}/regions/{here.region.code}/proposals/"
    call(here.stranger, "post", path, entered(), **{"Idempotency-Key": "k1"})
    other = call(here.stranger, "post", path, entered(title="Else"), **{"Idempotency-Key": "k1"})
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("changes", "attr"),
    [
        ({"title": ""}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"domain": "nowhere"}, "non_field_errors"),
        ({"organization": {"name": "x", "kind": "castle"}}, "organization.kind"),
        ({"activity": 0}, "activity"),
        ({"summary": "x" * 2001}, "summary"),
    ],
)
def test_bad_input_is_named_and_stores_nothing(here: Scene, changes: dict[str, object], attr: str) -> None:
    answer = call(here.stranger, "post", f"{V1}/regions/{here.region.code}/proposals/", entered(**changes))
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, attr)
    assert not Proposal.objects.filter(proposer=here.stranger).exists()


def test_handing_in_needs_an_account_and_an_open_call(here: Scene) -> None:
    path = f"{V1}/regions/{here.region.code}/proposals/"
    assert call(None, "post", path, entered()).status_code == 401
    assert call(GuestFactory.create(), "post", path, entered()).status_code == 403
    Call.objects.update(state="closed")
    assert call(here.stranger, "post", path, entered()).status_code == 409
    assert call(here.stranger, "post", f"{V1}/regions/XX-none/proposals/", entered()).status_code == 404


def test_the_desk_is_for_members_and_mine_is_mine(here: Scene) -> None:
    ProposalFactory.create(call=here.call, state="accepted")
    desk = f"{V1}/regions/{here.region.code}/proposals/"
    answers = [call(here.user(name), "get", desk).status_code for name in PEOPLE]
    assert answers == [404, 200, 200, 200, 404, 404]
    assert call(here.analyst, "get", f"{desk}?state=accepted").json()["count"] == 1
    assert call(here.analyst, "get", f"{desk}?state=lost").status_code == 400
    mine = call(here.proposer, "get", f"{V1}/proposals/").json()["results"]
    assert [row["id"] for row in mine] == [here.proposal.pk]
    assert call(here.official, "get", f"{V1}/proposals/").json()["count"] == 0


def test_a_decision_and_the_second_one(here: Scene) -> None:
    first = call(here.official, "post", path_to(here, "decision/"), {"decision": "return", "reason": "Why?"})
    assert (first.status_code, first.json()["state"]) == (200, "returned")
    assert first.json()["story"][-1]["reason"] == "Why?"
    second = call(here.facilitator, "post", path_to(here, "decision/"), {"decision": "accept", "reason": "x"})
    assert second.status_code == 409
    bad = call(here.official, "post", path_to(here, "decision/"), {"decision": "resubmit", "reason": "x"})
    assert bad.status_code == 400


def test_an_answer_changes_only_what_it_names() -> None:
    here = scene("returned")
    answer = call(here.proposer, "post", path_to(here, "resubmission/"), {"answer": "Done.", "title": "New"})
    here.proposal.refresh_from_db()
    assert (answer.json()["state"], here.proposal.title) == ("submitted", "New")
    assert here.proposal.confidential_note == NOTE
    assert NOTE not in answer.content.decode()


def test_a_proposal_is_placed(here: Scene) -> None:
    activity = ActivityFactory.create(region=here.region)
    placed = call(here.official, "post", path_to(here, "activity/"), {"activity": activity.pk})
    assert placed.json()["activity"] == activity.pk
    call(here.official, "post", path_to(here, "activity/"), {"title": "Straw boards"})
    here.proposal.refresh_from_db()
    assert here.proposal.activity == Activity.objects.get(title_en="Straw boards")
    both = {"activity": activity.pk, "title": "Both"}
    foreign = {"activity": ActivityFactory.create().pk}
    for bad in (both, foreign):
        assert call(here.official, "post", path_to(here, "activity/"), bad).status_code == 400


def test_withdrawing(here: Scene) -> None:
    assert call(here.proposer, "post", path_to(here, "withdrawal/")).json()["state"] == "withdrawn"
    assert call(here.proposer, "post", path_to(here, "withdrawal/")).status_code == 409


@pytest.mark.parametrize(
    ("path", "reader", "queries"),
    [
        ("/proposals/", "proposer", 4),
        ("/regions/{code}/proposals/", "official", 6),
        ("/calls/", "stranger", 4),
    ],
)
def test_lists_cost_the_same_for_one_and_for_thirty(
    here: Scene, path: str, reader: str, queries: int, django_assert_num_queries: Any
) -> None:
    """Session, person, (region, roles,) count, rows."""
    client: Client = client_of(here.user(reader))
    address = V1 + path.format(code=here.region.code)
    with django_assert_num_queries(queries):
        client.get(address)
    for _ in range(29):
        ProposalFactory.create(call=here.call, proposer=here.proposer)
        CallFactory.create()
    with django_assert_num_queries(queries):
        assert client.get(address).json()["count"] == 30
