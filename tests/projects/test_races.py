"""Two at once, on real connections."""

import pytest

from foundation import transitions
from foundation.models import AuditRow
from projects.forms import DecisionForm
from projects.models import Call, Proposal
from projects.tasks import open_standing_call
from tests.factories.regions import RegionFactory
from tests.projects.people import client_of, scene, typed
from tests.together import at_once, meet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_a_form_sent_twice_at_once_is_one_proposal() -> None:
    here = scene()
    data = typed(idempotency_key="k1")
    path = f"/regions/{here.region.code}/proposals/new/"
    clients = [client_of(here.stranger) for _ in range(4)]
    answers: list[tuple[int, str]] = []

    def send(client: object) -> None:
        answer = client.post(path, data)  # type: ignore[attr-defined]  # -- reason: a test client
        answers.append((answer.status_code, answer.get("Location", "")))

    at_once(*[lambda client=client: send(client) for client in clients])  # type: ignore[misc]  # -- reason: bound early
    proposal = Proposal.objects.get(proposer=here.stranger)
    assert answers == [(302, f"/proposals/{proposal.pk}/")] * 4
    assert AuditRow.objects.filter(verb="projects.submit_proposal").count() == 1


def test_without_the_key_the_same_form_would_be_two() -> None:
    here, data = scene(), typed()
    client = client_of(here.stranger)
    for _ in range(2):
        client.post(f"/regions/{here.region.code}/proposals/new/", data)
    assert Proposal.objects.filter(proposer=here.stranger).count() == 2


def test_of_two_decisions_at_once_one_counts() -> None:
    here = scene()
    path = f"/proposals/{here.proposal.pk}/decide/"
    deciders = {"accept": client_of(here.official), "decline": client_of(here.facilitator)}
    answers: dict[str, int] = {}

    def decide(decision: str) -> None:
        answer = deciders[decision].post(path, {"decision": decision, "reason": "Mine."})
        answers[decision] = answer.status_code

    at_once(lambda: decide("accept"), lambda: decide("decline"))
    here.proposal.refresh_from_db()
    winner = {"accepted": "accept", "declined": "decline"}[here.proposal.state]
    assert sorted(answers.values()) == [302, 409]
    assert answers[winner] == 302
    assert AuditRow.objects.filter(object_type="projects.proposal").count() == 1


def test_a_region_gets_one_call_from_many_wake_ups() -> None:
    region = RegionFactory.create()
    at_once(*[lambda: open_standing_call(region.pk)] * 4)
    assert Call.objects.filter(region=region).count() == 1
    assert AuditRow.objects.filter(verb="projects.open_call").count() == 1


def test_the_twin_without_the_door_lets_both_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the look at the state under the lock, both are told that theirs counts: both pages knew it as open."""
    monkeypatch.setattr(transitions, "require_state", lambda *_: None)
    meet(monkeypatch, DecisionForm, "is_valid")
    here = scene()
    path = f"/proposals/{here.proposal.pk}/decide/"
    deciders = {"accept": client_of(here.official), "decline": client_of(here.facilitator)}
    answers: list[int] = []

    def decide(decision: str) -> None:
        answers.append(deciders[decision].post(path, {"decision": decision, "reason": "Mine."}).status_code)

    at_once(lambda: decide("accept"), lambda: decide("decline"))
    assert answers == [302, 302]
